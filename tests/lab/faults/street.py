"""PC - router (- modem) - provider - internet - company - office: namespaces, wires, addresses and routes."""

import contextlib
from collections.abc import Iterator

from tests.lab.faults import layout as at
from tests.lab.faults.layout import Layout
from tests.lab.line import tbf
from tests.lab.line_delay import delayed
from tests.lab.line_spaces import Spaces, batch, run

_NET6 = "2620:4f:8000"
_QUEUE_BYTES = 30_000
_COMMON = f"""
link add net0 netns {{provider}} type veth peer name acc0 netns {{internet}}
link add co0 netns {{internet}} type veth peer name wan0 netns {{company}}
link add in0 netns {{company}} type veth peer name eth0 netns {{office}}
-n {{provider}} link set net0 up
-n {{internet}} link set acc0 up
-n {{internet}} link set co0 up
-n {{company}} link set wan0 up
-n {{company}} link set in0 up
-n {{office}} link set eth0 up
-n {{provider}} addr add 192.88.99.1/30 dev net0
-n {{provider}} addr add {at.PROVIDER_DNS}/32 dev lo
-n {{provider}} route add default via 192.88.99.2
-n {{internet}} addr add 192.88.99.2/30 dev acc0
-n {{internet}} addr add {at.DESK}/32 dev lo
-n {{internet}} addr add {at.REACH}/32 dev lo
-n {{internet}} addr add {at.STUN}/32 dev lo
-n {{internet}} addr add {at.STUN_2}/32 dev lo
-n {{internet}} addr add {at.DNS}/32 dev lo
-n {{internet}} addr add {at.CORE}/24 dev co0
-n {{internet}} route add default via 192.88.99.1
-n {{internet}} route add {at.HIDDEN_GATEWAY}/32 via {at.GATEWAY}
-n {{company}} addr add {at.GATEWAY}/24 dev wan0
-n {{company}} addr add {at.HIDDEN_GATEWAY}/32 dev lo
-n {{company}} addr add 10.1.0.1/16 dev in0
-n {{company}} route add default via {at.CORE}
-n {{office}} addr add {at.SERVICE}/16 dev eth0
-n {{office}} route add default via 10.1.0.1
"""
_COMMON6 = f"""
-n {{provider}} addr add {_NET6}:2::1/64 dev net0 nodad
-n {{provider}} addr add {_NET6}:1::1/64 dev acc0 nodad
-n {{provider}} route add default via {_NET6}:2::2
-n {{provider}} route add {at.HOME6}::/64 via {_NET6}:1::2
-n {{internet}} addr add {_NET6}:2::2/64 dev acc0 nodad
-n {{internet}} addr add {at.DESK6}/128 dev lo nodad
-n {{internet}} addr add {at.REACH6}/128 dev lo nodad
-n {{internet}} route add default via {_NET6}:2::1
-n {{edge}} addr add {_NET6}:1::2/64 dev wan0 nodad
-n {{edge}} route add default via {_NET6}:1::1
-n {{router}} addr add {at.HOME6}::1/64 dev lan0 nodad
-n {{pc}} addr add {at.HOME6}::20/64 dev eth0 nodad
-n {{pc}} route add default via {at.HOME6}::1
"""
_SWITCH = """
link add eth0 netns {pc} type veth peer name pc0 netns {switch}
link add lan0 netns {router} type veth peer name router0 netns {switch}
link add eth0 netns {neighbour} type veth peer name neighbour0 netns {switch}
-n {switch} link add home type bridge forward_delay 0
-n {switch} link set home up
-n {switch} link set pc0 master home up
-n {switch} link set router0 master home up
-n {switch} link set neighbour0 master home up
"""
_MODEM = """
link add wan0 netns {router} type veth peer name lan0 netns {modem}
-n {router} link set wan0 up
-n {modem} link set lan0 up
-n {router} addr add 192.168.0.2/24 dev wan0
-n {router} route add default via 192.168.0.1
-n {modem} addr add 192.168.0.1/24 dev lan0
"""
_MODEM6 = f"""
-n {{modem}} addr add {_NET6}:4::1/64 dev lan0 nodad
-n {{modem}} route add {at.HOME6}::/64 via {_NET6}:4::2
-n {{router}} addr add {_NET6}:4::2/64 dev wan0 nodad
-n {{router}} route add default via {_NET6}:4::1
"""


@contextlib.contextmanager
def street(layout: Layout) -> Iterator[Spaces]:
    """Everything between the PC and the office, without any server; gone again at the end."""
    with Spaces("lab") as spaces, contextlib.ExitStack() as held:
        names = ("pc", *_extra_spaces(layout), "router", "provider", "internet", "company", "office")
        spaces.add(*names)
        for name in names:
            _settings(spaces, name)
        if layout.first.jitter_ms:
            ends = (spaces["pc"], "eth0"), (spaces["router"], "lan0")
            held.enter_context(delayed(*ends, delay_ms=0.2, jitter_ms=(layout.first.jitter_ms,) * 2, urgent=True))
        real = {name: spaces[name] for name in names} | {"edge": spaces["modem" if layout.modem else "router"]}
        batch([line.format(**real) for line in _lines(layout)])
        for name, device in _translating(layout):
            chain = f"chain post {{\ntype nat hook postrouting priority 100\noifname {device} masquerade\n}}"
            run(spaces.inside(name, "nft", f"table ip nat {{\n{chain}\n}}"))
        if layout.mbit:
            for name, device in (("edge", "wan0"), ("provider", "acc0")):
                limit = tbf(layout.mbit, _QUEUE_BYTES)
                run(["tc", "-n", real[name], "qdisc", "add", "dev", device, "root", *limit])
        yield spaces


