"""A handshake that is cut off: for a name, for a version, and where."""

import socket
import time

import pytest

from checker.checks.vpn.experiments import client_hello
from checker.checks.vpn.experiments.client_hello import HelloOutcome, HelloTrials, cutting_place, try_hellos
from checker.checks.vpn.gateway_context import GatewayContext
from checker.net.tcp import hop_trace
from tests.net.servers import listening

ANSWERED, CUT, SILENT, EXPIRED = (
    HelloOutcome.ANSWERED,
    HelloOutcome.CUT,
    HelloOutcome.SILENT,
    HelloOutcome.EXPIRED,
)
NAME = "vpn.example.com"
VERSIONS = b"\x00\x2b\x00\x05\x04\x03\x04\x03\x03"
ALERT = b"\x15\x03\x03\x00\x02\x02\x28"


@pytest.mark.parametrize(
    "own, other, older, what",
    [
        ((CUT, CUT), (ANSWERED, ANSWERED), (CUT, CUT), "name"),
        ((SILENT, CUT), (ANSWERED, ANSWERED), (ANSWERED, ANSWERED), "name"),
        ((CUT, CUT), (CUT, CUT), (ANSWERED, ANSWERED), "tls-version"),
        ((CUT, ANSWERED), (ANSWERED, ANSWERED), (ANSWERED, ANSWERED), ""),
        ((CUT, CUT), (ANSWERED, CUT), (CUT, CUT), ""),
        ((SILENT, SILENT), (SILENT, SILENT), (SILENT, SILENT), ""),
        ((HelloOutcome.UNCONNECTED,) * 2, (ANSWERED, ANSWERED), (ANSWERED, ANSWERED), ""),
    ],
)
def test_what_is_filtered(own, other, older, what: str) -> None:
    assert HelloTrials(own, other, older).filtered_by() == what


@pytest.mark.parametrize(
    "by_hop, fresh, facts",
    [
        ({1: (EXPIRED, EXPIRED), 2: (CUT, EXPIRED)}, {64}, {"gateway.refused-by": "router"}),
        ({1: (EXPIRED, EXPIRED), 2: (CUT, EXPIRED)}, set(), {"gateway.refused-by": "way"}),
        ({2: (EXPIRED, EXPIRED), 3: (CUT, EXPIRED)}, {64, 65}, {"gateway.refused-by": "way"}),
        ({1: (CUT, EXPIRED)}, {64}, {}),
        ({5: (CUT, EXPIRED)}, set(), {}),
        ({3: (EXPIRED, EXPIRED), 4: (CUT, ANSWERED)}, set(), {"gateway.refused-by": "gateway"}),
        (
            {1: (EXPIRED, EXPIRED), 2: (SILENT, EXPIRED), 3: (SILENT, ANSWERED)},
            set(),
            {"gateway.stops-at": "home", "gateway.stops-behind": "router"},
        ),
        ({1: (EXPIRED, EXPIRED), 2: (EXPIRED, EXPIRED), 3: (SILENT, ANSWERED)}, set(), {"gateway.stops-at": "beyond"}),
        ({}, set(), {}),
    ],
)
def test_who_cuts_it_off(by_hop, fresh: set[int], facts: dict[str, str]) -> None:
    assert cutting_place(by_hop, fresh) == facts


def filtering(pattern: bytes, ending):
    """Ends connections whose first bytes hold this; answers others by an alert of TLS."""

    def answer(sock: socket.socket) -> None:
        received = sock.recv(4096)
        if pattern in received:
            ending(sock)
        else:
            sock.sendall(ALERT)

    return answer


@pytest.mark.parametrize(
    "pattern, what", [(NAME.encode(), "name"), (VERSIONS, "tls-version"), (b"nothing of the kind", "")]
)
@pytest.mark.parametrize("is_silent", [True, False])
def test_a_filter_is_told_from_a_server(
    monkeypatch: pytest.MonkeyPatch, pattern: bytes, what: str, is_silent: bool
) -> None:
    monkeypatch.setattr(hop_trace, "IS_SUPPORTED", False)
    monkeypatch.setattr(client_hello, "REPLY_S", 0.5)
    ending = (lambda sock: time.sleep(3)) if is_silent else (lambda sock: None)
    with listening(filtering(pattern, ending)) as port:
        result = try_hellos(NAME, port, GatewayContext(("127.0.0.1",), time.monotonic() + 8))
    assert result.filtered_by == what
    assert result.is_begun is (what == "")
    assert result.facts == ({"gateway.stops-what": what} if what else {})


def test_a_server_that_hangs_filters_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(lambda sock: time.sleep(3)) as port:
        result = try_hellos(NAME, port, GatewayContext(("127.0.0.1",), time.monotonic() + 8))
    assert (result.filtered_by, result.is_begun, result.facts) == ("", False, {})


def test_the_hello_names_the_server() -> None:
    assert NAME.encode() in client_hello.client_hello(NAME)
    assert VERSIONS in client_hello.client_hello(NAME)
