"""The router at home: hung, refusing this PC, with a page of its own, or cutting what names it does not like."""

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator

from tests.lab.faults import layout as at
from tests.lab.faults.grid.build import ALL_GATEWAYS, Build, mechanism, router_addresses
from tests.lab.faults.truth.injected import Injected, Scope
from tests.net import servers

_ORIGINAL = 80
"""SO_ORIGINAL_DST (linux/netfilter_ipv4.h)."""
_LOGIN = {"Location": "http://portal.example/login"}


@mechanism("router", hides=True, excludes=("full tunnel",))
def router_hung(build: Build) -> Injected:
    """It may still answer echo requests, or names, and forwards nothing."""
    kind = build.random.choice(("all", "answers ping", "answers names"))
    if kind == "all":
        build.town.rules("router", "iifname lan0 drop", hook="prerouting")
    else:
        build.town.rules("router", "iifname lan0 drop")
        if kind == "answers ping":
            build.town.rules("router", "iifname lan0 th dport 53 drop", hook="input")
    build.write(f"The router has hung up ({kind}).")
    return Injected("router", "down", "you", "router down", also=("home",) if kind == "all" else ())


@mechanism("router", requires=("IPv4",), excludes=("full tunnel",), hides=True, weight=2)
def router_refuses_this_pc(build: Build) -> Injected:
    """Parental control or a blocked device: everybody else at home gets out."""
    action = build.random.choice(
        ("reject with icmpx type admin-prohibited", "reject with icmpx type port-unreachable", "drop")
    )
    mac = build.random.random() < 0.5 or not build.town.layout.ipv6
    sources = [f"ip saddr {at.PC}", *([f"ip6 saddr {at.HOME6}::20"] if mac else [])]
    build.town.rules("router", *(f"{source} {action}" for source in sources))
    versions = () if len(sources) > 1 or not build.town.layout.ipv6 else (4,)
    build.write(f"The router lets this PC not out ({action}; {versions or 'all'}).")
    mechanism_name = "drops" if action == "drop" else "refuses"
    return Injected("router", mechanism_name, "you", "refuses this PC", Scope(versions))


def _paged(build: Build, pages: dict[str, servers.Reply], versions: tuple[int, ...], rest: str) -> None:
    """Port 80 is led to a page; the rest of these versions gets `rest`."""
    for address in router_addresses(build):
        if (6 if ":" in address else 4) in versions:
            build.town.internet.hold("page", "router", servers.http(pages, host=address, port=8080))
    word = {(4,): "meta nfproto ipv4 ", (6,): "meta nfproto ipv6 "}.get(versions, "")
    build.town.rules("router", f"iifname lan0 {word}tcp dport 80 redirect to :8080", hook="prerouting", kind="nat")
    build.town.rules("router", f"iifname lan0 {word}{rest}")


def _blocked_codes(rest: str) -> tuple[str, ...]:
    """What is true of the gateways behind a page: this very router keeps them away."""
    return ("vpn.port-blocked-at-home",) if rest == "drop" else ("vpn.refused-by-router",)


def _versions(build: Build) -> tuple[int, ...]:
    own = tuple(version for version in (4, 6) if f"IPv{version}" in build.traits)
    return own if len(own) == 1 else build.random.choice(((4, 6), (4, 6), (4,), (4,), (6,)))


@mechanism("portal", excludes=("full tunnel", "NAT64"), hides=True, weight=2)
def portal(build: Build) -> Injected:
    """A sign-in page, on one version of IP or on both."""
    status = build.random.choice((302, 307, 511, 200))
    body = b"<html><title>Wi-Fi sign-in</title></html>" if status in (200, 511) else b""
    reply: servers.Reply = (status, _LOGIN if 300 <= status < 400 else {}, body)
    versions = _versions(build)
    rest = build.random.choice(
        ("drop", "reject with icmpx type admin-prohibited", "meta l4proto tcp reject with tcp reset")
    )
    _paged(build, dict.fromkeys(("/", "/generate_204", "/health"), reply), versions, rest)
    build.write(f"A sign-in page ({status}) instead of the internet by IPv{versions}; the rest: {rest}.")
    scope = Scope(versions if len(versions) == 1 else ())
    return Injected(
        "provider",
        "redirects",
        "you",
        "portal",
        scope,
        also=("router", "beyond"),
        owners=("provider",),
        codes=_blocked_codes(rest),
    )


