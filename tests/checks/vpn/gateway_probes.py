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


def gateway(kind: str, port: int, **more: object) -> AnyGateway:
    return need([table(kind, port, **more)]).gateways[0]


def table(kind: str, port: int, **more: object) -> Table:
    return {"id": kind, "name": f"Zugang {kind}", "kind": kind, "host": HOST, "port": port, **more}


def need(tables: list[Table]) -> VpnNeed:
    return msgspec.convert({"gateways": tables}, VpnNeed)


def looked(
    kind: str, port: int, *, extra_ca: str | None = None, seconds: float = 10.5, **more: object
) -> GatewayResult:
    return probe_gateway(gateway(kind, port, **more), way(extra_ca, seconds))


def way(extra_ca: str | None = None, seconds: float = 10.5) -> GatewayContext:
    """An impatient one: loopback answers at once."""
    return GatewayContext((), time.monotonic() + seconds, threading.Event(), extra_ca, WAITS_S)


def a_run(cancelled: threading.Event | None = None) -> ProbeContext:
    return ProbeContext(CHECK, BUILT_IN, Net(), "linux", RunSession(cancelled=cancelled or threading.Event()))


def observed(tables: list[Table]) -> list[Observation]:
    return list(observe(need(tables), a_run()))


def said(tables: list[Table]) -> dict[str, str]:
    """The code about each gateway, by its id."""
    wanted = need(tables)
    return {one.subject: one.code for one in CHECK.diagnose(Observations(observed(tables)), wanted)}
