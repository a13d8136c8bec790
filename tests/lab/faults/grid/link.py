"""The first metres: lost packets, one address twice, a line that comes and goes."""

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator

from tests.lab.faults import layout as at
from tests.lab.faults.grid.build import Build, mechanism
from tests.lab.faults.truth.injected import Injected, Scope
from tests.lab.line_spaces import run

_ARP, _REPLY = 0x0806, 2
LONGEST_VISIT_S = 7.0
"""Later nothing is measured any more."""
CLAIM_S = 1.3
"""Linux believes another claim after a second (arp(7), `locktime`)."""


@mechanism("link", requires=("switch",))
def link_loses(build: Build) -> Injected:
    share = build.random.choice((0.04, 0.08, 0.15, 0.3))
    directions = build.random.choice((("iifname",), ("oifname",), ("iifname", "oifname")))
    drops = [f"{word} pc0 numgen random mod 1000 < {round(share * 1000)} drop" for word in directions]
    build.town.bridge_rules(*drops)
    build.write(f"The link to the router loses {share:.0%} ({' and '.join(directions)}).")
    return Injected("home", "lossy", "you", "link", Scope(share=share))


@mechanism("link", requires=("switch",), is_visible=False)
def link_comes_and_goes(build: Build) -> Injected:
    """Gone for seconds, there for seconds."""
    when = _outages(build, "switch", "bridge", ("iifname pc0 drop", "oifname pc0 drop"))
    build.write(f"The link to the router comes and goes ({when}).")
    return Injected("home", "lossy", "you", "link outage", Scope(when=when), also=("router",))


@mechanism("link", requires=("IPv4",), excludes=("full tunnel",), is_visible=False)
def line_comes_and_goes(build: Build) -> Injected:
    when = _outages(build, "provider", "inet", ("drop",))
    build.write(f"The line comes and goes ({when}).")
    return Injected("provider", "lossy", "provider", "line outage", Scope(when=when), also=("router",), owners=("you",))


@mechanism("link", requires=("switch", "IPv4"), is_visible=False)
def router_address_twice(build: Build) -> Injected:
    """Another device at home has the router's address: for a while all packets go there, then here again."""
    build.town.on("neighbour", f"ip addr add {at.ROUTER_LAN}/32 dev eth0")
    build.town.internet.hold("first-claim", "neighbour", claiming(build, "neighbour", "eth0"))
    build.town.internet.hold("second-claim", "router", claiming(build, "router", "lan0"))
    build.write("Another device at home has the router's IPv4 address.")
    return Injected("home", "misconfigured", "you", "address twice", Scope((4,), share=0.5), also=("router",))


@contextlib.contextmanager
def claiming(build: Build, where: str, device: str, address: str = at.ROUTER_LAN) -> Iterator[None]:
    """Says again and again, unasked, that the address is here (RFC 5227, 1.1: an ARP announcement)."""
    text = run(build.town.spaces.inside(where, "cat", f"/sys/class/net/{device}/address")).strip()
    own = bytes.fromhex(text.replace(":", ""))
    claimed = socket.inet_aton(address)
    ended = threading.Event()
    frame = b"\xff" * 6 + own + struct.pack("!HHHBBH", _ARP, 1, 0x0800, 6, 4, _REPLY)
    frame += own + claimed + b"\xff" * 6 + claimed
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    sock.bind((device, 0))

    def announce() -> None:
        time.sleep(0.65 if where == "router" else 0.0)
        while not ended.wait(CLAIM_S):
            with contextlib.suppress(OSError):
                sock.send(frame)

    thread = threading.Thread(target=announce, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        sock.close()


def _outages(build: Build, where: str, family: str, rules: tuple[str, ...]) -> str:
    """During the next visit, whose checks begin about a second after the program's start. In words: gone, there, s."""
    gone_s, there_s = build.random.choice(((1.0, 1.6), (1.4, 2.2), (2.0, 3.0)))
    first_s = build.random.choice((1.0, 1.6, 2.2))
    body = "\n".join(("type filter hook forward priority 0;", *rules))
    table = f"table {family} outage {{\nchain c {{\n{body}\n}}\n}}"
    inside = build.town.spaces.inside
    begins_s = first_s
    while begins_s < LONGEST_VISIT_S:
        build.town.timed.append((begins_s, lambda: run(inside(where, "nft", table))))
        ends_s = begins_s + gone_s
        build.town.timed.append((ends_s, lambda: run(inside(where, "nft", f"delete table {family} outage"))))
        begins_s = ends_s + there_s
    return f"from {first_s} s on {gone_s} s gone, {there_s} s there"
