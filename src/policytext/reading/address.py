"""Web addresses: what is asked for, and which hosts may be asked."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from policytext.model.errors import FetchError, HostileInputError
from policytext.reading.labels import shown

PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)
_CONTROL = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029]")
_HOST = re.compile(r"[a-z0-9_.-]{1,253}|[0-9a-f:.]{2,45}")
_LOOSE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_KEPT = "/%:@!$&'()*+,;=~"

Numeric = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Address:
    """One http(s) address, ready to be asked for: the host in ASCII, path and query percent-encoded."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def site(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def whole(self) -> str:
        """The address in one line of ASCII."""
        return f"{self.scheme}://{self.site}{self.target}"

    def towards(self, location: str) -> Address:
        """Where a redirect leads. Its bytes are kept whatever encoding the server wrote them in."""
        return address_of(urljoin(self.whole, quote(location.strip().encode("latin-1", "replace"), safe=_KEPT + "?#[]")))


def is_address(source: str) -> bool:
    """Whether a text is an address and no path.

    >>> is_address("https://www.lanshui.gov.cn/计划.html"), is_address("计划.html")
    (True, False)
    """
    return _SCHEME.match(source.lstrip()) is not None


def address_of(text: str) -> Address:
    """The parts of an address. Raises FetchError where it is none, is not http(s) or holds a password.

    >>> address_of("https://澜水市.example/规划?年=2021#一").whole
    'https://xn--7stw92azsc.example/%E8%A7%84%E5%88%92?%E5%B9%B4=2021'
    """
    asked = text.strip()
    label = shown(asked)
    if _CONTROL.search(asked):
        raise FetchError(f"{label}: an address holds no spaces or control characters: percent-encode them")
    try:
        parts = urlsplit(asked)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise FetchError(f"{label} is no web address ({shown(str(error))}): check it") from None
    if parts.scheme not in PORTS:
        raise FetchError(f"{label}: only http and https are read: give a file by its path")
    if "@" in parts.netloc:
        raise FetchError(f"{shown(parts.scheme)}://…: a name or password in an address is never sent: leave it out")
    target = _quoted(parts.path or "/") + (f"?{_quoted(parts.query, '?')}" if parts.query else "")
    return Address(parts.scheme, _ascii(host, label), port or PORTS[parts.scheme], target)


def _quoted(part: str, more: str = "") -> str:
    return quote(_LOOSE_PERCENT.sub("%25", part), safe=_KEPT + more, errors="replace")


def _ascii(host: str, label: str) -> str:
    try:
        plain = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        plain = ""
    if not _HOST.fullmatch(plain.lower()):
        raise FetchError(f"{label}: there is no host in this address: check it")
    return plain.lower()


def numbers_of(address: Address, private: bool) -> tuple[str, ...]:
    """The IP addresses of a host, each of them public unless `private` ones are allowed.

    Raises FetchError where the host is unknown, HostileInputError where any of them is inside the own network: a page
    must not lead a server that runs this library to its neighbours.
    """
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"{address.whole}: its host is unknown ({error}): check the address and the connection") from None
    numbers = tuple(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
    for number in numbers:
        if not private and not is_public(number):
            raise HostileInputError(
                f"{address.whole}: its host is {number}, inside this machine or network: allow it with limits=Limits(private=True)"
            )
    return numbers


def is_public(number: str) -> bool:
    """Whether an IP address is one of the open internet, also where one address is written inside another.

    >>> [is_public(x) for x in ("8.8.8.8", "127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1")]
    [True, False, False, False]
    """
    whole = ipaddress.ip_address(number)
    return all(part.is_global and not part.is_multicast for part in (whole, *_inside(whole)))


def _inside(number: Numeric) -> list[Numeric]:
    """The IPv4 addresses that an IPv6 address carries: mapped, 6to4, Teredo, NAT64, IPv4-compatible."""
    if isinstance(number, ipaddress.IPv4Address):
        return []
    carried: list[Numeric | None] = [number.ipv4_mapped, number.sixtofour, *(number.teredo or ())]
    if number in _NAT64 or number in _COMPATIBLE:
        carried.append(ipaddress.IPv4Address(int(number) & 0xFFFFFFFF))
    return [x for x in carried if x is not None]


_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")
