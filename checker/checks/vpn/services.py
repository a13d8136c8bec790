"""The company's servers behind the VPN, dialled by TCP only while the route to them leads through a VPN."""

from concurrent.futures import ThreadPoolExecutor

from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.need import InternalService
from checker.checks.vpn.verdict import FactValue
from checker.model.failure import Operation, OperationFailed, failure_of
from checker.net.clock import monotonic_s
from checker.net.dns.resolve import resolve
from checker.net.routes.interface import Interface, Medium
from checker.net.routes.interface_list import list_interfaces
from checker.net.routes.routing_table import source_address_towards
from checker.net.tcp.race import connect_first

NAME_TIMEOUT_S = 2.0
REACH_TIMEOUT_S = 3.0
ServiceFact = tuple[str, str, FactValue]
"""Name, subject and value of an observation."""


def vpn_adapters(system: str) -> list[Interface]:
    """The VPN adapters that are up and have an address. Empty where they cannot be listed."""
    try:
        return [
            adapter
            for adapter in list_interfaces(system)
            if adapter.medium is Medium.VPN and adapter.up and adapter.addresses
        ]
    except (OperationFailed, OSError):
        return []


def probe_services(services: list[InternalService], system: str, context: GatewayContext) -> list[ServiceFact]:
    """`tunnel.up` and, if it is, `service.reach` for each service behind it. Raises Cancelled."""
    if not services:
        return []
    vpns = vpn_adapters(system)
    values: dict[str, FactValue | None] = {}
    if vpns:
        with ThreadPoolExecutor(len(services), "service") as pool:
            futures = {service.id: pool.submit(_measure_reach, service, vpns, context) for service in services}
            values = {subject: future.result() for subject, future in futures.items()}
    measured = {subject: value for subject, value in values.items() if value is not None}
    return [
        ("tunnel.up", "", bool(measured)),
        *(("service.reach", subject, value) for subject, value in measured.items()),
    ]


def _measure_reach(service: InternalService, vpns: list[Interface], context: GatewayContext) -> FactValue | None:
    """Milliseconds; why not; None where the route to it does not lead through a VPN, or its name is not known."""
    context.raise_if_cancelled()
    try:
        addresses = resolve(service.host, min(NAME_TIMEOUT_S, context.remaining_s))
    except OperationFailed:
        return None
    vpn_addresses = [address for address in context.remote(addresses) if _leads_through(vpns, address)]
    if not vpn_addresses:
        return None
    started_at = monotonic_s()
    try:
        with connect_first(vpn_addresses[:2], service.port, min(REACH_TIMEOUT_S, context.remaining_s)):
            return round((monotonic_s() - started_at) * 1000, 1)
    except (OSError, OverflowError) as error:
        return failure_of(Operation.CONNECT, error)


def _leads_through(vpns: list[Interface], address: str) -> bool:
    source = source_address_towards(address)
    return source is not None and any(vpn.has_address(source) for vpn in vpns)
