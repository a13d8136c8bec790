"""IPsec clients of several makers: Cisco .pcf, Shrew Soft .vpn, NCP and LANCOM .ini, AVM .cfg.

Sources: Cisco VPN Client, "Connection profile" (as network-manager-vpnc writes it, nm-vpnc.c); Shrew Soft's site files
(shrew.net, `iked.conf(5)`); the NCP file of OPNsense's documentation, "IPsec: Roadwarriors"; AVM's vpn.cfg as published
for FRITZ!Box and Azure.
"""

import re

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.builder import ImportBuilder
from checker.checks.vpn.imports.gateway_names import gateway_name
from checker.checks.vpn.imports.readers.text.sections import IniSection, parse_sections
from checker.checks.vpn.imports.refusals import no_gateway_in
from checker.checks.vpn.imports.result import DroppedItem
from checker.checks.vpn.imports.text_fields import parse_host_and_port, parse_port

IKE, NAT = 500, 4500
CISCO, SHREW, NCP, AVM = "Cisco-VPN", "Shrew Soft", "NCP", "FRITZ!Box"
_SHREW_LINE = re.compile(r"^[ \t]*([nsb]):([a-z0-9-]+):(.*?)[ \t]*$", re.MULTILINE)
_SHREW_MARK = re.compile(r"^[ \t]*[ns]:(?:network-host|network-ike-port):", re.MULTILINE)
_IKEV2_MODES = ("34",)
"""Of NCP's ExchMode; all others are IKEv1."""
_AVM_MARK = re.compile(r"\bvpncfg\s*\{")
_AVM_CONNECTION = re.compile(r"(?:\bconnections|\btargets|\})\s*\{(.*?)(?=\}\s*\{|\Z)", re.DOTALL)
_AVM_HOST = re.compile(r'\bremote(?:hostname|ip)\s*=\s*"?([^";\s]*)"?\s*;')
_AVM_NAME = re.compile(r'\bname\s*=\s*"([^"]*)"')
_AVM_NETWORK = re.compile(r"phase2remoteid\s*\{\s*ipnet\s*\{\s*ipaddr\s*=\s*([\d.]+)\s*;\s*mask\s*=\s*([\d.]+)")
_AVM_ROUTE = re.compile(r"permit ip any ([\d.]+) ([\d.]+)")
_NOWHERE = "0.0.0.0"  # noqa: S104 - AVM's word for "not by this one"


def is_cisco(sections: list[IniSection]) -> bool:
    """[main] with a host."""
    return any(item.name.lower() == "main" and {"host", "authtype"} & set(item.values) for item in sections)


def read_cisco(text: str, file: str) -> ImportBuilder:
    """The gateway, and its backups where they are on. Raises Unreadable."""
    builder = ImportBuilder()
    for section in parse_sections(text):
        if section.name.lower() == "main":
            backups = section.value("backupserver").split(",") if section.value("enablebackup") == "1" else []
            for written in (section.value("host"), *backups):
                _add(builder, "ikev1", written, section.value("description"), file, section.line)
            if section.value("grouppwd", "enc_grouppwd"):
                builder.add_dropped(DroppedItem.SHARED_SECRET)
            if section.value("username", "userpassword", "enc_userpassword"):
                builder.add_dropped(DroppedItem.LOGIN)
    return _finished(builder, CISCO)


def is_shrew(text: str) -> bool:
    """Lines of `n:key:value`."""
    return _SHREW_MARK.search(text) is not None


def read_shrew(text: str, file: str) -> ImportBuilder:
    """The gateway with its ports. Raises Unreadable."""
    builder = ImportBuilder()
    pairs = [(match[2], match[3]) for match in _SHREW_LINE.finditer(text)]
    values = dict(pairs)
    port = parse_port(values.get("network-ike-port", "")) or IKE
    nat = parse_port(values.get("network-natt-port", "")) or NAT
    line = next((n for n, written in enumerate(text.split("\n"), 1) if "s:network-host:" in written), 1)
    _add(builder, "ikev1", values.get("network-host", ""), "", file, line, port=port, nat_port=nat)
    if values.get("auth-mutual-psk"):
        builder.add_dropped(DroppedItem.SHARED_SECRET)
    if values.get("auth-client-key-data"):
        builder.add_dropped(DroppedItem.USER_KEY)
    if values.get("client-saved-username"):
        builder.add_dropped(DroppedItem.LOGIN)
    for key, value in pairs:
        if key == "policy-list-include":
            builder.add_network(re.sub(r"\s*/\s*", "/", value))
        elif key == "client-dns-addr":
            for server in value.split(","):
                builder.add_dns_server(server)
    return _finished(builder, SHREW)


def is_ncp(sections: list[IniSection]) -> bool:
    """A profile with a gateway and IPsec's own keys."""
    return any(_is_ncp_profile(section) for section in sections)


def read_ncp(text: str, file: str) -> ImportBuilder:
    """Every profile. Raises Unreadable."""
    builder = ImportBuilder()
    for section in parse_sections(text):
        if not _is_ncp_profile(section):
            continue
        kind = "ikev2" if section.value("exchmode") in _IKEV2_MODES else "ikev1"
        _add(builder, kind, section.value("gateway"), section.value("name"), file, section.line)
        if section.value("secret", "preshkey"):
            builder.add_dropped(DroppedItem.SHARED_SECRET)
        if section.value("ikeidstr", "xauth-id", "username"):
            builder.add_dropped(DroppedItem.LOGIN)
    return _finished(builder, NCP)


def is_avm(text: str) -> bool:
    """vpncfg { ... }"""
    return _AVM_MARK.search(text) is not None


def read_avm(text: str, file: str) -> ImportBuilder:
    """The other end of every connection; a user's connection to this box names none. Raises Unreadable."""
    builder = ImportBuilder()
    start = _AVM_MARK.search(text)
    body = text[start.end() :] if start else ""
    for block in _AVM_CONNECTION.finditer(body):
        host = next((host for host in _AVM_HOST.findall(block[1]) if host not in ("", _NOWHERE)), "")
        if host:
            name = _AVM_NAME.search(block[1])
            line = text[: (start.end() if start else 0) + block.start()].count("\n") + 1
            _add(builder, "ikev1", host, name[1] if name else "", file, line)
            for address, mask in (*_AVM_NETWORK.findall(block[1]), *_AVM_ROUTE.findall(block[1])):
                builder.add_network(f"{address}/{mask}")
        if re.search(r'\bkey\s*=\s*"', block[1]):
            builder.add_dropped(DroppedItem.SHARED_SECRET)
    return _finished(builder, AVM)


def _is_ncp_profile(section: IniSection) -> bool:
    return section.name.lower().startswith("profile") and "gateway" in section.values and "exchmode" in section.values


def _add(builder: ImportBuilder, kind: str, written: str, name: str, file: str, line: int, **ports: int) -> None:
    if not written.strip():
        return
    endpoint = parse_host_and_port(written, ports.get("port", IKE))
    if endpoint is None:
        builder.add_note(notes.LINE_LEFT_OUT, line=str(line))
        return
    nat = ports.get("nat_port", NAT)
    own = gateway_name(name, file, endpoint[0], "IPsec")
    table = builder.add_gateway(kind, own, *endpoint, nat_port=nat if nat != NAT else None)
    if len(builder.gateways) > 1 and own == builder.gateways[0]["name"]:
        table["required"] = False
        builder.add_note(notes.CHOOSES)


def _finished(builder: ImportBuilder, format_name: str) -> ImportBuilder:
    if not builder.gateways:
        raise no_gateway_in(format_name)
    return builder
