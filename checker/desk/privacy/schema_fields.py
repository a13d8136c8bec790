"""Every field that a report can have, with group, purpose and retention: read from the schema that reports follow."""

import functools
from collections.abc import Iterator
from typing import Any

from checker.checks.registry import checks
from checker.checks.schema import report_schema
from checker.model.privacy import GROUP_RETENTION, DataGroup, Purpose, Retention
from checker.model.record import Record
from checker.model.text import Text

REPORT_ITSELF = Text(de="Bericht", en="Report")


class SchemaField(Record, frozen=True, kw_only=True):
    """One field or one fact. `path` as in the JSON, of a fact `check: name`; `source`: the report, or the check."""

    path: str
    source: Text
    meaning: Text
    group: DataGroup
    purpose: Purpose
    unit: str = ""

    @property
    def retention(self) -> Retention:
        """How long the desk has it."""
        return GROUP_RETENTION[self.group]


@functools.cache
def schema_fields() -> tuple[SchemaField, ...]:
    """In the order of the schema. Raises LookupError for a field that says nothing of group or purpose."""
    schema = report_schema()
    facts = [
        SchemaField(
            path=f"{name}: {fact.name}",
            source=check.title,
            meaning=fact.meaning,
            group=fact.group,
            purpose=fact.purpose,
            unit=fact.unit,
        )
        for name, check in checks().items()
        for fact in check.facts
    ]
    return (*_fields_of(schema["$ref"], schema["$defs"], ""), *facts)


def _fields_of(reference: str, definitions: dict[str, Any], prefix: str) -> Iterator[SchemaField]:
    """The leaves below an object: what holds further fields is listed by these."""
    for name, field in definitions[reference.rpartition("/")[2]]["properties"].items():
        inner, is_list = _object_in(field, definitions)
        path = f"{prefix}{name}{'[]' if is_list else ''}"
        if inner:
            yield from _fields_of(inner, definitions, f"{path}.")
            continue
        declared = field.get("x-privacy")
        if declared is None:
            raise LookupError(f"{path} says nothing of group and purpose")
        yield SchemaField(
            path=path,
            source=REPORT_ITSELF,
            meaning=Text(de=declared["de"], en=declared["en"]),
            group=DataGroup(declared["group"]),
            purpose=Purpose(declared["purpose"]),
        )


def _object_in(field: dict[str, Any], definitions: dict[str, Any]) -> tuple[str, bool]:
    """The reference of the object that the field holds, or a list of them; empty for a plain value."""
    for candidate in (field, *field.get("anyOf", ())):
        for schema, is_list in ((candidate, False), (candidate.get("items", {}), True)):
            reference = schema.get("$ref", "") if isinstance(schema, dict) else ""
            if reference and "properties" in definitions[reference.rpartition("/")[2]]:
                return reference, is_list
    return "", False
