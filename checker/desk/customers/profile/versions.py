"""What two versions of a profile differ in, and an older one made the newest again. Pure."""

import difflib
import tomllib
from typing import Any

from checker.desk.customers.needs_secrets import SECRET_SUFFIX, blank_secrets
from checker.desk.customers.profile.toml_text import write_needs
from checker.model.record import Record

CONTEXT_LINES = 2
_SIGNS = {"+": "added", "-": "removed", "@": "gap"}


class ChangedLine(Record, frozen=True, kw_only=True):
    """A line of a comparison. `change`: added, removed, gap where lines were left out, or empty."""

    change: str
    text: str


def compare(before: str, after: str) -> list[ChangedLine]:
    """Line by line; secrets are in neither."""
    lines = difflib.unified_diff(
        blank_secrets(before).splitlines(), blank_secrets(after).splitlines(), lineterm="", n=CONTEXT_LINES
    )
    return [
        ChangedLine(change=_SIGNS.get(line[:1], ""), text="⋯" if line.startswith("@@") else line[1:])
        for line in list(lines)[2:]
    ]


def restored_needs(former: str, current: str) -> tuple[str, list[str]]:
    """The former text with the secrets that the same gateways have now; and the keys for which there is none."""
    tables = tomllib.loads(former).get("needs", {})
    gateways_now = {entry.get("id"): entry for entry in _gateways(tomllib.loads(current).get("needs", {}))}
    lacking = []
    for entry in _gateways(tables):
        for key in [key for key in entry if key.endswith(SECRET_SUFFIX) and entry[key] == ""]:
            value = gateways_now.get(entry.get("id"), {}).get(key)
            if value:
                entry[key] = value
            else:
                del entry[key]
                lacking.append(f"{entry.get('name')}: {key}")
    return write_needs(tables, former), lacking


def _gateways(tables: dict[str, Any]) -> list[dict[str, Any]]:
    gateways = tables.get("vpn", {}).get("gateways", [])
    return [entry for entry in gateways if isinstance(entry, dict)] if isinstance(gateways, list) else []
