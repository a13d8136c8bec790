"""SSTP (MS-SSTP): within TLS its own HTTP, a request for a call, and the end of it before anybody signs in."""

from checker.checks.vpn.gateways_tunnel import Sstp
from checker.checks.vpn.kinds import http_reply
from checker.checks.vpn.kinds.certified import certified
from checker.checks.vpn.kinds.http_ask import authority
from checker.checks.vpn.kinds.sstp_packet import MARK, call, goodbye, opens, question, reply, whole
from checker.checks.vpn.kinds.stream import Stream
from checker.checks.vpn.kinds.talk import Talk, held
from checker.checks.vpn.verdict import Seen, Verdict
from checker.checks.vpn.way import Way

GOODBYE_S = 0.5


def probe(gateway: Sstp, way: Way) -> Seen:
    """Raises Cancelled, and OSError where the profile's authorities cannot be put before the system."""
    with certified(gateway, way) as door:
        if isinstance(door, Seen):
            return door
        opening = Talk(question(authority(gateway)), b"HTTP/1.", _head, lambda heard: "opens" if opens(heard) else "")
        seen = held(door.sock, way, door.facts, opening)
        if seen.verdict is not Verdict.ANSWERS:
            return seen
        calling = Talk(call(), MARK, lambda heard, _ended: whole(heard), _word, lambda _heard: goodbye())
        seen = held(door.sock, way, door.facts, calling)
        if seen.verdict is Verdict.ANSWERS:
            # what it says meanwhile must be read: a connection closed over it is reset, and our end is lost
            Stream(door.sock, way).hear(bool, GOODBYE_S)
        return seen


def _head(heard: bytes, ended: bool) -> bool:
    return http_reply.read(heard, ended) is not None


def _word(heard: bytes) -> str:
    answer = reply(heard)
    return answer.value if answer else ""
