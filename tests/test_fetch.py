"""Fetching from a local site that behaves well and badly: politeness, versions, resumption, hostile answers."""

from __future__ import annotations

import gzip
import hashlib
import itertools
import json
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

import policytext as pt
from policytext.corpus.catalogue import CatalogueEntry
from policytext.corpus.fetch import FetchReport, FetchResult, fetch
from policytext.corpus.fetch_manifest import verify
from policytext.corpus.fetch_store import host_folder
from policytext.model.errors import FetchError, SourceNotFoundError, StoreError
from policytext.reading.address import address_of
from policytext.reading.limits import Limits
from tests.served import endless, head, plain, raw, silent, to
from tests.served_site import Asked, Site, by_request, conditional, cut, site, trickled

LOCAL = Limits(private=True, bytes=1 << 20)


def page(number: int = 1, more: str = "") -> bytes:
    """A page of a plan, composed here."""
    return (
        f"<html><head><meta charset='utf-8'></head><body><h1>白溪市教育局2021年工作要点</h1><p>一、办学条件</p>"
        f"<p>{number}.新建学校{number + 1}所，新增学位{number}00个。{more}</p></body></html>"
    ).encode()


HTML = {"Content_Type": "text/html"}


@pytest.fixture
def served() -> Iterator[Site]:
    with site() as found:
        yield found


def entry(served: Site, path: str, **more: Any) -> CatalogueEntry:
    return CatalogueEntry(served.address + path, "2021年工作要点", issuer="白溪市教育局", year=2021, series="baixi-edu", **more)


def got(entries: list[CatalogueEntry], out: Path, **more: Any) -> FetchReport:
    return fetch(entries, out, **{"delay": 0.01, "retries": 2, "timeout": 3, "limits": LOCAL, **more})


def one(served: Site, out: Path, path: str = "/1", **more: Any) -> FetchResult:
    (result,) = got([entry(served, path)], out, **more).results
    return result


def test_the_bytes_stand_there_as_sent_with_a_sidecar(served: Site, tmp_path: Path) -> None:
    served.pages["/1"] = plain(page(), Content_Type="text/html; charset=gb2312", Set_Cookie="id=1", X_Odd="é\x01")
    result = one(served, tmp_path)
    assert (result.status, result.reason) == ("fetched", "")
    assert (tmp_path / result.file).read_bytes() == page()
    sidecar = json.loads((tmp_path / result.file).with_suffix(".json").read_text(encoding="utf-8"))
    assert sidecar["sha256"] == hashlib.sha256(page()).hexdigest()
    assert (sidecar["bytes"], sidecar["status"], sidecar["final"]) == (len(page()), 200, served.address + "/1")
    assert datetime.fromisoformat(sidecar["time"]).tzinfo == UTC
    assert ["X-Odd", "é\x01"] in sidecar["headers"]
    assert "id=1" not in json.dumps(sidecar)
    assert verify(tmp_path) == ()
    asked = served.headers_of("/1")[0]
    assert asked["user-agent"].startswith("policytext")
    assert asked["accept-encoding"] == "identity"


def test_the_folder_is_a_corpus(served: Site, tmp_path: Path) -> None:
    served.pages |= {f"/{n}": plain(page(n), **HTML) for n in range(3)}
    got([entry(served, f"/{n}") for n in range(3)], tmp_path)
    for source in (tmp_path, tmp_path / "manifest.csv"):
        corpus = pt.read_corpus(source)
        assert len(corpus) == 3
        assert not corpus.failures
        assert len(corpus.to_frame("quantity")) >= 6
    assert {x.metadata.plan_year for x in corpus} == {2021}
    assert all(x.metadata.id.startswith("baixi-edu-2021-") for x in corpus)


