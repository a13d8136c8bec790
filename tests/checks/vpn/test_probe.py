"""The whole check: all gateways at once, in bounded time, stopped when nobody wants it any more."""

import threading
import time

import pytest

from checker.checks.context import Cancelled
from checker.checks.vpn import CHECK, probe
from checker.checks.vpn.connection import name_resolution
from checker.checks.vpn.probe import observe
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict
from checker.model.failure import FailureKind, Operation, OperationFailed
from tests.checks.vpn.gateway_probes import (
    finding_codes,
    gateway_table,
    make_need,
    make_probe_context,
    observe_gateways,
)
from tests.checks.vpn.loopback_services import UDP_KINDS, closed_port, never_answer, silent_udp, ssh_banner
from tests.net.certificates import Authority
from tests.net.servers import listening, tls

ALL_S = 10.0
"""What the whole check may take at most, whatever is silent."""


def test_gateways_are_judged_each_on_its_own(authority: Authority) -> None:
    with tls(authority.leaf()) as good, listening(ssh_banner) as ssh:
        codes = finding_codes(
            [
                gateway_table("https", good, ca=authority.path.read_text()),
                gateway_table("https", ssh, id="wrong"),
                gateway_table("tcp", closed_port(), id="closed"),
            ]
        )
    assert codes == {"https": "vpn.answers", "wrong": "vpn.other-answers", "closed": "vpn.refused"}


def test_all_silent_stays_within_its_time_and_says_so() -> None:
    with silent_udp() as port, listening(never_answer) as stalls:
        tables = [
            gateway_table(kind.partition("-")[0], port, **fields) | {"id": kind} for kind, fields in UDP_KINDS.items()
        ]
        tables += [gateway_table("https", stalls), gateway_table("ikev2", port, nat_port=port, id="both")]
        began = time.monotonic()
        codes = finding_codes(tables)
        assert time.monotonic() - began < ALL_S
    assert codes.pop("wireguard-stranger") == "vpn.key-missing"
    assert codes.pop("https") == "vpn.stalls"
    keyed = {codes.pop(name) for name, fields in UDP_KINDS.items() if {"wrap", "server_public_key"} & set(fields)}
    assert keyed == {"vpn.silent-or-key"}
    assert codes.pop("openvpn") == "vpn.silent-or-key", "the server may have a key that the profile lacks"
    assert codes.pop("sip") == "vpn.cannot-tell", "strangers are often let fall"
    assert set(codes.values()) == {"vpn.port-silent"}


def test_no_address_and_no_name_of_the_host_is_observed() -> None:
    for observation in observe_gateways([gateway_table("tcp", closed_port(), host="localhost")]):
        assert (
            "localhost" not in repr(observation)
            and "127.0.0.1" not in repr(observation)
            and "::1" not in repr(observation)
        )


@pytest.mark.parametrize(
    "kind, code",
    [
        (FailureKind.NOT_FOUND, "vpn.name-unknown"),
        (FailureKind.TIMEOUT, "vpn.name-unanswered"),
        (FailureKind.UNREACHABLE, "vpn.name-unanswered"),
    ],
)
def test_names(monkeypatch: pytest.MonkeyPatch, kind: FailureKind, code: str) -> None:
    def resolve(host: str, timeout_s: float) -> list[str]:
        raise OperationFailed(Operation.RESOLVE, kind)

    monkeypatch.setattr(name_resolution, "resolve", resolve)
    assert finding_codes([gateway_table("https", 443, host="vpn.muster.example")]) == {"https": code}


def test_cancelling_ends_it_at_once_and_its_threads_soon() -> None:
    cancelled = threading.Event()
    with silent_udp() as port:
        need = make_need([gateway_table("openvpn", port), gateway_table("ikev2", port)])
        threading.Timer(0.3, cancelled.set).start()
        began = time.monotonic()
        with pytest.raises(Cancelled):
            list(observe(need, make_probe_context(cancelled)))
        assert time.monotonic() - began < 1.5
        ends = time.monotonic() + 3
        while any(thread.name.startswith("gateway") for thread in threading.enumerate()) and time.monotonic() < ends:
            time.sleep(0.05)
    assert not any(thread.name.startswith("gateway") for thread in threading.enumerate())


def test_one_that_takes_too_long_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()

    def fake_probe(gateway, context) -> GatewayResult:
        if gateway.id == "slow":
            release.wait(5)
        return GatewayResult(GatewayVerdict.ANSWERS)

    monkeypatch.setattr(probe, "probe_gateway", fake_probe)
    monkeypatch.setattr(probe, "CHECK_DEADLINE_S", 0.5)
    by_gateway = {
        observation.subject: observation
        for observation in observe_gateways([gateway_table("tcp", 1, id="slow"), gateway_table("tcp", 2)])
    }
    release.set()
    assert by_gateway["tcp"].value == "answers"
    assert by_gateway["slow"].failure is not None and by_gateway["slow"].failure.kind is FailureKind.TIMEOUT


def test_a_defect_at_one_gateway_loses_nothing_of_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def fake_probe(gateway, context) -> GatewayResult:
        if gateway.id == "broken":
            raise ZeroDivisionError
        return GatewayResult(GatewayVerdict.ANSWERS)

    monkeypatch.setattr(probe, "probe_gateway", fake_probe)
    observing = observe(
        make_need([gateway_table("tcp", 1, id="broken"), gateway_table("tcp", 2)]), make_probe_context()
    )
    assert next(observing).subject == "tcp"
    with pytest.raises(ZeroDivisionError):
        next(observing)


def test_without_gateways_nothing_is_done() -> None:
    assert observe_gateways([]) == []
    assert CHECK.need() == make_need([])
