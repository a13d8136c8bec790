"""Looks from the PC outwards: its adapters and settings, then the router, and everything beyond it."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.at_once import Look, at_once
from checker.checks.network.need import NetworkNeed
from checker.checks.network.outside import observe_beyond
from checker.checks.network.pc import Pc, no_pc, observe_pc, this_pc
from checker.checks.network.router import observe_router
from checker.checks.network.system_settings import observe_proxy_script, observe_settings
from checker.checks.network.wifi import observe_wifi
from checker.model.failure import OperationFailed
from checker.model.observation import Observation


def observe(need: NetworkNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields what the PC knows of itself at once; then the router and the outside, looked at side by side."""
    pc: Pc | None = None
    try:
        pc = this_pc(context.system)
    except (OperationFailed, OSError) as error:
        yield from no_pc(context, error)
    else:
        yield from observe_pc(pc, need, context)
    context.progress(0.1)
    gateway, link = (pc.gateway, pc.link) if pc else (None, None)
    firm = context.profile.firm
    looks: list[Look] = [
        lambda: list(observe_router(gateway, context)),
        lambda: list(observe_beyond(pc, need, context)),
        lambda: list(observe_wifi(link, context)),
        lambda: list(observe_settings(link, context)),
    ]
    if firm and firm.desk_url:
        looks.append(lambda: list(observe_proxy_script(firm.desk_url, context)))
    for seen in at_once(looks, context.raise_if_cancelled):
        yield from seen
        context.progress(0.6)
