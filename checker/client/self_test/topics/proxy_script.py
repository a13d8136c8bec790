"""Who runs proxy scripts: WinHTTP, CFNetwork or the engine in a child process; with a script from the loopback."""

import http.server
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checker.client.self_test.assumption import EVERYWHERE, WINDOWS, Assumption, Confirmation
from checker.client.self_test.reading import Reading, Value, kind_term, rounded
from checker.model.failure import FailureKind, OperationFailed
from checker.model.systems import this_system
from checker.net.clock import monotonic_s
from checker.net.pac.finder import evaluate_for_system
from checker.net.pac.load import ENTRY_FUNCTION, MEDIA_TYPE
from checker.net.pac.setting import read_pac_setting

_SCRIPT = f"""function {ENTRY_FUNCTION}(url, host) {{
  if (dnsDomainIs(host, ".proxied.invalid")) return "PROXY proxy.invalid:8080; DIRECT";
  return "DIRECT";
}}
"""
_PROXY = "http://proxy.invalid:8080"
_LIMIT_S = 20.0
"""WinHTTP starts its service first, and may wait three seconds for each step."""


class _ScriptHandler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = _SCRIPT.encode()
        self.send_response(200)
        self.send_header("Content-Type", MEDIA_TYPE)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *_arguments: object) -> None:  # noqa: A002 - the standard library's name
        """Says nothing."""


@contextmanager
def _script_address() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _ScriptHandler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), name="proxy script", daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/proxy.pac"
        finally:
            server.shutdown()


def _measure_engine() -> Reading:
    with _script_address() as address:
        start_s = monotonic_s()
        try:
            proxied = evaluate_for_system(this_system(), "http://www.proxied.invalid/", address, _SCRIPT)
            direct = evaluate_for_system(this_system(), "http://www.direct.invalid/", address, _SCRIPT)
        except OperationFailed as failed:
            return Reading(False, {"kind": kind_term(failed.failure), "seconds": _since(start_s)})
    values: dict[str, Value] = {"proxy": proxied == _PROXY, "direct": direct is None, "seconds": _since(start_s)}
    return Reading(proxied == _PROXY and direct is None, values)


def _measure_script_by_file() -> Reading:
    with tempfile.TemporaryDirectory(prefix="homeoffice-check-", ignore_cleanup_errors=True) as folder:
        file = Path(folder, "proxy.pac")
        file.write_text(_SCRIPT, "utf-8")
        try:
            proxy = evaluate_for_system(this_system(), "http://www.proxied.invalid/", file.as_uri(), _SCRIPT)
        except OperationFailed as failed:
            is_expected = failed.failure.kind in (FailureKind.BAD_ANSWER, FailureKind.NOT_FOUND)
            return Reading(is_expected, {"followed": False, "kind": kind_term(failed.failure)})
    return Reading(sys.platform != "win32", {"followed": proxy == _PROXY})


def _since(start_s: float) -> float:
    return rounded(monotonic_s() - start_s)


def _measure_setting() -> Reading:
    start_s = monotonic_s()
    setting = read_pac_setting(this_system())
    values: dict[str, Value] = {"script": bool(setting.script), "wpad": setting.detects_wpad}
    return Reading(None, {**values, "seconds": _since(start_s)})


PROXY_SCRIPT_ASSUMPTIONS = (
    Assumption(
        id="proxy-script.engine",
        systems=EVERYWHERE,
        expected="The system runs a proxy script without a session or run loop of ours: a proxy, and the direct way.",
        where=("net/pac/winhttp.py", "net/pac/cfnetwork.py", "net/pac/evaluation/evaluator.py"),
        source="winhttp.h; CFProxySupport.h (returns when it is done), Apple's sample CFProxySupportTool",
        confirmed=(Confirmation.HEADER, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_engine,
        limit_s=_LIMIT_S,
    ),
    Assumption(
        id="proxy-script.by-file",
        systems=WINDOWS,
        expected="WinHTTP follows no script at a file: address; then the fixed settings count.",
        where=("net/pac/winhttp.py", "net/pac/finder.py"),
        source="Microsoft: WINHTTP_AUTOPROXY_OPTIONS names http and https alone",
        confirmed=(Confirmation.WINE,),
        measure=_measure_script_by_file,
        limit_s=_LIMIT_S,
    ),
    Assumption(
        id="proxy-script.setting",
        systems=EVERYWHERE,
        expected="Whether a script is set is told at once, without rights.",
        where=("net/pac/setting.py", "net/pac/winhttp.py"),
        source="Microsoft: WinHttpGetIEProxyConfigForCurrentUser; scutil(8); gsettings(1)",
        confirmed=(Confirmation.PAGE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_setting,
    ),
)
