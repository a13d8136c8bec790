"""The gateways in turn, each by the first packets of its own protocol, and no more often than it bears."""

import threading
from collections.abc import Sequence

from checker.checks.context import Cancelled, ProbeContext
from checker.checks.outages.timeline.samples import SampleResult
from checker.checks.vpn.gateway_context import GatewayContext, first_addresses
from checker.checks.vpn.gateways.tunnel import (
    IkeV1Gateway,
    L2tpGateway,
    OpenVpnGateway,
    PptpGateway,
    SstpGateway,
)
from checker.checks.vpn.gateways.web import AnyConnectGateway
from checker.checks.vpn.host_turns import HostTurns
from checker.checks.vpn.kinds import GATEWAY_PROBES
from checker.checks.vpn.need import AnyGateway
from checker.checks.vpn.verdict import GatewayVerdict
from checker.model.failure import OperationFailed
from checker.net.clock import monotonic_s
from checker.net.dns.resolve import resolve

PERIOD_S = 60.0
TRACES_PERIOD_S = 180.0
"""Of the kinds that leave something behind (vpn/README.md, Impact): sessions of up to 50 s, points towards a ban."""
TRACING_KINDS = (OpenVpnGateway, IkeV1Gateway, L2tpGateway, PptpGateway, SstpGateway, AnyConnectGateway)
GATEWAY_S = 5.0
_ANSWERED = (
    GatewayVerdict.ANSWERS,
    GatewayVerdict.CERTIFICATE,
    GatewayVerdict.WRONG_KEY,
    GatewayVerdict.OTHER,
    GatewayVerdict.RESTRICTED,
)
"""A service that refuses now and answered before is as far away as one that is silent."""


class GatewayRounds:
    """`names` and `periods_s`: by id, of those that are asked: of several on one port as few as the vpn check asks."""

    def __init__(self, gateways: Sequence[AnyGateway], context: ProbeContext, stopped: threading.Event) -> None:
        asked_ids = HostTurns(gateways).groups
        self._gateways = [gateway for gateway in gateways if gateway.id in asked_ids]
        self._context, self._stopped = context, stopped
        self.periods_s = {
            gateway.id: TRACES_PERIOD_S if isinstance(gateway, TRACING_KINDS) else PERIOD_S
            for gateway in self._gateways
        }
        self.names = {gateway.id: gateway.name for gateway in self._gateways}
        begin_s = monotonic_s()
        self._due_s = {gateway.id: begin_s + 3.0 * at for at, gateway in enumerate(self._gateways)}

    def due(self) -> AnyGateway | None:
        """Whose turn it is; its next one is a whole period later."""
        now_s = monotonic_s()
        gateway = next((gateway for gateway in self._gateways if self._due_s[gateway.id] <= now_s), None)
        if gateway is not None:
            self._due_s[gateway.id] = now_s + self.periods_s[gateway.id]
        return gateway

    def sample(self, gateway: AnyGateway) -> SampleResult | None:
        """Whether it answered; None where its name leads nowhere. The end of the watch cuts it off."""
        try:
            addresses = first_addresses(self._context.remote_addresses(resolve(gateway.host)))
        except OperationFailed:
            return None
        if not addresses:
            return None
        began_s = monotonic_s()
        context = GatewayContext(
            addresses=addresses,
            deadline=began_s + GATEWAY_S,
            cancelled=self._stopped,
            extra_ca=self._context.net.extra_ca,
        )
        try:
            verdict = GATEWAY_PROBES[type(gateway)](gateway, context).verdict
        except Cancelled:
            raise
        except (OperationFailed, OSError):
            return SampleResult(round_trip_s=None)
        round_trip_s = monotonic_s() - began_s if verdict in _ANSWERED else None
        return SampleResult(round_trip_s=round_trip_s, method=gateway.kind)
