"""Refusals of UDP, and who they are told to come from."""

import errno
import sys

import pytest

from checker.checks.vpn.connection import refusals
from checker.checks.vpn.connection.refusals import RefusalLog
from checker.checks.vpn.verdict import GatewayVerdict
from checker.model.failure import FailureKind, Operation
from checker.net.icmp.error import IcmpError, IcmpErrorReason
from checker.net.icmp.error_origin import ErrorOrigin
from tests.checks.vpn.gateway_probes import probe_kind
from tests.checks.vpn.loopback_services import UDP_KINDS, closed_port

A, B = "192.0.2.1", "2001:db8::1"


def read_log(
    monkeypatch: pytest.MonkeyPatch, *messages: IcmpError, origin: ErrorOrigin | None = ErrorOrigin.ROUTER
) -> RefusalLog:
    monkeypatch.setattr(refusals, "read_icmp_errors", lambda sock: list(messages))
    monkeypatch.setattr(refusals, "locate_origin", lambda error, address: origin)
    log = RefusalLog([A])
    log.read_error_queue(None, A)
    return log


@pytest.mark.parametrize(
    "origin, word",
    [
        (ErrorOrigin.PC, "pc"),
        (ErrorOrigin.ROUTER, "router"),
        (ErrorOrigin.PATH, "way"),
        (ErrorOrigin.TARGET, "gateway"),
        (None, ""),
    ],
)
def test_every_origin_has_its_word(monkeypatch: pytest.MonkeyPatch, origin: ErrorOrigin | None, word: str) -> None:
    log = read_log(
        monkeypatch, IcmpError(reason=IcmpErrorReason.REFUSED, error_number=errno.ECONNREFUSED, sender=A), origin=origin
    )
    assert (log.refused_by(), log.failure().kind) == (word, FailureKind.REFUSED)


@pytest.mark.parametrize(
    "origin, word",
    [
        (ErrorOrigin.PC, "pc-no-route"),
        (ErrorOrigin.ROUTER, "router-no-route"),
        (ErrorOrigin.PATH, "no-route"),
        (ErrorOrigin.TARGET, "no-route"),
        (None, ""),
    ],
)
def test_who_knows_no_way_refuses_nothing(
    monkeypatch: pytest.MonkeyPatch, origin: ErrorOrigin | None, word: str
) -> None:
    message = IcmpError(reason=IcmpErrorReason.NO_ROUTE, error_number=errno.EHOSTUNREACH, sender=A)
    log = read_log(monkeypatch, message, origin=origin)
    assert (log.refused_by(), log.failure().kind) == (word, FailureKind.UNREACHABLE)


@pytest.mark.parametrize("reason", [IcmpErrorReason.TOO_LARGE, IcmpErrorReason.OTHER])
def test_what_is_no_refusal_is_silence(monkeypatch: pytest.MonkeyPatch, reason: IcmpErrorReason) -> None:
    log = read_log(monkeypatch, IcmpError(reason=reason, error_number=errno.EMSGSIZE, sender=A))
    log.record(A, Operation.SEND, OSError(errno.EMSGSIZE, ""))
    assert (log.refused_by(), log.failure().kind) == ("", FailureKind.TIMEOUT)


def test_icmpv6s_prohibition_is_not_this_pcs_own(monkeypatch: pytest.MonkeyPatch) -> None:
    log = read_log(monkeypatch, IcmpError(reason=IcmpErrorReason.REFUSED, error_number=errno.EACCES, sender=B))
    assert (log.refused_by(), log.failure().kind) == ("router", FailureKind.UNREACHABLE)


@pytest.mark.parametrize("number", [errno.EPERM, errno.EACCES])
def test_what_this_pc_forbids(number: int) -> None:
    log = RefusalLog([A])
    log.record(A, Operation.SEND, OSError(number, ""))
    assert (log.refused_by(), log.failure().kind) == ("pc", FailureKind.DENIED)


def test_one_silent_address_outweighs_a_refused_one() -> None:
    log = RefusalLog([A, B])
    log.record(A, Operation.SEND, OSError(errno.EPERM, ""))
    assert (log.refused_by(), log.failure().kind) == ("", FailureKind.TIMEOUT)
    log.record(B, Operation.SEND, OSError(errno.ENETUNREACH, ""))
    assert (log.refused_by(), log.failure().kind) == ("", FailureKind.UNREACHABLE)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux names who refuses")
@pytest.mark.parametrize("kind", [*UDP_KINDS, "tcp"])
def test_a_closed_port_is_refused_by_the_gateway_itself(kind: str) -> None:
    result = probe_kind(kind.partition("-")[0], closed_port(), **UDP_KINDS.get(kind, {}))
    assert (result.verdict, result.facts["gateway.refused-by"]) == (GatewayVerdict.REFUSED, "gateway")
