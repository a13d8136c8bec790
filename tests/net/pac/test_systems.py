"""Proxy scripts by Windows' and macOS' own machinery, from libraries that fill the documented structures."""

import ctypes
import sys
from typing import Any

import pytest

from checker.model.failure import FailureKind, OperationFailed
from checker.net.pac import cfnetwork, winhttp
from checker.net.pac.finder import evaluate_for_system

P = ctypes.c_void_p


class Memory:
    """kernel32.dll: texts in its own room, each to be given back once."""

    def __init__(self, error: int = 0) -> None:
        self.error = error
        self.held: dict[int, Any] = {}

    def text(self, text: str | None) -> int | None:
        if text is None:
            return None
        room = ctypes.create_unicode_buffer(text)
        self.held[ctypes.addressof(room)] = room
        return ctypes.addressof(room)

    def GlobalFree(self, pointer) -> int:  # noqa: N802
        del self.held[pointer.value]
        return 0

    def GetLastError(self) -> int:  # noqa: N802
        return self.error


class Winhttp:
    def __init__(self, memory: Memory, *, setting: tuple | None = None, answer: tuple | None = None) -> None:
        self.memory, self.setting, self.answer = memory, setting, answer
        self.open = 0
        self.calls: list[tuple[str, str]] = []

    def WinHttpGetIEProxyConfigForCurrentUser(self, pointer) -> int:  # noqa: N802
        if self.setting is None:
            return 0
        detects, *texts = self.setting
        pointer._obj.detects = detects
        pointer._obj.script, pointer._obj.proxy, pointer._obj.bypass = (self.memory.text(text) for text in texts)
        return 1

    def WinHttpOpen(self, agent, access, proxy, bypass, flags) -> int:  # noqa: N802
        assert (access, flags) == (1, 0)
        self.open += 1
        return 0x1_0000_0001

    def WinHttpSetTimeouts(self, session, *times) -> int:  # noqa: N802
        assert session.value == 0x1_0000_0001
        return 1

    def WinHttpGetProxyForUrl(self, session, url, options, info) -> int:  # noqa: N802
        assert (options._obj.flags, options._obj.logs_on) == (2, 0)
        self.calls.append((url.value, options._obj.script))
        if self.answer is None:
            return 0
        info._obj.access = self.answer[0]
        info._obj.proxy, info._obj.bypass = (self.memory.text(text) for text in self.answer[1:])
        return 1

    def WinHttpCloseHandle(self, session) -> int:  # noqa: N802
        self.open -= 1
        return 1


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ((1, None, None, None), ("", True)),
        ((0, "http://pac.example/p", "proxy:80", "<local>"), ("http://pac.example/p", False)),
        ((0, None, "proxy:80", None), ("", False)),
    ],
)
def test_the_users_setting(setting: tuple, expected: tuple[str, bool]) -> None:
    memory = Memory()
    assert winhttp.read_user_config(Winhttp(memory, setting=setting), memory) == expected
    assert memory.held == {}


