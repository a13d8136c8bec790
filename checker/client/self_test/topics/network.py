"""What the system tells of adapters, routes, Wi-Fi, the cost of the connection and its firewall, and how fast."""

import sys
from collections import Counter
from collections.abc import Callable

from checker.client.self_test.assumption import EVERYWHERE, MACOS, WINDOWS, Assumption, Confirmation
from checker.client.self_test.reading import Reading, Value, kind_term, rounded
from checker.client.self_test.registry import machine_texts, read_machine_value
from checker.model.failure import FailureKind, OperationFailed
from checker.model.systems import this_system
from checker.net import dhcp, firewall
from checker.net.clock import monotonic_s
from checker.net.command import command_output
from checker.net.firewall import windows as windows_firewall
from checker.net.metered import WAIT_S, metered
from checker.net.routes import ifconfig
from checker.net.routes.interface import Medium
from checker.net.routes.interface_list import list_interfaces
from checker.net.routes.routing_table import default_routes
from checker.net.wifi.link import read_radio

_FIREWALL_RULES = r"SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\FirewallRules"
_PUBLIC = 4
"""NET_FW_PROFILE2_PUBLIC of icftypes.h."""
_ADAPTER_TYPES = ("Wi-Fi", "Ethernet", "USB Ethernet", "Cellular", "Bluetooth PAN", "IP over Thunderbolt")
_RADIO_LIMIT_S = 15.0


def _measure_routes() -> Reading:
    start_s = monotonic_s()
    routes = default_routes(this_system())
    versions = Counter(route.version for route in routes)
    return Reading(
        True,
        {
            "ipv4": versions[4],
            "ipv6": versions[6],
            "with_router": sum(bool(route.address) for route in routes),
            "seconds": rounded(monotonic_s() - start_s),
        },
    )


def _measure_adapters() -> Reading:
    interfaces = list_interfaces(this_system())
    media = Counter(interface.medium for interface in interfaces)
    values: dict[str, Value] = {medium.value: media[medium] for medium in Medium}
    values["up"] = sum(interface.up for interface in interfaces)
    values["with_speed"] = sum(interface.speed_mbit is not None for interface in interfaces)
    return Reading(bool(media[Medium.LOOPBACK]), values)


def _measure_radio() -> Reading:
    names = [interface.name for interface in list_interfaces(this_system()) if interface.medium is Medium.WIFI]
    if not names:
        return Reading(None, {"adapters": 0})
    start_s = monotonic_s()
    values: dict[str, Value] = {"adapters": len(names)}
    is_as_assumed = True
    try:
        radio = read_radio(names[0], this_system())
        values |= {"signal": radio.signal_dbm is not None, "band": radio.band_ghz is not None}
        values["rate"] = radio.rate_mbit is not None
    except OperationFailed as failed:
        values["kind"] = kind_term(failed.failure)
        is_as_assumed = failed.failure.kind is FailureKind.MISSING
    return Reading(is_as_assumed, {**values, "seconds": rounded(monotonic_s() - start_s)})


def _measure_cost() -> Reading:
    start_s = monotonic_s()
    is_metered = metered(this_system())
    seconds = monotonic_s() - start_s
    return Reading(seconds < WAIT_S, {"metered": is_metered, "seconds": rounded(seconds)})


def _measure_state(read_state: Callable[[], bool]) -> Reading:
    start_s = monotonic_s()
    state = read_state()
    return Reading(True, {"state": state, "seconds": rounded(monotonic_s() - start_s)})


def _measure_firewall() -> Reading:
    return _measure_state(lambda: firewall.is_on(this_system()))


def _measure_lease() -> Reading:
    routes = default_routes(this_system())
    if not routes:
        return Reading(None, {"routes": 0})
    try:
        return _measure_state(lambda: dhcp.by_dhcp(routes[0].interface, this_system()))
    except OperationFailed as failed:  # of a permanent address a Linux does not tell who set it
        if this_system() == "linux" and failed.failure.kind is FailureKind.UNSUPPORTED:
            return Reading(None, {"state": None})
        raise


def _measure_firewall_question() -> Reading:
    """Windows asks once for each program, and its answer becomes a rule that bears the program's path."""
    program = f"|app={sys.executable.casefold()}|"
    own_rules = [text.casefold() for text in machine_texts(_FIREWALL_RULES) if program in text.casefold()]
    values: dict[str, Value] = {
        "rules": len(own_rules),
        "allowing": sum("|action=allow|" in rule for rule in own_rules),
        "blocking": sum("|action=block|" in rule for rule in own_rules),
        "public_notifications_off": read_machine_value(
            r"SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\PublicProfile",
            "DisableNotifications",
        )
        == 1,
    }
    try:
        values["public_network"] = bool(windows_firewall.current_profiles() & _PUBLIC)
    except OperationFailed as failed:
        values["public_network"] = None
        values["kind"] = kind_term(failed.failure)
    return Reading(not own_rules, values)


