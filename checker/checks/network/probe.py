"""Looks from the PC outwards: its adapters and settings, then the router, and everything beyond it."""

from collections.abc import Iterator

from checker.checks.contract import Run
from checker.checks.network.at_once import Look, at_once
from checker.checks.network.need import NetworkNeed
from checker.checks.network.outside import observe_beyond
from checker.checks.network.pc import Pc, no_pc, observe_pc, this_pc
from checker.checks.network.router import observe_router
from checker.checks.network.system_settings import observe_proxy_script, observe_settings
from checker.checks.network.wifi import observe_wifi
from checker.model.failure import Failed
from checker.model.observation import Observation


def observe(need: NetworkNeed, run: Run) -> Iterator[Observation]:
    """Yields what the PC knows of itself at once; then the router and the outside, looked at side by side."""
    pc: Pc | None = None
    try:
        pc = this_pc(run.system)
    except (Failed, OSError) as error:
        yield from no_pc(run, error)
    else:
        yield from observe_pc(pc, need, run)
    run.progress(0.1)
    gateway, link = (pc.gateway, pc.link) if pc else (None, None)
    firm = run.profile.firm
    looks: list[Look] = [
        lambda: list(observe_router(gateway, run)),
        lambda: list(observe_beyond(pc, need, run)),
        lambda: list(observe_wifi(link, run)),
        lambda: list(observe_settings(link, run)),
    ]
    if firm and firm.desk_url:
        looks.append(lambda: list(observe_proxy_script(firm.desk_url, run)))
    for seen in at_once(looks, run.go_on):
        yield from seen
        run.progress(0.6)
