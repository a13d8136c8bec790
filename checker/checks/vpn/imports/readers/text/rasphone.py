"""Windows' phone book (rasphone.pbk): a section a connection.

Source: learn.microsoft.com, RASENTRY (dwType, dwVpnStrategy) with the values of ras.h; public phone books.
"""

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.builder import ImportBuilder
from checker.checks.vpn.imports.gateway_names import gateway_name
from checker.checks.vpn.imports.readers.text.sections import IniSection, parse_sections
from checker.checks.vpn.imports.refusals import no_gateway_in
from checker.checks.vpn.imports.result import DroppedItem
from checker.checks.vpn.imports.text_fields import parse_host_and_port

FORMAT = "rasphone.pbk"
_VPN = "2"
"""RASET_Vpn"""
_PPTP, _L2TP, _SSTP, _IKEV2 = ("pptp", 1723), ("l2tp", 500), ("sstp", 443), ("ikev2", 500)
_STRATEGIES = {
    "1": (_PPTP,),
    "2": (_PPTP,),
    "3": (_L2TP,),
    "4": (_L2TP,),
    "5": (_SSTP,),
    "6": (_SSTP,),
    "7": (_IKEV2,),
    "8": (_IKEV2,),
    "12": (_PPTP, _SSTP),
    "13": (_L2TP, _SSTP),
    "14": (_IKEV2, _SSTP),
}
_AUTOMATIC = (_IKEV2, _SSTP)


def is_phone_book(sections: list[IniSection]) -> bool:
    """Whether a section names a number to dial, and how."""
    return any("phonenumber" in section.values and _is_vpn(section) for section in sections)


def read(text: str, file: str) -> ImportBuilder:
    """Every VPN of it. Raises Unreadable."""
    builder = ImportBuilder()
    for section in parse_sections(text):
        if _is_vpn(section) and section.value("phonenumber"):
            _read_entry(section, file, builder)
    if not builder.gateways:
        raise no_gateway_in(FORMAT)
    return builder


def _is_vpn(section: IniSection) -> bool:
    return section.value("type") == _VPN or "vpnstrategy" in section.values


def _read_entry(section: IniSection, file: str, builder: ImportBuilder) -> None:
    if section.value("presharedkey"):
        builder.add_dropped(DroppedItem.SHARED_SECRET)
    if section.value("username"):
        builder.add_dropped(DroppedItem.LOGIN)
    for at, (kind, port) in enumerate(_STRATEGIES.get(section.value("vpnstrategy"), _AUTOMATIC)):
        endpoint = parse_host_and_port(section.value("phonenumber"), port)
        if endpoint is None:
            builder.add_note(notes.LINE_LEFT_OUT, line=str(section.line))
            return
        host, written = endpoint
        name = gateway_name(section.name, file, host, "IPsec")
        table = builder.add_gateway(kind, name, host, written if kind == "sstp" else port)
        if at:
            table["required"] = False
            builder.add_note(notes.CHOOSES)
