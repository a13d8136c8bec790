"""An imported file as its test reads it."""

from typing import Any

from checker.checks.vpn.imports.importer import import_file
from checker.checks.vpn.imports.readers.openvpn_keys import SiblingReader
from checker.checks.vpn.imports.result import ImportResult
from checker.model.text import Text
from tests.checks.vpn.imports.samples import SECRETS


def import_text(content: str | bytes, file: str, beside: SiblingReader = lambda _name: None) -> ImportResult:
    """What comes of it; no secret of the samples is in any of it."""
    found = import_file(content.encode() if isinstance(content, str) else content, file, beside)
    for secret in SECRETS:
        assert secret not in repr(found)
    return found


def gateways(found: ImportResult) -> list[dict[str, Any]]:
    return found.table["vpn"].get("gateways", [])


def gateway(found: ImportResult) -> dict[str, Any]:
    """The only one."""
    (one,) = gateways(found)
    return one


def networks(found: ImportResult) -> list[str]:
    return found.table.get("network", {}).get("company_networks", [])


def services(found: ImportResult) -> list[tuple[str, int]]:
    return [(one["host"], one["port"]) for one in found.table["vpn"].get("services", [])]


def note_texts(found: ImportResult) -> list[Text]:
    return [note.text for note in found.notes]
