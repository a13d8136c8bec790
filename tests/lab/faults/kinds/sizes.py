"""Ways too narrow for large packets, and what of it is told."""

from tests.lab.faults import layout as at
from tests.lab.faults.kinds.fault import Break, fault
from tests.lab.faults.town import Town

NARROW = "network.large-packets-lost", "provider", "it-firm"
UP, DOWN = "up", "down"


def narrow(town: Town, mtu: int, direction: str) -> None:
    """The access carries no larger packets this way, and nobody is told."""
    if direction == UP:
        town.on("router", f"ip route replace default via {town.layout.access.next_hop} mtu {mtu}")
        town.on("router", f"ip -6 route replace default via 2620:4f:8000:1::1 mtu {mtu}")
    else:
        town.on("provider", f"ip route replace 192.52.193.0/24 dev acc0 mtu {mtu}")
        town.on("provider", f"ip -6 route replace {at.HOME6}::/64 via 2620:4f:8000:1::2 mtu {mtu}")
    untold(town, "router" if direction == UP else "provider")


def untold(town: Town, where: str) -> None:
    """Whoever sends too large a packet through here hears nothing of it."""
    drops = ("icmp type destination-unreachable icmp code frag-needed drop", "icmpv6 type packet-too-big drop")
    town.rules(where, *drops, hook="output")


def _narrow(mtu: int, direction: str) -> Break:
    def breaks(town: Town) -> None:
        narrow(town, mtu, direction)

    breaks.__name__ = f"mtu_{mtu}_{direction}_untold"
    return breaks


for _mtu in (1492, 1460, 1400):
    for _direction, _sentence in ((UP, "sent"), (DOWN, "received")):
        fault(
            f"Packets of more than {_mtu} bytes vanish at the access when they are {_sentence}, and nobody is told.",
            *NARROW,
        )(_narrow(_mtu, _direction))


@fault(
    "Packets of more than 1400 bytes to the gateway vanish shortly before it.", "vpn.path-narrow", "provider", "it-firm"
)
def mtu_1400_before_the_gateway(town: Town) -> None:
    town.on("internet", f"ip route add {at.GATEWAY}/32 dev co0 mtu 1400")
    untold(town, "internet")


@fault("The provider drops packets that were split.", "vpn.fragments-dropped", "provider", "it-firm")
def fragments_dropped(town: Town) -> None:
    town.rules("provider", "ip frag-off & 0x3fff != 0 drop", hook="prerouting")