@mechanism("portal", requires=("IPv4",), excludes=("full tunnel", "NAT64"), hides=True)
def lock_page(build: Build) -> Injected:
    """The router's own page: time is up, or the page is not for children."""
    versions = _versions(build)
    page = (302, {"Location": f"http://{at.ROUTER_LAN}:8080/blocked"}, b"")
    blocked = (200, {}, b"<html><title>Blocked by the router</title></html>")
    pages: dict[str, servers.Reply] = {"/": page, "/generate_204": page, "/health": page, "/blocked": blocked}
    rest = build.random.choice(("drop", "reject with icmpx type admin-prohibited"))
    _paged(build, pages, versions, rest)
    build.write(f"The router shows its own lock page by IPv{versions}, and lets nothing else out.")
    scope = Scope(versions if len(versions) == 1 else ())
    return Injected("router", "redirects", "you", "lock page", scope, codes=_blocked_codes(rest))


@mechanism("tls", requires=("IPv4",), excludes=("full tunnel", "NAT64"), weight=2)
def reset_by_name(build: Build) -> Injected:
    """A filter reads the name in ClientHello (RFC 6066, 3), and cuts or swallows what it does not like."""
    name = build.random.choice(("vpn.example", "desk.example"))
    place = "router"
    if name == "vpn.example":
        build.gateway("portal")
    swallows = build.random.random() < 0.3
    build.town.internet.hold("filter", place, name_filter(name, at.ROUTER_LAN, 8444, swallows=swallows))
    build.town.rules(
        place, "iifname lan0 meta nfproto ipv4 tcp dport 443 redirect to :8444", hook="prerouting", kind="nat"
    )
    build.write(f"The router {'swallows' if swallows else 'resets'} TLS to {name} by IPv4, by its name.")
    targets = ("portal",) if name == "vpn.example" else ("desk",)
    return Injected(
        "router",
        "drops" if swallows else "refuses",
        "you",
        "filtered by name",
        Scope((4,), ("tcp",), (443,), targets),
        also=("provider",),
    )


@contextlib.contextmanager
def name_filter(name: str, host: str, port: int, *, swallows: bool) -> Iterator[int]:
    """Carries TLS on to where it was meant, unless its first bytes hold the name."""

    def answer(sock: socket.socket) -> None:
        raw = sock.getsockopt(socket.SOL_IP, _ORIGINAL, 16)
        target = socket.inet_ntoa(raw[4:8]), struct.unpack("!H", raw[2:4])[0]
        sock.settimeout(20)
        first = sock.recv(4096)
        if name.encode() in first:
            if swallows:
                while sock.recv(4096):
                    pass
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            sock.close()
            return
        with socket.create_connection(target, 5) as onward:
            onward.sendall(first)
            onward.settimeout(20)
            back = threading.Thread(target=_pour, args=(onward, sock), daemon=True)
            back.start()
            _pour(sock, onward)
            back.join()

    with servers.listening(answer, host, port) as listening:
        yield listening


def _pour(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(65_536):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)


@mechanism("tls", requires=("IPv4",), excludes=("full tunnel", "NAT64"))
def inspection(build: Build) -> Injected:
    """TLS is opened on the way, of everything or of one version of IP."""
    leaf = build.town.certificates.leaf(
        build.town.certificates.stranger, "desk.example", "vpn.example", "reach.example"
    )
    versions = _versions(build)
    for address in router_addresses(build):
        held = servers.http({}, host=address, port=8443, leaf=leaf.certificate)
        build.town.internet.hold("inspector", "router", held)
    word = {(4,): "meta nfproto ipv4 ", (6,): "meta nfproto ipv6 "}.get(versions, "")
    build.town.rules("router", f"iifname lan0 {word}tcp dport 443 redirect to :8443", hook="prerouting", kind="nat")
    build.write(f"Something on the way opens TLS by IPv{versions}.")
    scope = Scope(versions if len(versions) == 1 else (), ("tcp",), (443,))
    return Injected("router", "redirects", "it-firm", "inspection", scope, also=("provider",), owners=("you",))


@mechanism("nat", requires=("IPv4",), excludes=("full tunnel", "DS-Lite"), is_visible=False)
def symmetric_nat(build: Build) -> Injected:
    rule = "oifname wan0 meta nfproto ipv4 masquerade fully-random"
    build.town.rules("router", rule, hook="postrouting", kind="nat")
    build.write("The router shows every target another port.")
    return Injected("router", "translates", "you", "symmetric NAT", Scope(share=0.0), is_harmless=True)


@mechanism("rate", requires=("IPv4",), excludes=("full tunnel",), is_visible=False)
def router_limits_udp(build: Build) -> Injected:
    """A flood protection that takes a VPN for one."""
    rate = build.random.choice((4, 8))
    build.town.rules(
        "router", f"meta l4proto udp th dport != 53 limit rate over {rate}/second burst {rate} packets drop"
    )
    build.write(f"The router lets {rate} packets of UDP a second out.")
    return Injected("router", "lossy", "you", "UDP limited", Scope(protocols=("udp",), share=0.5, targets=ALL_GATEWAYS))
