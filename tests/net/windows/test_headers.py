"""Windows' structures, constants, COM slots and identifiers as Microsoft's headers have them (mingw-w64's copies).

Nothing runs: a compiler for Windows refuses assertions that do not hold, and prints the identifiers of the headers.
"""

import ctypes
import importlib
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.checks.devices.audio.backends import property_store
from checker.client.environment import remote_session, window_instance
from checker.net.pac import winhttp
from checker.net.wifi import windows as wifi
from checker.net.windows import iphlpapi, timer

ROOT = Path(__file__).resolve().parents[3]
COMPILER = "x86_64-w64-mingw32-gcc"
pytestmark = pytest.mark.skipif(
    not shutil.which(COMPILER), reason="Windows' headers: apt install gcc-mingw-w64-x86-64-win32"
)
PRELUDE = """
#define _WIN32_WINNT 0x0A00
#define WINVER 0x0A00
#define COBJMACROS
#define CINTERFACE
#define INITGUID
#include <winsock2.h>
#include <ws2tcpip.h>
#include <ws2ipdef.h>
#include <mswsock.h>
#include <windows.h>
#include <iphlpapi.h>
#include <netioapi.h>
#include <ipexport.h>
#include <icmpapi.h>
#include <wlanapi.h>
#include <winhttp.h>
#include <objbase.h>
#include <propsys.h>
#include <propidl.h>
#include <mmdeviceapi.h>
#include <endpointvolume.h>
#include <functiondiscoverykeys_devpkey.h>
#include <netfw.h>
#include <netlistmgr.h>
#include <cfgmgr32.h>
#include <stddef.h>
typedef struct sockaddr_in6 SOCKADDR_IN6_;
"""
STRUCTURES: dict[str, tuple[type[ctypes.Structure], dict[str, str]]] = {
    "SOCKET_ADDRESS": (iphlpapi.SocketAddress, {"sockaddr": "lpSockaddr", "length": "iSockaddrLength"}),
    "IP_ADAPTER_GATEWAY_ADDRESS_LH": (
        iphlpapi.IpAdapterGatewayAddress,
        {"length": "Length", "reserved": "Reserved", "next": "Next", "address": "Address"},
    ),
    "IP_ADAPTER_DNS_SERVER_ADDRESS_XP": (
        iphlpapi.IpAdapterDnsServerAddress,
        {"length": "Length", "reserved": "Reserved", "next": "Next", "address": "Address"},
    ),
    "IP_ADAPTER_ADDRESSES_LH": (
        iphlpapi.IpAdapterAddresses,
        {
            "length": "Length",
            "index": "IfIndex",
            "next": "Next",
            "adapter_name": "AdapterName",
            "unicast": "FirstUnicastAddress",
            "anycast": "FirstAnycastAddress",
            "multicast": "FirstMulticastAddress",
            "dns_servers": "FirstDnsServerAddress",
            "dns_suffix": "DnsSuffix",
            "description": "Description",
            "friendly_name": "FriendlyName",
            "physical": "PhysicalAddress",
            "physical_length": "PhysicalAddressLength",
            "flags": "Flags",
            "mtu": "Mtu",
            "if_type": "IfType",
            "oper_status": "OperStatus",
            "index6": "Ipv6IfIndex",
            "zones": "ZoneIndices",
            "prefix": "FirstPrefix",
            "transmit_bit_s": "TransmitLinkSpeed",
            "receive_bit_s": "ReceiveLinkSpeed",
            "wins": "FirstWinsServerAddress",
            "routers": "FirstGatewayAddress",
            "metric4": "Ipv4Metric",
            "metric6": "Ipv6Metric",
            "luid": "Luid",
            "dhcp_server": "Dhcpv4Server",
        },
    ),
    "MIB_IF_ROW2": (
        iphlpapi.MibIfRow2,
        {"luid": "InterfaceLuid", "index": "InterfaceIndex", "flags": "InterfaceAndOperStatusFlags"},
    ),
    "IP_OPTION_INFORMATION": (
        iphlpapi.IpOptionInformation,
        {"ttl": "Ttl", "tos": "Tos", "flags": "Flags", "size": "OptionsSize", "data": "OptionsData"},
    ),
    "ICMP_ECHO_REPLY": (
        iphlpapi.IcmpEchoReply,
        {
            "address": "Address",
            "status": "Status",
            "rtt_ms": "RoundTripTime",
            "data_size": "DataSize",
            "reserved": "Reserved",
            "data": "Data",
            "options": "Options",
        },
    ),
    "SOCKADDR_IN6_": (
        iphlpapi.SockaddrIn6,
        {
            "family": "sin6_family",
            "port": "sin6_port",
            "flow": "sin6_flowinfo",
            "address": "sin6_addr",
            "scope": "sin6_scope_id",
        },
    ),
    "WLAN_INTERFACE_INFO": (
        wifi.WlanInterfaceInfo,
        {"guid": "InterfaceGuid", "description": "strInterfaceDescription", "state": "isState"},
    ),
    "WLAN_INTERFACE_INFO_LIST": (
        wifi.WlanInterfaceInfoList,
        {"count": "dwNumberOfItems", "index": "dwIndex", "first": "InterfaceInfo"},
    ),
    "WINHTTP_CURRENT_USER_IE_PROXY_CONFIG": (
        winhttp.WinhttpUserProxyConfig,
        {"detects": "fAutoDetect", "script": "lpszAutoConfigUrl", "proxy": "lpszProxy", "bypass": "lpszProxyBypass"},
    ),
    "WINHTTP_AUTOPROXY_OPTIONS": (
        winhttp.WinhttpAutoproxyOptions,
        {
            "flags": "dwFlags",
            "detect_flags": "dwAutoDetectFlags",
            "script": "lpszAutoConfigUrl",
            "reserved": "lpvReserved",
            "reserved_number": "dwReserved",
            "logs_on": "fAutoLogonIfChallenged",
        },
    ),
    "WINHTTP_PROXY_INFO": (
        winhttp.WinhttpProxyInfo,
        {"access": "dwAccessType", "proxy": "lpszProxy", "bypass": "lpszProxyBypass"},
    ),
    "PROCESS_POWER_THROTTLING_STATE": (
        timer.PowerThrottlingState,
        {"version": "Version", "control_mask": "ControlMask", "state_mask": "StateMask"},
    ),
    "PROPERTYKEY": (vars(property_store)["_Key"], {"format": "fmtid", "number": "pid"}),
    "PROPVARIANT": (vars(property_store)["_Variant"], {"kind": "vt", "value": "pwszVal"}),
}
UNSIZED = {"WLAN_INTERFACE_INFO_LIST", "IP_ADAPTER_ADDRESSES_LH"}
"""One ends in an array of any length; of the other only the part before the last field that is read is laid out."""
CORE_AUDIO = "checker.checks.devices.audio.backends.core_audio"
CONSTANTS: dict[str, dict[str, str]] = {
    "checker.net.routes.windows": {
        "_ETHERNET": "IF_TYPE_ETHERNET_CSMACD",
        "_PPP": "IF_TYPE_PPP",
        "_LOOPBACK": "IF_TYPE_SOFTWARE_LOOPBACK",
        "_VIRTUAL": "IF_TYPE_PROP_VIRTUAL",
        "_WIFI": "IF_TYPE_IEEE80211",
        "_TUNNEL": "IF_TYPE_TUNNEL",
        "_UP": "IfOperStatusUp",
        "_SKIP_ANYCAST_MULTICAST": "GAA_FLAG_SKIP_ANYCAST | GAA_FLAG_SKIP_MULTICAST",
        "_INCLUDE_GATEWAYS": "GAA_FLAG_INCLUDE_GATEWAYS",
        "_DHCP": "IP_ADAPTER_DHCP_ENABLED",
        "_OVERFLOW": "ERROR_BUFFER_OVERFLOW",
        "_NO_DATA": "ERROR_NO_DATA",
    },
    "checker.net.windows.iphlpapi": {"AF_INET": "AF_INET", "AF_INET6": "AF_INET6"},
    "checker.net.icmp.windows": {
        "_SUCCESS": "IP_SUCCESS",
        "_DONT_FRAGMENT": "IP_FLAG_DF",
        "_REQ_TIMED_OUT": "IP_REQ_TIMED_OUT",
    },
    "checker.net.wifi.windows": {
        "_CONNECTED": "wlan_interface_state_connected",
        "_CHANNEL": "wlan_intf_opcode_channel_number",
        "_RSSI": "wlan_intf_opcode_rssi",
        "_ACCESS_DENIED": "ERROR_ACCESS_DENIED",
        "_SERVICE_OFF": "ERROR_SERVICE_NOT_ACTIVE",
    },
    "checker.net.pac.winhttp": {
        "_NO_PROXY": "WINHTTP_ACCESS_TYPE_NO_PROXY",
        "_NAMED_PROXY": "WINHTTP_ACCESS_TYPE_NAMED_PROXY",
        "_BY_SCRIPT": "WINHTTP_AUTOPROXY_CONFIG_URL",
    },
    "checker.net.windows.timer": {
        "_POWER_THROTTLING": "ProcessPowerThrottling",
        "_VERSION": "PROCESS_POWER_THROTTLING_CURRENT_VERSION",
        "_IGNORE_TIMER_RESOLUTION": "PROCESS_POWER_THROTTLING_IGNORE_TIMER_RESOLUTION",
    },
    "checker.net.windows.com": {
        "_CONTEXT_ALL": "CLSCTX_ALL",
        "_MULTITHREADED": "COINIT_MULTITHREADED",
        "_ACCESS_DENIED": "E_ACCESSDENIED & 0xffffffff",
        "_RELEASE": "SLOT(IUnknown, Release)",
    },
    "checker.net.metered.windows": {
        "_GET_COST": "SLOT(INetworkCostManager, GetCost)",
        "_UNKNOWN": "NLM_CONNECTION_COST_UNKNOWN",
        "_LIMITED": "NLM_CONNECTION_COST_FIXED | NLM_CONNECTION_COST_VARIABLE | NLM_CONNECTION_COST_OVERDATALIMIT"
        " | NLM_CONNECTION_COST_ROAMING | NLM_CONNECTION_COST_APPROACHINGDATALIMIT",
    },
    "checker.net.firewall.windows": {
        "_CURRENT": "SLOT(INetFwPolicy2, get_CurrentProfileTypes)",
        "_ENABLED": "SLOT(INetFwPolicy2, get_FirewallEnabled)",
    },
    CORE_AUDIO: {
        "RENDER": "eRender",
        "CAPTURE": "eCapture",
        "_CONSOLE": "eConsole",
        "_COMMUNICATIONS": "eCommunications",
        "_ACTIVE": "DEVICE_STATE_ACTIVE",
        "_CONTEXT_ALL": "CLSCTX_ALL",
        "_UNKNOWN_FORM": "UnknownFormFactor",
        "_ENUMERATE": "SLOT(IMMDeviceEnumerator, EnumAudioEndpoints)",
        "_GET_DEFAULT": "SLOT(IMMDeviceEnumerator, GetDefaultAudioEndpoint)",
        "_COUNT": "SLOT(IMMDeviceCollection, GetCount)",
        "_ITEM": "SLOT(IMMDeviceCollection, Item)",
        "_ACTIVATE": "SLOT(IMMDevice, Activate)",
        "_GET_ID": "SLOT(IMMDevice, GetId)",
        "_GET_LEVEL": "SLOT(IAudioEndpointVolume, GetMasterVolumeLevelScalar)",
        "_GET_MUTE": "SLOT(IAudioEndpointVolume, GetMute)",
        "_SET_LEVEL": "SLOT(IAudioEndpointVolume, SetMasterVolumeLevelScalar)",
        "_SET_MUTE": "SLOT(IAudioEndpointVolume, SetMute)",
    },
    "checker.checks.devices.audio.backends.property_store": {
        "_OPEN_PROPERTIES": "SLOT(IMMDevice, OpenPropertyStore)",
        "_GET_VALUE": "SLOT(IPropertyStore, GetValue)",
        "_TO_READ": "STGM_READ",
        "_TEXT": "VT_LPWSTR",
        "_NUMBER": "VT_UI4",
        "_UNKNOWN_FORM": "UnknownFormFactor",
    },
}
SETS: list[tuple[str, str, list[str]]] = [
    (CORE_AUDIO, "_HEADSETS", ["Headphones", "Headset", "Handset"]),
    (
        "checker.checks.devices.audio.backends.core_audio",
        "_FORMS",
        ["RemoteNetworkDevice", "DigitalAudioDisplayDevice"],
    ),
    (
        "checker.net.firewall.windows",
        "_PROFILES",
        ["NET_FW_PROFILE2_DOMAIN", "NET_FW_PROFILE2_PRIVATE", "NET_FW_PROFILE2_PUBLIC"],
    ),
]
IDENTIFIERS: dict[str, dict[str, str]] = {
    CORE_AUDIO: {
        "_ENUMERATOR": "CLSID_MMDeviceEnumerator",
        "_I_ENUMERATOR": "IID_IMMDeviceEnumerator",
        "_I_VOLUME": "IID_IAudioEndpointVolume",
    },
    "checker.net.firewall.windows": {"_INTERFACE": "IID_INetFwPolicy2", "_POLICY": "CLSID_NetFwPolicy2"},
    "checker.net.metered.windows": {
        "_I_COST_MANAGER": "IID_INetworkCostManager",
        "_LIST_MANAGER": "CLSID_NetworkListManager",
    },
}
NAMED_IN_A_COMMENT = re.compile(r"^\s*(0x[0-9A-Fa-f]+|\d+): .*#\s+((?:ERROR|IP|WSA|NLM|IF|DEVICE)_?[A-Z0-9_]{4,})\b")
"""A number of a table whose comment is its name in the headers."""


