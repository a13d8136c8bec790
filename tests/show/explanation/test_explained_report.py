"""A report of the product's own checks, explained: five lines for the employee, all hypotheses for the technician."""

import re

import pytest

from checker.checks.reasoning.diagnosis import diagnose_measurements
from checker.checks.registry import needs
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Finding
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.profile import FirmContact, Profile
from checker.model.report import Report
from checker.model.text import LANGUAGES, Language
from checker.show.call_sheet import call_sheet_entries
from checker.show.company_path.sentences import sureness_sentence
from checker.show.explanation.hypothesis_list import hypothesis_rows, separating_trial, two_places
from checker.show.explanation.lines import MAX_LINES, explanation_lines, measured_lines
from checker.show.explanation.report_witnesses import witnesses_of_report
from checker.show.findings import RootFinding, describe_finding
from checker.show.plain_text import plain_text
from checker.show.report_html.document import report_fragment
from tests.show import samples

pytestmark = pytest.mark.usefixtures("real_house")
PORTAL = {"id": "portal", "name": "Zentrale", "kind": "https", "host": "vpn.example"}
PROFILE = Profile(
    code="MUSTER-01",
    customer="Muster GmbH",
    firm=FirmContact(name="Beispiel IT", desk_url="https://desk.example"),
    needs={"vpn": {"gateways": [PORTAL]}},
)
HOME = (
    ("adapters.up", "", 1),
    ("gateway.known", "", True),
    ("address.v4", "", "private"),
    ("link.medium", "", "cable"),
    ("gateway.sent", "", 50),
    ("gateway.lost", "", 0),
    ("gateway.p95", "", 2.0),
    ("desk.local", "", False),
)
DESK_ANSWERS = (
    ("reach.v4", "desk", 12.0),
    ("desk.secure", "", True),
    ("desk.status", "", 204),
    ("desk.empty", "", True),
)
TIMED_OUT = Failure(operation=Operation.RECEIVE, kind=FailureKind.TIMEOUT)
LOCATED_EVIDENCE = ("gateway.verdict@portal", "gateway.stops-at@portal")
SILENT = (("gateway.verdict", "portal", "silent"), ("gateway.name", "portal", 4.0))


def measured(check: str, *observations: tuple[str, str, object]) -> Measurement:
    return Measurement(
        check=check,
        outcome=Outcome.DONE,
        observations=tuple(
            Observation(name=name, subject=subject, value=value)  # type: ignore[arg-type]
            for name, subject, value in observations
        ),
    )


def diagnosed(*measurements: Measurement) -> Report:
    report = samples.report(measurements=measurements, profile=PROFILE)
    findings = diagnose_measurements(needs(PROFILE), measurements)
    return samples.report(*findings, measurements=measurements, profile=report.profile)


def finding_of(report: Report, code: str) -> Finding:
    return next(finding for finding in report.findings if finding.code == code)


BLOCKED = diagnosed(measured("network", *HOME, *DESK_ANSWERS), measured("vpn", *SILENT))
LOCATED = diagnosed(
    measured("network", *HOME, *DESK_ANSWERS), measured("vpn", *SILENT, ("gateway.stops-at", "portal", "home"))
)


def test_the_employee_reads_what_speaks_for_it_and_what_clears_the_rest() -> None:
    finding = finding_of(BLOCKED, "vpn.silent")
    lines = explanation_lines(finding, witnesses_of_report(BLOCKED), "de")
    assert lines[0] == "Die Verbindung zur Firma „Zentrale“ antwortete nicht auf einen Verbindungsversuch (TCP)."
    (cleared,) = [line for line in lines if "Daten durch: " in line]
    assert cleared.startswith("Ihr Computer, die Verbindung zum Router, Ihr Router")
    assert re.search(r": Der Server Ihrer IT-Firma antwortete auf ein.* \((TCP|TLS)\)\.$", cleared)
    assert len(lines) <= MAX_LINES


