"""Queries the default gateway, and nobody else, for what it reports without a password (UPnP IGD, TR-064)."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.router.need import RouterNeed
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed, failure_of
from checker.model.observation import Observation, Value
from checker.net.routes.interface import Medium
from checker.net.routes.interface_list import list_interfaces
from checker.net.routes.routing_table import default_routes
from checker.net.upnp.description import GatewayDescription
from checker.net.upnp.igd import WanStatus, discover_gateway, query_wan_status


def observe(need: RouterNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields `told`, then the model and what its services report of the line."""
    if not need.asked:
        return
    try:
        gateway = home_gateway(context.system)
        if gateway is None:
            raise OperationFailed(Operation.LIST, FailureKind.NOT_FOUND, "gateway")
        description = discover_gateway(gateway)
    except (OperationFailed, OSError) as error:
        yield context.failed_observation(
            "told", error.failure if isinstance(error, OperationFailed) else failure_of(Operation.LIST, error)
        )
        return
    context.raise_if_cancelled()
    context.progress(0.5)
    line = query_wan_status(gateway, description)
    if line == WanStatus():
        yield context.failed_observation(
            "told", Failure(operation=Operation.REQUEST, kind=FailureKind.DENIED, detail="services")
        )
    else:
        yield context.observation("told", True)
    yield from _line_observations(description, line, context)


def home_gateway(system: str) -> str | None:
    """The IPv4 address of the home's router; a VPN's own gateway is none. Raises OperationFailed or OSError."""
    media = {adapter.name: adapter.medium for adapter in list_interfaces(system)}
    for route in default_routes(system):
        if route.version == 4 and route.address and media.get(route.interface) not in (None, Medium.VPN):
            return route.address
    return None


def _line_observations(
    description: GatewayDescription, line: WanStatus, context: ProbeContext
) -> Iterator[Observation]:
    values: dict[str, Value | None] = {
        "model": description.model,
        "model.number": description.number or None,
        "line.access": line.access,
        "line.up": line.up,
        "sync.down": line.down_mbit,
        "sync.up": line.up_mbit,
        "connected": line.connected,
        "uptime": None if line.uptime_s is None else round(line.uptime_s / 60, 1),
        "wan.v4": line.wan_v4,
        "wan.v6": line.wan_v6,
    }
    for name, value in values.items():
        if value is not None:
            yield context.observation(name, value)
