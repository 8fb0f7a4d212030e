"""What is fetched of the web and what is refused, on sites of this machine."""

import datetime
import gzip
import ipaddress
import socket
import ssl
import time

import pytest

import websites
from stance.corpus import fetching
from stance.corpus.fetching import MAX_REDIRECTS, fetch, is_public
from stance.errors import LinkError
from websites import PAGE, answer, moved, website

pytest.importorskip("protego")


def fetch_here(link, **limits):
    return fetch(link, allow_private=True, **limits)


def test_a_page_comes_with_where_it_was_found_and_what_it_is():
    with website({"/a": moved("/b"), "/b": answer(PAGE)}) as (site, asked):
        found = fetch_here(f"{site}/a#top")

        assert found.address == f"{site}/b"
        assert (found.status, found.content) == (200, PAGE)
        assert (found.media_type, found.charset) == ("text/html", "utf-8")
        assert [path for path, _ in asked] == ["/robots.txt", "/a", "/b"]
        assert {headers["User-Agent"] for _, headers in asked} == {fetching.USER_AGENT}
        assert "Cookie" not in asked[-1][1]


def test_a_link_is_asked_for_as_browsers_do():
    with website({"/caf%C3%A9%20x?q=%C3%A9&r=%41": answer(PAGE)}) as (site, asked):
        fetch_here(f"{site}/café x?q=é&r=%41")

        assert asked[-1][1]["Host"] == site.removeprefix("http://")


@pytest.mark.parametrize(
    "link",
    [
        "ftp://example.org/a",
        "file:///etc/passwd",
        "https://",
        "gopher://example.org",
        "//example.org",
        "example.org",
    ],
)
def test_what_is_no_link_of_the_web_is_refused(link):
    with pytest.raises(LinkError, match="is no link of the web; it begins with https://"):
        fetch(link)


@pytest.mark.parametrize("link", ["http://[::1/a", "http://a:99999/", "http://a:b/", "http://..a/"])
def test_a_link_without_such_a_host_or_port_is_refused(link):
    with pytest.raises(LinkError, match="has no such host or port"):
        fetch(link)


def test_a_link_with_a_password_is_refused():
    with pytest.raises(LinkError, match="user name or password"):
        fetch("https://ann:secret@example.org/")


def test_a_link_without_end_is_refused():
    with pytest.raises(LinkError, match="more than 2,000 characters"):
        fetch(f"https://example.org/{'a' * 2000}")


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "240.0.0.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1"),
        *("64:ff9b::a00:1", "2002:a00:1::", "2002:7f00:1::1"),
    ],
)
def test_addresses_of_private_networks_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f::1", "64:ff9b::5db8:d70e", "::ffff:93.184.215.14"]
)
def test_addresses_of_the_internet_are_public(address):
    if address.startswith("::ffff:") and not ipaddress.ip_address(address).is_global:
        pytest.skip("this Python takes all mapped addresses for private")
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_this_machine_is_not_asked(host):
    with website({"/": answer(PAGE)}) as (site, asked):
        port = site.rpartition(":")[2]

        with pytest.raises(LinkError) as refused:
            fetch(f"http://{host}:{port}/")

        assert asked == []
        assert "private network" in str(refused.value) or "cannot be reached" in str(refused.value)


def test_a_name_with_one_private_address_among_others_is_refused(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", resolving(["93.184.215.14", "10.0.0.1"]))

    with pytest.raises(LinkError, match="private network") as refused:
        fetch("http://two.example/")

    assert refused.value.is_refused


def resolving(*answers):
    """Give a resolver of names that gives one answer after the other, the last one for ever."""
    left = list(answers)

    def resolve(host, port, *_more, **_options):
        found = [host] if host[0].isdigit() else left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

    return resolve


def test_the_address_that_was_checked_is_the_one_connected_to(monkeypatch):
    connected = []

    def connect(address, **_options):
        connected.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket, "getaddrinfo", resolving(["93.184.215.14"], ["127.0.0.1"]))
    monkeypatch.setattr(socket, "create_connection", connect)

    with pytest.raises(LinkError, match="cannot be reached"):
        fetch("http://rebinding.example/")

    assert connected == [("93.184.215.14", 80)]


