"""Whether the system lets programs use the camera or the microphone. Read without opening the device."""

from typing import Literal

from checker.checks.devices import consent_store, tcc
from checker.checks.devices.permission_values import ALLOWED, DENIED, DENIED_DESKTOP, DENIED_DEVICE, NOT_ASKED

Capability = Literal["camera", "microphone"]

_STORES = {"camera": "webcam", "microphone": "microphone"}
_MEDIA = {"camera": tcc.VIDEO, "microphone": tcc.AUDIO}
_TCC = {tcc.NOT_DETERMINED: NOT_ASKED, tcc.RESTRICTED: DENIED_DEVICE, tcc.DENIED: DENIED, tcc.AUTHORIZED: ALLOWED}


def read_permission(system: str, capability: Capability) -> str | None:
    """One of permission_values; None where the system has no such switch (Linux). Raises OperationFailed or OSError."""
    if system == "windows":
        return _from_switches(consent_store.switches(_STORES[capability]))
    if system == "macos":
        return _TCC.get(tcc.status(_MEDIA[capability]))
    return None


def is_in_use(system: str, capability: Capability) -> bool | None:
    """Whether another program uses it now, as a hint (Windows only). Which program is nobody's business."""
    return consent_store.is_in_use(_STORES[capability]) if system == "windows" else None


def _from_switches(switches: consent_store.ConsentSwitches) -> str:
    if switches.device is False:
        return DENIED_DEVICE
    if switches.user is False:
        return DENIED
    return DENIED_DESKTOP if switches.desktop is False else ALLOWED
