"""Libraries of the system, called with the types that their headers declare.

Without them ctypes passes and returns every number as a C int: a pointer of 64 bits loses its upper half, a result
its sign. Every function is declared in a module's `FUNCTIONS`; a test compares each call with them
(tests/house/test_foreign_functions.py), so no other module loads a library.
"""

import ctypes
import ctypes.util
import sys
from collections.abc import Mapping
from typing import Any, NamedTuple

POINTER = ctypes.c_void_p
"""Of any kind, a handle, an object."""


class Signature(NamedTuple):
    """What a function returns, None for nothing, and what it takes."""

    result: Any
    arguments: tuple[Any, ...] = ()


Functions = Mapping[str, Signature]


def load_library(name: str, functions: Functions) -> ctypes.CDLL:
    """The library with the types of these functions; on Windows it notes the last error of each call.

    Raises OSError, also where it lacks one of them.
    """
    library = ctypes.CDLL(name, use_last_error=True)
    for function_name, (result, arguments) in functions.items():
        try:
            function = getattr(library, function_name)
        except AttributeError as error:
            raise OSError(f"{name} has no {function_name}") from error
        function.restype, function.argtypes = result, arguments
    return library


def last_error() -> int:
    """GetLastError of the call before; 0 on other systems."""
    if sys.platform == "win32":
        return ctypes.get_last_error()
    return 0


def load_objective_c(framework: str) -> ctypes.CDLL:
    """The runtime of Objective-C, which knows the framework's classes from then on. Raises OSError."""
    load_library(framework, {})
    return load_library(ctypes.util.find_library("objc") or "/usr/lib/libobjc.A.dylib", FUNCTIONS)


FUNCTIONS: Functions = {
    "objc_getClass": Signature(POINTER, (ctypes.c_char_p,)),
    "sel_registerName": Signature(POINTER, (ctypes.c_char_p,)),
    "objc_autoreleasePoolPush": Signature(POINTER),
    "objc_autoreleasePoolPop": Signature(None, (POINTER,)),
}
"""objc.h. objc_msgSend has no prototype: each call goes through its own."""
