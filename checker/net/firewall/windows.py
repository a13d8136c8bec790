"""Windows: the Security Center, which knows other makers' firewalls too; else the Windows firewall itself.

WscGetSecurityProviderHealth (wscapi.h; not on servers), then INetFwPolicy2 (netfw.h). Neither needs rights.
"""

import ctypes
from typing import Any

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.foreign_library import POINTER, Functions, Signature, load_library
from checker.net.windows import com

FUNCTIONS: Functions = {"WscGetSecurityProviderHealth": Signature(ctypes.c_int32, (ctypes.c_uint32, POINTER))}
_FIREWALL = 1
_GOOD, _POOR, _SNOOZED = 0, 2, 3
"""WSC_SECURITY_PROVIDER_HEALTH; 1 is "not monitored"."""
_POLICY, _INTERFACE = "E2B3C97F-6AE1-41AC-817A-F6F92166D7DD", "98325047-C671-4174-8D81-DEFCD3F03186"
_CURRENT, _ENABLED = 7, 8
"""Methods get_CurrentProfileTypes and get_FirewallEnabled, after IUnknown's three and IDispatch's four."""
_PROFILES = (1, 2, 4)
"""NET_FW_PROFILE2_DOMAIN, _PRIVATE, _PUBLIC."""


def is_on(wscapi: Any = None, ole32: Any = None) -> bool:
    """Raises OperationFailed."""
    is_enabled = _by_security_center(wscapi)
    return _by_policy(ole32) if is_enabled is None else is_enabled


def _by_security_center(wscapi: Any) -> bool | None:
    try:
        library = wscapi or load_library("wscapi.dll", FUNCTIONS)
    except OSError:
        return None
    health = ctypes.c_int32()
    if library.WscGetSecurityProviderHealth(_FIREWALL, ctypes.byref(health)):
        return None
    if health.value == _GOOD:
        return True
    return False if health.value in (_POOR, _SNOOZED) else None


def _by_policy(ole32: Any) -> bool:
    """On for every kind of network that the PC is in just now."""
    try:
        com.initialize_com(ole32)
        with com.create_object(_POLICY, _INTERFACE, ole32) as policy:
            current = _current_profiles(policy)
            profiles = [profile for profile in _PROFILES if profile & current]
            if not profiles:
                raise OperationFailed(Operation.READ, FailureKind.MISSING, "network profile")
            return all(_enabled(policy, profile) for profile in profiles)
    except OSError as error:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, "ole32") from error


def current_profiles(ole32: Any = None) -> int:
    """The kinds of network that the PC is in just now, NET_FW_PROFILE2_* as a sum. Raises OperationFailed."""
    try:
        com.initialize_com(ole32)
        with com.create_object(_POLICY, _INTERFACE, ole32) as policy:
            return _current_profiles(policy)
    except OSError as error:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, "ole32") from error


def _current_profiles(policy: ctypes.c_void_p) -> int:
    current = ctypes.c_int32()
    com.call_method(policy, _CURRENT, ctypes.pointer(current))
    return current.value


def _enabled(policy: ctypes.c_void_p, profile: int) -> bool:
    on = ctypes.c_int16()
    com.call_method(policy, _ENABLED, ctypes.c_int32(profile), ctypes.pointer(on))
    return bool(on.value)