def test_a_name_that_is_private_when_asked_again_is_refused(monkeypatch):
    """The page is asked for after robots.txt, and its name is resolved and checked anew."""
    with website({"/": answer(PAGE)}) as (site, asked):
        port = int(site.rpartition(":")[2])
        real = socket.create_connection
        monkeypatch.setattr(socket, "getaddrinfo", resolving(["93.184.215.14"], ["127.0.0.1"]))
        monkeypatch.setattr(
            socket,
            "create_connection",
            lambda _address, timeout: real(("127.0.0.1", port), timeout),
        )

        with pytest.raises(LinkError, match="private network"):
            fetch(f"http://rebinding.example:{port}/")

        assert [path for path, _ in asked] == ["/robots.txt"]


def test_a_redirect_into_a_private_network_is_refused(monkeypatch):
    with website({"/": moved("http://10.0.0.1/admin")}) as (site, asked):
        port = int(site.rpartition(":")[2])
        monkeypatch.setattr(fetching, "is_public", lambda address: address == "127.0.0.1")

        with pytest.raises(LinkError, match="private network"):
            fetch(f"http://127.0.0.1:{port}/")

        assert [path for path, _ in asked] == ["/robots.txt", "/"]


@pytest.mark.parametrize("location", ["file:///etc/passwd", "javascript:alert(1)", "ftp://a/b"])
def test_a_redirect_out_of_the_web_is_refused(location):
    with (
        website({"/": moved(location)}) as (site, _),
        pytest.raises(LinkError, match="is no link of the web"),
    ):
        fetch_here(site)


def test_redirects_end():
    routes = {f"/{n}": moved(f"/{n + 1}") for n in range(9)} | {"/loop": moved("/loop")}
    routes[f"/{MAX_REDIRECTS + 1}"] = answer(PAGE)
    with website(routes) as (site, asked):
        assert fetch_here(f"{site}/1").content == PAGE
        with pytest.raises(LinkError, match="redirected more than 5 times"):
            fetch_here(f"{site}/0")
        with pytest.raises(LinkError, match="redirected more than 5 times"):
            fetch_here(f"{site}/loop")

        assert sum(path == "/loop" for path, _ in asked) == MAX_REDIRECTS + 1


@pytest.mark.parametrize("status", [400, 403, 404, 410, 429, 500, 503, 304])
def test_a_page_that_is_not_given_is_told_with_its_status(status):
    with (
        website({"/": answer(PAGE, status=status)}) as (site, _),
        pytest.raises(LinkError, match=f"status {status}"),
    ):
        fetch_here(site)


def endless(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"x" * 65536)


def test_a_page_without_end_is_given_up():
    with (
        website({"/": endless}) as (site, _),
        pytest.raises(LinkError, match="more than 300,000 bytes"),
    ):
        fetch_here(site, max_bytes=300_000)


def test_a_page_that_grows_when_unpacked_is_given_up():
    packed = gzip.compress(b"a" * 50_000_000)
    with (
        website({"/": answer(packed, Content_Encoding="gzip")}) as (site, _),
        pytest.raises(LinkError, match="more than 5,000,000 bytes"),
    ):
        fetch_here(site)


def test_a_page_packed_unasked_is_unpacked():
    with website({"/": answer(gzip.compress(PAGE), Content_Encoding="gzip")}) as (site, asked):
        assert fetch_here(site).content == PAGE
        assert asked[-1][1]["Accept-Encoding"] == "identity"


def test_a_page_packed_badly_is_told():
    with (
        website({"/": answer(b"no gzip", Content_Encoding="gzip")}) as (site, _),
        pytest.raises(LinkError, match="cannot be reached"),
    ):
        fetch_here(site)


def dripping(part):
    """Give a route that sends a byte now and then, so that no single wait is long."""

    def drip(handler):
        if part == "body":
            handler.send_response(200)
            handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b"H")
            handler.wfile.flush()
            time.sleep(0.05)

    return drip