def value(module: str, name: str) -> Any:
    return vars(importlib.import_module(module))[name]


def assertions() -> Iterator[tuple[str, str]]:
    """What must hold, as C, and what it is about."""
    for name, (layout, fields) in STRUCTURES.items():
        if name not in UNSIZED:
            yield f"sizeof({name}) == {ctypes.sizeof(layout)}", f"size of {name}"
        for own_name, header_name in fields.items():
            field = getattr(layout, own_name)
            yield f"offsetof({name}, {header_name}) == {field.offset}", f"{name}.{header_name}"
            if header_name not in ("InterfaceInfo", "pwszVal"):
                yield f"sizeof((({name} *)0)->{header_name}) == {field.size}", f"size of {name}.{header_name}"
    for module, constants in CONSTANTS.items():
        for own_name, header_name in constants.items():
            yield f"({header_name}) == {value(module, own_name)}", f"{module}.{own_name}"
    for module, own_name, names in SETS:
        for number in value(module, own_name):
            yield " || ".join(f"({name}) == {number}" for name in names), f"{module}.{own_name}: {number}"
    for name in ("EVENT_MODIFY_STATE", "SYNCHRONIZE", "WAIT_OBJECT_0", "INFINITE", "ASFW_ANY"):
        channel = vars(window_instance)["_EventChannel"]
        yield f"({name}) == {getattr(channel, name)}", f"window_instance: {name}"
    yield f"SM_REMOTESESSION == {remote_session.SM_REMOTESESSION}", "SM_REMOTESESSION"
    for file, number, name in named_numbers():
        yield f"({name}) == {number}", f"{file}: {name}"


