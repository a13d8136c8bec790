"""Every value of an encoded record, each with its path and with what the innermost annotated field says of it."""

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import inspect

from checker.model.codec import to_json
from checker.model.privacy import Group, Purpose
from checker.model.record import Record
from checker.model.text import Text

Scalar = bool | int | float | str | None
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")


class Told(Record, frozen=True, kw_only=True):
    """What a field says of itself, and the path at which it says so."""

    group: Group
    purpose: Purpose
    what: Text
    path: str


class Leaf(Record, frozen=True, kw_only=True):
    """One value that is neither object nor array, or an empty one of them. `path` as in `findings[0].values.have`."""

    path: str
    value: Scalar | list[Scalar] | dict[str, Scalar]
    told: Told | None

    @property
    def beneath(self) -> str:
        """The rest of the path below the field that says what it is: `vpn.gateways[0].host` in a table of needs."""
        return self.path[len(self.told.path) :].lstrip(".") if self.told else self.path


def leaves(record: Record) -> Iterator[Leaf]:
    """All values of the record as its JSON holds them, in their order."""
    fields = msgspec.json.decode(to_json(record))
    yield from _leaves(fields, inspect.type_info(type(record)), "", None)


def _leaves(value: Any, kind: inspect.Type | None, path: str, told: Told | None) -> Iterator[Leaf]:
    kind, told = _opened(kind, told, path, isinstance(value, dict))
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _leaves(inner, _field(kind, key), _joined(path, key), told)
    elif isinstance(value, list) and value:
        for at, inner in enumerate(value):
            yield from _leaves(inner, _item(kind), f"{path}[{at}]", told)
    else:
        yield Leaf(path=path, value=value, told=told)


def _opened(
    kind: inspect.Type | None, told: Told | None, path: str, an_object: bool
) -> tuple[inspect.Type | None, Told | None]:
    """The type beneath its annotations and beside None; the innermost annotation wins."""
    while isinstance(kind, (inspect.Metadata, inspect.UnionType)):
        if isinstance(kind, inspect.Metadata):
            told = _told(kind.extra_json_schema, path) or told
            kind = kind.type
        else:
            fitting = [
                one for one in kind.types if isinstance(one, (inspect.StructType, inspect.DictType)) is an_object
            ]
            kind = fitting[0] if fitting else None
    return kind, told


def _told(schema: dict[str, Any] | None, path: str) -> Told | None:
    said = (schema or {}).get("x-privacy")
    if said is None:
        return None
    what = Text(de=said["de"], en=said["en"])
    return Told(group=Group(said["group"]), purpose=Purpose(said["purpose"]), what=what, path=path)


def _field(kind: inspect.Type | None, key: str) -> inspect.Type | None:
    if isinstance(kind, inspect.StructType):
        return next((field.type for field in kind.fields if field.encode_name == key), None)
    return kind.value_type if isinstance(kind, inspect.DictType) else None


def _item(kind: inspect.Type | None) -> inspect.Type | None:
    return kind.item_type if isinstance(kind, (inspect.VarTupleType, inspect.ListType)) else None


def _joined(path: str, key: str) -> str:
    if not _PLAIN_KEY.match(key):
        return f"{path}[{json.dumps(key)}]"
    return f"{path}.{key}" if path else key
