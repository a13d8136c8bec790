"""secur32.dll: what Windows calls the person who is signed in."""

import ctypes

from checker.net.foreign_library import POINTER, Functions, Signature, load_library

NAME_DISPLAY = 3
"""EXTENDED_NAME_FORMAT of secext.h: first and last name. An account of the PC itself often has none."""
_LETTERS = 256
FUNCTIONS: Functions = {"GetUserNameExW": Signature(ctypes.c_ubyte, (ctypes.c_int32, POINTER, POINTER))}


def display_name() -> str:
    """First and last name of the user, empty where Windows knows none. Raises OSError on other systems."""
    buffer = ctypes.create_unicode_buffer(_LETTERS)
    length = ctypes.c_uint32(_LETTERS)
    library = load_library("secur32.dll", FUNCTIONS)
    if not library.GetUserNameExW(NAME_DISPLAY, ctypes.byref(buffer), ctypes.byref(length)):
        return ""
    return buffer.value
