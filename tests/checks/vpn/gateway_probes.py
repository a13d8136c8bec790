"""Looks at gateways as the check does, and says what it would say."""

import threading
import time
from typing import Any

import msgspec

from checker.checks.context import ProbeContext, RunSession
from checker.checks.vpn import CHECK
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateway_probe import probe_gateway
from checker.checks.vpn.need import AnyGateway, VpnNeed
from checker.checks.vpn.probe import observe
from checker.checks.vpn.verdict import GatewayResult
from checker.model.observation import Observation, Observations
from checker.model.profile import BUILT_IN
from checker.net.net import Net

HOST = "127.0.0.1"
WAITS_S = (0.3, 0.3, 0.3)
Table = dict[str, Any]


def make_gateway(kind: str, port: int, **more: object) -> AnyGateway:
    return make_need([gateway_table(kind, port, **more)]).gateways[0]


def gateway_table(kind: str, port: int, **more: object) -> Table:
    return {"id": kind, "name": f"Zugang {kind}", "kind": kind, "host": HOST, "port": port, **more}


def make_need(tables: list[Table]) -> VpnNeed:
    return msgspec.convert({"gateways": tables}, VpnNeed)


def probe_kind(
    kind: str, port: int, *, extra_ca: str | None = None, seconds: float = 10.5, **more: object
) -> GatewayResult:
    return probe_gateway(make_gateway(kind, port, **more), make_context(extra_ca, seconds))


def make_context(
    extra_ca: str | None = None, seconds: float = 10.5, waits_s: tuple[float, ...] = WAITS_S
) -> GatewayContext:
    """An impatient one: loopback answers at once."""
    return GatewayContext((), time.monotonic() + seconds, threading.Event(), extra_ca, waits_s)


def make_probe_context(cancelled: threading.Event | None = None) -> ProbeContext:
    return ProbeContext(CHECK, BUILT_IN, Net(), "linux", RunSession(cancelled=cancelled or threading.Event()))


def observe_gateways(tables: list[Table]) -> list[Observation]:
    return list(observe(make_need(tables), make_probe_context()))


def finding_codes(tables: list[Table]) -> dict[str, str]:
    """The code about each gateway, by its id."""
    need = make_need(tables)
    return {finding.subject: finding.code for finding in CHECK.diagnose(Observations(observe_gateways(tables)), need)}
