"""Asks the default gateway, and nobody else, what it tells without a password (UPnP IGD, TR-064)."""

from collections.abc import Iterator

from checker.checks.contract import Run
from checker.checks.router.need import RouterNeed
from checker.model.failure import Failed, Failure, Kind, Operation, failure_of
from checker.model.observation import Observation, Value
from checker.net.interfaces import interfaces
from checker.net.link import Medium
from checker.net.routes import gateways
from checker.net.upnp.description import Description
from checker.net.upnp.igd import Line, gateway_told, line_told


def observe(need: RouterNeed, run: Run) -> Iterator[Observation]:
    """Yields `told`, then the model and what its services say of the line: only what the router tells."""
    if not need.asked:
        return
    try:
        gateway = home_gateway(run.system)
        if gateway is None:
            raise Failed(Operation.LIST, Kind.NOT_FOUND, "gateway")
        description = gateway_told(gateway)
    except (Failed, OSError) as error:
        yield run.lost("told", error.failure if isinstance(error, Failed) else failure_of(Operation.LIST, error))
        return
    run.go_on()
    run.progress(0.5)
    line = line_told(gateway, description)
    if line == Line():
        yield run.lost("told", Failure(operation=Operation.REQUEST, kind=Kind.DENIED, detail="services"))
    else:
        yield run.saw("told", True)
    yield from _facts(description, line, run)


def home_gateway(system: str) -> str | None:
    """The IPv4 address of the home's router; a VPN's own gateway is none. Raises Failed or OSError."""
    media = {one.name: one.medium for one in interfaces(system)}
    for way in gateways(system):
        if way.version == 4 and way.address and media.get(way.interface) not in (None, Medium.VPN):
            return way.address
    return None


def _facts(description: Description, line: Line, run: Run) -> Iterator[Observation]:
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
            yield run.saw(name, value)
