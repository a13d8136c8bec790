"""Who resets a connection, by how fresh the reset is."""

import sys

import pytest

from checker.net.icmp.error_origin import ErrorOrigin
from checker.net.tcp import refusal
from checker.net.tcp.refusal import locate_refusal
from tests.net.servers import listening

ALL = (0, 64, 65, 128, 129, 255)


@pytest.mark.parametrize(
    "ttl, near, expected",
    [
        (64, False, ErrorOrigin.ROUTER),
        (128, False, ErrorOrigin.ROUTER),
        (255, False, ErrorOrigin.ROUTER),
        (63, False, ErrorOrigin.TARGET),
        (57, False, ErrorOrigin.TARGET),
        (118, False, ErrorOrigin.TARGET),
        (244, False, ErrorOrigin.TARGET),
        (64, True, ErrorOrigin.TARGET),
    ],
)
def test_only_who_is_next_door_has_a_fresh_time_to_live(
    monkeypatch: pytest.MonkeyPatch, ttl: int, near: bool, expected: ErrorOrigin
) -> None:
    monkeypatch.setattr(refusal, "is_on_link", lambda address: near)
    assert refusal.origin_from_resets({least for least in ALL if least <= ttl}, "203.0.113.7") is expected


def test_without_a_reset_nobody_refused() -> None:
    assert refusal.origin_from_resets(set(), "203.0.113.7") is None
    assert refusal.origin_from_resets({64}, "203.0.113.7") is None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_a_closed_port_of_this_machine_refuses_itself() -> None:
    with listening(lambda sock: None) as port:
        assert locate_refusal("127.0.0.1", port) is None
    assert locate_refusal("127.0.0.1", port) is ErrorOrigin.TARGET


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_two_ports_of_this_machine_are_equally_far() -> None:
    with listening(lambda sock: None) as port, listening(lambda sock: None) as closed:
        pass
    assert refusal.comes_from_same_distance("127.0.0.1", port, closed, 1) is True
    assert refusal.comes_from_same_distance("127.0.0.1", port, closed, 3) is None


def test_elsewhere_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert locate_refusal("127.0.0.1", 1) is None