@pytest.mark.parametrize(
    ("answer", "proxy"),
    [
        ((1, None, None), None),
        ((3, "proxy.example:8080;other:1", "<local>"), "http://proxy.example:8080"),
        ((3, None, None), None),
    ],
)
def test_what_the_script_says(answer: tuple, proxy: str | None) -> None:
    memory = Memory()
    library = Winhttp(memory, answer=answer)
    assert winhttp.find_proxy("https://desk.example/", "http://pac.example/p", library, memory) == proxy
    assert library.calls == [("https://desk.example/", "http://pac.example/p")]
    assert (memory.held, library.open) == ({}, 0)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (12167, FailureKind.NOT_FOUND),
        (12166, FailureKind.BAD_ANSWER),
        (12178, FailureKind.MISSING),
        (12002, FailureKind.TIMEOUT),
        (5, FailureKind.BAD_ANSWER),
    ],
)
def test_a_script_that_windows_cannot_use(code: int, kind: FailureKind, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory(code)
    monkeypatch.setattr(ctypes, "get_last_error", memory.GetLastError, raising=False)
    library = Winhttp(memory)
    with pytest.raises(OperationFailed) as raised:
        winhttp.find_proxy("https://desk.example/", "http://pac.example/p", library, memory)
    assert (raised.value.failure.kind, library.open) == (kind, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has WinHTTP")
def test_windows_does_not_tell() -> None:
    memory = Memory()
    with pytest.raises(OperationFailed):
        winhttp.read_user_config(Winhttp(memory), memory)
    with pytest.raises(OperationFailed) as raised:
        evaluate_for_system("windows", "https://desk.example/", "http://pac.example/p", "")
    assert raised.value.failure.kind is FailureKind.MISSING


def test_the_structures_are_laid_out_as_on_64_bit_windows() -> None:
    assert (winhttp.WinhttpUserProxyConfig.script.offset, ctypes.sizeof(winhttp.WinhttpUserProxyConfig)) == (8, 32)
    assert (
        winhttp.WinhttpAutoproxyOptions.script.offset,
        winhttp.WinhttpAutoproxyOptions.logs_on.offset,
        ctypes.sizeof(winhttp.WinhttpAutoproxyOptions),
    ) == (
        8,
        28,
        32,
    )
    assert (winhttp.WinhttpProxyInfo.proxy.offset, ctypes.sizeof(winhttp.WinhttpProxyInfo)) == (8, 24)


CONSTANTS = [
    "kCFProxyTypeKey",
    "kCFProxyHostNameKey",
    "kCFProxyPortNumberKey",
    "kCFProxyTypeNone",
    "kCFProxyTypeHTTP",
    "kCFProxyTypeHTTPS",
    "kCFProxyTypeSOCKS",
]


class CoreFoundation:
    """Objects by number, each counted until it is released."""

    def __init__(self, proxies: list[dict[str, object]] | None) -> None:
        self.proxies = proxies
        self.objects: dict[int, Any] = {index + 1: name for index, name in enumerate(CONSTANTS)}
        self.owned: list[int] = []
        self.calls: list[tuple[str, str]] = []
        self.prepared: list[str] = []
        self.has_settings = True

    def CFNetworkCopySystemProxySettings(self) -> int | None:  # noqa: N802
        return self.made({"ProxyAutoConfigEnable": 1}) if self.has_settings else None

    def CFNetworkCopyProxiesForURL(self, url, settings) -> int:  # noqa: N802
        assert self.objects[settings.value] == {"ProxyAutoConfigEnable": 1}
        self.prepared.append(self.objects[url.value])
        return self.made([])

    def made(self, value: object, owned: bool = True) -> int:
        reference = len(self.objects) + 1
        self.objects[reference] = value
        if owned:
            self.owned.append(reference)
        return reference

    def CFStringCreateWithCString(self, allocator, text, encoding) -> int:  # noqa: N802
        assert encoding == 0x08000100
        return self.made(text.decode())

    def CFURLCreateWithString(self, allocator, text, base) -> int | None:  # noqa: N802
        return self.made(self.objects[text.value]) if self.objects[text.value] != "no address" else None

    def CFNetworkCopyProxiesForAutoConfigurationScript(self, script, url, problem) -> int | None:  # noqa: N802
        self.calls.append((self.objects[script.value], self.objects[url.value]))
        if self.proxies is None:
            problem._obj.value = self.made("an error")
            return None
        return self.made([self.made(proxy, owned=False) for proxy in self.proxies])

    def CFArrayGetCount(self, array) -> int:  # noqa: N802
        return len(self.objects[array.value])

    def CFArrayGetValueAtIndex(self, array, index) -> int:  # noqa: N802
        return self.objects[array.value][index]

    def CFDictionaryGetValue(self, entry, key) -> int | None:  # noqa: N802
        value = self.objects[entry.value].get(self.objects[key.value])
        return CONSTANTS.index(value) + 1 if value in CONSTANTS else None if value is None else self.made(value, False)

    def CFEqual(self, left, right) -> int:  # noqa: N802
        return int(self.objects[left.value] == self.objects[right.value])

    def CFStringGetCString(self, text, room, length, encoding) -> int:  # noqa: N802
        room.value = self.objects[text.value].encode()
        return 1

    def CFNumberGetValue(self, number, kind, pointer) -> int:  # noqa: N802
        assert kind == 9
        pointer._obj.value = self.objects[number.value]
        return 1

    def CFRelease(self, reference) -> None:  # noqa: N802
        self.owned.remove(reference.value)


@pytest.fixture(autouse=True)
def constants(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cfnetwork, "_constant", lambda cf, name: P(CONSTANTS.index(name) + 1))


def proxy(kind: str, host: str = "proxy.example", port: int = 8080) -> dict[str, object]:
    return {"kCFProxyTypeKey": kind, "kCFProxyHostNameKey": host, "kCFProxyPortNumberKey": port}


@pytest.mark.parametrize(
    ("proxies", "expected"),
    [
        ([proxy("kCFProxyTypeHTTP")], "http://proxy.example:8080"),
        (
            [proxy("kCFProxyTypeHTTPS", "2001:db8::1"), {"kCFProxyTypeKey": "kCFProxyTypeNone"}],
            "http://[2001:db8::1]:8080",
        ),
        ([{"kCFProxyTypeKey": "kCFProxyTypeNone"}], None),
        ([], None),
    ],
)
def test_macos(proxies: list[dict[str, object]], expected: str | None) -> None:
    library = CoreFoundation(proxies)
    assert cfnetwork.find_proxy("https://desk.example/", "function ...", library) == expected
    assert library.calls == [("function ...", "https://desk.example/")]
    assert library.prepared == ["https://desk.example/"]
    assert library.owned == []


def test_macos_without_settings_of_its_own_runs_the_script_all_the_same() -> None:
    library = CoreFoundation([proxy("kCFProxyTypeHTTP")])
    library.has_settings = False
    assert cfnetwork.find_proxy("https://desk.example/", "function ...", library) == "http://proxy.example:8080"
    assert library.owned == []


@pytest.mark.parametrize(
    ("proxies", "url", "kind"),
    [
        ([proxy("kCFProxyTypeSOCKS")], "u", FailureKind.UNSUPPORTED),
        ([{}], "u", FailureKind.UNSUPPORTED),
        ([{"kCFProxyTypeKey": "kCFProxyTypeHTTP"}], "u", FailureKind.BAD_ANSWER),
        (None, "u", FailureKind.BAD_ANSWER),
        ([], "no address", FailureKind.BAD_ANSWER),
    ],
)
def test_what_macos_does_not_tell(proxies: list[dict[str, object]] | None, url: str, kind: FailureKind) -> None:
    library = CoreFoundation(proxies)
    with pytest.raises(OperationFailed) as raised:
        cfnetwork.find_proxy(url, "function ...", library)
    assert (raised.value.failure.kind, library.owned) == (kind, [])


def test_no_such_library() -> None:
    with pytest.raises(OperationFailed) as raised:
        evaluate_for_system("macos", "https://desk.example/", "http://pac.example/p", "function ...")
    assert raised.value.failure.kind is FailureKind.MISSING
