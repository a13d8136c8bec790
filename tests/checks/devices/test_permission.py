"""The switches of Windows and macOS, read from stand-ins with the documented interfaces."""

import ctypes
from functools import partial
from types import SimpleNamespace

import pytest

from checker.checks.devices import consent_store, permission, permission_values, tcc
from checker.model.failure import OperationFailed

STORE = r"SOFTWARE\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore\webcam"


class Registry:
    """winreg's OpenKey, QueryValueEx and EnumKey over a dictionary."""

    HKEY_LOCAL_MACHINE, HKEY_CURRENT_USER = "HKLM", "HKCU"

    def __init__(self, keys: dict[tuple[str, str], dict[str, object]]) -> None:
        self._keys = keys

    def OpenKey(self, root: str, path: str):  # noqa: N802 - winreg's name
        if not any(name == root and (p == path or p.startswith(path + "\\")) for name, p in self._keys):
            raise FileNotFoundError(2, "no such key")
        return Key(root, path)

    def QueryValueEx(self, key, name: str):  # noqa: N802
        values = self._keys.get((key.root, key.path), {})
        if name not in values:
            raise FileNotFoundError(2, "no such value")
        return values[name], 1

    def EnumKey(self, key, number: int) -> str:  # noqa: N802
        below = {
            path[len(key.path) + 1 :].partition("\\")[0]
            for root, path in self._keys
            if root == key.root and path.startswith(key.path + "\\")
        }
        try:
            return sorted(below)[number]
        except IndexError:
            raise OSError(259, "no more data") from None


class Key:
    def __init__(self, root: str, path: str) -> None:
        self.root, self.path = root, path

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


@pytest.mark.parametrize(
    ("denied", "word"),
    [
        ((), permission_values.ALLOWED),
        (("HKLM", STORE), permission_values.DENIED_DEVICE),
        (("HKCU", STORE), permission_values.DENIED),
        (("HKCU", STORE + r"\NonPackaged"), permission_values.DENIED_DESKTOP),
    ],
)
def test_windows_switches(monkeypatch, denied, word):
    keys = [("HKLM", STORE), ("HKCU", STORE), ("HKCU", STORE + r"\NonPackaged")]
    registry = Registry({key: {"Value": "Deny" if key == denied else "Allow"} for key in keys})
    monkeypatch.setattr(consent_store, "switches", partial(consent_store.switches, winreg=registry))
    assert permission.read_permission("windows", "camera") == word


def test_windows_without_any_entry_forbids_nothing(monkeypatch):
    monkeypatch.setattr(consent_store, "switches", partial(consent_store.switches, winreg=Registry({})))
    assert permission.read_permission("windows", "camera") == permission_values.ALLOWED
    assert consent_store.is_in_use("webcam", Registry({})) is False


@pytest.mark.parametrize("key", [STORE + r"\Microsoft.WindowsCamera_8wekyb3d8bbwe", STORE + r"\NonPackaged\C:#x.exe"])
@pytest.mark.parametrize(("stopped", "used"), [(0, True), (133_000_000_000_000_001, False), (None, False)])
def test_windows_notes_who_uses_it_now(key, stopped, used):
    times = {"LastUsedTimeStart": 133_000_000_000_000_000}
    if stopped is not None:
        times["LastUsedTimeStop"] = stopped
    registry = Registry({("HKCU", STORE): {"Value": "Allow"}, ("HKCU", key): times})
    assert consent_store.is_in_use("webcam", registry) is used


def test_linux_has_no_such_switch():
    assert permission.read_permission("linux", "camera") is None
    assert permission.is_in_use("linux", "camera") is None


class Runtime:
    """libobjc: classes and selectors are numbers, objc_msgSend is a C function that gets them."""

    def __init__(self, status: int, exists: bool = True) -> None:
        self.queries: list[bytes] = []
        self._names = {b"NSString": 10, b"AVCaptureDevice": 20} if exists else {b"NSString": 10}
        self._selectors: dict[int, bytes] = {}

        @ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
        def send(receiver, selector, argument):
            if (receiver, self._selectors[selector]) == (10, b"stringWithUTF8String:"):
                self.queries.append(ctypes.string_at(argument))
                return 77
            assert (receiver, self._selectors[selector], argument) == (20, b"authorizationStatusForMediaType:", 77)
            return status

        self.objc_msgSend = send

    def objc_getClass(self, name: bytes) -> int | None:  # noqa: N802 - the runtime's name
        return self._names.get(name)

    def sel_registerName(self, name: bytes) -> int:  # noqa: N802
        self._selectors[len(self._selectors) + 1] = name
        return len(self._selectors)


@pytest.mark.parametrize("status", [tcc.NOT_DETERMINED, tcc.RESTRICTED, tcc.DENIED, tcc.AUTHORIZED])
@pytest.mark.parametrize("media", [tcc.VIDEO, tcc.AUDIO])
def test_macos_status(status, media):
    runtime = Runtime(status)
    assert tcc.status(media, runtime) == status
    assert runtime.queries == [media]


def test_macos_without_avfoundation():
    with pytest.raises(OperationFailed):
        tcc.status(tcc.VIDEO, Runtime(3, exists=False))
    with pytest.raises(OperationFailed):
        tcc.status(tcc.VIDEO)  # not on this system


def test_every_status_has_its_word(monkeypatch):
    words = []
    for status in (0, 1, 2, 3):
        monkeypatch.setattr(tcc, "status", lambda media, status=status: status)
        words.append(permission.read_permission("macos", "microphone"))
    assert words == ["not-asked", "denied-for-all", "denied", "allowed"]


def test_windows_reads_its_registry(monkeypatch):
    granted = SimpleNamespace(device=True, user=False, desktop=None)
    monkeypatch.setattr(consent_store, "switches", lambda store: granted if store == "microphone" else None)
    assert permission.read_permission("windows", "microphone") == "denied"
