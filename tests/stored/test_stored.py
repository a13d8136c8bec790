"""Yesterday's reports, profiles and files are read today, and no word of the wire is lost."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest

from checker.checks.reasoning.diagnosis import diagnose_measurements
from checker.checks.registry import checks, needs
from checker.client.delivery.delivery_state import DeliveryStage
from checker.client.delivery.outbox import Outbox
from checker.client.environment.data_directory import DataDirectory
from checker.client.profiles.sources.cache import ProfileCache
from checker.client.profiles.trust import TrustFile
from checker.knowledge.causes import causes
from checker.model.codec import profile_from_toml, report_from_json, to_json
from checker.model.profile import Profile
from checker.model.report import Report
from checker.model.signature import fingerprint, profile_signer
from checker.model.text import Language
from checker.show.plain_text import plain_text
from checker.show.report_html.document import report_page
from tests.stored.wire import WIRE, lost_words

STORED = Path(__file__).parent
ROOT = STORED.parents[1]


@pytest.fixture
def home(tmp_path: Path) -> DataDirectory:
    shutil.copytree(STORED / "client", tmp_path / "client")
    return DataDirectory(tmp_path / "client")


@pytest.fixture(scope="module")
def report() -> Report:
    return report_from_json((STORED / "report.json").read_bytes())


def test_a_stored_report_keeps_every_byte_of_meaning(report: Report) -> None:
    assert json.loads(to_json(report)) == json.loads((STORED / "report.json").read_bytes())


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_stored_report_is_shown(report: Report, language: Language) -> None:
    text = plain_text(report, language, details=True)
    page = report_page(report, language, audience="technician")
    for finding in report.findings:
        assert causes()[finding.code]
    assert "Traceback" not in text + page
    assert report.profile.customer in page


def test_a_stored_report_is_diagnosed_again(report: Report) -> None:
    again = diagnose_measurements(needs(report.profile), report.measurements)
    assert {finding.code for finding in again} <= set(causes())
    assert ("run.defect", "line") in {(finding.code, finding.subject) for finding in again}, "as it was stored"
    measured = {measurement.check for measurement in report.measurements}
    assert {finding.check for finding in again} == {*measured, "run"} - {"line"}


def test_a_stored_outbox_still_knows_what_arrived(home: DataDirectory) -> None:
    outbox = Outbox(home)
    (queued,) = outbox.queued_reports()
    assert queued.stage is DeliveryStage.DELIVERED
    assert queued.state.receipt is not None
    assert queued.state.receipt.reference == "Y9F-HYT"
    assert outbox.report(queued.id).id == queued.id
    assert outbox.pop_damage_refusal() is None


def test_a_stored_profile_is_trusted_and_understood(home: DataDirectory) -> None:
    copy = ProfileCache(home).latest()
    assert copy is not None
    profile = profile_from_toml(copy.toml.encode())
    assert needs(profile)["vpn"].gateways  # type: ignore[attr-defined]
    trusted = TrustFile(home).read()
    assert fingerprint(profile_signer(copy.toml.encode())) in trusted.keys


def test_stored_needs_are_understood() -> None:
    toml = (STORED / "needs.toml").read_text("utf-8")
    head = 'version = 1\ncode = "AB"\ncustomer = "x"\n[firm]\nname = "f"\n'
    assert set(needs(profile_from_toml((head + toml).encode()))) == set(checks())


def _schema_words(struct: type[msgspec.Struct]) -> dict[str, list[str]]:
    schema = msgspec.json.schema(struct)
    fields = {key for definition in schema["$defs"].values() for key in definition.get("properties", {})}
    return {"fields": sorted(fields), "words": sorted(_enumerated(schema))}


def _enumerated(schema: Any) -> set[str]:
    if isinstance(schema, list):
        return {word for entry in schema for word in _enumerated(entry)}
    if not isinstance(schema, dict):
        return set()
    return {str(word) for word in schema.get("enum", [])} | _enumerated(list(schema.values()))


def _options() -> list[str]:
    pages = (ROOT / "checker").rglob("*.py")
    calls = re.findall(r"add_argument\((.*?)\)", "\n".join(page.read_text("utf-8") for page in pages), re.DOTALL)
    return [option for call in calls for option in re.findall(r'"(--?[a-z-]+)"', call)]


@pytest.mark.parametrize(
    ("part", "current"),
    [
        (
            "facts",
            lambda: {
                name: [[fact.name, fact.unit, fact.group.value] for fact in check.facts]
                for name, check in checks().items()
            },
        ),
        ("codes", lambda: list(causes())),
        ("needs", lambda: {name: _schema_words(check.need) for name, check in checks().items()}),
        ("profile", lambda: _schema_words(Profile)),
        ("report", lambda: _schema_words(Report)),
        ("options", _options),
    ],
)
def test_no_word_of_the_wire_is_lost(part: str, current: Any) -> None:
    assert lost_words(WIRE[part], current()) == []
