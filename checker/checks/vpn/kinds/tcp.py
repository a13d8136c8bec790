"""Any TCP service: its port opens, and that is all that can be said."""

from checker.checks.vpn.gateways_web import Tcp
from checker.checks.vpn.tcp import dialled, milliseconds, not_connected
from checker.checks.vpn.verdict import Seen, Verdict
from checker.checks.vpn.way import Way


def probe(gateway: Tcp, way: Way) -> Seen:
    """Raises Cancelled."""
    with dialled(way, gateway.port) as (came, _):
        if came.connect_s is None:
            return not_connected(came)
        return Seen(Verdict.ANSWERS, {"gateway.tcp": milliseconds(came.connect_s)})
