"""The system's settings: address by DHCP, firewall, proxy script; and whether the network offers a proxy."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.model.failure import Operation
from checker.model.observation import Observation
from checker.net import dhcp, firewall
from checker.net.pac.finder import evaluate_for_system
from checker.net.pac.load import load_script
from checker.net.pac.setting import PacSetting, read_pac_setting
from checker.net.pac.wpad import discover_script
from checker.net.routes.interface import Interface


def observe_settings(link: Interface | None, context: ProbeContext) -> Iterator[Observation]:
    """Yields address.by-dhcp (of this adapter) and firewall.on. Sends nothing."""
    if link is not None:
        with context.record("address.by-dhcp") as by_dhcp:
            by_dhcp.value = dhcp.by_dhcp(link.name, context.system)
        yield by_dhcp.observation()
    with context.record("firewall.on") as firewall_on:
        firewall_on.value = firewall.is_on(context.system)
    yield firewall_on.observation()


def observe_proxy_script(url: str, context: ProbeContext) -> Iterator[Observation]:
    """Yields proxy.script and proxy.detects; with a script proxy.script-loads and proxy.script-says; proxy.offered.

    `url`: what the script is evaluated for. Up to 5 s where a script's server or the name server is dead, or where the
    script does not end.
    """
    system_proxy = read_pac_setting(context.system)
    yield context.observation("proxy.script", bool(system_proxy.script))
    yield context.observation("proxy.detects", system_proxy.detects_wpad)
    yield from _script_observations(system_proxy, url, context)
    yield context.observation("proxy.offered", discover_script() is not None)


def _script_observations(system_proxy: PacSetting, url: str, context: ProbeContext) -> Iterator[Observation]:
    if not system_proxy.script:
        return
    script = ""
    with context.record("proxy.script-loads", Operation.REQUEST) as loads:
        script = load_script(system_proxy.script, context.net.extra_ca)
        loads.value = True
    yield loads.observation()
    if not script:
        return
    with context.record("proxy.script-says", Operation.READ) as script_result:
        script_result.value = _script_result(context.system, url, system_proxy.script, script)
    yield script_result.observation()


def _script_result(system: str, url: str, address: str, script: str) -> str:
    """direct or proxy. Raises OperationFailed."""
    return "direct" if evaluate_for_system(system, url, address, script) is None else "proxy"
