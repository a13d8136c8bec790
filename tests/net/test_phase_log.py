"""A phase is logged with its time and its end, and with no word that came from outside."""

import logging
import re
from enum import Enum

import pytest

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.dns.resolve import resolve
from checker.net.net import Net
from checker.net.phase_log import logged_phase
from tests.net import servers


class Reply(Enum):
    YES = "yes"


@logged_phase("a phase", length=len, reply=lambda _result: Reply.YES, nothing=lambda _result: None)
def phase(fails: bool = False) -> str:
    if fails:
        raise OperationFailed(Operation.CONNECT, FailureKind.TIMEOUT, "vpn.muster.example")
    return "192.0.2.7"


@pytest.fixture
def debug(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG, "checker.net")
    return caplog


def test_its_time_and_its_figures(debug: pytest.LogCaptureFixture) -> None:
    assert phase() == "192.0.2.7"
    assert re.fullmatch(r"a phase: [0-9.]+ ms length=9 reply=yes nothing=-", debug.messages[0])


def test_how_it_failed(debug: pytest.LogCaptureFixture) -> None:
    with pytest.raises(OperationFailed):
        phase(fails=True)
    assert re.fullmatch(r"a phase: connect timeout after [0-9.]+ ms", debug.messages[0])


def test_silent_unless_asked_for(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "checker.net")
    phase()
    assert not caplog.messages


def test_no_name_and_no_address_of_a_real_exchange(debug: pytest.LogCaptureFixture) -> None:
    with servers.http({"/geheim": (200, {}, b"Frau Muster")}) as address:
        Net().request("GET", f"{address.rstrip('/')}/geheim")
    resolve("localhost")
    text = "\n".join(debug.messages)
    assert "HTTP request" in text
    assert "status=200 bytes=11" in text
    assert not re.search(r"localhost|127\.0\.0\.1|::1|geheim|Muster", text)
    assert address.rpartition(":")[2].strip("/") not in text
