"""PPTP (RFC 2637): the opening of its control connection by TCP, which is ended at once.

Whether GRE, which carries the tunnel itself, gets through cannot be tried without administrator's rights.
"""

from checker.checks.vpn.gateways_tunnel import Pptp
from checker.checks.vpn.kinds.pptp_packet import MARK, START_LENGTH, goodbye, reply, request
from checker.checks.vpn.kinds.talk import Talk, by_tcp
from checker.checks.vpn.verdict import Seen
from checker.checks.vpn.way import Way


def probe(gateway: Pptp, way: Way) -> Seen:
    """Raises Cancelled."""
    return by_tcp(way, gateway.port, Talk(request(), MARK, _enough, _word, lambda _heard: goodbye()))


def _enough(heard: bytes, _ended: bool) -> bool:
    return len(heard) >= START_LENGTH


def _word(heard: bytes) -> str:
    answer = reply(heard)
    return answer.value if answer else ""
