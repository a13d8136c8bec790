"""Finds the proxy as the system does: by its script where one is set, else by its fixed settings."""

import threading
from collections.abc import Callable
from urllib.parse import urlsplit

from checker.model.failure import FailureKind, OperationFailed
from checker.net.clock import monotonic_s
from checker.net.http1.proxy import system_proxy
from checker.net.pac import cfnetwork, winhttp
from checker.net.pac.evaluation.evaluator import evaluate_script
from checker.net.pac.load import load_script
from checker.net.pac.result import parse_pac_result
from checker.net.pac.setting import PacSetting, read_pac_setting
from checker.net.pac.wpad import discover_script
from checker.net.phase_log import logged_phase

CACHE_S = 60.0
"""For so long neither setting, script nor results are asked for again: one run of all checks, not the next trial."""
_DEFAULT_PORTS = {"http": 80, "https": 443}


class SystemProxyFinder:
    """A checker.net.http1.proxy.Finder. Reads nothing until it is first asked; a script that fails is passed over."""

    def __init__(self, system: str, read: Callable[[str], PacSetting] = read_pac_setting) -> None:
        self._system = system
        self._read = read
        self._lock = threading.Lock()
        self._valid_until_s = 0.0
        self._address = ""
        self._script: str | OperationFailed = ""
        self._results: dict[str, str | OperationFailed | None] = {}

    def __call__(self, url: str) -> str | None:
        """The proxy for this address. Raises ValueError for what is none."""
        urlsplit(url)
        try:
            proxy = self.proxy_by_script(url)
        except OperationFailed:
            return system_proxy(url)
        return proxy if self._address else system_proxy(url)

    def proxy_by_script(self, url: str) -> str | None:
        """What the script says; None for "direct", or where none is set.

        Raises OperationFailed: cannot be had, or followed.
        """
        address, script = self._current_script()
        if not address:
            return None
        if isinstance(script, OperationFailed):
            raise script
        visible_url = _visible_url(url)
        with self._lock:
            is_cached, results = visible_url in self._results, self._results
        if not is_cached:
            results[visible_url] = self._evaluate(visible_url, address, script)
        result = results[visible_url]
        if isinstance(result, OperationFailed):
            raise result
        return result

    def _evaluate(self, url: str, address: str, script: str) -> str | OperationFailed | None:
        try:
            return evaluate_for_system(self._system, url, address, script)
        except OperationFailed as failed:
            if failed.failure.kind is FailureKind.TIMEOUT:  # nobody is to wait for it again for each further address
                with self._lock:
                    self._script = failed
            return failed

    def _current_script(self) -> tuple[str, str | OperationFailed]:
        with self._lock:
            if monotonic_s() >= self._valid_until_s:
                self._address = script_address(self._read(self._system))
                self._script = _load_or_failure(self._address)
                self._results = {}
                self._valid_until_s = monotonic_s() + CACHE_S
            return self._address, self._script


def script_address(pac_setting: PacSetting) -> str:
    """The script that is set, or the one that the network offers to a system that looks for it; else empty."""
    return pac_setting.script or ((discover_script() or "") if pac_setting.detects_wpad else "")


@logged_phase("evaluate a proxy script")
def evaluate_for_system(system: str, url: str, address: str, script: str) -> str | None:
    """What this script says of `url`, run by Windows or macOS, or here. Raises OperationFailed.

    Only the host is shown to it, not what is asked for there, as browsers do for https.
    """
    visible_url = _visible_url(url)
    match system:
        case "windows":
            return winhttp.find_proxy(visible_url, address)
        case "macos":
            return cfnetwork.find_proxy(visible_url, script)
    return parse_pac_result(evaluate_script(script, visible_url, urlsplit(visible_url).hostname or ""))


def _visible_url(url: str) -> str:
    """The address without name, path and usual port, in small letters."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = "" if parts.port in (None, _DEFAULT_PORTS.get(parts.scheme)) else f":{parts.port}"
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}/"


def _load_or_failure(address: str) -> str | OperationFailed:
    if not address:
        return ""
    try:
        return load_script(address)
    except OperationFailed as failed:
        return failed
