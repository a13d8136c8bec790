"""Asks the default gateway whether it describes itself by UPnP (SSDP: UPnP Device Architecture 2.0, 1.3).

Both ways are asked at once: the group address, as the standard wants it, and the gateway itself (unicast, 1.3.2).
What others than the gateway answer is dropped unread.
"""

import re
import socket
from urllib.parse import SplitResult, urlsplit

from checker.model.failure import Operation, OperationFailed
from checker.net.clock import monotonic_s
from checker.net.http1.head import request_head
from checker.net.routes.routing_table import source_address_towards

GROUP, PORT = "239.255.255.250", 1900
DEVICES = ("urn:schemas-upnp-org:device:InternetGatewayDevice:1", "urn:schemas-upnp-org:device:InternetGatewayDevice:2")
_STATUS = re.compile(r"HTTP/[0-9.]+[ \t]+200\b", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")
_PADDING = "\ufeff\0 \t\r\n"
"""Byte-order mark, NUL and blanks around an answer mean nothing."""
_GATEWAY_TARGET = re.compile(
    r"urn:[\w.-]+:(?:device:(?:InternetGatewayDevice|WANDevice|WANConnectionDevice)"
    r"|service:WAN(?:IPConnection|PPPConnection|CommonInterfaceConfig)):\d+|upnp:rootdevice",
    re.IGNORECASE,
)
"""What a gateway's answer is about. Some name another of its parts than the one that was searched."""
_MAX_BYTES = 4096
_MAX_DATAGRAMS = 200
"""Datagrams read in all: a flood ends the search, not the program."""
_MULTICAST_TTL = 2
"""UPnP Device Architecture 2.0, 1.1.2."""


def discover_location(gateway: str, wait_s: float, port: int = PORT) -> SplitResult | None:
    """Where the gateway at this IPv4 address describes itself, or None within `wait_s`. Raises OperationFailed.

    Only an address at the gateway itself is taken.
    """
    own = source_address_towards(gateway) or ""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            # Sending binds it. To bind it expressly may raise the question of Windows' firewall.
            _send_searches(sock, gateway, own, port)
            return _receive_location(sock, gateway, monotonic_s() + wait_s)
    except OSError as error:
        raise OperationFailed.from_error(Operation.REQUEST, error) from error


def _send_searches(sock: socket.socket, gateway: str, own: str, port: int) -> None:
    """Raises OSError where none could be sent."""
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, _MULTICAST_TTL)
    if own:
        sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(own))
    failure: OSError | None = None
    sent_count = 0
    for device in DEVICES:
        for host in (gateway, GROUP):
            try:
                sock.sendto(_search_message(device, host, port), (host, port))
                sent_count += 1
            except OSError as error:  # no way for the group, or a refusal of an earlier packet: the other way may do
                failure = error
    if failure is not None and not sent_count:
        raise failure


def _search_message(device: str, host: str, port: int) -> bytes:
    headers = {"HOST": f"{host}:{port}", "MAN": '"ssdp:discover"', "MX": "1", "ST": device}
    return request_head("M-SEARCH", "*", headers)


def _receive_location(sock: socket.socket, gateway: str, deadline: float) -> SplitResult | None:
    for _ in range(_MAX_DATAGRAMS):
        remaining_s = deadline - monotonic_s()
        if remaining_s <= 0:
            return None
        sock.settimeout(remaining_s)
        try:
            data, sender = sock.recvfrom(_MAX_BYTES)
        except TimeoutError:
            return None
        except ConnectionError:  # the gateway refuses the port: the answer to the group may still come
            continue
        if sender[0] == gateway and (url := parse_location(data, gateway)):
            return url
    return None


def parse_location(data: bytes, gateway: str) -> SplitResult | None:
    """The LOCATION of an answer, if it answers a search and lies at the gateway itself. Never raises.

    Read as miniupnpc reads it (minissdpc.c): any line end, names in any case, a target that may be missing.
    """
    text = data.decode("utf-8", "replace").strip(_PADDING)
    status, *lines = _LINE_END.split(text)
    if not _STATUS.match(status.strip(_PADDING)):
        return None
    headers: dict[str, list[str]] = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip(_PADDING).lower(), []).append(value.strip(_PADDING))
    if not all(_GATEWAY_TARGET.fullmatch(target.strip('"')) for target in headers.get("st", []) if target):
        return None
    urls = (parse_gateway_url(address, gateway) for address in headers.get("location", []))
    return next((url for url in urls if url), None)


def request_target(url: SplitResult) -> str:
    """Path and query, as a request names them (RFC 9112, 3.2.1)."""
    return f"{url.path or '/'}{'?' if url.query else ''}{url.query}"


def parse_gateway_url(address: str, gateway: str) -> SplitResult | None:
    """The parts of an http address whose host is the gateway's own, else None. Never raises."""
    try:
        parts = urlsplit(address)
        fits = parts.scheme == "http" and parts.hostname == gateway and (parts.port or 80) > 0
    except ValueError:
        return None
    return parts if fits and address.isascii() and address.isprintable() else None