def named_numbers() -> Iterator[tuple[str, str, str]]:
    for file in sorted((ROOT / "checker").rglob("*.py")):
        for line in file.read_text("utf-8").splitlines():
            if match := NAMED_IN_A_COMMENT.match(line):
                yield str(file.relative_to(ROOT)), match[1], match[2]


def compile_source(source: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [COMPILER, "-x", "c", *options, "-"]
    return subprocess.run(command, input=source, capture_output=True, text=True, check=False)


def test_every_size_offset_constant_and_slot_is_the_headers() -> None:
    held = list(assertions())
    lines = [f'_Static_assert({claim}, "{about}");' for claim, about in held]
    slot = "#define SLOT(I, m) (offsetof(I##Vtbl, m) / 8)"
    completed = compile_source("\n".join([PRELUDE, slot, *lines]), "-fsyntax-only")
    errors = [line for line in completed.stderr.splitlines() if "error" in line]
    assert completed.returncode == 0, "\n".join(errors)
    assert len(held) > 150


def test_a_wrong_layout_would_be_refused() -> None:
    wrong = f'_Static_assert(sizeof(MIB_IF_ROW2) == {ctypes.sizeof(iphlpapi.MibIfRow2) + 8}, "size");'
    assert compile_source(f"{PRELUDE}\n{wrong}", "-fsyntax-only").returncode != 0


def test_comments_name_numbers() -> None:
    """Else the pattern above has lost its tables."""
    assert {"11010", "1231", "12166"} <= {number for _, number, _ in named_numbers()}


def test_identifiers_are_the_headers() -> None:
    preprocessed = compile_source(PRELUDE, "-E").stdout
    pattern = re.compile(
        r"\bconst GUID (?:DECLSPEC_SELECTANY )?(\w+) = \{([^;]+?)\};".replace("DECLSPEC_SELECTANY ", r"[^=]*?")
    )
    by_name = {name: re.findall(r"0x[0-9a-fA-F]+", body) for name, body in pattern.findall(preprocessed)}
    for module, identifiers in IDENTIFIERS.items():
        for own_name, header_name in identifiers.items():
            assert value(module, own_name) == guid_text(by_name[header_name]), f"{module}.{own_name}"


def guid_text(numbers: list[str]) -> str:
    parts = [int(number, 16) for number in numbers]
    tail = "".join(f"{byte:02X}" for byte in parts[3:11])
    return f"{parts[0]:08X}-{parts[1]:04X}-{parts[2]:04X}-{tail[:4]}-{tail[4:]}"