def test_the_technician_reads_each_hypothesis_with_its_share_or_its_contradiction() -> None:
    finding = finding_of(BLOCKED, "vpn.silent")
    rows = hypothesis_rows(finding, witnesses_of_report(BLOCKED), "de")
    left = [row for row in rows if row.is_left]
    assert re.fullmatch(r"Zugang der Firma arbeitet nicht: (am wahrscheinlichsten|gut möglich) \(\d+ %\)", left[0].text)
    contradicted = {row.name: row.text for row in rows if not row.is_left}
    assert contradicted["router-fails"].startswith("Router arbeitet nicht: widerlegt. ")
    assert re.search(r"\[(TCP|TLS).*\]$", contradicted["router-fails"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_places_are_named_with_the_trial_that_separates_them(language: Language) -> None:
    dead = diagnosed(measured("network", ("adapters.up", "", 1), ("gateway.known", "", True)))
    silent = Finding.blocker("network.gateway-silent")
    finding = Finding(code=silent.code, level=silent.level, evidence=("gateway.median",))
    unanswered = Measurement(
        check="network",
        outcome=Outcome.DONE,
        observations=(
            Observation(name="gateway.known", value=True),
            Observation(name="gateway.median", failure=TIMED_OUT),
        ),
    )
    report = samples.report(finding, measurements=(unanswered,), profile=dead.profile)
    witnesses = witnesses_of_report(report)
    places = two_places(finding, witnesses, language)
    assert places == {"de": "WLAN/Kabel oder Router", "en": "Wi-Fi/cable or Router"}[language]
    trial = separating_trial(finding, witnesses, language)
    assert trial
    question = call_sheet_entries(report, language)[-1][1]
    assert f"{places}, " in question and trial in question
    page = report_fragment(report, language, audience="technician")
    assert f"{places}: " in page


@pytest.mark.parametrize(
    ("places", "other"),
    [
        ("router provider", " Auch möglich: Ihr Router."),
        ("provider beyond", " Auch möglich: das Internet hinter Ihrem Anbieter."),
        ("", ""),
        ("provider", ""),
        ("<b> nowhere provider", ""),
        (7, ""),
    ],
)
def test_a_finding_names_the_second_place_that_is_left(places: str | int, other: str) -> None:
    finding = Finding.blocker("network.no-internet", places=places)
    sentence = sureness_sentence(RootFinding(finding=finding), "de")
    assert sentence == f"Dass es daran liegt, ist wahrscheinlich.{other}"


def test_the_desk_has_a_name_for_people() -> None:
    lies = Finding.warning("network.dns-lies", subject="desk")
    assert describe_finding(lies, "de").startswith("Server Ihrer IT-Firma: ")


def test_every_page_tells_how_it_is_known() -> None:
    sentence = "antwortete nicht auf einen Verbindungsversuch (TCP)"
    for audience in ("employee", "technician"):
        page = report_fragment(BLOCKED, "de", audience=audience)  # type: ignore[arg-type]
        assert "Woher wir das wissen" in page and sentence in page
        assert ("widerlegt" in page) == (audience == "technician")
    assert sentence in " ".join(plain_text(BLOCKED, "de", details=True).split())
    assert "Woher wir das wissen" not in plain_text(BLOCKED, "de")


def test_a_finding_without_a_witness_is_known_by_its_figures() -> None:
    busy = measured("computer", ("load.cpu", "", 97.0), ("memory.total", "", 16.0), ("cpu.cores", "", 8))
    report = diagnosed(busy)
    finding = finding_of(report, "computer.busy")
    assert explanation_lines(finding, witnesses_of_report(report), "de") == []
    (line,) = measured_lines(finding, report, "de")
    assert line.endswith("97")
    assert line in report_fragment(report, "de")


def test_nothing_is_explained_that_is_no_trouble() -> None:
    witnesses = witnesses_of_report(BLOCKED)
    fine = finding_of(BLOCKED, "network.desk-reached")
    assert explanation_lines(fine, witnesses, "de") == []
    assert hypothesis_rows(fine, witnesses, "de") == []


def test_a_report_whose_needs_are_of_another_version_is_shown_without_reasons() -> None:
    strange = Profile(code="MUSTER-01", customer="Muster GmbH", needs={"vpn": {"later": True}})
    report = samples.report(Finding.blocker("vpn.silent"), profile=strange)
    assert witnesses_of_report(report).witnesses == ()
    assert "widerlegt" not in report_fragment(report, "de", audience="technician")


def test_an_old_report_is_explained_by_the_rules_of_today() -> None:
    """Nothing of it is stored: sureness and code of yesterday stand, the reasons are made from the measurements."""
    old = samples.report(
        Finding(code="vpn.silent", level=Finding.blocker("a.b").level, subject="portal", evidence=LOCATED_EVIDENCE),
        measurements=LOCATED.measurements,
        profile=PROFILE,
    )
    rows = hypothesis_rows(old.findings[0], witnesses_of_report(old), "de")
    assert [row.name for row in rows if row.is_left][:1] == ["router-fails-for-one-kind"]
