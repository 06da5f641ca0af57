"""robots.txt: groups, the longest rule, wildcards, delays; cases composed after RFC 9309."""

from __future__ import annotations

import time

import pytest

from policytext.corpus.fetch_robots import MOST_BYTES, Robots, robots_of

CASES = [
    ("", "/a", True),
    ("User-agent: *\nDisallow:", "/a", True),
    ("User-agent: *\nDisallow: /", "/a", False),
    ("User-agent: other\nDisallow: /", "/a", True),
    ("User-agent: *\nDisallow: /\nUser-agent: PolicyText\nAllow: /", "/a", True),
    ("User-agent: policytext/2.0\nDisallow: /", "/a", False),
    ("User-agent: policytextual\nDisallow: /", "/a", True),
    ("User-agent: other\nUser-agent: policytext\nDisallow: /a", "/a/b", False),
    ("User-agent: policytext\nDisallow: /a\n\nUser-agent: policytext\nDisallow: /b", "/b", False),
    ("User-agent: policytext\nSitemap: x\nDisallow: /a", "/a", False),
    ("User-agent: *\nAllow: /\nDisallow: /a", "/a", False),  # the longest, not the first
    ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),  # as long: the opening one
    ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
    ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?a", True),
    ("User-agent: *\nDisallow: /a*b*c", "/axxbyyc/more", False),
    ("User-agent: *\nDisallow: /a*b*c", "/axxcyyb", True),
    ("User-agent: *\nDisallow: /a$", "/a", False),
    ("User-agent: *\nDisallow: /a$", "/ab", True),
    ("User-agent: *\nDisallow: /规划", "/%E8%A7%84%E5%88%92/1", False),
    ("User-agent: *\nDisallow: /%e8%a7%84", "/%E8%A7%84%E5%88%92", False),
    ("User-agent: *\nDisallow: /~a", "/%7Ea", False),
    ("User-agent: *\r\nDisallow: /a # closed\r\n", "/a", False),
    ("\ufeffUser-Agent : *\nDISALLOW : /a", "/a", False),
    ("Disallow: /\nUser-agent: *\nDisallow: /b", "/a", True),  # a line before any group
    ("<html>no such page</html>", "/a", True),
]


@pytest.mark.parametrize(("text", "target", "allowed"), CASES)
def test_rules(text: str, target: str, allowed: bool) -> None:
    assert robots_of(text.encode()).allows(target) is allowed


@pytest.mark.parametrize(
    ("text", "delay"), [("3", 3), ("0.5", 0.5), ("-1", 0), ("soon", 0), ("nan", 0), ("inf", 0), ("9" * 400, 0)]
)
def test_delay(text: str, delay: float) -> None:
    assert robots_of(f"User-agent: *\nCrawl-delay: {text}\n".encode()).delay == delay


def test_a_closed_host_allows_nothing() -> None:
    assert not Robots(closed="busy").allows("/")


def test_hostile_rules_take_bounded_time() -> None:
    data = b"User-agent: *\n" + b"Disallow: /" + b"*a" * 2000 + b"$\n"
    data += b"Disallow: /*b*c\n" * ((MOST_BYTES - len(data)) // 16) + b"Disallow: /late\n" * 1000
    begin = time.monotonic()
    found = robots_of(data)
    assert found.allows("/" + "a" * 1999)
    assert found.allows("/late"), "what stands behind the limit is not read"
    assert time.monotonic() - begin < 5
