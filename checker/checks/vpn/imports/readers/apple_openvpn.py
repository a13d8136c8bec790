"""An .ovpn text out of the key-value pairs in which OpenVPN Connect takes it from a .mobileconfig.

Source: openvpn.net, "OpenVPN Connect for iOS FAQ": a directive is a key, one without words has the value NOARGS, one
that comes more than once is numbered (`remote.1`), and line ends inside a value are written as \\n.
"""

import re
from typing import Any

_NUMBERED = re.compile(r"\.\d{1,3}$")
_PLAIN = re.compile(r"[a-z0-9-]{1,40}$")


def ovpn_of(pairs: dict[str, Any], remote: str, authorities: str) -> str:
    """`remote`: the payload's own address, where the pairs name none. `authorities`: PEM of other payloads."""
    lines = []
    for key, value in sorted(pairs.items(), key=_order):
        name = _NUMBERED.sub("", str(key))
        if not _PLAIN.match(name) or not isinstance(value, str):
            continue
        text = value.replace("\\n", "\n").strip()
        if "\n" in text or text.startswith("-----BEGIN"):
            lines.append(f"<{name}>\n{text}\n</{name}>")
        else:
            lines.append(name if text == "NOARGS" else f"{name} {text}")
    if authorities and "ca" not in pairs:
        lines.append(f"<ca>\n{authorities}</ca>")
    if not any(line.startswith("remote ") for line in lines) and remote not in ("", "DEFAULT"):
        lines.append(f"remote {remote}")
    return "\n".join(lines)


def _order(pair: tuple[str, Any]) -> tuple[str, int]:
    """`remote.2` before `remote.10`."""
    name, _, number = str(pair[0]).rpartition(".")
    return (name, int(number)) if number.isdecimal() else (str(pair[0]), 0)
