"""Every field of the schema has a group, a purpose and an end; none is missing in the list."""

import re

import msgspec
import pytest

from checker.checks.registry import checks
from checker.checks.schema import report_schema
from checker.desk.privacy import schema_fields as module
from checker.desk.privacy.schema_fields import schema_fields
from checker.model.employee.own_words import OwnWords
from checker.model.privacy import GROUP_RETENTION, REPORT_DAYS, DataGroup, Purpose
from checker.show.privacy_preview.field_values import field_values
from tests.desk import example_reports


def test_every_field_has_group_purpose_and_retention() -> None:
    assert all(isinstance(field.group, DataGroup) and isinstance(field.purpose, Purpose) for field in schema_fields())
    for field in schema_fields():
        assert field.meaning.de.strip() and field.meaning.en.strip(), field.path
        assert 0 < field.retention.closed_days <= field.retention.days <= REPORT_DAYS
    assert set(GROUP_RETENTION) == set(DataGroup)


def test_every_property_of_the_schema_and_every_fact_of_a_check_is_in_the_list() -> None:
    listed = {field.path for field in schema_fields()}
    last_names = {path.rpartition(".")[2].removesuffix("[]") for path in listed}
    for name, definition in report_schema()["$defs"].items():
        for key, field in definition.get("properties", {}).items():
            is_object = "#/$defs/" in str(field) and key not in last_names
            assert is_object or key in last_names, f"{name}.{key}"
    assert all(f"{name}: {fact.name}" in listed for name, check in checks().items() for fact in check.facts)


def test_what_a_report_holds_is_in_the_list() -> None:
    listed = {field.path for field in schema_fields()}
    report = msgspec.structs.replace(
        example_reports.report("LISTE", example_reports.NO_NAMES), own_words=OwnWords(trouble="x", name="y")
    )
    for value in field_values(report):
        path = re.sub(r"\[\d+\]", "[]", value.path)
        assert any(path in (name, f"{name}[]") or path.startswith((f"{name}.", f"{name}[")) for name in listed)


def test_a_field_without_purpose_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    schema = report_schema()
    del schema["$defs"]["Finding"]["properties"]["level"]["x-privacy"]
    monkeypatch.setattr(module, "report_schema", lambda: schema)
    schema_fields.cache_clear()
    with pytest.raises(LookupError, match=r"findings\[\]\.level"):
        schema_fields()
    schema_fields.cache_clear()


def test_a_group_that_goes_early_is_one_field_of_the_report() -> None:
    from checker.desk.privacy.group_erasure import EARLY_FIELDS, EARLY_GROUPS  # noqa: PLC0415 - Django is set up now

    assert set(EARLY_FIELDS) == set(EARLY_GROUPS) == {DataGroup.OWN_WORDS}
    for field in schema_fields():
        begins_there = field.path.split(".")[0] == EARLY_FIELDS[DataGroup.OWN_WORDS]
        assert begins_there == (field.group is DataGroup.OWN_WORDS), field.path
