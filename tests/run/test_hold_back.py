"""What the employee holds back is in no part of what leaves, is named, and is never called broken."""

import itertools

import msgspec
import pytest

from checker.checks.registry import checks
from checker.model.codec import report_from_json, to_json
from checker.model.employee.own_words import OwnWords
from checker.model.finding import Level
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.privacy import MEASURED_GROUPS, DataGroup
from checker.model.profile import BUILT_IN
from checker.model.report import Consent, Report
from checker.run.hold_back import hold_back
from checker.run.report import assemble_report
from checker.show.call_sheet import call_sheet_entries
from checker.show.findings import affected_check
from tests.show.samples import TROUBLE

GROUPS = MEASURED_GROUPS
SUBSETS = [subset for count in range(len(GROUPS) + 1) for subset in itertools.combinations(GROUPS, count)]


def full_report() -> Report:
    measured = [
        Measurement(
            check=check.name,
            outcome=Outcome.DONE,
            observations=tuple(Observation(name=fact.name, value="planted", unit=fact.unit) for fact in check.facts),
        )
        for check in checks().values()
    ]
    return assemble_report(BUILT_IN, measured, Consent(groups=GROUPS, given=TROUBLE.created))


@pytest.mark.parametrize("groups", SUBSETS, ids=lambda groups: "+".join(group.value for group in groups) or "none")
def test_nothing_of_it_leaves(groups: tuple[DataGroup, ...]) -> None:
    report = full_report()
    sent = hold_back(report, groups)
    in_it = {
        checks()[measurement.check].fact(observation.name).group
        for measurement in sent.measurements
        for observation in measurement.observations
    }
    assert not in_it & set(groups)
    assert sent.consent.held_back == groups
    assert set(sent.consent.groups) == set(GROUPS) - set(groups)
    assert (sent.system == "") is (DataGroup.PC in groups)
    assert sent.id == report.id
    assert report_from_json(to_json(sent)) == sent
    checked = {measurement.check for measurement in sent.measurements}
    broken = {affected_check(finding) for finding in sent.findings if finding.level in (Level.BLOCKER, Level.WARNING)}
    assert broken <= checked


def test_what_was_never_allowed_is_not_held_back() -> None:
    report = assemble_report(BUILT_IN, [], Consent(groups=(DataGroup.NETWORK,), given=TROUBLE.created))
    assert hold_back(report, (DataGroup.CAMERA,)) is report


def test_the_technician_reads_it() -> None:
    sent = hold_back(full_report(), (DataGroup.CAMERA, DataGroup.PC))
    assert ("Zurückgehalten:", "Computer, Kamera") in call_sheet_entries(sent, "de")
    assert ("Held back:", "Computer, Camera") in call_sheet_entries(sent, "en")
    assert not [label for label, _ in call_sheet_entries(full_report(), "de") if label == "Zurückgehalten:"]


def test_what_was_written_can_stay_here_and_leaves_no_trace() -> None:
    written = msgspec.structs.replace(full_report(), own_words=OwnWords(trouble="Es ruckelt"))
    assert hold_back(written, (DataGroup.CAMERA,)).own_words == written.own_words
    sent = hold_back(written, (DataGroup.OWN_WORDS,))
    assert sent.own_words is None and sent.consent.held_back == ()
