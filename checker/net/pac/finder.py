"""Finds the proxy as the system does: by its script where one is set, else by its fixed settings."""

import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from checker.model.failure import OperationFailed
from checker.net.pac import cfnetwork, winhttp
from checker.net.pac.evaluate import evaluated
from checker.net.pac.functions import functions
from checker.net.pac.load import load
from checker.net.pac.result import proxy_in
from checker.net.pac.setting import Setting, setting
from checker.net.pac.wpad import offered
from checker.net.proxy import system_proxy

KEPT_S = 60.0
"""For so long the setting and the script are not read again: one run of all checks, not the next trial."""


class SystemFinder:
    """A checker.net.proxy.Finder. Reads nothing until it is first asked; a script that fails is passed over."""

    def __init__(self, system: str, read: Callable[[str], Setting] = setting) -> None:
        self._system = system
        self._read = read
        self._lock = threading.Lock()
        self._until = 0.0
        self._address = ""
        self._script: str | OperationFailed = ""

    def __call__(self, url: str) -> str | None:
        """The proxy for this address. Raises ValueError for what is none."""
        urlsplit(url)
        try:
            told = self.by_script(url)
        except OperationFailed:
            return system_proxy(url)
        return told if self._address else system_proxy(url)

    def by_script(self, url: str) -> str | None:
        """What the script says; None for "direct", or where none is set.

        Raises OperationFailed: cannot be had, or followed.
        """
        address, script = self._known()
        if not address:
            return None
        if isinstance(script, OperationFailed):
            raise script
        return answer(self._system, url, address, script)

    def _known(self) -> tuple[str, str | OperationFailed]:
        with self._lock:
            if time.monotonic() >= self._until:
                self._address = script_address(self._read(self._system))
                self._script = _loaded(self._address)
                self._until = time.monotonic() + KEPT_S
            return self._address, self._script


def script_address(told: Setting) -> str:
    """The script that is set, or the one that the network offers to a system that looks for it; else empty."""
    return told.script or ((offered() or "") if told.detects else "")


def answer(system: str, url: str, address: str, script: str) -> str | None:
    """What this script says of `url`, run by Windows or macOS, or here. Raises OperationFailed.

    Only the host is shown to it, not what is asked for there, as browsers do for https.
    """
    parts = urlsplit(url)
    shown = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/"
    match system:
        case "windows":
            return winhttp.proxy(shown, address)
        case "macos":
            return cfnetwork.proxy(shown, script)
    return proxy_in(evaluated(script, shown, parts.hostname or "", functions()))


def _loaded(address: str) -> str | OperationFailed:
    if not address:
        return ""
    try:
        return load(address)
    except OperationFailed as failed:
        return failed
