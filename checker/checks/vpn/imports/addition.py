"""Adds what files hold to the needs that a customer has already: nothing of these changes its id or goes away."""

import copy
from collections.abc import Iterable
from typing import Any

import msgspec

from checker.checks.vpn.imports.builder import MAX_NETWORKS
from checker.checks.vpn.imports.merge import KEY_FIELDS
from checker.checks.vpn.imports.refusals import TOO_MANY
from checker.checks.vpn.imports.text_fields import id_from_name
from checker.checks.vpn.need import MAX_GATEWAYS, MAX_SERVICES, AnyGateway
from checker.model.codec import Unreadable

Tables = dict[str, dict[str, Any]]


def add_to_needs(present: Tables, imported: Tables) -> Tables:
    """The needs with the gateways, services and networks that they lack. Raises Unreadable for too many gateways."""
    needs = copy.deepcopy(present)
    vpn = needs.setdefault("vpn", {})
    new = imported.get("vpn", {})
    ids = {str(entry.get("id")) for key in ("gateways", "services") for entry in vpn.get(key, [])}
    _append(vpn, "gateways", new.get("gateways", []), KEY_FIELDS, ids)
    _append(vpn, "services", new.get("services", []), ("host", "port"), ids)
    if len(vpn.get("gateways", [])) > MAX_GATEWAYS:
        raise Unreadable(TOO_MANY)
    if "services" in vpn:
        vpn["services"] = vpn["services"][:MAX_SERVICES]
    networks = imported.get("network", {}).get("company_networks", [])
    if networks:
        network = needs.setdefault("network", {})
        network["company_networks"] = list(dict.fromkeys([*network.get("company_networks", []), *networks]))[
            :MAX_NETWORKS
        ]
    if not vpn:
        del needs["vpn"]
    return needs


def free_id(name: str, default: str, ids: Iterable[str]) -> str:
    """An id made of the name that none of `ids` is."""
    used_ids = set(ids)
    first = id_from_name(name, default)
    candidates = (first if n == 1 else f"{first}-{n}" for n in range(1, len(used_ids) + 2))
    return next(candidate for candidate in candidates if candidate not in used_ids)


def _append(
    vpn: dict[str, Any], key: str, entries: list[dict[str, Any]], key_fields: tuple[str, ...], ids: set[str]
) -> None:
    """Those that no entry of now stands for; each with an id of its own."""
    present = {_identity(entry, key_fields) for entry in vpn.get(key, [])}
    for entry in entries:
        if _identity(entry, key_fields) in present:
            continue
        entry_id = free_id(str(entry["name"]), str(entry.get("kind", "service")), ids)
        ids.add(entry_id)
        present.add(_identity(entry, key_fields))
        vpn.setdefault(key, []).append({"id": entry_id, **{k: v for k, v in entry.items() if k != "id"}})


def _identity(entry: dict[str, Any], key_fields: tuple[str, ...]) -> tuple[str, ...]:
    """What it is the same by, usual values filled in: one of both may have written them."""
    if "kind" in entry:
        try:
            gateway = msgspec.convert({**entry, "id": "id"}, AnyGateway)
        except msgspec.ValidationError:
            pass
        else:
            return tuple(str(getattr(gateway, name, "")).lower() for name in key_fields)
    return tuple(str(entry.get(name, "")).lower() for name in key_fields)
