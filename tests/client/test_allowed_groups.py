"""Every combination of allowed groups: what runs, and what a report holds, is of these groups alone."""

import itertools
from collections.abc import Iterator

import pytest

from checker.checks.registry import checks
from checker.client.session import Session
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.privacy import MEASURED_GROUPS, DataGroup
from checker.model.profile import BUILT_IN
from checker.model.systems import this_system
from checker.net.net import Net
from checker.show.privacy_preview.preview_rows import preview_sections

ASKED_FOR = MEASURED_GROUPS
SUBSETS = [subset for count in range(len(ASKED_FOR) + 1) for subset in itertools.combinations(ASKED_FOR, count)]


def _everything_measured() -> Iterator[Measurement]:
    for check in checks().values():
        facts = tuple(Observation(name=fact.name, value="x", unit=fact.unit) for fact in check.facts)
        yield Measurement(check=check.name, outcome=Outcome.TIMED_OUT, observations=facts)


def _groups_in(session: Session) -> set[DataGroup]:
    groups = {
        check.fact(observation.name).group
        for measurement in session.report.measurements
        for check in (checks()[measurement.check],)
        for observation in measurement.observations
    }
    return groups | ({DataGroup.PC} if session.report.system else set())


def test_there_are_32_combinations() -> None:
    assert len(SUBSETS) == 32


@pytest.mark.parametrize("allowed", SUBSETS, ids=lambda groups: "+".join(group.value for group in groups) or "none")
def test_a_report_holds_what_was_allowed_and_nothing_else(allowed: tuple[DataGroup, ...]) -> None:
    session = Session(BUILT_IN, Net())
    session.allow(allowed)
    assert all(set(planned.check.groups) <= set(allowed) for planned in session.plan().planned)
    session.add_measurements(_everything_measured())
    assert _groups_in(session) <= set(allowed)
    assert {section.group for section in preview_sections(session.report, "de")} <= {DataGroup.REPORT, *allowed}


@pytest.mark.parametrize("allowed", SUBSETS, ids=lambda groups: "+".join(group.value for group in groups) or "none")
def test_what_is_no_longer_allowed_is_forgotten(allowed: tuple[DataGroup, ...]) -> None:
    session = Session(BUILT_IN, Net())
    session.allow(ASKED_FOR)
    session.add_measurements(_everything_measured())
    assert _groups_in(session) == set(ASKED_FOR)
    session.allow(allowed)
    assert _groups_in(session) <= set(allowed)
    session.allow(ASKED_FOR)
    remembered = {measurement.check for measurement in session.report.measurements}
    assert all(set(checks()[check].groups) <= set(allowed) for check in remembered)


def test_the_system_is_known_here_where_the_report_must_not_name_it() -> None:
    session = Session(BUILT_IN, Net())
    session.allow((DataGroup.NETWORK,))
    assert session.report.system == ""
    assert session.local_report.system == this_system()
    assert session.approve_sending().system == ""


def test_a_device_is_chosen_by_what_the_report_calls_it() -> None:
    session = Session(BUILT_IN, Net())
    session.allow((DataGroup.CAMERA,))
    names = Observation(name="device.names", value=["Mic 192.168.1.5", "Mic 192.168.1.6"])
    session.add_measurements([Measurement(check="camera", outcome=Outcome.DONE, observations=(names,))])
    assert session.report.measurements[0].observations[0].value == ["Mic [ip]", "Mic [ip] 2"]
    session.choose_device("camera", "Mic [ip] 2")
    assert session.devices["camera"] == "Mic 192.168.1.6"
