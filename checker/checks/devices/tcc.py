"""macOS' answer to "may this program use the camera?": AVCaptureDevice.authorizationStatus, without an extra package.

Asking for the status never shows a question and needs no usage string; opening the device does both.
"""

import ctypes
from typing import Any

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.foreign_library import load_objective_c

VIDEO = b"vide"
AUDIO = b"soun"
"""The values of AVMediaTypeVideo and AVMediaTypeAudio."""

NOT_DETERMINED, RESTRICTED, DENIED, AUTHORIZED = 0, 1, 2, 3
"""AVAuthorizationStatus."""

_FRAMEWORK = "/System/Library/Frameworks/AVFoundation.framework/AVFoundation"


def status(media: bytes, objc: Any = None) -> int:
    """AVAuthorizationStatus for this program. `objc`: the runtime, or what stands in for it. Raises OperationFailed."""
    runtime = objc or _runtime()
    string = _send(runtime, runtime.objc_getClass(b"NSString"), b"stringWithUTF8String:", ctypes.c_char_p(media))
    device = runtime.objc_getClass(b"AVCaptureDevice")
    if not device or not string:
        raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, "AVCaptureDevice")
    return int(_send(runtime, device, b"authorizationStatusForMediaType:", ctypes.c_void_p(string)) or 0)


def _runtime() -> Any:
    try:
        return load_objective_c(_FRAMEWORK)
    except OSError as error:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, "AVFoundation") from error


def _send(runtime: Any, receiver: Any, selector: bytes, argument: Any) -> Any:
    # objc_msgSend has no fixed prototype: on arm64 each call must go through the exact one.
    shape = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, type(argument))
    return ctypes.cast(runtime.objc_msgSend, shape)(receiver, runtime.sel_registerName(selector), argument)
