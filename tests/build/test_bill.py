"""The bill of materials is CycloneDX 1.6, and the same parts make the same one."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from licences.parts import ThirdPartyPart
from licences.sbom import make_sbom

SCHEMA = json.loads((Path(__file__).parent / "cyclonedx-1.6-part.schema.json").read_text("utf-8"))
PARTS = [
    ThirdPartyPart("Qt", "6.8.3", "LGPL-3.0-only", "https://example.org/", "pkg:pypi/pyside6-essentials@6.8.3"),
    ThirdPartyPart("GCC runtime", "", "GPL-3.0-or-later WITH GCC-exception-3.1"),
]


def valid(document: Any) -> None:
    jsonschema = pytest.importorskip("jsonschema_rs", reason="comes with schemathesis")
    jsonschema.validator_for(SCHEMA).validate(document)


def test_it_is_of_the_schema() -> None:
    valid(make_sbom(PARTS))


@pytest.mark.parametrize(
    "break_it",
    [
        lambda bill: bill.pop("bomFormat"),
        lambda bill: bill.update(serialNumber="1"),
        lambda bill: bill["components"][0].update(type="thing"),
        lambda bill: bill["components"][0].pop("name"),
        lambda bill: bill["components"][0]["licenses"].append({"expression": "MIT"}),
        lambda bill: bill["components"][0].update(unknown=1),
    ],
)
def test_the_schema_refuses_what_is_none(break_it: Any) -> None:
    bill = make_sbom(PARTS)
    break_it(bill)
    with pytest.raises(Exception, match=r"."):
        valid(bill)


def test_it_depends_on_nothing_but_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert make_sbom(PARTS) == make_sbom(PARTS)
    assert make_sbom(PARTS)["serialNumber"] != make_sbom(PARTS[:1])["serialNumber"]
    assert make_sbom(PARTS)["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"


def test_references_are_unique() -> None:
    bill = make_sbom(PARTS)
    references = [component["bom-ref"] for component in bill["components"]]
    assert len(references) == len(set(references))
    assert bill["dependencies"][0]["dependsOn"] == references
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", bill["serialNumber"])
