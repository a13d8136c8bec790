"""A file that only this user may read: by its mode, on Windows by its access control list.

On Windows a mode says nothing (CPython, os.chmod), and a new file takes the list of its folder: outside of the user's
profile usually with "Users: read". A disk without lists, such as a memory stick with FAT, cannot keep anything private.
"""

import ctypes
import os
import re
import sys
from pathlib import Path

from checker.net.foreign_library import POINTER, Functions, Signature, load_library

_NUMBER, _TEXT = ctypes.c_uint32, ctypes.c_wchar_p
FUNCTIONS: Functions = {
    "OpenProcessToken": Signature(ctypes.c_int32, (POINTER, _NUMBER, POINTER)),
    "GetTokenInformation": Signature(ctypes.c_int32, (POINTER, ctypes.c_int32, POINTER, _NUMBER, POINTER)),
    "ConvertSidToStringSidW": Signature(ctypes.c_int32, (POINTER, POINTER)),
    "ConvertStringSecurityDescriptorToSecurityDescriptorW": Signature(
        ctypes.c_int32, (_TEXT, _NUMBER, POINTER, POINTER)
    ),
    "ConvertSecurityDescriptorToStringSecurityDescriptorW": Signature(
        ctypes.c_int32, (POINTER, _NUMBER, _NUMBER, POINTER, POINTER)
    ),
    "GetNamedSecurityInfoW": Signature(
        _NUMBER, (_TEXT, ctypes.c_int32, _NUMBER, POINTER, POINTER, POINTER, POINTER, POINTER)
    ),
}
"""securitybaseapi.h, sddl.h, aclapi.h, all of advapi32."""
KERNEL_FUNCTIONS: Functions = {
    "CreateFileW": Signature(POINTER, (_TEXT, _NUMBER, _NUMBER, POINTER, _NUMBER, _NUMBER, POINTER)),
    "LocalFree": Signature(POINTER, (POINTER,)),
    "CloseHandle": Signature(_NUMBER, (POINTER,)),
}
"""fileapi.h, winbase.h, handleapi.h."""
_GROUP_AND_WORLD_MODE = 0o077
_PRIVILEGED = {"SY", "BA", "S-1-5-18", "S-1-5-32-544", "OW", "S-1-3-4", "CO", "S-1-3-0"}
"""The system and administrators, who can read everything anyway; the owner, and who will be (sddl.h, SID strings)."""
_READ_DATA, _GENERIC_ALL, _GENERIC_READ = 0x1, 0x1000_0000, 0x8000_0000
_READING_WORDS = ("FA", "FR", "GA", "GR", "CC")
"""SDDL's names of rights that hold FILE_READ_DATA or a generic one (sddl.h, ACE strings)."""
_ACE = re.compile(r"\((?P<type>[^;]*);[^;]*;(?P<rights>[^;]*);[^;]*;[^;]*;(?P<trustee>[^;)]+)[^)]*\)")
_ALLOWING = ("A", "XA", "OA")


def create_private_file(path: Path) -> int:
    """A descriptor of a new file that nobody else may read. Raises OSError, FileExistsError among them."""
    if sys.platform == "win32":
        return _create_on_windows(path)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def is_readable_by_others(path: Path) -> bool:
    """Whether users other than this one and administrators may read it. Raises OSError."""
    if sys.platform == "win32":
        return bool(readers_of(_access_list(path)) - {user_sid()} - _PRIVILEGED)
    return bool(path.stat().st_mode & _GROUP_AND_WORLD_MODE)


def private_hint(path: Path) -> str:
    """The command that takes the others' right away, for a terminal. Raises OSError."""
    if sys.platform == "win32":
        return f'icacls "{path}" /inheritance:r /grant:r *{user_sid()}:F'
    return f"chmod 600 {path}"


def readers_of(sddl: str) -> set[str]:
    """Whom a list lets read, as SIDs or SDDL's short names; `WD`, everybody, where there is no list.

    A refusal that stands in it is not counted: rather one warning too many.
    """
    entries = sddl.partition("D:")[2]
    if not sddl.startswith("D:") or "NO_ACCESS_CONTROL" in entries.partition("(")[0]:
        return {"WD"}
    return {
        entry["trustee"]
        for entry in _ACE.finditer(entries)
        if entry["type"] in _ALLOWING and _holds_reading(entry["rights"])
    }


