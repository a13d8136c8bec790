"""A run that goes wrong: a check is cut off, a group is not allowed, the network changes, everything answers.

The verdict says less then, and never more.
"""

from collections.abc import Mapping

import msgspec
import pytest

from checker.checks.reasoning.diagnosis import diagnose_measurements, open_verdicts
from checker.checks.registry import needs
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Finding, Level, Sureness
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation, Value
from checker.model.profile import FirmContact, Profile

TIMEOUT = Failure(operation=Operation.CONNECT, kind=FailureKind.TIMEOUT)
GATEWAYS = [
    {"id": "web", "kind": "https", "name": "Portal", "host": "vpn.example", "port": 443},
    {"id": "ovpn", "kind": "openvpn", "name": "VPN", "host": "vpn.example", "port": 1194},
]
PROFILE = Profile(
    code="MUSTER-01",
    customer="Muster GmbH",
    firm=FirmContact(name="Beispiel IT", desk_url="https://desk.example"),
    needs={"vpn": {"gateways": GATEWAYS}, "network": {"reach": ["reach.example:443"]}},
)
Facts = Mapping[str, Value | Failure]
HOME: Facts = {
    "adapters.up": 1,
    "link.medium": "cable",
    "address.v4": "private",
    "address.v6": "none",
    "gateway.known": True,
    "gateway.sent": 100,
    "gateway.lost": 0,
    "gateway.median": 0.5,
    "gateway.p95": 1.0,
    "dns.system@desk": 9.0,
    "dns.system@reach.example:443": 9.0,
    "dns.configured": 9.0,
}
OUTSIDE: Facts = {
    "hop2.kind": "public",
    "reach.v4@desk": 20.0,
    "reach.v4@reach.example:443": 20.0,
    "desk.local": False,
    "desk.secure": True,
    "desk.status": 204,
    "desk.empty": True,
}
DEAD: Facts = {
    "desk.local": False,
    "desk.secure": True,
    "reach.v4@desk": TIMEOUT,
    "reach.v4@reach.example:443": TIMEOUT,
    "desk.status": TIMEOUT,
    "path.v4": "provider",
}
REFUSED: Facts = {
    "gateway.verdict@web": "refused",
    "gateway.refused-by@web": "router",
    "gateway.verdict@ovpn": "answers",
}
SILENT: Facts = {"gateway.verdict@web": "silent", "gateway.verdict@ovpn": "silent", "udp.answers": False}


def measured(check: str, *facts: Facts, outcome: Outcome = Outcome.DONE) -> Measurement:
    observations = []
    for key, value in {key: value for part in facts for key, value in part.items()}.items():
        name, _, subject = key.partition("@")
        failure = value if isinstance(value, Failure) else None
        observations.append(
            Observation(name=name, subject=subject, value=None if failure else value, failure=failure)  # type: ignore[arg-type]
        )
    return Measurement(check=check, outcome=outcome, observations=tuple(observations))


def diagnosed(*measurements: Measurement) -> dict[str, Finding]:
    findings = diagnose_measurements(needs(PROFILE), measurements)
    return {finding.key: finding for finding in findings}


def troubles(*measurements: Measurement) -> dict[str, Sureness]:
    return {
        key: finding.sure
        for key, finding in diagnosed(*measurements).items()
        if finding.level in (Level.WARNING, Level.BLOCKER)
    }


def test_what_is_certain_on_a_good_day() -> None:
    assert troubles(measured("network", HOME, OUTSIDE), measured("vpn", REFUSED)) == {
        "vpn.refused-by-router@web": Sureness.CERTAIN
    }


@pytest.mark.parametrize("outcome", [Outcome.CANCELLED, Outcome.TIMED_OUT, Outcome.DEFECT])
def test_of_a_check_that_was_cut_off_nothing_is_more_than_possible(outcome: Outcome) -> None:
    refused = troubles(measured("network", HOME, OUTSIDE), measured("vpn", REFUSED, outcome=outcome))
    assert refused == {"vpn.refused-by-router@web": Sureness.POSSIBLE}
    dead = troubles(measured("network", HOME, DEAD, outcome=outcome))
    assert dead == {"network.no-internet": Sureness.POSSIBLE}