def test_contact_is_sent_and_a_hostile_one_refused(served: Site, tmp_path: Path) -> None:
    served.pages["/1"] = plain(page())
    one(served, tmp_path, contact="mailto:research@baixi.example")
    assert served.headers_of("/1")[0]["user-agent"].endswith("contact: mailto:research@baixi.example")
    for contact in ("a\r\nX: b", "联系人", ""):
        with pytest.raises(FetchError, match="contact"):
            one(served, tmp_path, contact=contact)


FAILING = [
    ("silent", silent, "longer than 0.6 seconds"), ("trickle", trickled(page() * 20, 0.1), "longer than 0.6 seconds"),
    ("cut", cut(page() * 4, 300), "could not be fetched"), ("short", raw(head(200, 5000), page()), "could not be fetched"),
    ("cut-chunked", raw(head(Transfer_Encoding="chunked"), b"500\r\n", page()), "could not be fetched"),
    ("500", plain(b"x", 500), "status 500"), ("404", plain(b"x", 404), "status 404"), ("412", plain(b"", 412), "status 412"),
    ("huge", endless, "limit of 1048576 bytes"), ("huge-stated", plain(b"a" * (2 << 20)), "limit of 1048576 bytes"),
    ("bomb", plain(gzip.compress(b"a" * (20 << 20)), Content_Encoding="gzip"), "limit of 1048576 bytes"),
    ("bad-gzip", plain(b"\x1f\x8b" + page(), Content_Encoding="gzip"), "damaged|cut off"),
    ("brotli", plain(page(), Content_Encoding="br"), "not asked for"), ("junk", raw(b"SSH-2.0-server\r\n"), "could not"),
    ("long-head", raw(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n"), "could not"),
    ("bad-length", raw(b"HTTP/1.1 200 OK\r\nContent-Length: 12, 500\r\n\r\n" + page()), "could not"),
    ("nothing", raw(b""), "could not"), ("empty", plain(b""), "page is empty"), ("loop", to("/loop"), "more than 5 redirects"),
    ("no-location", plain(b"", 302), "without a location"), ("to-file", to("file:///etc/hostname"), "only http and https"),
    ("304", plain(b"", 304), "status 304"), ("206", plain(page(), 206, Content_Range="bytes 0-9/10"), "another part"),
]  # fmt: skip


def test_what_fails_fails_alone_and_leaves_nothing(served: Site, tmp_path: Path) -> None:
    served.pages |= {f"/{name}": answer for name, answer, _ in FAILING}
    served.pages["/good"] = plain(page(), **HTML)
    names = [name for name, *_ in FAILING]
    report = got([entry(served, f"/{name}") for name in [*names, "good"]], tmp_path, timeout=0.6, retries=0, delay=0)
    *failed, good = report.results
    assert good.status == "fetched"
    for result, (name, _, reason) in zip(failed, FAILING, strict=True):
        assert result.status == "failed", name
        assert re.search(reason, result.reason), (name, result.reason)
        assert served.address in result.reason or result.name in result.reason
    assert [x.name for x in tmp_path.rglob("*-v*")] == [x.name for x in (tmp_path / good.file).parent.glob("*-v*")]
    assert verify(tmp_path) == ()
    assert len(report.failures) == len(FAILING)


def test_a_page_longer_than_stated_ends_where_it_states(served: Site, tmp_path: Path) -> None:
    served.pages["/1"] = raw(head(200, 50), page())
    result = one(served, tmp_path)
    assert result.status == "failed"
    assert "longer than" in result.reason


def test_a_private_host_is_refused_also_behind_a_redirect(served: Site, tmp_path: Path) -> None:
    served.pages["/1"] = to("http://10.255.255.1/")
    assert "allow it with limits" in one(served, tmp_path, limits=Limits()).reason
    assert served.log == []


@pytest.mark.parametrize(("status", "tries"), [(500, 3), (503, 3), (429, 3), (403, 1), (410, 1)])
def test_only_what_may_pass_is_tried_again(served: Site, tmp_path: Path, status: int, tries: int) -> None:
    served.pages["/1"] = plain(b"", status)
    assert one(served, tmp_path).status == "failed"
    assert len(served.paths) == tries


def test_broken_then_good(served: Site, tmp_path: Path) -> None:
    served.pages["/1"] = [plain(b"", 500), cut(page(), 9), plain(page())]
    assert one(served, tmp_path).status == "fetched"


def test_pauses_grow(served: Site, tmp_path: Path) -> None:
    served.pages["/1"] = plain(b"", 500)
    one(served, tmp_path, delay=0.1)
    times = [begin for begin, _ in served.times()]
    first, second = (later - earlier for earlier, later in itertools.pairwise(times[1:]))
    assert first >= 0.1
    assert second >= 0.2


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after(served: Site, tmp_path: Path, form: str) -> None:
    until = datetime.now(UTC) + timedelta(seconds=3)
    stated = "1" if form == "seconds" else format_datetime(until, usegmt=True)
    served.pages["/1"] = [plain(b"", 429, Retry_After=stated), plain(page())]
    assert one(served, tmp_path).status == "fetched"
    (_, first), (second, _) = served.times()[-2:]
    if form == "seconds":
        assert second - first >= 0.95
    else:
        assert datetime.now(UTC) >= until.replace(microsecond=0)


def test_a_host_that_wants_to_be_left_alone_for_long_is(served: Site, tmp_path: Path) -> None:
    served.pages |= {"/1": plain(b"", 503, Retry_After="9000"), "/2": plain(page())}
    report = got([entry(served, "/1"), entry(served, "/2")], tmp_path)
    assert [x.status for x in report.results] == ["refused", "refused"]
    assert "left alone for 9000 seconds" in report.results[0].reason
    assert served.paths == ["/1"]


ROBOTS = [
    (plain(b"User-agent: *\nDisallow: /1"), "refused", "closes it to programs"), (plain(b"", 404), "fetched", ""),
    (plain(b"User-agent: *\nDisallow: /2"), "fetched", ""), (plain(b"", 500), "refused", "status 500"),
    (plain(b"", 403), "fetched", ""), (plain(b"", 429), "refused", "closes the host for now"),
    (silent, "refused", "closes the host for now"), (to("/rules"), "refused", "closes it"), (to("/robots.txt"), "fetched", ""),
    (plain(gzip.compress(b"User-agent: *\nDisallow: /1"), Content_Encoding="gzip"), "refused", "closes it"),
    (plain(b"User-agent: *\nCrawl-delay: 1000"), "refused", "asks for 1000 seconds"),
]  # fmt: skip


@pytest.mark.parametrize(("robots", "status", "reason"), ROBOTS)
def test_robots(served: Site, tmp_path: Path, robots: Any, status: str, reason: str) -> None:
    served.robots = robots
    served.pages |= {"/1": plain(page()), "/rules": plain(b"User-agent: policytext\nDisallow: /1")}
    result = one(served, tmp_path, timeout=0.6, retries=0)
    assert result.status == status
    assert reason in result.reason
    assert ("/1" in served.paths) == (status == "fetched")


def test_a_redirect_does_not_lead_around_robots(served: Site, tmp_path: Path) -> None:
    with site(secret=plain(page())) as other:
        other.robots = plain(b"User-agent: *\nDisallow: /secret")
        served.pages["/1"] = to(f"{other.address}/secret")
        assert one(served, tmp_path).status == "refused"
        assert other.paths == []
        other.robots = plain(b"", 404)
        result = one(served, tmp_path)
        assert result.status == "fetched"
        sidecar = json.loads((tmp_path / result.file).with_suffix(".json").read_text())
        assert sidecar["final"] == f"{other.address}/secret"


def test_one_request_at_a_time_and_the_delay_between(served: Site, tmp_path: Path) -> None:
    with site() as other:
        for one_site in (served, other):
            one_site.pages |= {f"/{n}": trickled(page(n), 0.01) for n in range(5)}
        served.pages["/0"] = to(f"{other.address}/4")  # leads to the other host while that is being asked
        begin = time.monotonic()
        entries = [entry(x, f"/{n}") for x in (served, other) for n in range(5)]
        assert got(entries, tmp_path, delay=0.15).counts == {"fetched": 10}
        for one_site in (served, other):
            times = one_site.times()
            assert len(times) >= 6
            assert all(later - end >= 0.14 for (_, end), (later, _) in itertools.pairwise(times))
        alone = sum(x.times()[-1][1] - x.times()[0][0] for x in (served, other))
        assert time.monotonic() - begin < 0.9 * alone, "hosts are asked side by side"


def test_crawl_delay_is_kept(served: Site, tmp_path: Path) -> None:
    served.robots = plain(b"User-agent: *\nCrawl-delay: 0.4")
    served.pages |= {"/1": plain(page(1)), "/2": plain(page(2))}
    got([entry(served, "/1"), entry(served, "/2")], tmp_path)
    times = served.times()
    assert all(later - end >= 0.38 for (_, end), (later, _) in itertools.pairwise(times))


def test_what_is_here_is_not_asked_for_again(served: Site, tmp_path: Path) -> None:
    served.pages["/1"] = plain(page())
    first = one(served, tmp_path)
    again = one(served, tmp_path)
    assert (again.status, again.file) == ("kept", first.file)
    assert len(served.log) == 2


def test_unchanged_and_changed_pages(served: Site, tmp_path: Path) -> None:
    served.pages["/1"] = conditional(page(1), Last_Modified="Wed, 10 Mar 2021 08:00:00 GMT", **HTML)
    first = one(served, tmp_path)
    assert one(served, tmp_path, refresh=True).status == "unchanged"
    asked = served.headers_of("/1")[-1]
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"v1"', "Wed, 10 Mar 2021 08:00:00 GMT")
    served.pages["/1"] = plain(page(1), **HTML)
    assert one(served, tmp_path, refresh=True).status == "unchanged", "the same bytes without a 304"
    served.pages["/1"] = conditional(page(2), '"v2"', **HTML)
    second = one(served, tmp_path, refresh=True)
    assert second.status == "fetched"
    assert (tmp_path / first.file).read_bytes() == page(1)
    assert (tmp_path / second.file).read_bytes() == page(2)
    served.pages["/1"] = plain(b"", 500)
    assert one(served, tmp_path, refresh=True, retries=0).status == "failed"
    assert second.file in (tmp_path / "manifest.csv").read_text(encoding="utf-8")
    served.pages["/1"] = plain(page(1), **HTML)
    assert one(served, tmp_path, refresh=True).file not in (first.file, second.file), "back to the first is a third version"
    assert verify(tmp_path) == ()


@pytest.mark.parametrize(("etag", "asked"), [('"v1"', True), ('W/"v1"', False), ("", False)])
def test_a_broken_off_body_is_continued_only_by_a_strong_etag(served: Site, tmp_path: Path, etag: str, asked: bool) -> None:
    body = page(1) * 50
    served.pages["/1"] = cut(body, 4000, ETag=etag, **HTML)
    assert one(served, tmp_path, retries=0).status == "failed"
    served.pages["/1"] = conditional(body, etag or '"v1"', **HTML)
    result = one(served, tmp_path)
    assert (tmp_path / result.file).read_bytes() == body
    assert served.headers_of("/1")[-1].get("range", "").startswith("bytes=") == asked


def test_a_body_that_changed_meanwhile_begins_anew(served: Site, tmp_path: Path) -> None:
    served.pages["/1"] = cut(page(1) * 50, 4000, ETag='"v1"')
    one(served, tmp_path, retries=0)
    served.pages["/1"] = conditional(page(2) * 50, '"v2"')
    assert (tmp_path / one(served, tmp_path).file).read_bytes() == page(2) * 50


def test_a_lying_range_is_not_glued(served: Site, tmp_path: Path) -> None:
    body = page(1) * 50
    served.pages["/1"] = cut(body, 4000, ETag='"v1"')
    one(served, tmp_path, retries=0)

    def lying(asked: Asked) -> Any:
        ranged = "range" in asked.headers
        return plain(b"lie", 206, ETag='"v1"', Content_Range="bytes 1-3/4") if ranged else plain(body)

    served.pages["/1"] = by_request(lying)
    assert (tmp_path / one(served, tmp_path).file).read_bytes() == body


def test_a_packed_page_is_kept_as_sent_and_read_unpacked(served: Site, tmp_path: Path) -> None:
    served.pages["/1"] = plain(gzip.compress(page()), Content_Encoding="gzip", **HTML)
    result = one(served, tmp_path)
    assert (tmp_path / result.file).read_bytes() == page()
    assert gzip.decompress((tmp_path / f"{result.file}.packed").read_bytes()) == page()
    assert len(pt.read_corpus(tmp_path)) == 1
    assert verify(tmp_path) == ()
    (tmp_path / f"{result.file}.packed").write_bytes(b"other")
    assert len(verify(tmp_path)) == 1


def test_the_sha256_of_the_catalogue(served: Site, tmp_path: Path) -> None:
    served.pages["/1"] = plain(page())
    wrong = got([entry(served, "/1", sha256="0" * 64)], tmp_path).results[0]
    assert "not those of the catalogue" in wrong.reason
    right = got([entry(served, "/1", sha256=hashlib.sha256(page()).hexdigest())], tmp_path).results[0]
    assert right.status == "fetched"


def test_hostile_addresses_stay_inside(served: Site, tmp_path: Path) -> None:
    paths = ["/../../etc/passwd", "/..%2f..%2fx", "/%00", "/a%0d%0aX:1", "/" + "a" * 5000, "/con", "/x?" + "&" * 500, "/..;/x", "/规划"]
    out = tmp_path / "deep" / "out"
    served.pages["/%E8%A7%84%E5%88%92"] = plain(page())
    report = got([entry(served, path) for path in paths], out, delay=0)
    assert {x.status for x in report.results[:-1]} == {"failed"}
    assert report.results[-1].status == "fetched"
    assert {x for x in tmp_path.rglob("*") if out not in x.parents} == {tmp_path / "deep", out}
    assert all(len(x.name) < 100 for x in out.rglob("*"))
    bad = [CatalogueEntry(x, "x") for x in ("ftp://a/", "http://", "http://a:b@127.0.0.1/", "no address", "http://../x", "http://a\n/")]
    assert {x.status for x in got(bad, out, retries=0).results} <= {"failed", "refused"}
    assert host_folder(address_of("http://" + "a" * 250 + ".cn/"))[:3] == "aaa"


def test_verify_finds_damage_and_a_damaged_page_is_fetched_again(served: Site, tmp_path: Path) -> None:
    served.pages |= {f"/{n}": plain(page(n), **HTML) for n in range(4)}
    entries = [entry(served, f"/{n}") for n in range(4)]
    files = [tmp_path / x.file for x in got(entries, tmp_path).results]
    files[0].write_bytes(page(9))
    files[1].unlink()
    files[2].with_suffix(".json").write_text('{"file": "../../x"}')
    assert len(verify(tmp_path)) == 3
    files[3].with_suffix(".json").unlink()
    assert {x.reason.partition(" ")[0] for x in verify(tmp_path)} > {"has"}
    report = got(entries, tmp_path)
    assert report.counts == {"fetched": 4}
    assert files[0].read_bytes() == page(9), "nothing is overwritten"
    assert len(pt.read_corpus(tmp_path / "manifest.csv")) == 4
    with pytest.raises(SourceNotFoundError):
        verify(tmp_path / "none")


def test_a_forged_sidecar_leads_nowhere(served: Site, tmp_path: Path) -> None:
    served.pages["/1"] = plain(page())
    result = one(served, tmp_path)
    path = (tmp_path / result.file).with_suffix(".json")
    sidecar = json.loads(path.read_text())
    for change in ({"file": "../../../etc/hostname"}, {"readable": "/etc/hostname"}, {"bytes": 1}, {"entry": 3}, {"more": 1}, {"headers": 5}):
        path.write_text(json.dumps(sidecar | change))
        assert len(verify(tmp_path)) == 1, change
    path.write_text(json.dumps(sidecar | {"entry": {"title": "=cmd()"}}))
    fetch([], tmp_path)
    assert "'=cmd()" in (tmp_path / "manifest.csv").read_text(encoding="utf-8")


def test_progress_and_a_folder_that_cannot_be_used(served: Site, tmp_path: Path) -> None:
    served.pages["/1"] = plain(page())
    told: list[FetchResult] = []
    report = got([entry(served, "/1"), entry(served, "/1")], tmp_path / "a", progress=told.append)
    assert tuple(told) == report.results
    assert len(report.results) == 1
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be used"):
        one(served, tmp_path / "file")
    for wrong in ({"delay": -1}, {"retries": -1}, {"timeout": 0}, {"hosts": 0}, {"delay": float("nan")}):
        with pytest.raises(FetchError, match="give a number"):
            one(served, tmp_path / "a", **wrong)


def test_an_interrupt_stops_soon_and_the_next_run_goes_on(served: Site, tmp_path: Path) -> None:
    served.pages |= {f"/{n}": plain(page(n)) for n in range(5)}
    entries = [entry(served, f"/{n}") for n in range(5)]

    def interrupt(_: FetchResult) -> None:
        raise KeyboardInterrupt

    begin = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        got(entries, tmp_path, delay=0.5, progress=interrupt)
    assert time.monotonic() - begin < 2
    assert got(entries, tmp_path).counts["kept"] >= 1
    assert sorted(set(served.paths)) == sorted(served.paths)


RUN = """
import sys
from policytext.corpus.catalogue import CatalogueEntry
from policytext.corpus.fetch import fetch
from policytext.reading.limits import Limits
entries = [CatalogueEntry(f"{sys.argv[1]}/{n}", "x", series="baixi-edu") for n in range(12)]
print(fetch(entries, sys.argv[2], delay=0.01, timeout=10, limits=Limits(private=True)).counts)
"""


def run(served: Site, out: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", RUN, served.address, str(out)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("moment", [2, 5, 9])
def test_killed_in_mid_run_nothing_is_lost_or_doubled(served: Site, tmp_path: Path, moment: int) -> None:
    served.pages |= {f"/{n}": trickled(page(n), 0.02) for n in range(12)}
    first = run(served, tmp_path)
    while len(served.log) < moment and first.poll() is None:
        time.sleep(0.01)
    time.sleep(0.04)  # in the middle of a body
    with pytest.raises(StoreError, match="another run"):
        fetch([], tmp_path)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    done = [json.loads(x.read_text())["address"].removeprefix(served.address) for x in tmp_path.rglob("*-v*.json")]
    assert verify(tmp_path) == ()
    assert done
    assert len(done) < 12
    second = run(served, tmp_path)
    shown, complaint = second.communicate(timeout=30)
    assert f"'kept': {len(done)}" in shown, complaint
    assert all(served.paths.count(path) == 1 for path in done), "what was complete is not asked for again"
    bodies = sorted(x.read_bytes() for x in tmp_path.rglob("*-v*.html"))
    assert bodies == sorted(page(n) for n in range(12))
    assert verify(tmp_path) == ()
    assert not list(tmp_path.rglob(".partial"))


def test_two_runs_never_write_into_one_folder(served: Site, tmp_path: Path) -> None:
    served.pages["/1"] = trickled(page(), 0.05)
    thread = threading.Thread(target=one, args=(served, tmp_path))
    thread.start()
    while not served.log:
        time.sleep(0.01)
    with pytest.raises(StoreError, match="another run"):
        one(served, tmp_path)
    thread.join()
    assert one(served, tmp_path).status == "kept"
