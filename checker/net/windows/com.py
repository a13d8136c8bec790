"""The little of Windows' COM that is needed: a thread's beginning, an object, and its methods by their number.

A method is the n-th pointer of the table that an object begins with; 0 to 2 are IUnknown's. On the 64-bit systems that
this program is made for, C and COM call alike, so ctypes.CFUNCTYPE fits.
"""

import ctypes
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.foreign_library import POINTER, Functions, Signature, load_library

_RELEASE = 2
_CONTEXT_ALL = 23
_MULTITHREADED = 0
_ACCESS_DENIED, _NOT_FOUND = 0x80070005, 0x80070490
_KINDS = {_ACCESS_DENIED: FailureKind.DENIED, _NOT_FOUND: FailureKind.MISSING}

FUNCTIONS: Functions = {
    "CoInitializeEx": Signature(ctypes.c_int32, (POINTER, ctypes.c_uint32)),
    "CoCreateInstance": Signature(ctypes.c_int32, (POINTER, POINTER, ctypes.c_uint32, POINTER, POINTER)),
    "CoTaskMemFree": Signature(None, (POINTER,)),
    "PropVariantClear": Signature(ctypes.c_int32, (POINTER,)),
}
"""combaseapi.h, propidl.h; an HRESULT is a LONG."""
Guid = ctypes.c_char * 16


def initialize_com(ole32: Any = None) -> None:
    """CoInitializeEx for this thread. A thread that already chose the other way of threading is well too."""
    load_ole32(ole32).CoInitializeEx(None, _MULTITHREADED)


def load_ole32(ole32: Any = None) -> Any:
    """ole32.dll, or what stands in for it."""
    return ole32 or load_library("ole32", FUNCTIONS)


def pack_guid(text: str) -> Any:
    """A GUID in the byte order of Windows."""
    return Guid.from_buffer_copy(uuid.UUID(text).bytes_le)


@contextmanager
def create_object(class_id: str, interface: str, ole32: Any = None) -> Iterator[ctypes.c_void_p]:
    """A new object (CoCreateInstance). Raises OperationFailed."""
    instance = ctypes.c_void_p()
    _raise_for_hresult(
        load_ole32(ole32).CoCreateInstance(
            ctypes.byref(pack_guid(class_id)),
            None,
            _CONTEXT_ALL,
            ctypes.byref(pack_guid(interface)),
            ctypes.byref(instance),
        )
    )
    with release_after(instance):
        yield instance


@contextmanager
def release_after(instance: ctypes.c_void_p) -> Iterator[ctypes.c_void_p]:
    """Gives an object back at the end."""
    try:
        yield instance
    finally:
        _method(instance, _RELEASE)(instance)


def call_method(instance: ctypes.c_void_p, number: int, *arguments: Any) -> None:
    """Calls the method of that number. Arguments must be ctypes values.

    Raises OperationFailed for an HRESULT below 0.
    """
    shape = tuple(ctypes.c_void_p if _is_pointer(argument) else type(argument) for argument in arguments)
    _raise_for_hresult(
        _method(instance, number, *shape)(
            instance,
            *(ctypes.cast(argument, ctypes.c_void_p) if _is_pointer(argument) else argument for argument in arguments),
        )
    )


def _is_pointer(argument: Any) -> bool:
    return isinstance(argument, ctypes._Pointer)


def _method(instance: ctypes.c_void_p, number: int, *shape: Any) -> Any:
    table = ctypes.cast(instance, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents
    return ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, *shape)(table[number])


def _raise_for_hresult(result: int) -> None:
    code = result & 0xFFFFFFFF
    if code & 0x80000000:
        raise OperationFailed(Operation.READ, _KINDS.get(code, FailureKind.BAD_ANSWER), f"HRESULT {code:08x}")
