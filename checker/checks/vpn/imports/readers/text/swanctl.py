"""strongSwan's swanctl.conf: sections in braces, values up to the end of their line.

Source: swanctl.conf(5), strongswan.conf(5); the words as libstrongswan's settings_lexer.l splits them (5.9).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.builder import ImportBuilder
from checker.checks.vpn.imports.gateway_names import gateway_name
from checker.checks.vpn.imports.refusals import damaged_file, no_gateway_in
from checker.checks.vpn.imports.result import DroppedItem
from checker.checks.vpn.imports.text_fields import is_host, parse_port

FORMAT = "swanctl.conf"
IKE, NAT = 500, 4500
_MARK = re.compile(r"(?m)^[ \t]*connections[ \t\r\n]*\{")
_INCLUDE = re.compile(r"(?m)^[ \t]*include[ \t]+([^=\s#][^\s#]*)")
_OUTSIDE = re.compile(
    r"(?P<blank>[ \t\r]+|\#[^\n]*)|(?P<line>\n)|(?P<sign>[{}=:,])|(?P<include>include[ \t]+[^=\n][^\n]*)"
    r'|(?P<name>[^#{}:,="\r\n\t ]+)'
)
_WITHIN_VALUE = re.compile(r'(?P<blank>[ \t\r]+)|(?P<quoted>"(?:[^"\\]|\\.)*")|(?P<word>[^#}"\r\n\t ]+)', re.DOTALL)
_ESCAPED = re.compile(r"\\(\r?\n|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "\n": "", "\r\n": ""}
_ANYBODY = re.compile(r"%|.*[/-][0-9a-f.:]+$", re.IGNORECASE)
"""`%any`, a network or a range: not a machine that a client could call."""
_SECRETS = {"ike": DroppedItem.SHARED_SECRET, "eap": DroppedItem.LOGIN, "xauth": DroppedItem.LOGIN}
_MAX_DEPTH = 20


@dataclass
class Section:
    """`values`: the last of each name counts; `sections`: those of one name are one."""

    values: dict[str, str] = field(default_factory=dict)
    sections: dict[str, "Section"] = field(default_factory=dict)

    def section(self, name: str) -> "Section":
        """Empty where there is none."""
        return self.sections.get(name, Section())


def is_swanctl(text: str) -> bool:
    """Whether it has connections."""
    return _MARK.search(text) is not None


def read(text: str, file: str) -> ImportBuilder:
    """The remote addresses of every connection. Raises Unreadable."""
    builder = ImportBuilder()
    settings = parse_settings(text)
    for name, connection in settings.section("connections").sections.items():
        _read_connection(name, connection, text, file, builder)
    for pattern in _INCLUDE.findall(text):
        builder.add_note(notes.INCLUDE, file=pattern)
    for name in settings.section("secrets").sections:
        kind = next((item for prefix, item in _SECRETS.items() if name.startswith(prefix)), DroppedItem.USER_KEY)
        builder.add_dropped(kind)
    if not builder.gateways:
        raise no_gateway_in(FORMAT)
    return builder


def parse_settings(text: str) -> Section:
    """Raises Unreadable with the line at which strongSwan ends with an error."""
    root = Section()
    stack, name, place = [root], "", 0
    while place < len(text):
        match = _OUTSIDE.match(text, place)
        if match is None:
            raise damaged_file(FORMAT, "token", line=_line(text, place))
        place = match.end()
        if match["name"]:
            if name:
                raise damaged_file(FORMAT, "name", line=_line(text, match.start()))
            name = match["name"]
        elif match["sign"] == "=":
            stack[-1].values[_required(name, text, place)], place = _take_value(text, place)
            name = ""
        elif match["sign"] == "{":
            if len(stack) > _MAX_DEPTH:
                raise damaged_file(FORMAT, "too deep", line=_line(text, place))
            stack.append(stack[-1].sections.setdefault(_required(name, text, place), Section()))
            name = ""
        elif match["sign"] == "}":
            stack.pop()
            if name or not stack:
                raise damaged_file(FORMAT, "brace", line=_line(text, match.start()))
        elif match["sign"]:  # sections that this one takes its defaults from
            place = text.find("{", place) if "{" in text[place:] else len(text)
    if len(stack) > 1 or name:
        raise damaged_file(FORMAT, "end", line=_line(text, len(text)))
    return root


def _take_value(text: str, place: int) -> tuple[str, int]:
    """Words and strings up to the end of the line, with one blank between two; and the place behind them."""
    parts = []
    while (match := _WITHIN_VALUE.match(text, place)) is not None:
        place = match.end()
        if match["quoted"]:
            parts.append(_ESCAPED.sub(lambda part: _ESCAPES.get(part[1], part[1]), match["quoted"][1:-1]))
        elif match["word"]:
            parts.append(match["word"])
    return " ".join(parts), place


def _required(name: str, text: str, place: int) -> str:
    if not name:
        raise damaged_file(FORMAT, "no name", line=_line(text, place))
    return name


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _read_connection(name: str, connection: Section, text: str, file: str, builder: ImportBuilder) -> None:
    kind = "ikev1" if connection.values.get("version") == "1" else "ikev2"
    written_port = connection.values.get("remote_port", "")
    port = parse_port(written_port) if written_port else IKE
    for at, host in enumerate(remote_addresses(connection)):
        if port is None or not is_host(host):
            builder.add_note(notes.LINE_LEFT_OUT, line=str(_line(text, max(0, text.find(host)))))
            continue
        table = builder.add_gateway(kind, gateway_name(name, file, host, "IPsec"), host, IKE)
        if port not in (IKE, NAT):
            table["nat_port"] = port
            builder.add_note(notes.OWN_PORT)
        if at:
            table["required"] = False
            builder.add_note(notes.CHOOSES)
    for child in connection.section("children").sections.values():
        for selector in _listed(child.values.get("remote_ts", "")):
            builder.add_network(selector.partition("[")[0])
    if any(part.values.get("certs") for key, part in connection.sections.items() if key.startswith("local")):
        builder.add_dropped(DroppedItem.USER_CERTIFICATE)


def remote_addresses(connection: Section) -> list[str]:
    """Those that a client calls, in their order."""
    return [address for address in _listed(connection.values.get("remote_addrs", "")) if not _ANYBODY.match(address)]


def _listed(written: str) -> Iterator[str]:
    return (item.strip() for item in written.split(",") if item.strip())
