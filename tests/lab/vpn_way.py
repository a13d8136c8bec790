"""A longer way than that of `Home`: between the router and the company lie two machines of the provider.

PC 10.91.0.2 - router 10.91.0.1 - access 10.95.0.1 - core 10.96.0.1 - company 10.92.0.2. With IPv6 beside it.
"""

import os
from itertools import pairwise

from tests.lab import vpn_home
from tests.lab.programs import Programs
from tests.lab.vpn_home import Home

GATEWAY6 = "fd92::2"
CHAIN = ("pc", "router", "access", "core", "company")
ROUTERS = CHAIN[1:-1]
_LINKS = (("91", "2", "1"), ("95", "9", "1"), ("96", "9", "1"), ("92", "9", "2"))
"""Between each two of them: the network 10.x.0.0/24 and fdx::/64, and the last number at its near and its far end."""
_ROUTES = (
    ("pc", "default", "91", "1"),
    ("router", "default", "95", "1"),
    ("access", "default", "96", "1"),
    ("access", "91", "95", "9"),
    ("core", "91", "96", "9"),
    ("core", "95", "96", "9"),
    ("company", "default", "92", "9"),
)


class LongWay(Home):
    """As `Home`; rules stand at any of ROUTERS, and the link in the provider's middle has a width."""

    def __init__(self) -> None:
        mark = os.getpid()
        self._names = {name: f"hol-{name}-{mark}" for name in CHAIN}
        self._programs = Programs()
        try:
            self._build()
        except BaseException:
            self.close()
            raise

    def _build(self) -> None:
        for name in CHAIN:
            vpn_home.run_command("ip", "netns", "add", self._names[name])
            self.inside(name, "sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1")
            self.inside(name, "sysctl", "-qw", "net.ipv6.conf.default.accept_dad=0")
            self.inside(name, "ip", "link", "set", "lo", "up")
        for (near, far), (link, low, high) in zip(pairwise(CHAIN), _LINKS, strict=True):
            ends = ["type", "veth", "peer", "name", "in0", "netns", self._names[far]]
            vpn_home.run_command("ip", "link", "add", "out0", "netns", self._names[near], *ends)
            for name, device, last in ((near, "out0", low), (far, "in0", high)):
                self.inside(name, "ip", "addr", "add", f"10.{link}.0.{last}/24", "dev", device)
                self.inside(name, "ip", "-6", "addr", "add", f"fd{link}::{last}/64", "dev", device, "nodad")
                self.inside(name, "ip", "link", "set", device, "up")
        for name, to, over, last in _ROUTES:
            four, six = ("default", "default") if to == "default" else (f"10.{to}.0.0/24", f"fd{to}::/64")
            self.inside(name, "ip", "route", "add", four, "via", f"10.{over}.0.{last}")
            self.inside(name, "ip", "-6", "route", "add", six, "via", f"fd{over}::{last}")
        self.rules()

    def rules(self, *rules: str, at: str = "router") -> None:
        """What one of ROUTERS does with what it forwards; the others do nothing."""
        for name in ROUTERS:
            chain = "\n".join(("type filter hook forward priority 0", *(rules if name == at else ())))
            self.inside(name, "nft", f"flush ruleset\ntable inet way {{\nchain forward {{\n{chain}\n}}\n}}")

    def width(self, mtu: int, *, with_icmp: bool = True) -> None:
        """How large a packet the link from access to core carries; `with_icmp`: whether ICMP says so. After `rules`."""
        silent = ("icmp type destination-unreachable icmp code 4 drop", "icmpv6 type packet-too-big drop")
        chain = "\n".join(("type filter hook output priority 0", *(() if with_icmp else silent)))
        for name, device in (("access", "out0"), ("core", "in0")):
            self.inside(name, "ip", "link", "set", device, "mtu", str(mtu))
            self.inside(name, "nft", f"table inet width {{\nchain output {{\n{chain}\n}}\n}}")
        for name in ("pc", "company"):
            self.inside(name, "ip", "route", "flush", "cache")
            self.inside(name, "ip", "-6", "route", "flush", "cache")


def way_or_skip() -> LongWay:
    """Skips with the reason where namespaces are not to be had."""
    vpn_home.home_or_skip().close()
    return LongWay()
