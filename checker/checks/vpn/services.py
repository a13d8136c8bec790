"""The company's servers behind the VPN, asked by TCP only while a VPN is up and the way to them leads through it."""

import time
from concurrent.futures import ThreadPoolExecutor

from checker.checks.vpn.need import Service
from checker.checks.vpn.way import Way
from checker.model.failure import Failure, Operation, OperationFailed, failure_of
from checker.model.observation import Value
from checker.net.interfaces import list_interfaces
from checker.net.link import Interface, Medium
from checker.net.phases import connect
from checker.net.resolve import resolve
from checker.net.routes import source_address_towards

NAME_S = 2.0
REACH_S = 2.5
Told = tuple[str, str, Value | Failure]
"""Name, subject and value of an observation."""


def tunnels(system: str) -> list[Interface]:
    """The VPN adapters that are up and have an address. Empty where they cannot be listed."""
    try:
        return [one for one in list_interfaces(system) if one.medium is Medium.VPN and one.up and one.addresses]
    except (OperationFailed, OSError):
        return []


def reached(services: list[Service], system: str, way: Way) -> list[Told]:
    """`tunnel.up` and, if it is, `service.reach` for each service behind it. Raises Cancelled."""
    if not services:
        return []
    vpns = tunnels(system)
    found: dict[str, Value | Failure | None] = {}
    if vpns:
        with ThreadPoolExecutor(len(services), "service") as pool:
            asked = {one.id: pool.submit(_reach, one, vpns, way) for one in services}
            found = {name: one.result() for name, one in asked.items()}
    told = {name: value for name, value in found.items() if value is not None}
    return [("tunnel.up", "", bool(told)), *(("service.reach", name, value) for name, value in told.items())]


def _reach(service: Service, vpns: list[Interface], way: Way) -> Value | Failure | None:
    """Milliseconds; why not; None where the way to it does not lead through a VPN, or its name is not known."""
    way.go_on()
    try:
        addresses = resolve(service.host, min(NAME_S, way.left_s))
    except OperationFailed:
        return None
    inside = [address for address in addresses if _leads_through(vpns, address)]
    failure: Failure | None = None
    for address in inside[:2]:
        began = time.monotonic()
        try:
            with connect(address, service.port, min(REACH_S / len(inside[:2]), way.left_s)):
                return round((time.monotonic() - began) * 1000, 1)
        except OperationFailed as failed:
            failure = failed.failure
        except OSError as error:
            failure = failure_of(Operation.CONNECT, error)
    return failure


def _leads_through(vpns: list[Interface], address: str) -> bool:
    source = source_address_towards(address)
    return source is not None and any(vpn.has_address(source) for vpn in vpns)
