"""Per gateway of the profile: does it work from here, and if not, what stands in the way. Pure."""

from collections.abc import Iterator

from checker.checks.vpn.diagnose.gateway import diagnose_gateway
from checker.checks.vpn.diagnose_services import diagnose_services
from checker.checks.vpn.diagnose_udp import diagnose_udp_block
from checker.checks.vpn.need import VpnNeed
from checker.model.finding import Finding
from checker.model.observation import Observations


def diagnose(observations: Observations, need: VpnNeed) -> Iterator[Finding]:
    """One finding a gateway and one more at most; one for all of UDP; one a service behind the VPN."""
    if not need.gateways:
        yield Finding.note("vpn.no-gateways")
    yield from diagnose_udp_block(observations, need)
    for gateway in need.gateways:
        yield from diagnose_gateway(observations, gateway)
    yield from diagnose_services(observations, need)
