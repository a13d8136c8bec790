"""Every value of an encoded record, each with its path and the privacy annotation of the innermost annotated field."""

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import inspect

from checker.model.codec import to_json
from checker.model.privacy import DataGroup, Purpose
from checker.model.record import Record
from checker.model.text import Text

Scalar = bool | int | float | str | None
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")


class FieldPrivacy(Record, frozen=True, kw_only=True):
    """A field's privacy annotation, and the path of that field."""

    group: DataGroup
    purpose: Purpose
    what: Text
    path: str


class FieldValue(Record, frozen=True, kw_only=True):
    """One value that is neither object nor array, or an empty one of them. `path` as in `findings[0].values.have`."""

    path: str
    value: Scalar | list[Scalar] | dict[str, Scalar]
    privacy: FieldPrivacy | None

    @property
    def subpath(self) -> str:
        """The rest of the path below the annotated field: `vpn.gateways[0].host` in a table of needs."""
        return self.path[len(self.privacy.path) :].lstrip(".") if self.privacy else self.path


def field_values(record: Record) -> Iterator[FieldValue]:
    """All values of the record as its JSON holds them, in their order."""
    fields = msgspec.json.decode(to_json(record))
    yield from _walk_values(fields, inspect.type_info(type(record)), "", None)


def _walk_values(
    value: Any, kind: inspect.Type | None, path: str, privacy: FieldPrivacy | None
) -> Iterator[FieldValue]:
    kind, privacy = _unwrap_type(kind, privacy, path, isinstance(value, dict))
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _walk_values(inner, _field_type(kind, key), _join_path(path, key), privacy)
    elif isinstance(value, list) and value:
        for at, inner in enumerate(value):
            yield from _walk_values(inner, _item_type(kind), f"{path}[{at}]", privacy)
    else:
        yield FieldValue(path=path, value=value, privacy=privacy)


def _unwrap_type(
    kind: inspect.Type | None, privacy: FieldPrivacy | None, path: str, is_object: bool
) -> tuple[inspect.Type | None, FieldPrivacy | None]:
    """The type without its annotations and without None; the innermost annotation wins."""
    while isinstance(kind, (inspect.Metadata, inspect.UnionType)):
        if isinstance(kind, inspect.Metadata):
            privacy = _privacy_of(kind.extra_json_schema, path) or privacy
            kind = kind.type
        else:
            matching = [
                member
                for member in kind.types
                if isinstance(member, (inspect.StructType, inspect.DictType)) is is_object
            ]
            kind = matching[0] if matching else None
    return kind, privacy


def _privacy_of(schema: dict[str, Any] | None, path: str) -> FieldPrivacy | None:
    declared = (schema or {}).get("x-privacy")
    if declared is None:
        return None
    what = Text(de=declared["de"], en=declared["en"])
    return FieldPrivacy(group=DataGroup(declared["group"]), purpose=Purpose(declared["purpose"]), what=what, path=path)


def _field_type(kind: inspect.Type | None, key: str) -> inspect.Type | None:
    if isinstance(kind, inspect.StructType):
        return next((field.type for field in kind.fields if field.encode_name == key), None)
    return kind.value_type if isinstance(kind, inspect.DictType) else None


def _item_type(kind: inspect.Type | None) -> inspect.Type | None:
    return kind.item_type if isinstance(kind, (inspect.VarTupleType, inspect.ListType)) else None


def _join_path(path: str, key: str) -> str:
    if not _PLAIN_KEY.match(key):
        return f"{path}[{json.dumps(key)}]"
    return f"{path}.{key}" if path else key
