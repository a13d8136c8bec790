"""The adapter that the line is measured through: its medium, its rate, and whether it changes meanwhile.

Its name and addresses stay in here.
"""

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager

from checker.checks.context import ProbeContext
from checker.checks.line.environment.cross_traffic import TrafficMeter
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.net.dns.resolve import resolve
from checker.net.routes.interface import Interface, Medium
from checker.net.routes.interface_list import list_interfaces
from checker.net.routes.routing_table import default_routes, source_address_towards
from checker.net.wifi.link import read_rate_mbit

_RATED = (Medium.CABLE, Medium.WIFI, Medium.MOBILE, Medium.UNKNOWN)
"""Adapters whose speed is that of a link; a VPN's or a virtual machine's is made up (Linux: tun 10 Mbit/s)."""


class LineEnvironment:
    """`host`: a name or address that our packets go to, the proxy where there is one. Looks around when it is made.

    Raises nothing: what cannot be found is a failure where it is asked for.
    """

    def __init__(self, host: str, system: str) -> None:
        self._system = system
        self._address = ""
        self._source: str | None = None
        self._adapter: Interface | OperationFailed = self._find_adapter(host)

    def observe_adapter(self, context: ProbeContext) -> Iterator[Observation]:
        """Yields adapter.medium and adapter.rate."""
        with context.record("adapter.medium", Operation.LIST) as medium:
            medium.value = self._measurable().medium.value
        yield medium.observation()
        with context.record("adapter.rate", Operation.READ) as rate:
            rate.value = self._rate(self._measurable())
            if rate.value is None:
                raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, "link rate")
        yield rate.observation()

    @property
    def is_tunnel(self) -> bool:
        """Whether packets to the server leave through a VPN."""
        return isinstance(self._adapter, Interface) and self._adapter.medium is Medium.VPN

    def router_address(self) -> str:
        """The router that packets to the server go to first, IPv4 before IPv6; empty where none is to be told apart.

        Behind a VPN it is not what the load passes first. Raises OperationFailed.
        """
        adapter = self._measurable()
        address = ipaddress.ip_address(self._address)
        if adapter.medium is Medium.VPN or any(address in network for network in adapter.networks(address.version)):
            return ""
        routes = [route for route in default_routes(self._system) if route.interface == adapter.name and route.address]
        first = min(routes, key=lambda route: (route.version, route.metric), default=None)
        return first.address if first is not None else ""

    def observe_address_change(self, context: ProbeContext) -> Observation:
        """address.changed: whether packets to the server now leave from another address than at the begin."""
        with context.record("address.changed", Operation.READ) as recorder:
            if self._source is None:
                raise _source_error(self._adapter)
            recorder.value = source_address_towards(self._address) != self._source
        return recorder.observation()

    @contextmanager
    def meter_traffic(self) -> Iterator[TrafficMeter]:
        """Counts while the block runs; ask what it yields afterwards."""
        meter = TrafficMeter(self._adapter)
        try:
            yield meter
        finally:
            meter.close()

    def _measurable(self) -> Interface:
        if isinstance(self._adapter, OperationFailed):
            raise self._adapter
        return self._adapter

    def _rate(self, adapter: Interface) -> float | None:
        if adapter.medium not in _RATED:
            return None
        wifi_mbit = read_rate_mbit(adapter.name, self._system) if adapter.medium is Medium.WIFI else None
        return wifi_mbit or adapter.speed_mbit

    def _find_adapter(self, host: str) -> Interface | OperationFailed:
        try:
            self._address = resolve(host)[0]
            self._source = source_address_towards(self._address)
            if self._source is None:
                return OperationFailed(Operation.READ, FailureKind.UNREACHABLE, "source address")
            return _adapter_with(self._source, list_interfaces(self._system))
        except OperationFailed as failure:
            return failure
        except OSError as error:
            return OperationFailed.from_error(Operation.LIST, error)


def _adapter_with(source: str, adapters: list[Interface]) -> Interface | OperationFailed:
    matching = [candidate for candidate in adapters if candidate.has_address(source)]
    adapter = next((candidate for candidate in matching if candidate.up), next(iter(matching), None))
    if adapter is None:
        return OperationFailed(Operation.LIST, FailureKind.NOT_FOUND, "adapter")
    if adapter.medium is Medium.LOOPBACK:
        return OperationFailed(Operation.LIST, FailureKind.UNSUPPORTED, "loopback")
    return adapter


def _source_error(adapter: Interface | OperationFailed) -> OperationFailed:
    return (
        adapter
        if isinstance(adapter, OperationFailed)
        else OperationFailed(Operation.READ, FailureKind.UNREACHABLE, "source address")
    )
