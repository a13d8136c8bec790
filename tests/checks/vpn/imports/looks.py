"""An imported file as its test reads it."""

from typing import Any

from checker.checks.vpn.imports.formats import read
from checker.checks.vpn.imports.imported import Imported
from checker.checks.vpn.imports.openvpn_keys import Beside
from checker.model.text import Text
from tests.checks.vpn.imports.samples import SECRETS


def imported(content: str | bytes, file: str, beside: Beside = lambda _name: None) -> Imported:
    """What comes of it; no secret of the samples is in any of it."""
    found = read(content.encode() if isinstance(content, str) else content, file, beside)
    for secret in SECRETS:
        assert secret not in repr(found)
    return found


def gateways(found: Imported) -> list[dict[str, Any]]:
    return found.table["vpn"].get("gateways", [])


def gateway(found: Imported) -> dict[str, Any]:
    """The only one."""
    (one,) = gateways(found)
    return one


def networks(found: Imported) -> list[str]:
    return found.table.get("network", {}).get("company_networks", [])


def services(found: Imported) -> list[tuple[str, int]]:
    return [(one["host"], one["port"]) for one in found.table["vpn"].get("services", [])]


def told(found: Imported) -> list[Text]:
    return [note.text for note in found.notes]
