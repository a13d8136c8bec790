"""How a camera hangs on the computer: the speed of its USB connection, and the hubs in between.

Linux: sysfs, where `2-1.4` is port 4 of the hub at port 1 of bus 2. Windows: the parents of the device node, asked of
the configuration manager (cfgmgr32.h: CM_Locate_DevNodeW, CM_Get_Parent, CM_Get_Device_IDW). Whatever is no USB
device has none.
"""

import ctypes
import re
from pathlib import Path
from typing import Any, NamedTuple

from checker.net.foreign_library import POINTER, Functions, Signature, load_library

_PORTS = re.compile(r"\d+-(\d+(?:\.\d+)*)$")
_ID_LENGTH = 200
"""MAX_DEVICE_ID_LEN of cfgmgr32.h."""
_CR_SUCCESS = 0
_ANCESTORS_AT_MOST = 12
_NODE = ctypes.c_uint32
"""DEVINST; a CONFIGRET is a DWORD too."""
FUNCTIONS: Functions = {
    "CM_Locate_DevNodeW": Signature(ctypes.c_uint32, (POINTER, ctypes.c_wchar_p, ctypes.c_uint32)),
    "CM_Get_Parent": Signature(ctypes.c_uint32, (POINTER, _NODE, ctypes.c_uint32)),
    "CM_Get_Device_IDW": Signature(ctypes.c_uint32, (_NODE, ctypes.c_wchar_p, ctypes.c_uint32, ctypes.c_uint32)),
}


class UsbConnection(NamedTuple):
    """`speed` in Mbit/s, None where the system does not tell; `hubs` between it and the computer's own sockets."""

    speed: float | None
    hubs: int


def linux(number: int, sysfs: Path = Path("/sys")) -> UsbConnection | None:
    """Of /dev/videoN. Raises OSError."""
    device = (sysfs / "class" / "video4linux" / f"video{number}" / "device").resolve()
    for directory in (device, *device.parents[:3]):
        ports = _PORTS.match(directory.name)
        if ports is not None:
            speed = directory / "speed"
            return UsbConnection(float(speed.read_text("ascii")) if speed.exists() else None, ports[1].count("."))
    return None


def windows(path: str, cfgmgr: Any = None) -> UsbConnection | None:
    """Of a device's interface path (`\\\\?\\usb#vid_...#...#{class}`). Raises OSError."""
    instance = path.partition("#{")[0].removeprefix("\\\\?\\").replace("#", "\\")
    if not instance.casefold().startswith("usb\\vid_"):
        return None
    library = cfgmgr or load_library("cfgmgr32", FUNCTIONS)
    node = ctypes.c_uint32()
    if library.CM_Locate_DevNodeW(ctypes.byref(node), ctypes.c_wchar_p(instance), 0) != _CR_SUCCESS:
        return None
    ancestors = list(_ancestors(library, node))
    if not any(instance_id.startswith("USB\\ROOT_HUB") for instance_id in ancestors):
        return None
    device_count = sum(instance_id.startswith("USB\\VID_") for instance_id in ancestors)
    # A camera with a microphone is one interface of a composite device, which is no hub.
    return UsbConnection(None, max(0, device_count - ("&mi_" in instance.casefold())))


def _ancestors(library: Any, node: ctypes.c_uint32) -> Any:
    for _ in range(_ANCESTORS_AT_MOST):
        parent, name = ctypes.c_uint32(), ctypes.create_unicode_buffer(_ID_LENGTH + 1)
        if library.CM_Get_Parent(ctypes.byref(parent), node, 0) != _CR_SUCCESS:
            return
        if library.CM_Get_Device_IDW(parent, name, _ID_LENGTH + 1, 0) != _CR_SUCCESS:
            return
        yield name.value.upper()
        node = parent
