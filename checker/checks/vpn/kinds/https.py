"""A gateway behind TLS: TCP, the handshake, and whether its certificate is the company's."""

from checker.checks.vpn.gateways_web import Https
from checker.checks.vpn.kinds.certified import certified
from checker.checks.vpn.verdict import Seen, Verdict
from checker.checks.vpn.way import Way


def probe(gateway: Https, way: Way) -> Seen:
    """Raises Cancelled, and OSError where the profile's authorities cannot be put before the system."""
    with certified(gateway, way) as door:
        return door if isinstance(door, Seen) else Seen(Verdict.ANSWERS, door.facts)
