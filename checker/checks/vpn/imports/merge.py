"""Several files, one profile: every gateway once, each with an id of its own."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from checker.checks.registry import needs
from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.builder import MAX_NETWORKS
from checker.checks.vpn.imports.readers.wireguard import public_key_of
from checker.checks.vpn.imports.refusals import TOO_MANY, unusable_table
from checker.checks.vpn.imports.result import ImportNote, ImportResult
from checker.checks.vpn.imports.text_fields import id_from_name
from checker.checks.vpn.need import MAX_GATEWAYS, MAX_SERVICES
from checker.model.codec import Unreadable
from checker.model.profile import BUILT_IN, Profile
from checker.model.record import Record

KEY_FIELDS = ("kind", "host", "port", "transport", "nat_port", "server_public_key")
"""What makes two gateways the same one."""


class ProbePeer(Record, frozen=True, kw_only=True):
    """A WireGuard gateway of a profile, by its name, and the public key that its server must know."""

    gateway: str
    public_key: str


def merge(imports: Iterable[ImportResult]) -> ImportResult:
    """One table of all. What comes twice stays as it came first, with what only the second knew. Raises Unreadable."""
    results = list(imports)
    gateways, alternatives = _with_room(_without_duplicates(_tables_of(results, "gateways"), KEY_FIELDS))
    services = _without_duplicates(_tables_of(results, "services"), ("host", "port"))[:MAX_SERVICES]
    if len(gateways) > MAX_GATEWAYS:
        raise Unreadable(TOO_MANY)
    with_ids = _with_ids(gateways + services)
    gateways, services = with_ids[: len(gateways)], with_ids[len(gateways) :]
    company_networks = (
        net for result in results for net in result.table.get("network", {}).get("company_networks", [])
    )
    networks = list(dict.fromkeys(company_networks))[:MAX_NETWORKS]
    vpn = {key: value for key, value in {"gateways": gateways, "services": services}.items() if value}
    table = ({"network": {"company_networks": networks}} if networks else {}) | {"vpn": vpn}
    _check_needs(table)
    return ImportResult(
        table=table,
        dropped=tuple(dict.fromkeys(word for result in results for word in result.dropped)),
        retained=tuple(dict.fromkeys(word for result in results for word in result.retained)),
        notes=tuple({note.render("en"): note for result in results for note in result.notes}.values()) + alternatives,
    )


def _with_room(gateways: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], tuple[ImportNote, ...]]:
    """As many as a profile holds: of what is too much, alternatives go first, from the end."""
    surplus = len(gateways) - MAX_GATEWAYS
    if surplus <= 0:
        return gateways, ()
    optional = [at for at, table in enumerate(gateways) if table.get("required", True) is False]
    left_out = set(optional[-surplus:])
    note = ImportNote(text=notes.MORE_ALTERNATIVES, values={"count": str(len(left_out))})
    return [table for at, table in enumerate(gateways) if at not in left_out], (note,) if left_out else ()


def probe_peers(table: dict[str, dict[str, Any]]) -> list[ProbePeer]:
    """The probe peers of a profile's needs: what must still be entered at the WireGuard servers."""
    return [
        ProbePeer(gateway=gateway["name"], public_key=public_key_of(gateway["probe_private_key_secret"]))
        for gateway in table.get("vpn", {}).get("gateways", [])
        if gateway.get("probe_private_key_secret")
    ]


def _tables_of(imports: list[ImportResult], key: str) -> Iterator[dict[str, Any]]:
    return (dict(table) for result in imports for table in result.table.get("vpn", {}).get(key, []))


def _without_duplicates(tables: Iterable[dict[str, Any]], key_fields: tuple[str, ...]) -> list[dict[str, Any]]:
    by_key: dict[tuple[str, ...], dict[str, Any]] = {}
    for table in tables:
        key = tuple(str(table.get(name, "")).lower() for name in key_fields)
        earlier = by_key.get(key, {})
        is_optional = all(candidate.get("required", True) is False for candidate in (earlier or table, table))
        combined = {name: value for name, value in {**table, **earlier}.items() if name != "required"}
        by_key[key] = combined | ({"required": False} if is_optional else {})
    return list(by_key.values())


def _with_ids(tables: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_id: dict[str, dict[str, Any]] = {}
    for table in tables:
        first = id_from_name(table["name"], table.get("kind", "service"))
        names = (first if n == 1 else f"{first}-{n}" for n in range(1, len(tables) + 1))
        free_id = next(name for name in names if name not in by_id)
        by_id[free_id] = {**table, "id": free_id}
    return [{"id": entry.pop("id"), **entry} for entry in by_id.values()]


def _check_needs(table: dict[str, Any]) -> None:
    """A profile that its own checks refuse helps nobody."""
    profile: Profile = msgspec.structs.replace(BUILT_IN, needs=table)
    try:
        needs(profile)
    except Unreadable as error:
        raise unusable_table(error.where) from error
