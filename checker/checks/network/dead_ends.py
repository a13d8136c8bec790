"""Which experiments are worth doing: only those for an IP version by which nothing outside accepted a connection."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.address_kind import address_kind, answer_kind
from checker.checks.network.concurrency import ProbeTask, run_concurrently
from checker.checks.network.dns.lookup import LookupResult
from checker.checks.network.experiments.fresh_name import observe_fresh_name
from checker.checks.network.experiments.home_routing import dhcp_server, observe_home_routing
from checker.checks.network.experiments.other_prefix import observe_other_prefix
from checker.checks.network.experiments.page import observe_page
from checker.checks.network.experiments.past_vpn import observe_past_vpn
from checker.checks.network.experiments.path_end import observe_path_end
from checker.checks.network.experiments.refusal import observe_refusal
from checker.checks.network.experiments.sending import observe_sending
from checker.checks.network.experiments.subject import UnreachedHost
from checker.checks.network.local.adapters import LocalNetwork, ipv4_kind, ipv6_kind
from checker.checks.network.need import NetworkNeed
from checker.model.failure import FailureKind
from checker.model.observation import Observation, Observations
from checker.net.dns.query import configured_servers
from checker.net.routes.routing_table import source_address_towards

DNS_PORT = 53
_REFUSALS = (FailureKind.REFUSED, FailureKind.RESET)


def observe_dead_ends(
    results: list[LookupResult], pc: LocalNetwork, need: NetworkNeed, observations: Observations, context: ProbeContext
) -> Iterator[Observation]:
    """What the experiments say of the IP versions that nothing came through by; nothing where all is well."""
    hosts = list(unreached_hosts(results, pc, need, observations))
    captured = None if hosts else captured_host(results, observations)
    if not hosts and captured is None:
        return
    tasks: list[ProbeTask] = [lambda: list(observe_page(captured, context))] if captured else []
    for host in hosts:
        tasks += _host_tasks(host, pc, observations, context)
    if hosts and pc.link is not None:
        link, router = pc.link, pc.gateway
        tasks.append(lambda: list(observe_home_routing(hosts, link, router, context)))
    parent = next((result.target.host for result in results if not result.is_literal), "")
    servers, routers = _servers(pc, context), tuple(filter(None, [pc.gateway.address if pc.gateway else ""]))
    tasks.append(lambda: list(observe_fresh_name(parent, servers, routers, context, pc.link)))
    for experiment_observations in run_concurrently(tasks, context.raise_if_cancelled):
        yield from experiment_observations
    if any(is_carried_by_vpn(host, pc) for host in hosts):
        is_answered = is_answered_through_vpn(results, pc, observations)
        if is_answered is not None:
            yield context.observation("vpn.answered", is_answered)


def unreached_hosts(
    results: list[LookupResult], pc: LocalNetwork, need: NetworkNeed, observations: Observations
) -> Iterator[UnreachedHost]:
    """One host for each IP version that is dead; where no name was resolved, the profile's DNS server stands in."""
    usable = {4: ipv4_kind(pc.link) not in ("none", "self-assigned"), 6: ipv6_kind(pc.link) == "global"}
    for version in (version for version, is_usable in usable.items() if is_usable):
        hosts = [
            UnreachedHost(
                subject=result.target.subject, host=result.target.host, address=address, port=result.target.port
            )
            for result in results
            for address in result.addresses
            if (":" in address) == (version == 6) and address_kind(address) == "public"
        ]
        silent = [host for host in hosts if observations[f"reach.v{version}", host.subject].failure]
        carried = [host for host in silent if is_carried_by_vpn(host, pc)]
        is_dead = len(silent) == len(hosts) and (hosts or not any(result.addresses for result in results))
        if is_dead:
            hosts += _dns_server_hosts(need, version)
        elif not carried:
            continue
        candidates = carried or silent or hosts
        if candidates:
            yield candidates[0]


def captured_host(results: list[LookupResult], observations: Observations) -> UnreachedHost | None:
    """Where every name leads to an address that is none of the internet's, and no connection came about: by one of
    them; None else.
    """
    resolved = [result for result in results if result.addresses and not result.is_literal]
    is_captured = all(
        answer_kind(result.addresses) != "public"
        and not any(observations.has(f"reach.v{version}", result.target.subject) for version in (4, 6))
        for result in resolved
    )
    if not resolved or not is_captured:
        return None
    target = resolved[0].target
    return UnreachedHost(subject=target.subject, host=target.host, address=resolved[0].addresses[0], port=target.port)


def _dns_server_hosts(need: NetworkNeed, version: int) -> list[UnreachedHost]:
    return [
        UnreachedHost(subject="", host="", address=server, port=DNS_PORT)
        for server in need.dns_servers
        if (":" in server) == (version == 6) and address_kind(server) == "public"
    ]


def _host_tasks(
    host: UnreachedHost, pc: LocalNetwork, observations: Observations, context: ProbeContext
) -> list[ProbeTask]:
    link = pc.link
    tasks: list[ProbeTask] = [lambda: list(observe_sending(host, context))]
    if link is not None and is_carried_by_vpn(host, pc):
        return [*tasks, lambda: list(observe_past_vpn(host, link, context))]
    tasks.append(lambda: list(observe_path_end(host, context)))
    if host.host:
        tasks.append(lambda: list(observe_page(host, context)))
    failure = observations[f"reach.v{host.version}", host.subject].failure
    if failure and failure.kind in _REFUSALS:
        tasks.append(lambda: list(observe_refusal(host, context)))
    if link is not None and host.version == 6:
        tasks.append(lambda: list(observe_other_prefix(host, link, context)))
    return tasks


def is_carried_by_vpn(host: UnreachedHost, pc: LocalNetwork) -> bool:
    """Whether packets to it leave by a VPN's adapter."""
    return _leaves_by_vpn(host.address, pc)


def is_answered_through_vpn(results: list[LookupResult], pc: LocalNetwork, observations: Observations) -> bool | None:
    """Whether a host that the VPN carries accepted a connection: its own server is reached beside it.

    None where a host accepted one by IPv4 whose addresses came too late to be known here.
    """
    reached = [result for result in results if observations.has("reach.v4", result.target.subject)]
    if any(_leaves_by_vpn(address, pc) for result in reached for address in result.addresses if ":" not in address):
        return True
    return False if all(result.addresses for result in reached) else None


def _leaves_by_vpn(address: str, pc: LocalNetwork) -> bool:
    source = source_address_towards(address)
    return source is not None and any(vpn.has_address(source) for vpn in pc.vpns)


def _servers(pc: LocalNetwork, context: ProbeContext) -> list[str]:
    """The DNS servers that this PC is set to; behind them the DHCP server, which usually is the home's router."""
    configured = configured_servers()
    leased_from = dhcp_server(pc.link, context) if pc.link else ""
    return [*configured[:1], *([leased_from] if leased_from and leased_from not in configured else configured[1:2])]
