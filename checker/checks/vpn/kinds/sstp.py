"""SSTP (MS-SSTP): within TLS its own HTTP, a request for a call, and the end of it before anybody signs in."""

import time
from collections.abc import Mapping

from checker.checks.vpn.gateways_tunnel import Sstp
from checker.checks.vpn.kinds import http_reply
from checker.checks.vpn.kinds.certified import certified
from checker.checks.vpn.kinds.http_ask import authority
from checker.checks.vpn.kinds.sstp_packet import DISCONNECT_ACK, call, goodbye, opened, question, replies, reply
from checker.checks.vpn.kinds.stream import Stream
from checker.checks.vpn.tcp import milliseconds
from checker.checks.vpn.verdict import Other, Seen, Verdict, what_speaks
from checker.checks.vpn.way import Way
from checker.model.failure import Failure
from checker.model.observation import Value

GOODBYE_S = 0.5


def probe(gateway: Sstp, way: Way) -> Seen:
    """Raises Cancelled, and OSError where the profile's authorities cannot be put before the system."""
    with certified(gateway, way) as door:
        if isinstance(door, Seen):
            return door
        stream, began = Stream(door.sock, way), time.monotonic()
        stream.say(question(authority(gateway)))
        heard = stream.hear(lambda heard: http_reply.read(heard) is not None)
        if not opened(heard):
            return _not_sstp(heard, stream.ended, door.facts)
        facts = {**door.facts, "gateway.rtt": milliseconds(time.monotonic() - began)}
        stream.say(call())
        answer = reply(stream.hear(lambda heard: reply(heard) is not None))
        if answer is None:
            return Seen(Verdict.HANGS_UP if stream.ended else Verdict.STALLS, facts)
        stream.say(goodbye())
        stream.hear(lambda heard: DISCONNECT_ACK in replies(heard), GOODBYE_S)
        return Seen(Verdict.ANSWERS, {**facts, "gateway.answer": answer.value})


def _not_sstp(heard: bytes, ended: bool, facts: Mapping[str, Value | Failure]) -> Seen:
    if http_reply.read(heard, ended) is not None:
        return Seen(Verdict.OTHER, {**facts, "gateway.other": Other.HTTP.value})
    if heard and not heard.startswith(b"HTTP/"):
        return Seen(Verdict.OTHER, {**facts, "gateway.other": what_speaks(heard).value})
    return Seen(Verdict.HANGS_UP if ended else Verdict.STALLS, facts)
