"""A local server that answers well and badly, each path in a way of its own."""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator

PAGE = "<html><head><meta charset='gbk'></head><body><h1>澜水市2021年工作要点</h1><p>一、新建学校2所。</p></body></html>"
TEXT = "一、新建学校2所。\n"
Answer = Callable[[socket.socket], None]


def head(status: int = 200, length: int | None = None, **headers: str) -> bytes:
    """The first lines of an answer."""
    lines = [f"HTTP/1.1 {status} X", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    lines += [] if length is None else [f"Content-Length: {length}"]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def plain(body: bytes, status: int = 200, **headers: str) -> Answer:
    """An answer of one piece with its true length."""
    return lambda connected: connected.sendall(head(status, len(body), **headers) + body)


def to(location: str, status: int = 302) -> Answer:
    """A redirect."""
    return plain(b"", status, Location=location)


def dripping(connected: socket.socket) -> None:
    """One byte at a time, each in time, the whole never."""
    connected.sendall(head(200, 10_000))
    _drip(connected)


def dripping_head(connected: socket.socket) -> None:
    """A header line that does not end."""
    connected.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    _drip(connected)


def _drip(connected: socket.socket) -> None:
    for _ in range(300):
        connected.sendall(b"a")
        time.sleep(0.03)


def endless(connected: socket.socket) -> None:
    """A body without a length that goes on."""
    connected.sendall(head(Content_Type="text/html"))
    for _ in range(4000):
        connected.sendall(b"a" * 65536)


def silent(connected: socket.socket) -> None:
    """Nothing at all, for a while."""
    time.sleep(3)


def packed(body: bytes, packing: str = "gzip") -> Answer:
    """A body with a Content-Encoding."""
    return plain(body, Content_Encoding=packing)


def raw(*pieces: bytes) -> Answer:
    """Exactly these bytes."""
    return lambda connected: connected.sendall(b"".join(pieces))


def _raw_deflate(body: bytes) -> bytes:
    state = zlib.compressobj(wbits=-15)
    return state.compress(body) + state.flush()


BODY = TEXT.encode()
ANSWERS: dict[str, Answer] = {
    "/text": plain(BODY),
    "/gbk-as-utf8": plain(PAGE.encode("gbk"), Content_Type="text/html; charset=utf-8"),
    "/gzip": packed(gzip.compress(BODY)),
    "/gzip-parts": packed(gzip.compress(BODY[:10]) + gzip.compress(BODY[10:])),
    "/deflate": packed(zlib.compress(BODY), "deflate"),
    "/raw-deflate": packed(_raw_deflate(BODY), "deflate"),
    "/chunked": raw(head(Transfer_Encoding="chunked"), b"%x\r\n" % len(BODY), BODY, b"\r\n0\r\n\r\n"),
    "/to-text": to("/text"),
    "/to-deep": to("a/../text", 307),
    "/to-chinese": to("/规划".encode().decode("latin-1")),
    "/%E8%A7%84%E5%88%92": plain(BODY),
    "/%E8%A7%84%E5%88%92?%E5%B9%B4=2021": plain(BODY),
    "/drip": dripping,
    "/drip-head": dripping_head,
    "/silent": silent,
    "/endless": endless,
    "/cut": raw(head(200, 500), BODY),
    "/cut-chunked": raw(head(Transfer_Encoding="chunked"), b"500\r\n", BODY),
    "/cut-gzip": packed(gzip.compress(BODY * 100)[:-12]),
    "/bad-gzip": packed(gzip.compress(BODY)[:12] + b"\xff" * 30),
    "/bomb": packed(gzip.compress(b"a" * (20 << 20))),
    "/brotli": packed(b"\x8b\x02\x80", "br"),
    "/twice": packed(gzip.compress(gzip.compress(BODY)), "gzip, gzip"),
    "/empty": plain(b""),
    "/nothing": raw(b""),
    "/junk": raw(b"SSH-2.0-server\r\n"),
    "/long-head": raw(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n"),
    "/many-heads": raw(b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 500 + b"\r\n"),
    "/bad-length": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 12, 500\r\n\r\n" + BODY),
    "/404": plain("<html><body><p>您访问的页面不存在</p></body></html>".encode(), 404),
    "/412": plain(b"", 412),
    "/500": plain(b"broken", 500),
    "/204": raw(head(204)),
    "/loop": to("/loop"),
    "/to-file": to("file:///etc/hostname"),
    "/to-password": to("http://a:b@127.0.0.1/"),
    "/to-nowhere": plain(b"", 302),
}


@contextlib.contextmanager
def serving(seen: list[str] | None = None, certified: ssl.SSLContext | None = None) -> Iterator[str]:
    """The address of a running server; the requests it got are put into `seen`."""
    listener = socket.create_server(("127.0.0.1", 0))
    if certified:
        listener = certified.wrap_socket(listener, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=_accept, args=(listener, [] if seen is None else seen), daemon=True).start()
    try:
        yield f"http{'s' if certified else ''}://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.close()


def _accept(listener: socket.socket, seen: list[str]) -> None:
    with contextlib.suppress(OSError):  # the listener was closed
        while True:
            connected, _ = listener.accept()
            threading.Thread(target=_answer, args=(connected, seen), daemon=True).start()


def _answer(connected: socket.socket, seen: list[str]) -> None:
    with contextlib.suppress(OSError), connected:
        request = connected.recv(65536).decode("latin-1")
        if request.startswith("\x16"):  # the first byte of TLS, which this server does not speak
            connected.sendall(b"\x16\x03\x03\x40\x00")
            _drip(connected)
            return
        seen.append(request)
        ANSWERS.get(request.split(" ")[1], plain(b"", 404))(connected)
