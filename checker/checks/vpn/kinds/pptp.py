"""PPTP (RFC 2637): the opening of its control connection by TCP, which is ended at once.

Whether GRE, which carries the tunnel itself, gets through cannot be tried without administrator's rights.
"""

import time

from checker.checks.vpn.gateways_tunnel import Pptp
from checker.checks.vpn.kinds.pptp_packet import START_LENGTH, goodbye, reply, request, stops
from checker.checks.vpn.kinds.stream import Stream
from checker.checks.vpn.tcp import dialled, milliseconds, not_connected
from checker.checks.vpn.verdict import Seen, Verdict, what_speaks
from checker.checks.vpn.way import Way

GOODBYE_S = 0.5


def probe(gateway: Pptp, way: Way) -> Seen:
    """Raises Cancelled."""
    with dialled(way, gateway.port) as (came, sock):
        if sock is None or came.connect_s is None:
            return not_connected(came)
        facts = {"gateway.tcp": milliseconds(came.connect_s)}
        stream, began, said = Stream(sock, way), time.monotonic(), request()
        stream.say(said)
        heard = stream.hear(lambda heard: len(heard) >= START_LENGTH, most=START_LENGTH)
        answer = reply(heard)
        if answer is not None:
            facts["gateway.rtt"] = milliseconds(time.monotonic() - began)
            stream.say(goodbye())
            stream.hear(stops, GOODBYE_S)
            return Seen(Verdict.ANSWERS, {**facts, "gateway.answer": answer.value})
        if heard:
            return Seen(Verdict.OTHER, {**facts, "gateway.other": what_speaks(heard, said).value})
        return Seen(Verdict.HANGS_UP if stream.ended else Verdict.STALLS, facts)
