"""The question about a metered connection: when it is due, and what the answer does."""

import pytest

from checker.checks.registry import checks
from checker.client.line import metered
from checker.client.session import Session
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.measurement import Outcome
from checker.model.privacy import DataGroup
from checker.model.profile import BUILT_IN, Profile
from checker.net.net import Net

WITH_LINE = Profile(code="AB", customer="x", needs={"line": {"endpoint": "http://127.0.0.1:9/"}})


def a_session(
    profile: Profile = WITH_LINE, only: tuple[str, ...] = (), groups: tuple[DataGroup, ...] = tuple(DataGroup)
):
    session = Session(profile, Net(), only=only)
    session.allow(groups)
    return session


def test_due_only_where_the_line_would_be_measured() -> None:
    assert metered.uses_data_volume(a_session())
    assert not metered.uses_data_volume(a_session(BUILT_IN))
    assert not metered.uses_data_volume(a_session(only=("computer",)))
    assert not metered.uses_data_volume(a_session(groups=()))


def test_what_is_declined_is_left_out_and_the_rest_runs() -> None:
    session = a_session()
    session.decline("line", metered.declined_observations(checks()["line"]))
    plan = session.plan()
    (left_out,) = plan.left_out
    assert (left_out.check, left_out.outcome) == ("line", Outcome.SKIPPED)
    assert left_out.failure == Failure(operation=Operation.RUN, kind=FailureKind.NO_CONSENT)
    usual = {name for name, check in checks().items() if not check.on_request}
    assert {planned.check.name for planned in plan.planned} == usual - {"line"}
    assert not metered.uses_data_volume(session)
    session.add_measurements(plan.left_out)
    assert [finding.code for finding in session.report.findings] == ["line.metered-declined"]


def test_wanted_after_all() -> None:
    session = a_session()
    session.decline("line", metered.declined_observations(checks()["line"]))
    session.undo_decline("line")
    assert session.plan().left_out == ()


def test_a_check_declined_without_a_reason_was_not_allowed() -> None:
    session = a_session()
    session.decline("line")
    session.add_measurements(session.plan().left_out)
    assert [(finding.code, finding.subject) for finding in session.report.findings] == [("run.not-allowed", "line")]


def test_a_new_consent_asks_anew() -> None:
    session = a_session()
    session.decline("line")
    session.allow(tuple(DataGroup))
    assert session.plan().left_out == ()


@pytest.mark.parametrize(("answer", "means"), [(True, True), (False, False), (None, False)])
def test_only_a_clear_word_counts(answer: bool | None, means: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metered, "metered", lambda system: answer)
    assert metered.is_metered() is means