@pytest.mark.parametrize("part", ["body", "head"])
def test_a_page_that_drips_is_given_up_in_time(part):
    with website({"/": dripping(part)}) as (site, _):
        begin = time.monotonic()

        with pytest.raises(LinkError, match="takes too long"):
            fetch_here(site, timeout_s=0.4)

        assert time.monotonic() - begin < 3


def test_a_server_that_speaks_no_http_is_told():
    def babble(handler):
        handler.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n")

    with website({"/": babble}) as (site, _), pytest.raises(LinkError, match="cannot be reached"):
        fetch_here(site)


def test_a_site_that_is_not_there_is_told():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        link = f"http://127.0.0.1:{one.getsockname()[1]}/"

    with pytest.raises(LinkError, match=r"cannot be reached .*refused"):
        fetch_here(link)


ROBOTS = b"""User-agent: *
Disallow: /private/
Disallow: /*?print=
Allow: /private/open$

User-agent: stance-news
Disallow: /ours/
"""


@pytest.mark.parametrize(
    ("rules", "path", "is_allowed"),
    [
        (b"User-agent: *\nDisallow: /", "/a", False),
        (b"User-agent: *\nDisallow: /private/\n", "/a", True),
        (b"User-agent: *\nDisallow: /private/\n", "/private/a", False),
        (b"User-agent: *\nDisallow: /*?print=\n", "/a?print=1", False),
        (ROBOTS, "/ours/a", False),
        (ROBOTS, "/private/a", True),  # rules for us stand in place of those for all
        (b"User-agent: other\nDisallow: /", "/a", True),
        (b"\xff\xfe\x00", "/a", True),
    ],
)
def test_robots_txt_is_respected(rules, path, is_allowed):
    routes = {"/robots.txt": answer(rules, kind="text/plain"), path: answer(PAGE)}
    with website(routes) as (site, asked):
        if is_allowed:
            assert fetch_here(f"{site}{path}").content == PAGE
            return
        with pytest.raises(LinkError, match=r"may not be read by programs.*robots\.txt") as refused:
            fetch_here(f"{site}{path}")

        assert refused.value.is_refused
        assert [where for where, _ in asked] == ["/robots.txt"]


def test_robots_txt_holds_where_a_redirect_leads():
    rules = answer(b"User-agent: *\nDisallow: /private/", kind="text/plain")
    routes = {"/robots.txt": rules, "/a": moved("/private/a"), "/private/a": answer(PAGE)}
    with website(routes) as (site, asked):
        with pytest.raises(LinkError, match="robots"):
            fetch_here(f"{site}/a")

        assert [where for where, _ in asked] == ["/robots.txt", "/a"]


def test_a_site_whose_robots_txt_fails_is_not_read():
    with website({"/robots.txt": answer(status=503), "/": answer(PAGE)}) as (site, asked):
        with pytest.raises(LinkError, match=r"robots\.txt of its site gives status 503"):
            fetch_here(site)

        assert len(asked) == 1


def test_a_site_whose_robots_txt_is_no_file_may_be_read():
    with website({"/robots.txt": answer(status=403), "/": answer(PAGE)}) as (site, _):
        assert fetch_here(site).content == PAGE


@pytest.fixture
def certified(tmp_path):
    """Give a context of TLS for this machine, and the file of its certificate."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "here")])
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder(issuer_name=name, subject_name=name)
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now - datetime.timedelta(days=1))
    builder = builder.not_valid_after(now + datetime.timedelta(days=1))
    here = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    builder = builder.add_extension(x509.SubjectAlternativeName([here]), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    certificate = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file = tmp_path / "certificate.pem"
    file.write_bytes(certificate + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context, file


def test_a_certificate_must_hold(certified, monkeypatch):
    context, file = certified
    with website({"/": answer(PAGE)}, context=context) as (site, _):
        with pytest.raises(LinkError, match="has no certificate that holds"):
            fetch_here(site)

        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        assert fetch_here(site).content == PAGE


def test_what_reads_robots_txt_must_be_there(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "protego", None)

    with pytest.raises(Exception, match="reading a link needs 'protego'"):
        fetch("https://example.org/")


def test_sites_of_tests_are_on_this_machine():
    with website({}) as (site, _):
        assert site.startswith("http://127.0.0.1:")
    assert websites.STORY in PAGE.decode()
