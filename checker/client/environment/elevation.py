"""Whether the program runs with an administrator's rights: it needs none, and what it starts would have them, too."""

import ctypes
import os
import sys
from collections.abc import Mapping
from typing import Any

from checker.model.text import Text
from checker.net.foreign_library import POINTER, Functions, Signature, load_library

_NUMBER = ctypes.c_uint32
FUNCTIONS: Functions = {
    "OpenProcessToken": Signature(ctypes.c_int32, (POINTER, _NUMBER, POINTER)),
    "GetTokenInformation": Signature(ctypes.c_int32, (POINTER, ctypes.c_int32, POINTER, _NUMBER, POINTER)),
}
"""processthreadsapi.h and securitybaseapi.h, of advapi32."""
KERNEL_FUNCTIONS: Functions = {"CloseHandle": Signature(_NUMBER, (POINTER,))}
"""handleapi.h."""
_CURRENT_PROCESS = POINTER(-1)
_TOKEN_QUERY, TOKEN_ELEVATION = 0x8, 20
"""winnt.h; TOKEN_ELEVATION holds one number: other than 0 for a token with elevated rights."""

ELEVATED_NOTE = Text(
    de="Dieses Programm läuft mit den Rechten eines Administrators. Die braucht es nicht. Schließen Sie es besser und "
    "starten Sie es mit einem Doppelklick, nicht mit „Als Administrator ausführen“.",
    en="This program runs with an administrator's rights. It does not need them. Better close it and start it with a "
    "double click, not with “Run as administrator”.",
)


def is_elevated(system: str = sys.platform, environment: Mapping[str, str] = os.environ, library: Any = None) -> bool:
    """Whether somebody gave it more rights than a double click does: on Windows by the token, elsewhere by sudo.

    `library` stands for Windows' own in a test. False where that cannot be found out.
    """
    if system == "win32":
        try:
            return _is_token_elevated(
                library or load_library("advapi32", FUNCTIONS), library or load_library("kernel32", KERNEL_FUNCTIONS)
            )
        except OSError:
            return False
    return bool(environment.get("SUDO_UID")) and hasattr(os, "geteuid") and os.geteuid() == 0


def _is_token_elevated(advapi32: Any, kernel32: Any) -> bool:
    token, elevation, size = POINTER(), _NUMBER(), _NUMBER()
    if not advapi32.OpenProcessToken(_CURRENT_PROCESS, _TOKEN_QUERY, ctypes.byref(token)):
        return False
    try:
        is_known = advapi32.GetTokenInformation(
            token, TOKEN_ELEVATION, ctypes.byref(elevation), ctypes.sizeof(elevation), ctypes.byref(size)
        )
        return bool(is_known) and elevation.value != 0
    finally:
        kernel32.CloseHandle(token)
