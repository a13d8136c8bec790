"""How a camera hangs on the computer: the speed of its USB connection, and the hubs in between.

Linux: sysfs, where `2-1.4` is port 4 of the hub at port 1 of bus 2. Windows: the parents of the device node, asked of
the configuration manager (cfgmgr32.h: CM_Locate_DevNodeW, CM_Get_Parent, CM_Get_Device_IDW). Whatever is no USB
device has none.
"""

import ctypes
import re
from pathlib import Path
from typing import Any, NamedTuple

_PORTS = re.compile(r"\d+-(\d+(?:\.\d+)*)$")
_ID_LENGTH = 200
"""MAX_DEVICE_ID_LEN of cfgmgr32.h."""
_FOUND = 0
_DEPTH = 12


class Usb(NamedTuple):
    """`speed` in Mbit/s, None where the system does not tell; `hubs` between it and the computer's own sockets."""

    speed: float | None
    hubs: int


def linux(number: int, sysfs: Path = Path("/sys")) -> Usb | None:
    """Of /dev/videoN. Raises OSError."""
    device = (sysfs / "class" / "video4linux" / f"video{number}" / "device").resolve()
    for place in (device, *device.parents[:3]):
        ports = _PORTS.match(place.name)
        if ports is not None:
            speed = place / "speed"
            return Usb(float(speed.read_text("ascii")) if speed.exists() else None, ports[1].count("."))
    return None


def windows(path: str, cfgmgr: Any = None) -> Usb | None:
    """Of a device's interface path (`\\\\?\\usb#vid_...#...#{class}`). Raises OSError."""
    instance = path.partition("#{")[0].removeprefix("\\\\?\\").replace("#", "\\")
    if not instance.casefold().startswith("usb\\vid_"):
        return None
    library = cfgmgr or ctypes.CDLL("cfgmgr32")
    node = ctypes.c_uint32()
    if library.CM_Locate_DevNodeW(ctypes.byref(node), ctypes.c_wchar_p(instance), 0) != _FOUND:
        return None
    above = list(_parents(library, node))
    if not any(one.startswith("USB\\ROOT_HUB") for one in above):
        return None
    between = sum(one.startswith("USB\\VID_") for one in above)
    # A camera with a microphone is one interface of a composite device, which is no hub.
    return Usb(None, max(0, between - ("&mi_" in instance.casefold())))


def _parents(library: Any, node: ctypes.c_uint32) -> Any:
    for _ in range(_DEPTH):
        parent, name = ctypes.c_uint32(), ctypes.create_unicode_buffer(_ID_LENGTH + 1)
        if library.CM_Get_Parent(ctypes.byref(parent), node, 0) != _FOUND:
            return
        if library.CM_Get_Device_IDW(parent, name, _ID_LENGTH + 1, 0) != _FOUND:
            return
        yield name.value.upper()
        node = parent
