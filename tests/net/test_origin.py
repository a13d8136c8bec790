"""Where a message on the way comes from."""

import ipaddress

import pytest

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net import origin
from checker.net.errqueue import Reason, Told
from checker.net.link import Gateway
from checker.net.origin import Origin, near, origin_of

TARGET, ROUTER, SELF, FAR = "203.0.113.7", "192.168.178.1", "192.168.178.20", "100.64.0.1"


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> None:
    own = [ipaddress.ip_interface(one) for one in ("192.168.178.20/24", "fd00::20/64", "127.0.0.1/8")]
    routers = [Gateway(interface="eth0", address=one, version=4) for one in (ROUTER, "fe80::1%eth0", "")]
    monkeypatch.setattr(origin, "_interfaces", lambda: own)
    monkeypatch.setattr(origin, "gateways", lambda system: routers)


@pytest.mark.parametrize(
    "sender, ttl, target, found",
    [
        (TARGET, 57, TARGET, Origin.TARGET),
        (TARGET, 64, TARGET, Origin.ROUTER),
        (TARGET, 0, TARGET, Origin.TARGET),
        (ROUTER, 0, TARGET, Origin.ROUTER),
        ("192.0.2.1", 64, TARGET, Origin.ROUTER),
        (FAR, 254, TARGET, Origin.WAY),
        (SELF, 64, TARGET, Origin.PC),
        ("192.168.178.9", 64, "192.168.178.9", Origin.TARGET),
        ("127.0.0.1", 64, "127.0.0.1", Origin.TARGET),
        ("fe80::1", 255, "2001:db8::7", Origin.ROUTER),
        ("2001:db8::1", 64, "2001:db8::7", Origin.ROUTER),
        ("2001:db8::1", 63, "2001:db8::7", Origin.WAY),
        ("", 64, TARGET, None),
    ],
)
def test_a_sender_lies_somewhere(sender: str, ttl: int, target: str, found: Origin | None) -> None:
    told = Told(reason=Reason.REFUSED, number=111, sender=sender, ttl=ttl)
    assert origin_of(told, target) is found


def test_without_routes_the_rest_still_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(system: str) -> list[Gateway]:
        raise OperationFailed(Operation.LIST, FailureKind.DENIED)

    monkeypatch.setattr(origin, "gateways", none)
    assert origin_of(Told(reason=Reason.REFUSED, number=111, sender=FAR, ttl=60), TARGET) is Origin.WAY


def test_next_door_is_what_needs_no_router() -> None:
    assert near("192.168.178.77") and near("127.0.0.9") and near("fd00::9")
    assert not near(TARGET) and not near("2001:db8::1")
