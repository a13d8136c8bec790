"""Which public test is offered for a finding: only where it tells something, our own engine's before speedtest-cli."""

import pytest
from msgspec.structs import replace

from checker.checks.reasoning.diagnosis import diagnose_measurements
from checker.checks.registry import needs
from checker.client.line import public_measurement
from checker.client.line.public_measurement import PUBLIC_SERVER, SECOND_OPINION, SPEEDTEST, PublicTest
from checker.client.session import Session
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Sureness
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.profile import FirmContact, Profile
from checker.net.net import Net
from tests.checks.line.foreign_server import ServerFault, libre_speed_server

SLOW = {
    "method": "LibreSpeed HTTP",
    "server": "desk.example",
    "server.answer": 21.0,
    "ip.version": 4,
    "idle.latency": 20.0,
    "router.latency": 2.0,
    "down.rate": 40.0,
    "down.latency": 220.0,
    "down.router.latency": 3.0,
    "up.rate": 10.0,
    "up.latency": 30.0,
}
STRANGER = "https://speed.stranger.example/"


def session_of(*added: tuple[str, str, object], line: dict[str, object] = SLOW, **need: object) -> Session:
    profile = Profile(
        code="AB", customer="x", needs={"line": {"endpoint": "https://desk.example/", "down_mbit": 50.0, **need}}
    )
    observations = [Observation(name=name, value=value) for name, value in line.items()]  # type: ignore[arg-type]
    observations += [Observation(name=name, subject=path, value=value) for name, path, value in added]  # type: ignore[arg-type]
    session = Session(profile, Net())
    session.add_measurements([Measurement(check="line", outcome=Outcome.DONE, observations=tuple(observations))])
    return session


def offered(session: Session) -> PublicTest | None:
    tests = (public_measurement.public_test_for(finding, session.report) for finding in session.report.findings)
    return next((test for test in tests if test is not None), None)


def test_a_second_opinion_where_one_measuring_point_alone_says_slow() -> None:
    test = offered(session_of(public_server=STRANGER))
    assert test == PublicTest(part=SECOND_OPINION, host="speed.stranger.example")


@pytest.mark.parametrize(
    "added",
    [
        (("compared.latency", "second", 20.0), ("compared.down.rate", "second", 41.0)),
        (("compared.latency", "public", 20.0), ("compared.down.rate", "public", 41.0)),
        (("compared.latency", "public", 20.0), ("compared.down.rate", "public", 90.0)),
    ],
)
def test_none_where_a_second_server_has_told_already(added: tuple[tuple[str, str, object], ...]) -> None:
    assert offered(session_of(*added, public_server=STRANGER)) is None


def test_none_without_a_server_or_where_the_profile_forbids_it() -> None:
    assert offered(session_of()) is None
    assert offered(session_of(public_server=STRANGER, public="never")) is None


def test_where_nothing_was_measured_our_own_engine_comes_before_speedtest_cli() -> None:
    nothing: dict[str, object] = {}
    assert offered(session_of(line=nothing, public_server=STRANGER)) == PublicTest(
        part=PUBLIC_SERVER, host="speed.stranger.example"
    )
    assert offered(session_of(line=nothing)) == PublicTest(part=SPEEDTEST)


def test_speedtest_cli_is_the_last_where_the_public_server_gave_nothing_either() -> None:
    session = session_of(line={}, public_server=STRANGER)
    refused = Failure(operation=Operation.CONNECT, kind=FailureKind.REFUSED)
    observations = (
        Observation(name="method", value="LibreSpeed HTTP"),
        Observation(name="server", value="speed.stranger.example"),
        Observation(name="server.answer", failure=refused),
    )
    session.add_measurements([Measurement(check="line", outcome=Outcome.DONE, observations=observations)])
    assert "line.server-failed" in [finding.code for finding in session.report.findings]
    assert offered(session) == PublicTest(part=SPEEDTEST)


def test_a_second_opinion_is_measured_in_a_worker_and_kept_beside_the_rest() -> None:
    with libre_speed_server(ServerFault()) as url:
        session = session_of(public_server=url, endpoint="")
        session.profile = replace(session.profile, firm=FirmContact(name="x", desk_url="http://127.0.0.1:1"))
        measured = public_measurement.measure_publicly(session, SECOND_OPINION)
    observations = measured.observations_by_key
    assert measured.outcome is Outcome.DONE
    assert observations.number("down.rate") == SLOW["down.rate"]
    assert (observations.number("compared.down.rate", "public") or 0) > 50
    assert (observations.number("compared.up.rate", "public") or 0) > 50


def test_a_second_opinion_stands_beside_what_was_measured() -> None:
    session = session_of(public_server=STRANGER)
    opinion = tuple(
        Observation(name=name, subject="public", value=value)
        for name, value in (("compared.latency", 20.0), ("compared.down.rate", 41.0))
    )
    added = Measurement(check="line", outcome=Outcome.DONE, observations=opinion)
    both = public_measurement.measurement_with(SECOND_OPINION, added, session.report)
    assert both.observations[-2:] == opinion
    assert both.observations[:-2] == session.report.measurements[0].observations
    findings = diagnose_measurements(needs(session.profile), [both])
    (slow,) = [finding for finding in findings if finding.code == "line.down-slow"]
    assert slow.sure is Sureness.CERTAIN
    assert public_measurement.measurement_with(PUBLIC_SERVER, added, session.report) is added
