"""What else moves on the adapter that is measured through, so that a figure is not blamed on the provider.

The adapter's own counters against our bytes. Its name and addresses stay in here.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from checker.checks.context import ProbeContext
from checker.checks.line.transport.byte_count import mbit_per_s
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.model.record import Record
from checker.net.dns.resolve import resolve
from checker.net.routes.counters import InterfaceCounters, read_counters
from checker.net.routes.interface import Interface, Medium
from checker.net.routes.interface_list import list_interfaces
from checker.net.routes.routing_table import source_address_towards
from checker.net.wifi.link import read_rate_mbit

HEADER_FACTOR = 1500 / 1448
"""Bytes on the adapter for each byte of a full TCP segment with timestamps (RFC 9293, RFC 7323)."""
DATAGRAM_HEADER_BYTES = 28
"""IPv4 and UDP, bytes."""
ACK_SHARE = 0.025
"""Acknowledgements of a load in the other direction: at most one of 66 bytes for two segments of 1448 (RFC 5681)."""
TOLERANCE_SHARE = 0.03
"""Of our own bytes: Ethernet and IPv6 headers, TLS records, repeated segments. So much more or less says nothing."""
_RATED = (Medium.CABLE, Medium.WIFI, Medium.MOBILE, Medium.UNKNOWN)
"""Adapters whose speed is that of a link; a VPN's or a virtual machine's is made up (Linux: tun 10 Mbit/s)."""


class OwnTraffic(Record, frozen=True, kw_only=True):
    """What we moved ourselves while a phase ran: bytes of load, and datagrams of `datagram_bytes` each way."""

    down_bytes: float = 0.0
    up_bytes: float = 0.0
    datagrams: int = 0
    datagram_bytes: int = 0


class CrossTraffic(Record, frozen=True, kw_only=True):
    """Traffic of other programs and of the system, Mbit/s."""

    down_mbit: float
    up_mbit: float


class TrafficMeter:
    """The adapter's counters at the begin and end of a load."""

    def __init__(self, adapter: Interface | OperationFailed) -> None:
        self._adapter = adapter
        self._begin = _counters(adapter)
        self._end: InterfaceCounters | OperationFailed = OperationFailed(
            Operation.READ, FailureKind.NOT_MEASURED, "counters"
        )

    def close(self) -> None:
        """The load is over."""
        self._end = _counters(self._adapter)

    def cross_traffic(self, own: OwnTraffic, seconds: float) -> CrossTraffic:
        """After the block.

        Raises OperationFailed where the counters cannot be read, or do not even hold our own bytes.
        """
        begin, end = self._begin, self._end
        if isinstance(begin, OperationFailed):
            raise begin
        if isinstance(end, OperationFailed):
            raise end
        return estimate_cross_traffic(InterfaceCounters(down=end.down - begin.down, up=end.up - begin.up), own, seconds)


def estimate_cross_traffic(moved: InterfaceCounters, own: OwnTraffic, seconds: float) -> CrossTraffic:
    """What of the adapter's bytes is not ours. Pure.

    Raises OperationFailed `bad-answer` for counters that missed ours.
    """
    if seconds <= 0:
        raise OperationFailed(Operation.READ, FailureKind.NOT_MEASURED, "counters")
    extra = own.datagrams * (own.datagram_bytes + DATAGRAM_HEADER_BYTES)
    down = _excess(moved.down, own.down_bytes, own.up_bytes, extra)
    up = _excess(moved.up, own.up_bytes, own.down_bytes, extra)
    return CrossTraffic(down_mbit=round(mbit_per_s(down, seconds), 2), up_mbit=round(mbit_per_s(up, seconds), 2))


def _excess(moved: int, own: float, answered: float, extra: int) -> float:
    if moved < own * (1 - TOLERANCE_SHARE):  # of the datagrams some may have been lost
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "counters below own bytes")
    excess = moved - own * HEADER_FACTOR - extra - answered * ACK_SHARE
    return excess if excess > TOLERANCE_SHARE * own else 0.0


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


def _counters(adapter: Interface | OperationFailed) -> InterfaceCounters | OperationFailed:
    if isinstance(adapter, OperationFailed):
        return adapter
    try:
        return read_counters(adapter.name)
    except OperationFailed as failure:
        return failure
    except OSError as error:
        return OperationFailed.from_error(Operation.READ, error)


def _source_error(adapter: Interface | OperationFailed) -> OperationFailed:
    return (
        adapter
        if isinstance(adapter, OperationFailed)
        else OperationFailed(Operation.READ, FailureKind.UNREACHABLE, "source address")
    )