def _extra_spaces(layout: Layout) -> Iterator[str]:
    if layout.modem:
        yield "modem"
    if layout.neighbour:
        yield "neighbour"
    if _has_switch(layout):
        yield "switch"


def _has_switch(layout: Layout) -> bool:
    return layout.neighbour and not layout.first.jitter_ms


def _settings(spaces: Spaces, name: str) -> None:
    """Addresses are ready at once; everyone may send echo requests; all but the PC forward."""
    words = ["net.ipv6.conf.all.accept_dad=0", "net.ipv6.conf.default.accept_dad=0"]
    words += ["net.ipv4.ping_group_range=0 0"]
    words += ["net.ipv4.ip_forward=0"] if name in ("pc", "neighbour") else ["net.ipv6.conf.all.forwarding=1"]
    run(spaces.inside(name, "sysctl", "-qw", *words))


def _lines(layout: Layout) -> list[str]:
    """ip's words, one a line, in the order in which they can be done."""
    access, text = layout.access, _COMMON
    if _has_switch(layout):
        text += _SWITCH
    elif not layout.first.jitter_ms:
        text += "link add eth0 netns {pc} type veth peer name lan0 netns {router}\n"
    text += "link add wan0 netns {edge} type veth peer name acc0 netns {provider}\n"
    text += "".join(f"-n {{{space}}} link set {device} up\n" for space, device in _ENDS)
    text += f"-n {{edge}} link set wan0 mtu {layout.mtu}\n-n {{provider}} link set acc0 mtu {layout.mtu}\n"
    text += f"-n {{provider}} addr add {access.provider} dev acc0\n-n {{edge}} addr add {access.router} dev wan0\n"
    text += f"-n {{edge}} route add default via {access.next_hop}\n"
    text += f"-n {{internet}} route add {at.PROVIDER_DNS}/32 via 192.88.99.1\n"
    if not access.router_translates:
        text += f"-n {{provider}} route add {at.HOME} via {access.router.partition('/')[0]}\n"
    if layout.ipv4:
        text += f"-n {{router}} addr add {at.ROUTER_LAN}/24 dev lan0\n-n {{pc}} addr add {at.PC}/24 dev eth0\n"
        text += f"-n {{pc}} route add default via {at.ROUTER_LAN}\n"
    text += _MODEM if layout.modem else ""
    if layout.ipv6:
        text += _COMMON6 + (_MODEM6 if layout.modem else "")
    if layout.neighbour:
        text += _neighbour(layout)
    return [line for line in text.splitlines() if line]


def _neighbour(layout: Layout) -> str:
    """Its addresses and routes; where it has no place on the switch, its own wire to the router too."""
    if _has_switch(layout):
        number, router4, net6 = at.NEIGHBOUR, at.ROUTER_LAN, at.HOME6
        text = ""
    else:
        number, router4, net6 = "192.168.179.30", "192.168.179.1", f"{_NET6}:179"
        text = "link add eth0 netns {neighbour} type veth peer name lan1 netns {router}\n-n {router} link set lan1 up\n"
        text += f"-n {{router}} addr add {router4}/24 dev lan1\n" if layout.ipv4 else ""
        text += f"-n {{router}} addr add {net6}::1/64 dev lan1 nodad\n" if layout.ipv6 else ""
    text += "-n {neighbour} link set eth0 up\n"
    if layout.ipv4:
        text += f"-n {{neighbour}} addr add {number}/24 dev eth0\n-n {{neighbour}} route add default via {router4}\n"
    if layout.ipv6:
        text += f"-n {{neighbour}} addr add {net6}::30/64 dev eth0 nodad\n"
        text += f"-n {{neighbour}} route add default via {net6}::1\n"
    if layout.ipv6 and not _has_switch(layout):
        text += f"-n {{provider}} route add {net6}::/64 via {_NET6}:1::2\n"
    if layout.ipv6 and layout.modem and not _has_switch(layout):
        text += f"-n {{modem}} route add {net6}::/64 via {_NET6}:4::2\n"
    if layout.ipv4 and not layout.access.router_translates and not _has_switch(layout):
        text += f"-n {{provider}} route add 192.168.179.0/24 via {layout.access.router.partition('/')[0]}\n"
    return text


_ENDS = (("pc", "eth0"), ("router", "lan0"), ("edge", "wan0"), ("provider", "acc0"))


def _translating(layout: Layout) -> Iterator[tuple[str, str]]:
    if layout.modem:
        yield "modem", "wan0"
    if layout.modem or layout.access.router_translates:
        yield "router", "wan0"
    if layout.access.provider_translates:
        yield "provider", "net0"
