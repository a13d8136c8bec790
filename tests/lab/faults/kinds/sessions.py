"""Connections that begin and are cut off: for a name, for a version, after some packets."""

from collections.abc import Iterable

from tests.lab.faults import layout as at
from tests.lab.faults.kinds.fault import fault
from tests.lab.faults.town import Town
from tests.lab.faults.truth.injected import Injected, Scope

SESSION = "vpn.session-cut", "provider", "you"
NAME_BYTES = b"vpn.example"
TLS_1_3 = bytes.fromhex("002b00050403040303")
"""The extension of a ClientHello that offers TLS 1.3 and 1.2 (RFC 8446, 4.2.1)."""
REFUSED = {
    "router": ("vpn.refused-by-router", "router", "you"),
    "provider": ("vpn.refused-on-the-way", "provider", "provider"),
}
SWALLOWED = {
    "router": ("vpn.port-blocked-at-home", "router", "you"),
    "provider": ("vpn.port-blocked-by-provider", "provider", "provider"),
}


def holding(pattern: bytes, verdict: str, first: int = 40, last: int = 560) -> list[str]:
    """Rules for packets whose payload holds these bytes anywhere: nftables compares at fixed places only."""
    return [
        f"tcp dport 443 ip daddr {at.GATEWAY} @ih,{offset * 8},{len(pattern) * 8} 0x{pattern.hex()} {verdict}"
        for offset in range(first, last)
    ]


def _named(
    name: str,
    sentence: str,
    cause: tuple[str, str, str],
    where: str,
    rules: Iterable[str],
    truth: Injected,
) -> None:
    lines = tuple(rules)

    def breaks(town: Town) -> None:
        # packets as they travel, not several as one
        town.on("company", "ip link set dev wan0 gso_max_segs 1")
        town.rules(where, *lines)

    breaks.__name__ = name
    fault(sentence, *cause, truth=truth)(breaks)


def _truth(where: str, mechanism: str, scope: Scope, *codes: str) -> Injected:
    """Of what is cut off later nobody at the PC can tell where: both places and owners may be named."""
    return Injected(
        place=where,
        mechanism=mechanism,
        owner={"router": "you", "provider": "provider"}[where],
        kind="session",
        scope=scope,
        also=("router", "provider"),
        owners=("you", "provider", "it-firm"),
        codes=codes,
    )


_PORTAL, _OPENVPN = Scope(targets=("portal",)), Scope(targets=("openvpn",), flow="after")
for _where in ("router", "provider"):
    for _name, _what, _pattern in (
        ("name", "whose ClientHello names the gateway", NAME_BYTES),
        ("tls_1_3", "that offer TLS 1.3", TLS_1_3),
    ):
        _named(
            f"{_name}_reset_by_the_{_where}",
            f"The {_where} resets connections {_what}.",
            REFUSED[_where],
            _where,
            holding(_pattern, "reject with tcp reset"),
            _truth(_where, "refuses", _PORTAL, REFUSED[_where][0]),
        )
        _named(
            f"{_name}_swallowed_by_the_{_where}",
            f"The {_where} swallows packets {_what}.",
            SWALLOWED[_where],
            _where,
            holding(_pattern, "drop"),
            _truth(_where, "drops", _PORTAL, SWALLOWED[_where][0]),
        )
    _named(
        f"openvpn_control_dropped_by_the_{_where}",
        f"The {_where} drops OpenVPN's control packets after the first.",
        SWALLOWED[_where],
        _where,
        ["udp dport 1194 @th,64,8 0x20 drop"],
        _truth(_where, "drops", _OPENVPN, SWALLOWED[_where][0]),
    )
    _named(
        f"udp_flow_cut_by_the_{_where}",
        f"The {_where} lets one packet of each UDP flow to OpenVPN pass.",
        SESSION,
        _where,
        ["udp dport 1194 ct original packets > 1 drop"],
        _truth(_where, "drops", _OPENVPN, SESSION[0]),
    )
    _named(
        f"openvpn_replies_cut_by_the_{_where}",
        f"The {_where} drops OpenVPN's control packets on their way back.",
        SESSION,
        _where,
        ["udp sport 1194 @th,64,8 0x20 drop"],
        _truth(_where, "drops", _OPENVPN, SESSION[0]),
    )
    for _gateway, _ports in (("wireguard", "51820"), ("ipsec", "500, 4500")):
        _named(
            f"{_gateway}_flow_cut_by_the_{_where}",
            f"The {_where} lets two packets of each UDP flow to {_gateway} pass.",
            SESSION,
            _where,
            [f"udp dport {{ {_ports} }} ct original packets > 2 drop"],
            _truth(_where, "drops", Scope(targets=(_gateway,), flow="after"), SESSION[0]),
        )
    _named(
        f"tls_cut_early_by_the_{_where}",
        f"The {_where} lets three packets of each connection to the portal pass.",
        SESSION,
        _where,
        [f"ip daddr {at.GATEWAY} tcp dport 443 ct original packets > 3 drop"],
        _truth(_where, "drops", Scope(targets=("portal",), flow="after"), SESSION[0]),
    )
    _named(
        f"tls_cut_by_the_{_where}",
        f"The {_where} drops what the portal sends after the first two kilobytes.",
        SESSION,
        _where,
        [f"ip saddr {at.GATEWAY} tcp sport 443 ct reply bytes > 2000 drop"],
        _truth(_where, "drops", Scope(targets=("portal",), flow="after"), SESSION[0]),
    )
