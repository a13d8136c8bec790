"""HTTPS gateways of makers whose real ones cannot run here, answering with the bytes that are known of them.

What they say stands in OpenConnect's own fake servers and sources, in openfortivpn and in MS-TSGU, 3.3.5.1.
"""

import socket
from collections.abc import Callable
from dataclasses import dataclass, field

LIMIT = 65536


@dataclass
class Request:
    """One that a server took: verb, path with query, headers in small letters, body."""

    verb: str
    path: str
    headers: dict[str, str]
    body: bytes = b""


Answer = Callable[[Request], bytes]


@dataclass
class Served:
    """For tests.net.servers: answers each request of a connection, and notes it in `requests`."""

    answer: Answer
    requests: list[Request] = field(default_factory=list)

    def __call__(self, sock: socket.socket) -> None:
        sock.settimeout(5)
        left = b""
        while True:
            while b"\r\n\r\n" not in left:
                piece = sock.recv(LIMIT)
                if not piece:
                    return
                left += piece
            head, _, left = left.partition(b"\r\n\r\n")
            line, *headers = head.decode().split("\r\n")
            verb, path, version = line.split(" ")
            assert version == "HTTP/1.1"
            request = Request(
                verb, path, {name.lower(): value for name, value in (header.split(": ") for header in headers)}
            )
            while len(left) < int(request.headers.get("content-length", 0)):
                left += sock.recv(LIMIT)
            size = int(request.headers.get("content-length", 0))
            request.body, left = left[:size], left[size:]
            self.requests.append(request)
            sock.sendall(self.answer(request))
            if request.headers.get("connection") == "close":
                return


