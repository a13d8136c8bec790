"""The direct queries around the system's resolver: the configured servers, the router, and the profile's own."""

from collections.abc import Callable, Iterator

from checker.checks.context import ProbeContext
from checker.checks.name_service.answer import AnswerState, ServerAnswer
from checker.checks.name_service.collector import query_server
from checker.checks.network.address_kind import answer_kind
from checker.checks.network.concurrency import run_concurrently
from checker.checks.network.dns.lookup import LookupResult, milliseconds
from checker.checks.network.need import NetworkNeed
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.net.clock import monotonic_s
from checker.net.dns.query import configured_servers, query_dns

QUERY_S = 1.0
LATE_QUERY_S = 2.0
"""Where the system was late but did answer: time to learn whether the name's own servers are."""
MAX_SERVERS = 2
ROOT = "."
DirectReply = tuple[list[Observation], tuple[str, ...]]
"""Observations, and the addresses that they rest on."""


def observe_direct_queries(
    results: list[LookupResult], router: str, need: NetworkNeed, context: ProbeContext
) -> tuple[list[Observation], tuple[str, ...]]:
    """The direct queries, and the addresses that they gave for the first name that the system did not find.

    The configured servers are always queried; the router only when the system failed, the profile's servers then and
    where the system was late.
    """
    failed_host = _first_host(results, lambda result: bool(result.failure))
    late_host = _first_host(results, lambda result: result.is_slow)
    resolved_host = _first_host(results, lambda result: bool(result.addresses) and not result.is_literal)
    name = failed_host or late_host or resolved_host
    server_groups = {
        "dns.configured": configured_servers(),
        "dns.gateway": [router] if router and failed_host else [],
        "dns.independent": need.dns_servers if failed_host or late_host else [],
    }
    wait_s = LATE_QUERY_S if late_host and not failed_host else QUERY_S
    calls = [
        _query_task(fact, name, servers[:MAX_SERVERS], wait_s, context)
        for fact, servers in server_groups.items()
        if servers
    ]
    replies = list(run_concurrently(calls, context.raise_if_cancelled))
    addresses = next((reply_addresses for _, reply_addresses in replies if reply_addresses), ())
    return [observation for observations, _ in replies for observation in observations], addresses


def _first_host(results: list[LookupResult], fits: Callable[[LookupResult], bool]) -> str | None:
    return next((result.target.host for result in results if fits(result)), None)


def _query_task(
    fact: str, name: str | None, group: list[str], wait_s: float, context: ProbeContext
) -> Callable[[], DirectReply]:
    """Queries these servers side by side; without a name, for the servers of the root."""
    if name is None:
        return lambda: ([_root_observation(fact, group, wait_s, context)], ())

    def call() -> DirectReply:
        queries: list[Callable[[], ServerAnswer]] = [_server_query(name, server, wait_s) for server in group]
        answers = list(run_concurrently(queries, context.raise_if_cancelled))
        best = next((answer for answer in answers if answer.is_complete), answers[0])
        observation = (
            context.observation(fact, milliseconds(best.seconds))
            if best.failure is None
            else context.failed_observation(fact, best.failure)
        )
        addresses = tuple(dict.fromkeys(address for answer in answers for address in answer.addresses))
        silent = sum(answer.state is AnswerState.SILENT for answer in answers)
        if fact != "dns.configured":
            return [observation], addresses
        return [observation, context.observation("dns.servers-silent", silent)], addresses

    return call


def _server_query(name: str, server: str, wait_s: float) -> Callable[[], ServerAnswer]:
    return lambda: query_server(name, server, wait_s)


def _root_observation(fact: str, group: list[str], wait_s: float, context: ProbeContext) -> Observation:
    failure = Failure(operation=Operation.RESOLVE, kind=FailureKind.NOT_MEASURED)
    for server in group:
        started = monotonic_s()
        try:
            query_dns(ROOT, server, wait_s, "NS")
        except OperationFailed as failed:
            failure = failed.failure
            continue
        return context.observation(fact, milliseconds(monotonic_s() - started))
    return context.failed_observation(fact, failure)


def observe_odd_names(
    results: list[LookupResult], router: str, need: NetworkNeed, context: ProbeContext
) -> Iterator[Observation]:
    """`dns.kind-outside` and `dns.hidden` for every name whose answer at home is odd, by the profile's own servers."""
    if not need.dns_servers:
        return
    odd = [result for result in results if _is_odd(result, router)]
    for observations in run_concurrently(
        [_outside_task(result, need, context) for result in odd], context.raise_if_cancelled
    ):
        yield from observations


def _is_odd(result: LookupResult, router: str) -> bool:
    """No public address, or no such name by the system."""
    if result.failure:
        return result.failure.kind is FailureKind.NOT_FOUND
    return not result.is_literal and answer_kind(result.addresses, router) != "public"


def _outside_task(result: LookupResult, need: NetworkNeed, context: ProbeContext) -> Callable[[], list[Observation]]:
    def call() -> list[Observation]:
        subject = result.target.subject
        failure = Failure(operation=Operation.RESOLVE, kind=FailureKind.NOT_MEASURED)
        for server in need.dns_servers[:MAX_SERVERS]:
            for record in ("A", "AAAA"):
                try:
                    kind = answer_kind(tuple(query_dns(result.target.host, server, QUERY_S, record)))
                except OperationFailed as failed:
                    failure = failed.failure
                    continue
                hidden = result.failure is not None and kind == "private"
                return [
                    context.observation("dns.kind-outside", kind, subject),
                    context.observation("dns.hidden", hidden, subject),
                ]
        return [context.failed_observation("dns.kind-outside", failure, subject)]

    return call
