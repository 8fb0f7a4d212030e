"""Fetches a page of the web: with limits, never from a private network, as robots.txt allows."""

import io
import re
import socket
import ssl
import time
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Self
from urllib.parse import quote, urljoin, urlsplit

from stance.errors import LinkError, MissingExtraError

if TYPE_CHECKING:
    from protego import Protego

#: How robots.txt calls us, and what we tell servers.
ROBOT = "stance-news"
USER_AGENT = f"Mozilla/5.0 (compatible; {ROBOT})"
TIMEOUT_S = 20.0
MAX_BYTES = 5_000_000
MAX_REDIRECTS = 5
_MAX_ROBOTS_BYTES = 512_000  # RFC 9309, 2.5: at least 500 kibibytes
_MAX_LINK = 2_000  # characters
_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_ACCEPTED = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1"
_NAT64 = IPv6Network("64:ff9b::/96")
_LINK = re.compile(r"https?://", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a server answered.

    ``address`` is where it was found after redirects, ``media_type`` and ``charset`` what the
    server says of it, in small letters; empty if it says nothing.
    """

    address: str
    status: int
    content: bytes = field(repr=False)
    media_type: str
    charset: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """An address that may be asked for, in parts."""

    scheme: str
    host: str
    port: int
    path: str

    @classmethod
    def of(cls, link: str) -> Self:
        try:
            parts = urlsplit(link)
            host = (parts.hostname or "").encode("idna").decode()
            port = parts.port
        except ValueError as error:
            raise LinkError(link, f"has no such host or port ({error}); check it") from error
        if parts.scheme not in _PORTS or not host:
            raise LinkError(link, "is no link of the web; it begins with https:// or http://")
        if parts.username is not None or parts.password is not None:
            raise LinkError(link, "has a user name or password in it; leave it out")
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (
            f"?{quote(parts.query, safe='/?%:@!$&*+,;=~()')}" if parts.query else ""
        )
        return cls(scheme=parts.scheme, host=host, port=port or _PORTS[parts.scheme], path=path)

    @property
    def origin(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    def __str__(self) -> str:
        return f"{self.origin}{self.path}"


def is_link(name: str) -> bool:
    """Whether a name is a link of the web, and no file.

    >>> is_link("https://example.org/a"), is_link("https.txt")
    (True, False)
    """
    return _LINK.match(name) is not None


def check_robots_reader() -> None:
    """Check that protego, which reads robots.txt, is installed."""
    try:
        import protego  # noqa: F401
    except ModuleNotFoundError as error:
        raise MissingExtraError("reading a link", extra="label", package="protego") from error


def fetch(
    link: str,
    *,
    allow_private: bool = False,
    timeout_s: float = TIMEOUT_S,
    max_bytes: int = MAX_BYTES,
) -> Fetched:
    """Fetch one page.

    Names are resolved once, every address that a name has must be one of the public internet, and
    the connection goes to an address that was checked: a name that answers otherwise the next time
    (DNS rebinding) gains nothing. The same holds for every redirect.

    Args:
        link: Its address, http or https.
        allow_private: Whether addresses of private networks and of this machine may be asked.
        timeout_s: Time for everything together, but for the resolver's own.
        max_bytes: Most bytes of the page, as sent and as unpacked.

    Returns:
        The page, of status 200 to 299.

    Raises:
        LinkError: If that cannot be done or is not allowed.
        MissingExtraError: If what reads robots.txt is not installed.
    """
    check_robots_reader()
    visit = _Visit(link, allow_private=allow_private, deadline=time.monotonic() + timeout_s)
    fetched = visit.follow(link, max_bytes=max_bytes, check=visit.check_robots)
    if not 200 <= fetched.status < 300:  # noqa: PLR2004
        raise LinkError(link, f"is answered with status {fetched.status}; open it in a browser")
    if len(fetched.content) > max_bytes:
        raise LinkError(link, f"has more than {max_bytes:,} bytes; paste its text")
    return fetched


class _Visit:
    """All that is asked for one link."""

    def __init__(self, link: str, *, allow_private: bool, deadline: float) -> None:
        self._link = link
        self._allow_private = allow_private
        self._deadline = deadline
        self._robots: dict[str, Protego] = {}

    def follow(
        self, address: str, *, max_bytes: int, check: Callable[[_Target], None] | None = None
    ) -> Fetched:
        """Get an address, or what it is redirected to; ``check`` raises where one may not go."""
        for _ in range(MAX_REDIRECTS + 1):
            if len(address) > _MAX_LINK:
                raise LinkError(self._link, f"has more than {_MAX_LINK:,} characters")
            target = _Target.of(address)
            if check is not None:
                check(target)
            fetched, location = self._get(target, max_bytes=max_bytes)
            if not location:
                return fetched
            address = urljoin(str(target), location)
        raise LinkError(self._link, f"is redirected more than {MAX_REDIRECTS} times")

    def check_robots(self, target: _Target) -> None:
        """Refuse what the site's robots.txt does not allow (RFC 9309)."""
        from protego import Protego

        if target.origin not in self._robots:
            found = self.follow(f"{target.origin}/robots.txt", max_bytes=_MAX_ROBOTS_BYTES)
            if found.status >= 500:  # noqa: PLR2004  # unreachable: nothing is allowed
                what = f"cannot be asked for: robots.txt of its site gives status {found.status}"
                raise LinkError(self._link, f"{what}; try again later", is_refused=True)
            is_there = found.status < 300  # noqa: PLR2004  # else there are no rules
            rules = found.content[:_MAX_ROBOTS_BYTES].decode("utf-8", "replace") if is_there else ""
            self._robots[target.origin] = Protego.parse(rules)
        if not self._robots[target.origin].can_fetch(str(target), ROBOT):
            what = "may not be read by programs, says robots.txt of its site; paste its text"
            raise LinkError(self._link, what, is_refused=True)

    def _get(self, target: _Target, *, max_bytes: int) -> tuple[Fetched, str]:
        """Ask once; gives the answer, and where it is redirected to, or nothing."""
        try:
            with closing(self._connected(target)) as connected:
                connection = HTTPConnection(target.host)
                connection.sock = _TimedSocket(connected, self._left_s)
                headers = {"Host": target.origin.partition("://")[2], "User-Agent": USER_AGENT}
                headers |= {"Accept": _ACCEPTED, "Accept-Encoding": "identity"}
                connection.request("GET", target.path, headers=headers)
                answer = connection.getresponse()
                if answer.status in _REDIRECTS and (location := answer.getheader("Location")):
                    return _fetched(target, answer, content=b""), location
                content = _unpacked(answer, max_bytes=max_bytes)
                return _fetched(target, answer, content=content), ""
        except TimeoutError as error:
            raise LinkError(self._link, "takes too long to answer; paste its text") from error
        except ssl.SSLCertVerificationError as error:
            what = f"has no certificate that holds ({error.verify_message}); paste its text"
            raise LinkError(self._link, what) from error
        except (OSError, HTTPException, zlib.error) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise LinkError(self._link, f"cannot be reached ({reason}); check it") from error

    def _connected(self, target: _Target) -> socket.socket:
        """Connect to an address that has been checked; it is not resolved again."""
        last: OSError | None = None
        for address in self._addresses(target):
            try:
                plain = socket.create_connection((address, target.port), timeout=self._left_s())
            except OSError as error:
                last = error
                continue
            if target.scheme == "http":
                return plain
            plain.settimeout(self._left_s())
            context = ssl.create_default_context()
            try:
                return context.wrap_socket(plain, server_hostname=target.host)
            except BaseException:
                plain.close()
                raise
        raise last or OSError("no address")

    def _addresses(self, target: _Target) -> list[str]:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        if not self._allow_private and not all(map(is_public, addresses)):
            what = "leads into a private network or to this machine, which is not allowed"
            raise LinkError(self._link, f"{what} (--allow-private allows it)", is_refused=True)
        return addresses

    def _left_s(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet.

    >>> is_public("93.184.215.14"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    found = ip_address(address)
    inner = _inner(found)
    return found.is_global and not found.is_multicast and (inner is None or is_public(str(inner)))


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """Give the address of version 4 that one of version 6 stands for."""
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo


class _TimedSocket:
    """What ``http.client`` asks of a socket; all waiting ends at a deadline, however it drips.

    Args:
        connected: The socket, which its owner closes.
        left_s: Gives the seconds left, or raises TimeoutError.
    """

    def __init__(self, connected: socket.socket, left_s: Callable[[], float]) -> None:
        self._connected = connected
        self._left_s = left_s

    def sendall(self, content: bytes) -> None:
        self._connected.settimeout(self._left_s())
        self._connected.sendall(content)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_TimedReader(self._connected, self._left_s))

    def close(self) -> None:
        """Leave it open: what was answered is still to be read."""


class _TimedReader(io.RawIOBase):
    def __init__(self, connected: socket.socket, left_s: Callable[[], float]) -> None:
        self._connected = connected
        self._left_s = left_s

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview[int]") -> int:  # type: ignore[override]
        self._connected.settimeout(self._left_s())
        return self._connected.recv_into(buffer)


def _unpacked(answer: HTTPResponse, *, max_bytes: int) -> bytes:
    """Read a body, one byte more than allowed at most, also where it was packed unasked."""
    content = answer.read(max_bytes + 1)
    if answer.getheader("Content-Encoding", "").strip().lower() in ("gzip", "x-gzip", "deflate"):
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32).decompress(content, max_bytes + 1)
    return content


def _fetched(target: _Target, answer: HTTPResponse, *, content: bytes) -> Fetched:
    return Fetched(
        address=str(target),
        status=answer.status,
        content=content,
        media_type=answer.headers.get_content_type() if answer.getheader("Content-Type") else "",
        charset=answer.headers.get_content_charset() or "",
    )
