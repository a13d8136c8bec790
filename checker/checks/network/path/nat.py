"""How addresses are translated on the path: another port for every target (symmetric NAT), or NAT64."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.need import NetworkNeed
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed, failure_of
from checker.model.observation import Observation
from checker.net.dns.resolve import resolve
from checker.net.stun.message import TransportAddress
from checker.net.stun.nat_mapping import is_symmetric_nat

RESOLVE_S = 2.0
ONLY_IPV4 = "ipv4only.arpa"
"""RFC 7050: it has no IPv6 address. A resolver that gives one translates; only the system's own resolver is queried."""


def observe_symmetric_nat(need: NetworkNeed, context: ProbeContext) -> Iterator[Observation]:
    """`nat.symmetric`, where the profile names STUN servers. Their answers are compared and not stored."""
    servers = list(_stun_servers(need, context))
    if not servers:
        return
    try:
        verdict = is_symmetric_nat(servers)
    except OSError as error:
        yield context.failed_observation("nat.symmetric", failure_of(Operation.SEND, error))
        return
    if verdict is None:
        yield context.failed_observation(
            "nat.symmetric", Failure(operation=Operation.RECEIVE, kind=FailureKind.TIMEOUT)
        )
    else:
        yield context.observation("nat.symmetric", verdict)


def _stun_servers(need: NetworkNeed, context: ProbeContext) -> Iterator[TransportAddress]:
    for server in need.stun:
        host, _, port = server.rpartition(":")
        try:
            addresses = resolve(host.strip("[]"), RESOLVE_S, 4)
        except OperationFailed:
            continue
        if remote := context.remote_addresses(addresses):
            yield remote[0], int(port)


def observe_nat64(v4: str, context: ProbeContext) -> Iterator[Observation]:
    """`nat64.offered`: only where this PC has no IPv4 address of a network (`v4` is its kind)."""
    if v4 not in ("none", "self-assigned"):
        return
    with context.record("nat64.offered", Operation.RESOLVE) as offered:
        try:
            offered.value = bool(resolve(ONLY_IPV4, RESOLVE_S, 6))
        except OperationFailed as failed:
            if failed.failure.kind is not FailureKind.NOT_FOUND:
                raise
            offered.value = False
    yield offered.observation()
