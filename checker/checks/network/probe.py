"""From the PC outwards: its adapters and settings, then the router, and everything beyond it.

Beyond the router, of what the profile names: names first, then every host and the path to them, side by side.
"""

from collections.abc import Generator, Iterator

from checker.checks.context import ProbeContext
from checker.checks.name_service.collector import NameAnswerCollector
from checker.checks.name_service.setup import read_resolver_setup
from checker.checks.network.address_kind import address_kind
from checker.checks.network.concurrency import ProbeTask, run_concurrently
from checker.checks.network.dead_ends import observe_dead_ends
from checker.checks.network.dns.direct_query import observe_direct_queries, observe_odd_names
from checker.checks.network.dns.lookup import (
    LATE_WAIT_S,
    RESOLVE_S,
    LookupResult,
    NameLookup,
    observe_lookup,
    observe_second_lookup,
)
from checker.checks.network.dns.name_comparison import observe_misled_name, observe_unfound_name
from checker.checks.network.local.adapters import (
    LocalNetwork,
    ipv4_kind,
    observe_local_network,
    observe_missing_adapters,
    read_local_network,
)
from checker.checks.network.local.company_routes import observe_own_networks
from checker.checks.network.local.gateway_ping import observe_gateway
from checker.checks.network.local.system_settings import observe_proxy_script, observe_settings
from checker.checks.network.local.wifi import observe_wifi
from checker.checks.network.loss_gaps import LossTimeline, shared_gaps
from checker.checks.network.need import NetworkNeed
from checker.checks.network.path.nat import observe_nat64, observe_symmetric_nat
from checker.checks.network.path.provider import observe_hops, observe_provider
from checker.checks.network.reach.host import observe_host
from checker.checks.network.reach.target import targets
from checker.model.failure import OperationFailed
from checker.model.observation import Observation, Observations
from checker.net.routes.routing_table import source_address_towards


def observe_internet(
    pc: LocalNetwork | None, need: NetworkNeed, context: ProbeContext, timeline: LossTimeline
) -> Generator[Observation, None, list[LookupResult]]:
    """Names, direct queries, connections, the desk's response, and the path: hops, loss, MTU, address translation.

    Returns what the names led to. `timeline`: of the packets behind the router.
    """
    router = pc.gateway.address if pc and pc.gateway else ""
    yield from _observe_dns_server(context)
    lookups = [NameLookup(target) for target in targets(need, context)]
    results = [lookup.result(RESOLVE_S, context.raise_if_cancelled) for lookup in lookups]
    for result in results:
        if not result.is_overdue:
            yield from observe_lookup(result, router, context)
    collector = NameAnswerCollector(
        context.system, need.dns_servers, [result.target.host for result in results if not result.is_literal]
    )
    tasks: list[ProbeTask] = [
        lambda: list(observe_second_lookup(results, context)),
        lambda: list(observe_odd_names(results, router, need, context)),
        lambda: list(observe_symmetric_nat(need, context)),
        *_path_tasks(results, pc, context, timeline),
    ]
    if pc is not None:
        tasks.append(lambda: list(observe_nat64(ipv4_kind(pc.link), context)))
    if pc is not None and pc.gateway is not None:
        if any(result.failure for result in results):
            direct_observations, addresses = observe_direct_queries(results, router, need, context)
            yield from direct_observations
            results = [_with_direct_addresses(result, results, addresses) for result in results]
        else:
            tasks.append(lambda: observe_direct_queries(results, router, need, context)[0])
    tasks += [_unfound_task(result, collector, context) for result in results if result.failure]
    tasks += [
        _host_task(result, lookup, router, collector, context) for result, lookup in zip(results, lookups, strict=True)
    ]
    for observations in run_concurrently(tasks, context.raise_if_cancelled):
        yield from observations
    return results


def _observe_dns_server(context: ProbeContext) -> Iterator[Observation]:
    kinds = read_resolver_setup(context.system).kinds
    if kinds:
        yield context.observation("dns.set-server", kinds[0].value)


def _path_tasks(
    results: list[LookupResult], pc: LocalNetwork | None, context: ProbeContext, timeline: LossTimeline
) -> list[ProbeTask]:
    """Probes of the path to the first host that lies behind the provider."""
    hosts = [
        (result.target.port, address)
        for result in results
        for address in result.addresses
        if _is_behind_provider(address, pc)
    ]
    if not hosts:
        return []
    port, address = min(hosts, key=lambda host: ":" in host[1])  # IPv4 where there is both, as to the router
    tasks: list[ProbeTask] = [lambda: list(observe_provider(address, port, context, timeline))]
    if ":" not in address:
        tasks.append(lambda: list(observe_hops(address, context)))
    return tasks