def test_cut_off_before_anybody_was_dialled_silence_is_no_dead_line() -> None:
    before_dialling = {"hop2.kind": "public", "desk.local": False}
    for facts in ({}, before_dialling):
        assert not troubles(measured("network", HOME, facts, outcome=Outcome.CANCELLED))


def test_where_the_way_out_changed_nothing_that_was_measured_over_it_is_more_than_possible() -> None:
    changed: Facts = {"route.changed": True}
    for network, vpn in (((HOME, OUTSIDE), REFUSED), ((HOME, DEAD), SILENT)):
        sure = troubles(measured("network", *network, changed), measured("vpn", vpn))
        assert sure and set(sure.values()) <= {Sureness.POSSIBLE}


def test_without_consent_for_the_network_the_gateways_say_no_more_than_with_it() -> None:
    left_out = Measurement(check="network", outcome=Outcome.SKIPPED)
    for facts in (REFUSED, SILENT):
        without = troubles(left_out, measured("vpn", facts))
        with_it = troubles(measured("network", HOME, OUTSIDE), measured("vpn", facts))
        order = list(Sureness)
        assert all(order.index(sure) >= order.index(with_it.get(key, sure)) for key, sure in without.items())
    assert "run.not-allowed@network" in diagnosed(left_out, measured("vpn", SILENT))


def test_what_was_left_out_or_cut_off_asks_for_no_experiment_of_the_rest() -> None:
    left_out = Measurement(check="vpn", outcome=Outcome.SKIPPED)
    assert open_verdicts(needs(PROFILE), (measured("network", HOME, OUTSIDE), left_out)) == ()


HOSTILE: Facts = {
    **HOME,
    "hop2.kind": "none",
    "hop3.kind": "none",
    "dns.kind@desk": "private",
    "dns.kind@reach.example:443": "private",
    "dns.fresh": 3.0,
    "dns.fresh-kind": "private",
    "dns.server": "router",
    "provider.sent": 80,
    "provider.lost": 0,
    "reach.v4@desk": 1.0,
    "reach.v4@reach.example:443": 1.0,
    "desk.local": False,
    "desk.secure": True,
    "desk.status": Failure(operation=Operation.TLS, kind=FailureKind.CERTIFICATE),
    "desk.certificate": "unknown-issuer",
    "plain.status": 200,
}
"""A router that answers every name with its own address, opens every port, and answers every echo."""
HOSTILE_GATEWAYS: Facts = {
    "gateway.verdict@web": "certificate-bad",
    "gateway.name@web": 2.0,
    "gateway.tcp@web": 1.0,
    "certificate.trust@web": "unknown-issuer",
    "gateway.verdict@ovpn": "something-else",
    "gateway.other@ovpn": "echo",
    "gateway.name@ovpn": 2.0,
    "udp.answers": True,
}


def test_a_router_that_answers_everything_convinces_nobody() -> None:
    findings = diagnosed(measured("network", HOSTILE), measured("vpn", HOSTILE_GATEWAYS))
    assert not {"vpn.answers@web", "vpn.answers@ovpn", "network.desk-reached", "network.internet-fine"} & set(findings)
    blamed = [finding for finding in findings.values() if finding.level in (Level.WARNING, Level.BLOCKER)]
    assert blamed and all(finding.sure is not Sureness.CERTAIN for finding in blamed)
    assert "network.no-internet" not in findings


def test_the_order_of_the_measurements_makes_no_difference() -> None:
    network, vpn = measured("network", HOME, OUTSIDE), measured("vpn", REFUSED)
    backwards = msgspec.structs.replace(vpn, observations=tuple(reversed(vpn.observations)))
    assert troubles(network, vpn) == troubles(backwards, network)
