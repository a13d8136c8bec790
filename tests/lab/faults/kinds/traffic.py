"""Traffic to one gateway that something on the way singles out: by port, host, name, version, content, flow, direction.

Each kind is built at several places and in several ways; what the PC can tell of it differs.
"""

from collections.abc import Iterable

from tests.lab.faults import layout as at
from tests.lab.faults.kinds.fault import Break, fault
from tests.lab.faults.town import Town
from tests.lab.faults.truth.injected import Injected, Scope

HOME, PROVIDER = (
    ("vpn.port-blocked-at-home", "router", "you"),
    (
        "vpn.port-blocked-by-provider",
        "provider",
        "provider",
    ),
)
BY_ROUTER, BY_PROVIDER = (
    ("vpn.refused-by-router", "router", "you"),
    (
        "vpn.refused-on-the-way",
        "provider",
        "provider",
    ),
)


PROVIDERS_DOOR = Injected(
    place="provider",
    mechanism="drops",
    owner="provider",
    kind="port",
    scope=Scope(targets=("openvpn",)),
    also=("router",),
    owners=("you",),
    codes=("vpn.port-blocked-at-home",),
)
"""Nobody at the PC can tell it from a router that drops what it should pass on."""


SHUT_BY_THE_PROVIDER = Injected(
    place="provider",
    mechanism="drops",
    owner="provider",
    kind="host",
    also=("beyond", "gateway"),
    owners=("it-firm",),
    codes=("vpn.silent",),
)
"""Nor this from a host that is switched off, where no other packet passes that machine."""


def _named(
    name: str,
    sentence: str,
    cause: tuple[str, str, str],
    work: Break,
    targets: tuple[str, ...] = (),
    truth: Injected | None = None,
) -> None:
    """`targets`: the gateways whose traffic it is; all of them where there is none. `truth` as `fault` has it."""

    def breaks(town: Town) -> None:
        work(town)

    breaks.__name__ = name
    fault(sentence, *cause, scope=Scope(targets=targets) if targets else None, truth=truth)(breaks)


def _ruled(where: str, rules: Iterable[str], hook: str = "forward") -> Break:
    lines = tuple(rules)

    def breaks(town: Town) -> None:
        town.rules(where, *lines, hook=hook)

    return breaks


for _where, _cause in (("router", HOME), ("provider", PROVIDER)):
    _named(
        f"tcp_1194_dropped_at_the_{_where}",
        f"The {_where} drops TCP 1194.",
        _cause,
        _ruled(_where, ["tcp dport 1194 drop"]),
        ("openvpn-tcp",),
    )
    _named(
        f"tcp_443_of_the_gateway_dropped_at_the_{_where}",
        f"The {_where} drops TCP 443 to the gateway.",
        _cause,
        _ruled(_where, [f"ip daddr {at.GATEWAY} tcp dport 443 drop"]),
        ("portal",),
    )
    _named(
        f"gateway_host_dropped_at_the_{_where}",
        f"The {_where} drops everything to the gateway's host.",
        HOME if _where == "router" else ("vpn.silent", "gateway", "it-firm"),
        _ruled(_where, [f"ip daddr {at.GATEWAY} drop"]),
        truth=SHUT_BY_THE_PROVIDER if _where == "provider" else None,
    )
    _named(
        f"udp_1194_dropped_at_the_{_where}s_door",
        f"The {_where} drops UDP 1194 before it looks at the time to live.",
        HOME,
        _ruled(_where, ["udp dport 1194 drop"], "prerouting"),
        ("openvpn",),
        PROVIDERS_DOOR if _where == "provider" else None,
    )
    _named(
        f"tcp_1194_reset_by_the_{_where}",
        f"The {_where} answers TCP 1194 by a reset in the gateway's name.",
        BY_ROUTER if _where == "router" else BY_PROVIDER,
        _ruled(_where, ["tcp dport 1194 reject with tcp reset"]),
        ("openvpn-tcp",),
    )
    _named(
        f"openvpn_recognised_by_the_{_where}",
        f"The {_where} drops what begins like OpenVPN, whatever the port.",
        HOME if _where == "router" else PROVIDER,
        _ruled(_where, ["meta l4proto udp @th,64,8 0x38 drop"]),
        ("openvpn",),
    )
    _named(
        f"wireguard_recognised_by_the_{_where}",
        f"The {_where} drops what begins like WireGuard.",
        HOME if _where == "router" else PROVIDER,
        _ruled(_where, ["udp length 156 @th,64,32 0x01000000 drop"]),
        ("wireguard",),
    )
_named(
    "gateway_bans_this_home",
    "The company's firewall has banned this home's address.",
    ("vpn.silent", "gateway", "it-firm"),
    _ruled("company", ["ip saddr 192.52.193.2 drop"], "prerouting"),
)

_named(
    "tcp_1194_swallowed_by_this_pc",
    "A protection program on the PC swallows what goes to TCP 1194.",
    ("vpn.blocked-here", "pc", "it-firm"),
    _ruled("pc", ["tcp dport 1194 drop"], "output"),
    ("openvpn-tcp",),
)
