"""Several files, one profile: every gateway once, each with an id of its own."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from checker.checks.registry import needs
from checker.checks.vpn.imports.found import NETWORKS, SERVICES
from checker.checks.vpn.imports.imported import Imported
from checker.checks.vpn.imports.refusals import TOO_MANY, damaged
from checker.checks.vpn.imports.wireguard import public_of
from checker.checks.vpn.imports.words import id_of
from checker.checks.vpn.need import GATEWAYS
from checker.model.codec import Unreadable
from checker.model.profile import BUILT_IN, Profile
from checker.model.record import Record


class ProbePeer(Record, frozen=True, kw_only=True):
    """A WireGuard gateway of a profile, by its name, and the public key that its server must know."""

    gateway: str
    public_key: str


def merge(imports: Iterable[Imported]) -> Imported:
    """One table of all. What comes twice stays as it came first, with what only the second knew. Raises Unreadable."""
    several = list(imports)
    doors = _once(_each(several, "gateways"), ("kind", "host", "port", "transport", "nat_port", "server_public_key"))
    services = _once(_each(several, "services"), ("host", "port"))[:SERVICES]
    if len(doors) > GATEWAYS:
        raise Unreadable(TOO_MANY)
    all_named = _named(doors + services)
    doors, services = all_named[: len(doors)], all_named[len(doors) :]
    named = (net for one in several for net in one.table.get("network", {}).get("company_networks", []))
    networks = list(dict.fromkeys(named))[:NETWORKS]
    vpn = {key: value for key, value in {"gateways": doors, "services": services}.items() if value}
    table = ({"network": {"company_networks": networks}} if networks else {}) | {"vpn": vpn}
    _taken(table)
    return Imported(
        table=table,
        dropped=tuple(dict.fromkeys(word for one in several for word in one.dropped)),
        kept=tuple(dict.fromkeys(word for one in several for word in one.kept)),
        notes=tuple({note.say("en"): note for one in several for note in one.notes}.values()),
    )


def probe_peers(table: dict[str, dict[str, Any]]) -> list[ProbePeer]:
    """The probe peers of a profile's needs: what must still be entered at the WireGuard servers."""
    return [
        ProbePeer(gateway=one["name"], public_key=public_of(one["probe_private_key_secret"]))
        for one in table.get("vpn", {}).get("gateways", [])
        if one.get("probe_private_key_secret")
    ]


def _each(imports: list[Imported], key: str) -> Iterator[dict[str, Any]]:
    return (dict(one) for each in imports for one in each.table.get("vpn", {}).get(key, []))


def _once(tables: Iterable[dict[str, Any]], same: tuple[str, ...]) -> list[dict[str, Any]]:
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for table in tables:
        key = tuple(str(table.get(name, "")).lower() for name in same)
        known = found.get(key, {})
        optional = all(one.get("required", True) is False for one in (known or table, table))
        both = {name: value for name, value in {**table, **known}.items() if name != "required"}
        found[key] = both | ({"required": False} if optional else {})
    return list(found.values())


def _named(tables: list[dict[str, Any]]) -> list[dict[str, Any]]:
    taken: dict[str, dict[str, Any]] = {}
    for table in tables:
        first = id_of(table["name"], table.get("kind", "service"))
        names = (first if n == 1 else f"{first}-{n}" for n in range(1, len(tables) + 1))
        free = next(name for name in names if name not in taken)
        taken[free] = {**table, "id": free}
    return [{"id": one.pop("id"), **one} for one in taken.values()]


def _taken(table: dict[str, Any]) -> None:
    """A profile that its own checks refuse helps nobody: what no reader foresaw is a damaged file."""
    profile: Profile = msgspec.structs.replace(BUILT_IN, needs=table)
    try:
        needs(profile)
    except Unreadable as refused:
        raise damaged("VPN", refused.where) from refused
