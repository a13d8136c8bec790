"""Where a message on the way comes from."""

import ipaddress

import pytest

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.icmp import error_origin
from checker.net.icmp.error import IcmpError, IcmpErrorReason
from checker.net.icmp.error_origin import ErrorOrigin, is_on_link, locate_origin
from checker.net.routes.interface import DefaultRoute

TARGET, ROUTER, SELF, FAR = "203.0.113.7", "192.168.178.1", "192.168.178.20", "100.64.0.1"


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> None:
    own = [ipaddress.ip_interface(address) for address in ("192.168.178.20/24", "fd00::20/64", "127.0.0.1/8")]
    routers = [DefaultRoute(interface="eth0", address=address, version=4) for address in (ROUTER, "fe80::1%eth0", "")]
    monkeypatch.setattr(error_origin, "_ip_interfaces", lambda: own)
    monkeypatch.setattr(error_origin, "default_routes", lambda system: routers)


@pytest.mark.parametrize(
    "sender, ttl, target, expected",
    [
        (TARGET, 57, TARGET, ErrorOrigin.TARGET),
        (TARGET, 64, TARGET, ErrorOrigin.ROUTER),
        (TARGET, 0, TARGET, ErrorOrigin.TARGET),
        (ROUTER, 0, TARGET, ErrorOrigin.ROUTER),
        ("192.0.2.1", 64, TARGET, ErrorOrigin.ROUTER),
        (FAR, 254, TARGET, ErrorOrigin.PATH),
        (SELF, 64, TARGET, ErrorOrigin.PC),
        ("192.168.178.9", 64, "192.168.178.9", ErrorOrigin.TARGET),
        ("127.0.0.1", 64, "127.0.0.1", ErrorOrigin.TARGET),
        ("fe80::1", 255, "2001:db8::7", ErrorOrigin.ROUTER),
        ("2001:db8::1", 64, "2001:db8::7", ErrorOrigin.ROUTER),
        ("2001:db8::1", 63, "2001:db8::7", ErrorOrigin.PATH),
        ("", 64, TARGET, None),
    ],
)
def test_a_sender_lies_somewhere(sender: str, ttl: int, target: str, expected: ErrorOrigin | None) -> None:
    icmp_error = IcmpError(reason=IcmpErrorReason.REFUSED, error_number=111, sender=sender, ttl=ttl)
    assert locate_origin(icmp_error, target) is expected


def test_without_routes_the_rest_still_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(system: str) -> list[DefaultRoute]:
        raise OperationFailed(Operation.LIST, FailureKind.DENIED)

    monkeypatch.setattr(error_origin, "default_routes", none)
    assert (
        locate_origin(IcmpError(reason=IcmpErrorReason.REFUSED, error_number=111, sender=FAR, ttl=60), TARGET)
        is ErrorOrigin.PATH
    )


def test_next_door_is_what_needs_no_router() -> None:
    assert is_on_link("192.168.178.77") and is_on_link("127.0.0.9") and is_on_link("fd00::9")
    assert not is_on_link(TARGET) and not is_on_link("2001:db8::1")