def http(status: str, body: bytes = b"", *headers: str) -> bytes:
    """An answer with these header lines."""
    lines = (f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", "")
    return "\r\n".join(lines).encode() + body


def chunked(status: str, body: bytes, *headers: str) -> bytes:
    """The same in pieces of seven bytes, so that every mark is cut in two."""
    pieces = [body[at : at + 7] for at in range(0, len(body), 7)]
    sent = b"".join(b"%x;a=b\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
    lines = (f"HTTP/1.1 {status}", *headers, "Transfer-Encoding: chunked", "", "")
    return "\r\n".join(lines).encode() + sent + b"0\r\n\r\n"


NOT_FOUND = http("404 Not Found", b"<html>404</html>", "Content-Type: text/html")
BY_SCRIPT = (
    b'<html><script type="text/javascript">\nif (window!=top) top.location=window.location;'
    b'top.location="/remote/login";\n</script></html>'
)
LOGIN_PAGE = (
    b'<form action="/remote/logincheck" method="post"><input name="username"><input name="credential"></form>'
    b'<script src="/remote/fgt_lang?lang=en"></script>'
)
EMPTY_COOKIES = (
    "Set-Cookie: SVPNCOOKIE=; path=/; expires=Sun, 11 Mar 1984 12:00:00 GMT; secure; httponly",
    "Set-Cookie: SVPNNETWORKCOOKIE=; path=/remote/network; expires=Sun, 11 Mar 1984 12:00:00 GMT; secure; httponly",
)


def fortinet(request: Request) -> bytes:
    """FortiOS 7.4."""
    return {
        "/": http("200 OK", BY_SCRIPT, "Content-Type: text/html"),
        "/remote/login": http("303 See Other", b"", "Location: /remote/login?lang=en"),
        "/remote/login?lang=en": http("200 OK", LOGIN_PAGE, *EMPTY_COOKIES),
    }.get(request.path, NOT_FOUND)


def prelogin(part: str, status: str = "Success", message: str = "") -> bytes:
    """What GlobalProtect's portal or gateway says before anybody signs in."""
    return (
        '<?xml version="1.0" encoding="UTF-8" ?>\n<prelogin-response>\n'
        f"<status>{status}</status>\n<ccusername></ccusername>\n<autosubmit>false</autosubmit>\n<msg>{message}</msg>\n"
        f"<authentication-message>Enter login credentials for the {part}</authentication-message>\n"
        "<panos-version>1</panos-version><region>DE</region>\n</prelogin-response>\n"
    ).encode()


def globalprotect(request: Request) -> bytes:
    """A firewall with both parts."""
    parts = {"/global-protect/prelogin.esp": "portal", "/ssl-vpn/prelogin.esp": "gateway"}
    part = parts.get(request.path.partition("?")[0])
    if part is None or request.verb != "POST":
        return NOT_FOUND
    return http("200 OK", prelogin(part), "Content-Type: application/xml; charset=UTF-8")


def ivanti(request: Request) -> bytes:
    """Juniper, Pulse, Ivanti: the new protocol to who asks for it, the way to the sign-in to everybody else."""
    if request.headers.get("upgrade") == "IF-T/TLS 1.0" and request.headers.get("content-type") == "EAP":
        return (
            b"HTTP/1.1 101 Switching Protocols\r\nContent-Type: application/octet-stream\r\nPragma: no-cache\r\n"
            b"Upgrade: IF-T/TLS 1.0\r\nConnection: Keep-Alive\r\nKeep-Alive: timeout=15\r\n\r\n"
        )
    where = f"https://{request.headers['host']}/dana-na/auth/url_default/welcome.cgi"
    return http("302 Found", b"", f"Location: {where}", "Set-Cookie: DSASSERTREF=x; path=/; expires=Thu, 01 Jan 1970")


def f5(request: Request) -> bytes:
    """BIG-IP APM: a session at once, before anybody signs in."""
    if request.path != "/":
        return http(
            "302 Found", b"", "Location: /my.logout.php3?errorcode=20", "Set-Cookie: MRHSession=deleted; path=/"
        )
    cookies = (
        "Set-Cookie: LastMRH_Session=05da1fc5;path=/;secure",
        f"Set-Cookie: MRHSession={F5_SESSION};path=/;secure",
    )
    return http("302 Found", b"", "Server: BigIP", "Location: /my.policy", *cookies)


F5_SESSION = "03e47713f1a8ef1aaa71cd9d05da1fc5"


def rdgateway(request: Request) -> bytes:
    """Windows' HTTP service with the gateway at its one address."""
    if request.verb != "RDG_OUT_DATA" or request.path != "/remoteDesktopGateway/":
        return http("404 Not Found", b"", "Server: Microsoft-HTTPAPI/2.0")
    offers = ("WWW-Authenticate: Negotiate", "WWW-Authenticate: NTLM", 'WWW-Authenticate: Basic realm="x"')
    return http("401 Unauthorized", b"", "Server: Microsoft-HTTPAPI/2.0", *offers)


OCSERV = (
    b"HTTP/1.1 200 OK\r\nSet-Cookie: webvpncontext=; expires=Thu, 01 Jan 1970 22:00:00 GMT; path=/; Secure; HttpOnly"
    b'\r\nContent-Type: text/xml\r\nContent-Length: 306\r\nX-Transcend-Version: 1\r\n\r\n<?xml version="1.0" encoding='
    b'"UTF-8"?>\n<config-auth client="vpn" type="auth-request">\n<version who="sg">0.1(1)</version>\n<auth id="main">\n'
    b'<message>Please enter your username.</message>\n<form method="post" action="/auth">\n<input type="text" '
    b'name="username" label="Username:" />\n</form></auth>\n</config-auth>'
)
"""Recorded from ocserv 1.1.6."""


def anyconnect(request: Request) -> bytes:
    """ocserv, as recorded."""
    return OCSERV if request.verb == "POST" and b"<config-auth" in request.body else NOT_FOUND


GATEWAYS: dict[str, Answer] = {
    "anyconnect": anyconnect,
    "fortinet": fortinet,
    "globalprotect": globalprotect,
    "juniper": ivanti,
    "pulse": ivanti,
    "f5": f5,
    "rdgateway": rdgateway,
}
"""A server of each kind."""
