"""What comes back for the first packet of a connection."""

import sys

import pytest

from checker.net.tcp import hop_trace
from checker.net.tcp.hop_trace import SynProbe, SynReplyKind, send_syns
from tests.net.servers import listening

HOST = "127.0.0.1"
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux reports it")


def probes(port: int) -> list[SynProbe]:
    return [SynProbe(address=HOST, port=port, ttl=ttl) for ttl in (2, 1)]


@linux_only
def test_an_open_port_opens_and_a_closed_one_resets_and_neither_is_tried_farther() -> None:
    with listening(lambda sock: None) as port:
        assert {probe.ttl: reply.kind for probe, reply in send_syns(probes(port), 1.0).items()} == {
            1: SynReplyKind.OPENED
        }
    assert {probe.ttl: reply.kind for probe, reply in send_syns(probes(port), 1.0).items()} == {1: SynReplyKind.RESET}


@linux_only
def test_it_can_be_stopped() -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send_syns([SynProbe(address="192.0.2.1", port=9, ttl=1)], 5.0, stop)


def test_elsewhere_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hop_trace, "IS_SUPPORTED", False)
    with listening(lambda sock: None) as port:
        assert send_syns(probes(port), 1.0) == {}
