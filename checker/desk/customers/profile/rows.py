"""Gateways, and the services behind them, as rows of the form."""

import re
from collections.abc import Mapping
from typing import Any

from msgspec import inspect as shapes

from checker.checks.allowed_values import plain_shape
from checker.checks.registry import check
from checker.checks.vpn.imports.addition import free_id
from checker.checks.vpn.imports.gaps import gaps_of_gateway, gaps_of_service
from checker.desk.customers.profile.fields import (
    FieldShape,
    ProfileField,
    Table,
    error_sentence,
    mistake_in,
    read_field,
    show_field,
    struct_fields,
)
from checker.desk.customers.profile.labels import KIND_TITLES, OPTION_LABELS
from checker.desk.pages.language import page_language
from checker.model.record import Record
from checker.model.text import Text

GATEWAYS, SERVICES = "gateways", "services"
_ROW_KEY = re.compile(r"needs\.vpn\.\w+\[0\]\.(?P<key>\w+)")
_LABELS = {
    "name": Text(de="Name für Mitarbeiter", en="Name for employees"),
    "host": Text(de="Adresse im Internet", en="Address on the internet"),
    "port": Text(de="Port", en="Port"),
    "required": Text(de="muss erreichbar sein", en="must be reachable"),
}
_SERVICE_HOST = Text(de="Adresse im Firmennetz", en="Address in the company's network")


class ProfileRow(Record, frozen=True, kw_only=True):
    """One gateway or service. `gaps`: what the check lacks to judge it; `error`: of no single field."""

    number: int
    prefix: str
    id: str
    kind: str
    title: str
    fields: tuple[ProfileField, ...]
    required: ProfileField
    options: tuple[ProfileField, ...]
    gaps: tuple[str, ...] = ()
    error: str = ""

    @property
    def has_errors(self) -> bool:
        """Whether the checks refuse something in it."""
        return bool(self.error or any(field.error for field in (*self.fields, *self.options)))

    @property
    def has_option_errors(self) -> bool:
        """Whether the folded part holds a mistake, or options that were set."""
        return any(field.error for field in self.options)


def gateway_kinds() -> list[tuple[str, str]]:
    """Every kind with its title, in the order in which profiles know them."""
    return [(kind, KIND_TITLES.get(kind, kind)) for kind in _gateway_structs()]


def show_rows(tables: Mapping[str, Table], key: str, *, checked: bool) -> tuple[ProfileRow, ...]:
    """The rows of `gateways` or `services`. What a check refuses is said only where somebody had time to fill it in."""
    entries = tables.get("vpn", {}).get(key, [])
    entries = entries if isinstance(entries, list) else []
    return tuple(_show_row(number, key, entry, checked=checked) for number, entry in enumerate(entries))


def read_rows(posted: Mapping[str, Any], key: str, vpn: Table) -> None:
    """Writes the posted rows into the table. Keys that the form does not know stay; an empty new row is none."""
    before = vpn.get(key, [])
    before = before if isinstance(before, list) else []
    count = int(posted.get(f"{key}-rows", "0")) if str(posted.get(f"{key}-rows", "0")).isdigit() else 0
    entries = [_read_row(posted, key, number, before) for number in range(min(count, 100))]
    ids = {str(entry["id"]) for entry in entries if entry.get("id")}
    for entry in entries:
        if not entry.get("id"):
            entry["id"] = free_id(str(entry.get("name", "")), str(entry.get("kind", "service")), ids)
            ids.add(entry["id"])
    if entries:
        vpn[key] = entries
    else:
        vpn.pop(key, None)


def new_row(vpn: Table, key: str, kind: str = "") -> None:
    """Adds an empty one."""
    entries = vpn.setdefault(key, [])
    ids = {str(entry.get("id")) for name in (GATEWAYS, SERVICES) for entry in vpn.get(name, [])}
    entry: Table = {"kind": kind} if kind else {}
    entries.append({**entry, "id": free_id("", kind or "service", ids), "name": "", "host": ""})


def remove_row(vpn: Table, key: str, number: int) -> None:
    """Takes one out; the numbers of those behind it become one less."""
    entries = vpn.get(key, [])
    if number < len(entries):
        del entries[number]
    if not entries:
        vpn.pop(key, None)


