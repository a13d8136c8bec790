"""The cost of the internet connection as Windows 8 and newer know it (netlistmgr.h, INetworkCostManager)."""

import ctypes
from typing import Any

from checker.net.windows import com

_LIST_MANAGER = "DCB00C01-570F-4A9B-8D69-199FDBA5723B"
_I_COST_MANAGER = "DCB00008-570F-4A9B-8D69-199FDBA5723B"
_GET_COST = 3  # the first method after IUnknown's
_UNKNOWN = 0
_LIMITED = 0x2 | 0x4 | 0x10000 | 0x40000 | 0x80000
"""NLM_CONNECTION_COST_FIXED, VARIABLE, OVERDATALIMIT, ROAMING and APPROACHINGDATALIMIT."""


def metered(ole32: Any = None) -> bool | None:
    """For this PC's way to the internet as a whole. Raises OperationFailed."""
    com.initialize_com(ole32)
    cost = ctypes.c_uint32()
    with com.create_object(_LIST_MANAGER, _I_COST_MANAGER, ole32) as costs:
        com.call_method(costs, _GET_COST, ctypes.pointer(cost), ctypes.c_void_p(None))
    return None if cost.value == _UNKNOWN else bool(cost.value & _LIMITED)
