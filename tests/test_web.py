"""Addresses: what is read, and what a server, a redirect or a name may not do."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from policytext.model.errors import (
    EmptyDocumentError,
    FetchError,
    HostileInputError,
    LimitError,
    MissingExtraError,
    SourceNotFoundError,
)
from policytext.reading.address import address_of, is_address, is_public
from policytext.reading.limits import Limits
from policytext.reading.plain import decode
from policytext.reading.source import read_source
from policytext.reading.web import fetch
from tests.served import BODY, TEXT, serving

LOCAL = Limits(private=True, seconds=1.5, bytes=1 << 20)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving() as address:
        yield address


WELL = [
    "/text", "/gzip", "/gzip-parts", "/deflate", "/raw-deflate", "/chunked", "/to-text", "/to-deep", "/to-chinese",
    "/规划", "/规划?年=2021", "/%E8%A7%84%E5%88%92", "/text#一",
]  # fmt: skip


@pytest.mark.parametrize("path", WELL)
def test_read(server: str, path: str) -> None:
    assert fetch(server + path, LOCAL) == BODY


BADLY = [
    ("/drip", FetchError, "longer than 1.5 seconds"), ("/drip-head", FetchError, "longer than"), ("/silent", FetchError, "longer than"),
    ("/endless", LimitError, "limit of 1048576 bytes"), ("/bomb", LimitError, "limit of 1048576 bytes"),
    ("/cut", FetchError, "could not be fetched"), ("/cut-chunked", FetchError, "could not be fetched"),
    ("/cut-gzip", FetchError, "cut off"), ("/bad-gzip", FetchError, "damaged|cut off"),
    ("/brotli", FetchError, "not asked for"), ("/twice", FetchError, "not asked for"),
    ("/empty", EmptyDocumentError, "is empty"), ("/nothing", FetchError, "could not"), ("/junk", FetchError, "could not"),
    ("/long-head", FetchError, "could not"), ("/many-heads", FetchError, "could not"), ("/bad-length", FetchError, "could not"),
    ("/404", FetchError, "status 404: there is no such page"), ("/412", FetchError, "status 412: it is not given to programs"),
    ("/500", FetchError, "status 500: the server is busy"), ("/204", FetchError, "status 204"), ("/none", FetchError, "404"),
    ("/loop", FetchError, "more than 5 redirects"), ("/to-file", FetchError, "only http and https"),
    ("/to-password", FetchError, "never sent"), ("/to-nowhere", FetchError, "status 302"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "error", "message"), BADLY)
def test_refused(server: str, path: str, error: type[Exception], message: str) -> None:
    started = time.monotonic()
    with pytest.raises(error, match=message):
        read_source(server + path, limits=LOCAL)
    assert time.monotonic() - started < 4


def test_content_and_not_the_header_tells_the_encoding(server: str) -> None:
    assert "澜水市2021年工作要点" in decode(fetch(f"{server}/gbk-as-utf8", LOCAL))[0]


def test_the_source_is_the_address_and_the_name_its_last_part(server: str) -> None:
    found = read_source(f"{server}/text", limits=LOCAL)
    assert (found.text, found.name, found.source) == (TEXT, "text", f"{server}/text")


def test_only_the_request_is_sent() -> None:
    seen: list[str] = []
    with serving(seen) as server:
        fetch(f"{server}/to-text", LOCAL)
    assert [x.split(" ")[1] for x in seen] == ["/to-text", "/text"]
    names = {line.partition(":")[0].lower() for line in seen[1].splitlines()[1:] if line}
    assert names == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert "policytext" in seen[1]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_the_own_network_is_not_asked(host: str) -> None:
    with pytest.raises((HostileInputError, FetchError), match=r"inside this machine|host is unknown|no host"):
        fetch(f"http://{host}:9/", Limits(seconds=5))


def test_a_name_that_leads_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (x, 80)) for x in ("93.184.216.34", "10.0.0.8")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: entries)
    with pytest.raises(HostileInputError, match=r"10\.0\.0\.8, inside"):
        fetch("http://www.lanshui.example/", Limits())


INSIDE = ["10.1.1.1", "169.254.169.254", "100.64.0.1", "192.168.1.1", "::1", "fe80::1", "fc00::1", "224.0.0.1", "2002:7f00:1::", "::7f00:1"]


@pytest.mark.parametrize("number", INSIDE)
def test_inside(number: str) -> None:
    assert not is_public(number)


WRONG = [
    "ftp://a.example/b", "file:///etc/hostname", "http://", "https:///a", "http://a b.example/", "http://a.example:99999/",
    "http://[::1", "http://user:secret@a.example/", "http://a.example/\r\nX: y", "http://\u2028.example/",
]  # fmt: skip


@pytest.mark.parametrize("address", WRONG)
def test_wrong_addresses(address: str) -> None:
    with pytest.raises(FetchError) as raised:
        fetch(address, Limits())
    assert "secret" not in str(raised.value) and "\n" not in str(raised.value)


def test_addresses_and_paths() -> None:
    assert is_address("HTTP://a.example") and not is_address("www.a.example/规划.html") and not is_address("C:\\规划.txt")
    assert address_of("http://a.example/100%?q=%E4").target == "/100%25?q=%E4"


def test_an_address_without_a_scheme_is_told_what_to_do() -> None:
    with pytest.raises(SourceNotFoundError, match="https://"):
        read_source("www.lanshui.example/规划.html")


def test_an_unknown_host() -> None:
    with pytest.raises(FetchError, match="host is unknown"):
        fetch("https://lanshui.invalid/", Limits(seconds=5))


def test_a_handshake_that_drips(server: str) -> None:
    with pytest.raises(FetchError, match="longer than"):
        fetch(server.replace("http:", "https:") + "/text", LOCAL)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for the local host that nobody vouches for."""
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=lanshui", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(path), "-out", str(path.with_suffix(".crt"))]
    subprocess.run([*command, *names], check=True, capture_output=True)
    return path


needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")


@needs_openssl
@pytest.mark.parametrize("trusted", [False, True])
def test_certificates_are_verified(certificate: Path, trusted: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.with_suffix(".crt"), certificate)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_suffix(".crt")))
    with serving(certified=context) as server:
        if trusted:
            assert fetch(f"{server}/text", LOCAL) == BODY
            with pytest.raises(FetchError, match="certificate is not valid"):
                fetch(server.replace("127.0.0.1", "localhost") + "/text", LOCAL)
        else:
            with pytest.raises(FetchError, match="certificate is not valid"):
                fetch(f"{server}/text", LOCAL)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "urllib3.exceptions", None)
    with pytest.raises(MissingExtraError, match=r"policytext\[web\]"):
        fetch("http://127.0.0.1:9/", LOCAL)