def _read_row(posted: Mapping[str, Any], key: str, number: int, before: list[Table]) -> Table:
    prefix = f"{key}-{number}-"
    row_id = str(posted.get(f"{prefix}id", ""))
    earlier = next((entry for entry in before if str(entry.get("id", "")) == row_id), {})
    entry: Table = dict(earlier)
    if key == GATEWAYS:
        kind = str(posted.get(f"{prefix}kind", entry.get("kind", "")))
        if kind != entry.get("kind"):
            entry = _only_shared_keys(entry, kind)
        entry["kind"] = kind
    shapes_by_key = _shapes(key, entry)
    has_options = f"{prefix}options" in posted
    for name, shape in shapes_by_key.items():
        if name == "id" or (name not in _LABELS and not has_options):
            continue
        read_field(posted, prefix + name, shape, entry)
    for name in ("name", "host"):
        entry.setdefault(name, "")
    order = ("kind", "id", "name", "host")
    return {**{name: entry[name] for name in order if name in entry}, **entry}


def _only_shared_keys(entry: Table, kind: str) -> Table:
    """Of a gateway that became one of another kind: what both have, but for the port, which is the kind's own."""
    shared = {*_shapes(GATEWAYS, {"kind": kind})} - {"port"}
    return {key: value for key, value in entry.items() if key in shared}


def _show_row(number: int, key: str, entry: Table, *, checked: bool) -> ProfileRow:
    prefix, language = f"{key}-{number}-", page_language()
    errors, error = _errors(key, entry) if checked else ({}, "")
    shapes_by_key = _shapes(key, entry)

    def field(name: str) -> ProfileField:
        label = _SERVICE_HOST if key == SERVICES and name == "host" else _LABELS.get(name) or OPTION_LABELS.get(name)
        return show_field(
            prefix + name,
            shapes_by_key[name],
            entry,
            label.render(language) if label else name,
            error=errors.get(name, ""),
        )

    kind = str(entry.get("kind", ""))
    options = tuple(field(name) for name in shapes_by_key if name not in (*_LABELS, "id"))
    return ProfileRow(
        number=number,
        prefix=prefix,
        id=str(entry.get("id", "")),
        kind=kind,
        title=KIND_TITLES.get(kind, kind),
        fields=tuple(field(name) for name in ("name", "host", "port")),
        required=field("required"),
        options=options,
        gaps=_gaps(key, entry),
        error=error,
    )


def _gaps(key: str, entry: Table) -> tuple[str, ...]:
    if not entry.get("host"):
        return ()
    gaps = gaps_of_gateway(entry) if key == GATEWAYS else gaps_of_service(entry)
    return tuple(gap.render(page_language()) for gap in gaps)


def _errors(key: str, entry: Table) -> tuple[dict[str, str], str]:
    """Sentences by key; and one for what belongs to no key."""
    errors = {}
    for name in ("name", "host"):
        if not str(entry.get(name, "")).strip():
            errors[name] = Text(de="Bitte ausfüllen.", en="Please fill this in.").render(page_language())
    filled = {**entry, **dict.fromkeys(errors, "x")}
    mistake = mistake_in({"vpn": {key: [filled]}})
    if mistake is None:
        return errors, ""
    match = _ROW_KEY.search(mistake.path)
    name = match["key"] if match else mistake.values.get("name", "")
    if name in _shapes(key, entry):
        return {name: error_sentence(mistake), **errors}, ""
    return errors, error_sentence(mistake)


def _shapes(key: str, entry: Table) -> dict[str, FieldShape]:
    structs = _gateway_structs() if key == GATEWAYS else {}
    fallback = next(iter(structs.values())) if structs else _list_item(SERVICES)
    return struct_fields(structs.get(str(entry.get("kind", "")), fallback))


def _gateway_structs() -> dict[str, shapes.Type]:
    item = _list_item(GATEWAYS)
    kinds = item.types if isinstance(item, shapes.UnionType) else (item,)
    return {str(kind.tag): kind for kind in kinds if isinstance(kind, shapes.StructType)}


def _list_item(key: str) -> shapes.Type:
    shape = plain_shape(struct_fields(check("vpn").need)[key].type)
    return plain_shape(shape.item_type) if isinstance(shape, shapes.ListType) else shape
