"""What a host asks of programs in its robots.txt: RFC 9309, and the delay that many hosts add to it.

The parser of the standard library takes the first rule that fits and knows no wildcards; the standard asks for the
longest rule, and sites close their PDF files with ``Disallow: /*.pdf$``.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

TOKEN = "policytext"
MOST_BYTES = 500 << 10  # RFC 9309, 2.5: at least that much is read
_PERCENT = re.compile("%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_KEPT = "/%:@!$&'()*+,;=~?#[]"


@dataclass(frozen=True, slots=True)
class RobotsRule:
    """One line that opens or closes the paths that begin with a pattern; ``*`` is any text, a last ``$`` the end."""

    opens: bool
    pattern: str

    def fits(self, target: str) -> bool:
        """Whether the pattern fits a path with its query.

        >>> RobotsRule(False, "/*.pdf$").fits("/a/b.pdf"), RobotsRule(False, "/*.pdf$").fits("/a/b.pdf?x")
        (True, False)
        """
        ended = self.pattern.endswith("$")
        first, *more = self.pattern.removesuffix("$").split("*")
        if not more:
            return target == first if ended else target.startswith(first)
        if not target.startswith(first):
            return False
        place = len(first)
        for piece in more[:-1]:
            place = target.find(piece, place) + len(piece)
            if place < len(piece):
                return False
        last = more[-1]
        return target.endswith(last) and len(target) - len(last) >= place if ended else target.find(last, place) >= 0


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host; `closed` says why nothing may be asked for now, where that is so."""

    rules: tuple[RobotsRule, ...] = ()
    delay: float = 0.0
    closed: str = ""

    def allows(self, target: str) -> bool:
        """Whether a path with its query may be asked for: the longest rule decides, the opening one where two are as long.

        >>> robots_of(b"User-agent: *\\nDisallow: /\\nAllow: /zwgk/").allows("/zwgk/1.html")
        True
        """
        asked = _normal(target)
        fitting = [(len(rule.pattern), rule.opens) for rule in self.rules if rule.fits(asked)]
        return not self.closed and (not fitting or max(fitting)[1])


def robots_of(data: bytes, token: str = TOKEN) -> Robots:
    """The rules for one program: of the groups that name it, else of those for all."""
    own: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    named = False
    for agents, lines in _groups(_fields(data[:MOST_BYTES])):
        if token in agents:
            named = True
            own += lines
        elif "*" in agents:
            others += lines
    return _robots(own if named else others)


def _robots(lines: list[tuple[str, str]]) -> Robots:
    rules = tuple(RobotsRule(name == "allow", _normal(value)) for name, value in lines if name != "crawl-delay" and value)
    return Robots(rules, max((_seconds(value) for name, value in lines if name == "crawl-delay"), default=0.0))


def _fields(data: bytes) -> Iterator[tuple[str, str]]:
    for line in re.split("\r\n|\r|\n", data.decode("utf-8-sig", errors="replace")):
        name, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def _groups(found: Iterable[tuple[str, str]]) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    """Each group: the programs it names and its lines; other fields, such as Sitemap, end no group."""
    agents: set[str] = set()
    lines: list[tuple[str, str]] = []
    for name, value in found:
        if name == "user-agent":
            if lines:
                yield agents, lines
                agents, lines = set(), []
            agents.add("*" if value == "*" else re.split(r"[^a-z_-]", value.lower(), maxsplit=1)[0])
        elif name in ("allow", "disallow", "crawl-delay") and agents:
            lines.append((name, value))
    yield agents, lines


def _seconds(value: str) -> float:
    with contextlib.suppress(ValueError):
        seconds = float(value)
        return seconds if 0 <= seconds < float("inf") else 0.0
    return 0.0


def _normal(target: str) -> str:
    """A path as both sides are compared: other characters percent-encoded, those that need no encoding not."""
    return _PERCENT.sub(_normal_percent, quote(target, safe=_KEPT, errors="replace"))


def _normal_percent(match: re.Match[str]) -> str:
    character = chr(int(match.group(1), 16))
    return character if character in _UNRESERVED else match.group().upper()
