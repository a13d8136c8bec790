"""An imported file as its test reads it."""

from typing import Any

from checker.checks.vpn.imports.importer import import_file
from checker.checks.vpn.imports.readers.openvpn.settings import SiblingReader
from checker.checks.vpn.imports.result import ImportResult
from checker.model.text import Text
from tests.checks.vpn.imports.samples import SECRETS


def import_text(content: str | bytes, file: str, read_sibling: SiblingReader = lambda _name: None) -> ImportResult:
    """What comes of it; no secret of the samples is in any of it."""
    imported = import_file(content.encode() if isinstance(content, str) else content, file, read_sibling)
    for secret in SECRETS:
        assert secret not in repr(imported)
    return imported


def gateways(imported: ImportResult) -> list[dict[str, Any]]:
    return imported.table["vpn"].get("gateways", [])


def gateway(imported: ImportResult) -> dict[str, Any]:
    """The only one."""
    (table,) = gateways(imported)
    return table


def networks(imported: ImportResult) -> list[str]:
    return imported.table.get("network", {}).get("company_networks", [])


def services(imported: ImportResult) -> list[tuple[str, int]]:
    return [(service["host"], service["port"]) for service in imported.table["vpn"].get("services", [])]


def note_texts(imported: ImportResult) -> list[Text]:
    return [note.text for note in imported.notes]
