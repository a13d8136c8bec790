"""The very question that failed, asked once more, seconds later and from new ports of this PC.

An answer now says that the gateway is there and the way is open: what failed was the moment, or the one flow (an
outage, a full table of connections, one of several machines). Silence again is a second measurement of the same.

Three packets by UDP or one connection by TCP, as the first look has them; the same on every system.
"""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.vpn.experiments.one_gateway import with_gateway
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.kinds import GATEWAY_PROBES
from checker.checks.vpn.need import AnyGateway, VpnNeed
from checker.checks.vpn.verdict import GatewayVerdict
from checker.model.observation import Observation, Observations


def observe(subject: str, need: VpnNeed, observations: Observations, context: ProbeContext) -> Iterator[Observation]:
    """`gateway.again`: what the gateway of this id did now, in the words of `gateway.verdict`."""
    del observations
    verdict = with_gateway(subject, need, context, _probe, lambda unresolved: unresolved)
    if verdict is not None:
        yield context.observation("gateway.again", verdict.value, subject)


def _probe(gateway: AnyGateway, context: GatewayContext) -> GatewayVerdict:
    try:
        return GATEWAY_PROBES[type(gateway)](gateway, context).verdict
    except OSError:
        return GatewayVerdict.CANNOT_TELL