def _holds_reading(rights: str) -> bool:
    if rights[:2].lower() == "0x":
        return bool(int(rights, 16) & (_READ_DATA | _GENERIC_ALL | _GENERIC_READ))
    return any(rights[index : index + 2] in _READING_WORDS for index in range(0, len(rights), 2))


if sys.platform == "win32":
    import msvcrt

    class _SecurityAttributes(ctypes.Structure):
        """SECURITY_ATTRIBUTES of wtypesbase.h."""

        _fields_ = (("length", _NUMBER), ("descriptor", POINTER), ("inherits", ctypes.c_int32))

    _CURRENT_PROCESS = POINTER(-1)
    _TOKEN_QUERY, _TOKEN_USER = 0x8, 1
    _GENERIC_WRITE, _CREATE_NEW, _NORMAL = 0x4000_0000, 1, 0x80
    _FILE_OBJECT, _ACCESS_LIST, _REVISION = 1, 0x4, 1
    """SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, SDDL_REVISION_1."""

    def user_sid() -> str:
        """This user's security identifier. Raises OSError."""
        advapi32, kernel32 = _libraries()
        token, size, text = POINTER(), _NUMBER(), POINTER()
        _raise_if_not(advapi32.OpenProcessToken(_CURRENT_PROCESS, _TOKEN_QUERY, ctypes.byref(token)))
        try:
            buffer = ctypes.create_string_buffer(256)  # TOKEN_USER begins with the pointer to the SID, which follows
            _raise_if_not(advapi32.GetTokenInformation(token, _TOKEN_USER, buffer, len(buffer), ctypes.byref(size)))
            _raise_if_not(advapi32.ConvertSidToStringSidW(POINTER.from_buffer(buffer), ctypes.byref(text)))
        finally:
            kernel32.CloseHandle(token)
        return _take_text(kernel32, text)

    def _create_on_windows(path: Path) -> int:
        advapi32, kernel32 = _libraries()
        descriptor = POINTER()
        sddl = f"D:P(A;;FA;;;{user_sid()})"  # P: nothing is taken over from the folder
        _raise_if_not(
            advapi32.ConvertStringSecurityDescriptorToSecurityDescriptorW(
                sddl, _REVISION, ctypes.byref(descriptor), None
            )
        )
        try:
            attributes = _SecurityAttributes(ctypes.sizeof(_SecurityAttributes), descriptor, 0)
            handle = kernel32.CreateFileW(
                str(path), _GENERIC_WRITE, 0, ctypes.byref(attributes), _CREATE_NEW, _NORMAL, None
            )
            if handle in (None, POINTER(-1).value):
                raise ctypes.WinError(ctypes.get_last_error())
        finally:
            kernel32.LocalFree(descriptor)
        return msvcrt.open_osfhandle(handle, os.O_WRONLY | os.O_BINARY)

    def _access_list(path: Path) -> str:
        """Of this file, in SDDL."""
        advapi32, kernel32 = _libraries()
        descriptor, text = POINTER(), POINTER()
        status = advapi32.GetNamedSecurityInfoW(
            str(path), _FILE_OBJECT, _ACCESS_LIST, None, None, None, None, ctypes.byref(descriptor)
        )
        if status:
            raise ctypes.WinError(status)
        try:
            _raise_if_not(
                advapi32.ConvertSecurityDescriptorToStringSecurityDescriptorW(
                    descriptor, _REVISION, _ACCESS_LIST, ctypes.byref(text), None
                )
            )
        finally:
            kernel32.LocalFree(descriptor)
        return _take_text(kernel32, text)

    def _libraries() -> tuple[ctypes.CDLL, ctypes.CDLL]:
        return load_library("advapi32", FUNCTIONS), load_library("kernel32", KERNEL_FUNCTIONS)

    def _take_text(kernel32: ctypes.CDLL, pointer: ctypes.c_void_p) -> str:
        try:
            return ctypes.wstring_at(pointer.value or 0)
        finally:
            kernel32.LocalFree(pointer)

    def _raise_if_not(succeeded: int) -> None:
        if not succeeded:
            raise ctypes.WinError(ctypes.get_last_error())
