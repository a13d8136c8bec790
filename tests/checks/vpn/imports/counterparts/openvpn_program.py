"""What `openvpn` itself reads out of a file: its list of parameters (--verb 4), before it does anything.

It ends at a management socket that cannot be made, which comes right after the list.
"""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from checker.checks.vpn.imports.importer import import_file
from checker.checks.vpn.imports.notes import KEY_FILE, LINES_REJECTED
from checker.checks.vpn.need import MAX_GATEWAYS
from checker.model.codec import Unreadable
from tests.checks.vpn.imports.counterparts.openvpn_grammar import PORTS, GrammarFile

_PARAMETER = re.compile(r"^\S+ \S+ us=\d+   (\w+) = '?(.*?)'?$", re.MULTILINE)
_PROFILE = re.compile(r"Connection profiles \[\d+\]:\n(.*?)(?=\S+ \S+ us=\d+ Connection profiles)", re.DOTALL)
INLINE = "[INLINE]"


@dataclass(frozen=True)
class ReadConnection:
    """One address as a program or the import reads it. `key`: which one, or that it is a block's."""

    host: str
    port: int
    transport: str
    wrap: str
    key: str
    direction: str


def connections_of_program(file: GrammarFile, folder: Path) -> list[ReadConnection] | None:
    """None where it refuses the file."""
    path = folder / "datei.ovpn"
    path.write_bytes(file.content)
    for name, key in file.keys.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(key)
    command = [
        "openvpn",
        "--config",
        path.name,
        "--verb",
        "4",
        "--mute",
        "0",
        "--management",
        "/gibt-es-nicht/x",
        "unix",
    ]
    ended = subprocess.run(command, cwd=folder, capture_output=True, timeout=30, check=False)
    output = ended.stdout.decode("utf-8", "replace")
    profiles = re.findall(
        r"Connection profiles \[\d+\]:\n(.*?)(?=\S+ \S+ us=\d+ Connection profiles)", output, re.DOTALL
    )
    if not profiles:
        return None
    return [_connection(dict(_PARAMETER.findall(profile))) for profile in profiles]


def _connection(parameters: dict[str, str]) -> ReadConnection:
    files = {wrap: parameters[f"{wrap.replace('-', '_')}_file"] for wrap in ("tls-auth", "tls-crypt")}
    wrap = next((wrap for wrap, file in files.items() if file != "[UNDEF]"), "none")
    direction = parameters["key_direction"] if wrap == "tls-auth" else ""
    return ReadConnection(
        parameters["remote"],
        PORTS.get(parameters["remote_port"], 0),
        parameters["proto"][:3],
        wrap,
        files.get(wrap, ""),
        direction if direction in ("0", "1") else "",
    )


def options_of_program() -> set[str]:
    """The options that `openvpn --help` lists."""
    text = subprocess.run(["openvpn", "--help"], capture_output=True, text=True, check=False).stdout
    return set(re.findall(r"^--([a-z0-9-]+)", text, re.MULTILINE))


def connections_of_import(file: GrammarFile) -> tuple[list[ReadConnection], bool] | None:
    """What the import reads, and whether it says that OpenVPN refuses the file. None where it refuses it itself."""
    try:
        imported = import_file(file.content, "datei.ovpn", file.keys.get)
    except Unreadable:
        return None
    names = {key.strip().split(b"\n", 3)[-1][:200]: name for name, key in file.keys.items()}
    connections = []
    for table in imported.table["vpn"]["gateways"]:
        secret = table.get("key_secret", "").encode()
        name = next(
            (name for start, name in names.items() if secret and start[40:160] in secret), INLINE if secret else ""
        )
        direction = table.get("key_direction")
        connections.append(
            ReadConnection(
                re.sub(r"^[0-9a-f]{12}\.", "", table["host"]),
                table["port"],
                table["transport"],
                table.get("wrap", "none"),
                name,
                "" if direction is None else str(direction),
            )
        )
    texts = {note.text for note in imported.notes}
    # OpenVPN refuses to start without the key's file; the import names it.
    lacks_key = KEY_FILE in texts and any(not each.key for each in connections)
    return connections, LINES_REJECTED in texts or lacks_key


def difference(file: GrammarFile, program: list[ReadConnection] | None) -> str:
    """Empty where both read the same."""
    imported = connections_of_import(file)
    if program is None:
        return (
            ""
            if imported is None or imported[1]
            else f"openvpn refuses it, the import does not say so: {imported[0][:3]}"
        )
    if imported is None and not any(each.port for each in program):
        return ""  # a NUL byte joined a port's line with the next one: both end there
    if imported is None:
        return f"openvpn reads it, the import refuses it: {program[:3]}"
    if imported[1]:
        return "openvpn reads it, the import says that it does not"
    first_of_each = {(each.host.lower(), each.port, each.transport): each for each in reversed(program) if each.port}
    expected = list(reversed(first_of_each.values()))[:MAX_GATEWAYS]
    return "" if imported[0] == expected else f"openvpn: {expected}\nimport: {imported[0]}"