def _is_behind_provider(address: str, pc: LocalNetwork | None) -> bool:
    """A public address that no VPN routes to: what is lost in a tunnel proves nothing of the provider."""
    source = source_address_towards(address)
    if address_kind(address) != "public" or source is None or pc is None:
        return False
    return not any(vpn.has_address(source) for vpn in pc.vpns)


def _with_direct_addresses(
    result: LookupResult, results: list[LookupResult], addresses: tuple[str, ...]
) -> LookupResult:
    """The target whose name a direct query resolved where the system could not: connections are tried all the same."""
    first_failed = next((candidate for candidate in results if candidate.failure), None)
    if result is not first_failed:
        return result
    return LookupResult(target=result.target, addresses=addresses, failure=result.failure)


def _unfound_task(result: LookupResult, collector: NameAnswerCollector, context: ProbeContext) -> ProbeTask:
    return lambda: list(observe_unfound_name(result, collector, context))


def _host_task(
    result: LookupResult, lookup: NameLookup, router: str, collector: NameAnswerCollector, context: ProbeContext
) -> ProbeTask:
    def call() -> list[Observation]:
        if not result.is_overdue:
            host_observations = list(observe_host(result, context))
            return [*host_observations, *observe_misled_name(result, host_observations, collector, context)]
        if result.addresses:
            host_observations = list(observe_host(result, context))
            return [
                *host_observations,
                *observe_lookup(lookup.result(LATE_WAIT_S, context.raise_if_cancelled), router, context),
            ]
        late = lookup.result(LATE_WAIT_S, context.raise_if_cancelled)
        return [*observe_lookup(late, router, context), *observe_host(late, context)]

    return call


def observe(need: NetworkNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields the PC's own settings at once; then the router and the internet, probed side by side."""
    pc: LocalNetwork | None = None
    try:
        pc = read_local_network(context.system)
    except (OperationFailed, OSError) as error:
        yield from observe_missing_adapters(context, error)
    else:
        yield from observe_local_network(pc, need, context)
        yield from observe_own_networks(pc, need, context)
    context.progress(0.1)
    gateway, link = (pc.gateway, pc.link) if pc else (None, None)
    firm, near, far = context.profile.firm, LossTimeline(), LossTimeline()
    tasks: list[ProbeTask] = [
        lambda: list(observe_gateway(gateway, context, near)),
        lambda: _observe_outside(pc, need, context, far),
        lambda: list(observe_wifi(link, context)),
        lambda: list(observe_settings(link, context)),
    ]
    if firm and firm.desk_url:
        tasks.append(lambda: list(observe_proxy_script(firm.desk_url, context)))
    for observations in run_concurrently(tasks, context.raise_if_cancelled):
        yield from observations
        context.progress(0.6)
    yield from _observe_gaps(near, far, context)


def _observe_gaps(near: LossTimeline, far: LossTimeline, context: ProbeContext) -> Iterator[Observation]:
    """`gateway.gap`, `provider.gap` (ms) where packets were lost in a row; whether the latter has the former's."""
    for name, timeline in (("gateway.gap", near), ("provider.gap", far)):
        gap = timeline.longest
        if gap is not None:
            yield context.observation(name, round(gap.seconds * 1000))
            yield context.observation(f"{name}-closed", gap.is_closed and len(timeline.gaps) == 1)
    shared = [is_shared for _, is_shared in shared_gaps(near, far)]
    if shared:
        yield context.observation("gaps.shared", any(shared))
    if far.longest is not None and (is_home_well := near.answered_during(far.longest)) is not None:
        yield context.observation("gaps.home-answered", is_home_well)


def _observe_outside(
    pc: LocalNetwork | None, need: NetworkNeed, context: ProbeContext, timeline: LossTimeline
) -> list[Observation]:
    """The internet, and where nothing gets there, how far packets come."""
    internet, recorded = observe_internet(pc, need, context, timeline), list[Observation]()
    while True:
        try:
            recorded.append(next(internet))
        except StopIteration as ended:
            results: list[LookupResult] = ended.value
            break
    if pc is not None and pc.gateway is not None:
        recorded += observe_dead_ends(results, pc, need, Observations(recorded), context)
    return recorded
