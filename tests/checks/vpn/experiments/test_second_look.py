"""The second look asks the very question again: a gateway that came back, one that stays silent, one that never was."""

import threading
from collections.abc import Iterator

import pytest

from checker.checks.context import Cancelled, ProbeContext, RunSession
from checker.checks.registry import checks
from checker.checks.vpn.diagnose import diagnose
from checker.checks.vpn.experiments.second_look import observe
from checker.checks.vpn.gateways.web import TcpGateway
from checker.checks.vpn.need import VpnNeed
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Level
from checker.model.observation import Observation, Observations
from checker.model.profile import BUILT_IN
from checker.net.net import Net
from tests.net import servers

NOTHING = Observations(())


def need(port: int) -> VpnNeed:
    return VpnNeed(gateways=[TcpGateway(id="door", name="Tor", host="127.0.0.1", port=port)])


def context(seconds: float = 4.0, session: RunSession | None = None) -> ProbeContext:
    return ProbeContext(checks()["vpn"], BUILT_IN, Net(), "linux", session or RunSession()).limited(seconds)


def looked_again(port: int, subject: str = "door", seconds: float = 4.0) -> list[Observation]:
    return list(observe(subject, need(port), NOTHING, context(seconds)))


@pytest.fixture
def closed_port() -> Iterator[int]:
    with servers.listening(lambda sock: None) as port:
        pass
    yield port


def test_a_gateway_that_is_there_answers() -> None:
    with servers.listening(lambda sock: None) as port:
        (observation,) = looked_again(port)
    assert (observation.name, observation.subject, observation.value) == ("gateway.again", "door", "answers")


def test_one_that_is_not_says_so_again(closed_port: int) -> None:
    (observation,) = looked_again(closed_port)
    assert observation.value == "refused"


def test_what_the_profile_does_not_name_is_not_asked() -> None:
    assert looked_again(1, subject="unknown") == []


def test_cancelled_it_ends() -> None:
    session = RunSession(cancelled=threading.Event())
    session.cancelled.set()
    with pytest.raises(Cancelled):
        list(observe("door", need(9), NOTHING, context(session=session)))


@pytest.mark.parametrize("first", ["silent", "refused", "unreachable", "hangs-up", "stalls", "cannot-tell"])
@pytest.mark.parametrize("again, code", [("answers", "vpn.unsteady"), ("silent", None)])
def test_an_answer_at_the_second_attempt_is_no_dead_gateway(first: str, again: str, code: str | None) -> None:
    timeout = Failure(operation=Operation.CONNECT, kind=FailureKind.TIMEOUT)
    observations = Observations(
        [
            Observation(name="gateway.verdict", subject="door", value=first),
            Observation(name="gateway.tcp", subject="door", failure=timeout),
            Observation(name="gateway.again", subject="door", value=again),
        ]
    )
    findings = list(diagnose(observations, need(9)))
    assert ([finding.code for finding in findings] == ["vpn.unsteady"]) is (code is not None)
    assert all(finding.level is not Level.OK for finding in findings)
