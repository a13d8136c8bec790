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


def heard(
    monkeypatch: pytest.MonkeyPatch, *messages: IcmpError, origin: ErrorOrigin | None = ErrorOrigin.ROUTER
) -> RefusalLog:
    monkeypatch.setattr(refusals, "read_icmp_errors", lambda sock: list(messages))
    monkeypatch.setattr(refusals, "locate_origin", lambda told, address: origin)
    found = RefusalLog([A])
    found.read_error_queue(None, A)
    return found


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
    found = heard(
        monkeypatch, IcmpError(reason=IcmpErrorReason.REFUSED, error_number=errno.ECONNREFUSED, sender=A), origin=origin
    )
    assert (found.refused_by(), found.failure().kind) == (word, FailureKind.REFUSED)


def test_no_way_has_no_one_who_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    found = heard(monkeypatch, IcmpError(reason=IcmpErrorReason.NO_ROUTE, error_number=errno.EHOSTUNREACH, sender=A))
    assert (found.refused_by(), found.failure().kind) == ("", FailureKind.UNREACHABLE)


@pytest.mark.parametrize("reason", [IcmpErrorReason.TOO_LARGE, IcmpErrorReason.OTHER])
def test_what_is_no_refusal_is_silence(monkeypatch: pytest.MonkeyPatch, reason: IcmpErrorReason) -> None:
    found = heard(monkeypatch, IcmpError(reason=reason, error_number=errno.EMSGSIZE, sender=A))
    found.record(A, Operation.SEND, OSError(errno.EMSGSIZE, ""))
    assert (found.refused_by(), found.failure().kind) == ("", FailureKind.TIMEOUT)


def test_icmpv6s_prohibition_is_not_this_pcs_own(monkeypatch: pytest.MonkeyPatch) -> None:
    found = heard(monkeypatch, IcmpError(reason=IcmpErrorReason.REFUSED, error_number=errno.EACCES, sender=B))
    assert (found.refused_by(), found.failure().kind) == ("router", FailureKind.UNREACHABLE)


@pytest.mark.parametrize("number", [errno.EPERM, errno.EACCES])
def test_what_this_pc_forbids(number: int) -> None:
    found = RefusalLog([A])
    found.record(A, Operation.SEND, OSError(number, ""))
    assert (found.refused_by(), found.failure().kind) == ("pc", FailureKind.DENIED)


def test_one_silent_address_outweighs_a_refused_one() -> None:
    found = RefusalLog([A, B])
    found.record(A, Operation.SEND, OSError(errno.EPERM, ""))
    assert (found.refused_by(), found.failure().kind) == ("", FailureKind.TIMEOUT)
    found.record(B, Operation.SEND, OSError(errno.ENETUNREACH, ""))
    assert (found.refused_by(), found.failure().kind) == ("", FailureKind.UNREACHABLE)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux names who refuses")
@pytest.mark.parametrize("kind", [*UDP_KINDS, "tcp"])
def test_a_closed_port_is_refused_by_the_gateway_itself(kind: str) -> None:
    seen = probe_kind(kind.partition("-")[0], closed_port(), **UDP_KINDS.get(kind, {}))
    assert (seen.verdict, seen.facts["gateway.refused-by"]) == (GatewayVerdict.REFUSED, "gateway")
