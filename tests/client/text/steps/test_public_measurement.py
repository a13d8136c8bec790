"""The public test in the terminal: only where it can help, only after what it costs was said, never by --yes."""

import io

import pytest
from rich.console import Console

from checker.client.line import public_measurement
from checker.client.session import Session
from checker.client.text import prompt
from checker.client.text.steps.public_measurement import offer_public_measurement
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.profile import Profile
from checker.net.net import Net

ASKS = Profile(code="AB", customer="x", needs={"line": {"public": "ask", "down_mbit": 10.0}})
NEVER = Profile(code="AB", customer="x", needs={"line": {"public": "never", "down_mbit": 10.0}})


class Typed(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Session]:
    """Sessions for which the test was started; the test itself is the line check's own matter."""
    sessions: list[Session] = []

    def measure(session: Session, part: str) -> Measurement:
        sessions.append(session)
        return Measurement(check="line", outcome=Outcome.DONE, observations=(Observation(name="method", value="x"),))

    monkeypatch.setattr(public_measurement, "measure_publicly", measure)
    return sessions


def talked(profile: Profile, typed: str, monkeypatch: pytest.MonkeyPatch) -> str:
    session = Session(profile, Net())
    session.add_measurements([Measurement(check="line", outcome=Outcome.DONE)])
    monkeypatch.setattr(prompt.sys, "stdin", Typed(typed))
    output = io.StringIO()
    offer_public_measurement(session, Console(file=output, width=200))
    return output.getvalue()


@pytest.mark.parametrize(
    "profile, typed, explained, runs",
    [(ASKS, "j\n", True, 1), (ASKS, "n\n", True, 0), (ASKS, "\n", True, 0), (NEVER, "j\n", False, 0)],
)
def test_asked_explained_and_only_then_started(
    profile: Profile, typed: str, explained: bool, runs: int, started: list[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    output = talked(profile, typed, monkeypatch)
    assert ("vollständige Internetadresse" in output) is explained
    assert len(started) == runs


def test_where_nobody_sits_nothing_is_said_and_nothing_started(
    started: list[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(ASKS, Net())
    session.add_measurements([Measurement(check="line", outcome=Outcome.DONE)])
    monkeypatch.setattr(prompt.sys, "stdin", io.StringIO("j\n"))
    output = io.StringIO()
    offer_public_measurement(session, Console(file=output))
    assert output.getvalue() == ""
    assert started == []
