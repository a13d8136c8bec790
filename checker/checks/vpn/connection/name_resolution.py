"""A gateway's name to its addresses: by the PC's resolver; where it fails, by servers outside the home."""

import ipaddress
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.verdict import Facts, GatewayVerdict, verdict_of_name_failure
from checker.model.failure import Failure, FailureKind, OperationFailed
from checker.model.networks import REBIND_PROTECTED, is_in
from checker.net.clock import monotonic_s
from checker.net.dns.query import configured_servers, query_dns
from checker.net.dns.resolve import resolve

NAME_TIMEOUT_S = 6.0
"""A lost query is repeated after 5 s (resolv.conf(5), `timeout`): then the name is late, not gone."""
OUTSIDE_TIMEOUT_S = 1.2
RECORD_TYPES = ("A", "AAAA")
_SERVER_ANSWERED = (FailureKind.NOT_FOUND, FailureKind.REFUSED, FailureKind.BAD_ANSWER)


@dataclass(frozen=True)
class NameResolution:
    """`addresses`: where to probe, none where that makes no sense. `verdict`: on the name, None for a good one."""

    addresses: list[str]
    verdict: GatewayVerdict | None = None
    facts: Facts = field(default_factory=dict)


def resolve_gateway_name(host: str, context: GatewayContext) -> NameResolution:
    """Queries the system's resolver, and only if that fails the profile's independent servers. Raises Cancelled."""
    started_at = monotonic_s()
    try:
        addresses = resolve(host, min(NAME_TIMEOUT_S, context.remaining_s))
    except OperationFailed as failed:
        context.raise_if_cancelled()
        return _resolve_outside(host, failed.failure, context)
    return NameResolution(addresses, facts={"gateway.name": round((monotonic_s() - started_at) * 1000, 1)})


def _resolve_outside(host: str, failure: Failure, context: GatewayContext) -> NameResolution:
    verdict, facts = verdict_of_name_failure(failure), {"gateway.name": failure}
    addresses = _query_servers(host, context.dns_servers, min(OUTSIDE_TIMEOUT_S, context.remaining_s))
    if addresses is None:
        return NameResolution([], verdict, facts)
    if not addresses:
        return NameResolution([], verdict, {**facts, "gateway.name-outside": False})
    usable = [address for address in addresses if not is_in(ipaddress.ip_address(address), REBIND_PROTECTED)]
    is_hidden = verdict is GatewayVerdict.NAME_UNKNOWN or (not usable and _home_server_answers(host))
    return NameResolution(
        usable, GatewayVerdict.NAME_HIDDEN if is_hidden else verdict, {**facts, "gateway.name-outside": True}
    )


def _query_servers(host: str, dns_servers: tuple[str, ...], wait_s: float) -> list[str] | None:
    """The addresses that these servers know; none where one of them says that there are none; None for no answer."""
    questions = [(server, record_type) for server in dns_servers for record_type in RECORD_TYPES]
    if not questions:
        return None

    def query(question: tuple[str, str]) -> list[str] | None:
        try:
            return query_dns(host, question[0], wait_s, question[1])
        except OperationFailed as failed:
            return [] if failed.failure.kind is FailureKind.NOT_FOUND else None

    with ThreadPoolExecutor(len(questions), "name-outside") as pool:
        answers = list(pool.map(query, questions))
    addresses = [address for answer in answers for address in answer or () if _is_usable_address(address)]
    is_answered = any(
        None not in answers[start : start + len(RECORD_TYPES)] for start in range(0, len(answers), len(RECORD_TYPES))
    )
    return addresses if addresses or is_answered else None


def _home_server_answers(host: str) -> bool:
    """Whether the PC's own server answers at all: then it was this name that it withheld."""
    for server in configured_servers()[:2]:
        try:
            query_dns(host, server, OUTSIDE_TIMEOUT_S / 2)
        except OperationFailed as failed:
            if failed.failure.kind in _SERVER_ANSWERED:
                return True
        else:
            return True
    return False


def _is_usable_address(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return not (address.is_loopback or address.is_unspecified or address.is_multicast)