def _measure_adapter_types() -> Reading:
    types = Counter(ifconfig.parse_types(command_output("ifconfig", "-v")).values())
    values: dict[str, Value] = {name: types[name] for name in _ADAPTER_TYPES}
    values["other"] = sum(types.values()) - sum(types[name] for name in _ADAPTER_TYPES)
    return Reading(bool(types), values)


NETWORK_ASSUMPTIONS = (
    Assumption(
        id="network.routes",
        systems=EVERYWHERE,
        expected="The default routes can be read, both IP versions, with their routers.",
        where=("net/routes/windows.py", "net/routes/macos.py", "net/routes/linux.py"),
        source="Microsoft: GetAdaptersAddresses; netstat(1) of macOS; rtnetlink(7)",
        confirmed=(Confirmation.HEADER, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_routes,
    ),
    Assumption(
        id="network.adapters",
        systems=EVERYWHERE,
        expected="All adapters are listed with their medium, the loopback among them.",
        where=("net/routes/interface_list.py", "net/routes/windows.py", "net/routes/macos.py"),
        source="ipifcons.h, netioapi.h; networksetup(8); sysfs",
        confirmed=(Confirmation.HEADER, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_adapters,
    ),
    Assumption(
        id="network.adapter-types",
        systems=MACOS,
        expected="`ifconfig -v` names each adapter's type in English; networksetup's names are translated (WLAN).",
        where=("net/routes/macos.py", "net/routes/ifconfig.py"),
        source="Apple network_cmds, ifconfig.c (ift2str); public reports of ifconfig -v and of German Macs",
        confirmed=(Confirmation.SOURCE,),
        measure=_measure_adapter_types,
    ),
    Assumption(
        id="network.wifi",
        systems=EVERYWHERE,
        expected="Signal and channel of a connected Wi-Fi are told without the consent to read the location.",
        where=("net/wifi/windows.py", "net/wifi/core_wlan.py", "net/wifi/linux.py"),
        source="wlanapi.h; Microsoft: Changes to API behavior for Wi-Fi access and location; CoreWLAN's headers",
        confirmed=(Confirmation.HEADER, Confirmation.PAGE),
        measure=_measure_radio,
        limit_s=_RADIO_LIMIT_S,
    ),
    Assumption(
        id="network.cost",
        systems=EVERYWHERE,
        expected="Whether the connection is metered is told within a second, or that it is not known.",
        where=("net/metered/windows.py", "net/metered/macos.py", "net/metered/linux.py"),
        source="netlistmgr.h (INetworkCostManager); XNU net/if_private.h; NetworkManager's NMMetered",
        confirmed=(Confirmation.HEADER, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_cost,
    ),
    Assumption(
        id="network.firewall",
        systems=EVERYWHERE,
        expected="Whether the PC's own firewall is on can be read without rights.",
        where=("net/firewall/windows.py", "net/firewall/macos.py", "net/firewall/linux.py"),
        source="wscapi.h, netfw.h; socketfilterfw --getglobalstate; ufw.conf",
        confirmed=(Confirmation.HEADER, Confirmation.PAGE),
        measure=_measure_firewall,
    ),
    Assumption(
        id="network.lease",
        systems=EVERYWHERE,
        expected="Whether the adapter's address was given by DHCP can be read without rights.",
        where=("net/dhcp/__init__.py", "net/dhcp/macos.py", "net/dhcp/linux.py"),
        source="iptypes.h (IP_ADAPTER_DHCP_ENABLED); ipconfig(8) of macOS; rtnetlink(7)",
        confirmed=(Confirmation.HEADER, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_lease,
    ),
    Assumption(
        id="network.firewall-question",
        systems=WINDOWS,
        expected="No socket of ours makes the Windows firewall ask: it has no rule for this program.",
        where=("net/upnp/ssdp.py", "net/stun/binding.py", "net/routes/routing_table.py"),
        source="Microsoft: Windows Firewall rules, application rules are made when a program listens",
        confirmed=(Confirmation.NOWHERE,),
        measure=_measure_firewall_question,
    ),
)
