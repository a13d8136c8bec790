"""Looks from the PC outwards: its adapters and settings, then the router, and everything beyond it."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.concurrency import ProbeTask, run_concurrently
from checker.checks.network.local.adapters import (
    LocalNetwork,
    observe_local_network,
    observe_missing_adapters,
    read_local_network,
)
from checker.checks.network.local.gateway_ping import observe_gateway
from checker.checks.network.local.system_settings import observe_proxy_script, observe_settings
from checker.checks.network.local.wifi import observe_wifi
from checker.checks.network.need import NetworkNeed
from checker.checks.network.outside import observe_internet
from checker.model.failure import OperationFailed
from checker.model.observation import Observation


def observe(need: NetworkNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields what the PC knows of itself at once; then the router and the outside, looked at side by side."""
    pc: LocalNetwork | None = None
    try:
        pc = read_local_network(context.system)
    except (OperationFailed, OSError) as error:
        yield from observe_missing_adapters(context, error)
    else:
        yield from observe_local_network(pc, need, context)
    context.progress(0.1)
    gateway, link = (pc.gateway, pc.link) if pc else (None, None)
    firm = context.profile.firm
    tasks: list[ProbeTask] = [
        lambda: list(observe_gateway(gateway, context)),
        lambda: list(observe_internet(pc, need, context)),
        lambda: list(observe_wifi(link, context)),
        lambda: list(observe_settings(link, context)),
    ]
    if firm and firm.desk_url:
        tasks.append(lambda: list(observe_proxy_script(firm.desk_url, context)))
    for observations in run_concurrently(tasks, context.raise_if_cancelled):
        yield from observations
        context.progress(0.6)
