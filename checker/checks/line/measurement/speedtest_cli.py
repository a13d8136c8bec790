"""speedtest-cli as one method among others: made to work without a console, over TLS, and with an end.

It knows nothing of the line's behaviour under load, and it counts an upload where it leaves the program.
"""

import contextlib
import io
import math
import queue
import sys
import threading
import urllib.error
from collections.abc import Iterator
from types import ModuleType
from typing import Any, cast

from checker.checks.context import ProbeContext
from checker.checks.line.environment.cpu import CpuMonitor
from checker.checks.line.measurement.speedtest_answers import AnswerRecorder
from checker.checks.line.transport.http11 import status_error
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.model.text import Text
from checker.net.tls.context import system_trust_context

TIMEOUT_S = 8
"""Of each of its requests."""
WHOLE_S = 60.0
"""Of the whole test: it loads each direction for 10 s by its own settings."""
UNREACHED_MS = 600_000.0
"""What it enters, instead of a failure, for a server that did not answer: 3600 s a request, halved."""
DOWN_ERROR = ((150.0, 0.08), (float("inf"), 0.32))
UP_ERROR = ((2.0, 0.40), (5.0, 0.20), (15.0, 0.10), (float("inf"), 0.16))
"""Up to so many Mbit/s it was off by this share, measured on shaped lines of 6/1 to 1000/500 against TCP's goodput."""
_POLL_S = 0.05


class SpeedtestCli:
    """The public test, against the nearest of its servers."""

    def __init__(self) -> None:
        self._module = _import_speedtest()

    @property
    def name(self) -> str:
        """With its version."""
        return f"speedtest-cli {self._module.__version__}"

    def measure(self, context: ProbeContext) -> Iterator[Observation]:
        """Yields method, server, latency and rates. Raises Cancelled."""
        yield context.observation("method", self.name)
        _use_system_trust(self._module, context.net.extra_ca)
        stop = _Stop()
        results: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        cpu = CpuMonitor(is_allowed=context.may_read("cpu.during"))
        thread = threading.Thread(target=self._work, args=(stop, results), name="speedtest", daemon=True)
        try:
            with cpu.measure():
                thread.start()
                yield from self._observations(context, results)
        finally:
            stop.now = True
        if cpu.is_allowed:
            yield context.observation("cpu.own", round(cpu.own_s, 2))
        if cpu.peak_percent is not None:
            yield context.observation("cpu.during", round(cpu.peak_percent))

    def _observations(
        self, context: ProbeContext, results: "queue.SimpleQueue[tuple[str, Any]]"
    ) -> Iterator[Observation]:
        began = context.elapsed_s
        while context.elapsed_s - began < WHOLE_S:
            context.pause(_POLL_S)
            with contextlib.suppress(queue.Empty):
                part, result = results.get_nowait()
                if part == "end":
                    yield context.observation("seconds", round(context.elapsed_s - began, 1))
                    return
                yield from _part_observations(context, part, result)
        yield context.failed_observation("server.answer", OperationFailed(Operation.RUN, FailureKind.TIMEOUT).failure)

    def _work(self, stop: "_Stop", results: "queue.SimpleQueue[tuple[str, Any]]") -> None:
        """In a thread of its own: it cannot be cut off, only left behind."""
        try:
            test = self._module.Speedtest(secure=True, timeout=TIMEOUT_S, shutdown_event=stop)
            operator, ms = _server_answer(test.get_best_server())
            results.put(("server", (operator, ms)))
            # It measures also against servers that did not answer as one: what came then was some page's length.
            for part in () if ms < UNREACHED_MS / 2 else ("down", "up"):
                results.put((part, (0.0, 0)))
            answers = AnswerRecorder(test._opener)
            for part in ("down", "up") if ms < UNREACHED_MS / 2 else ():
                answers.error = None
                bits = test.download() if part == "down" else test.upload(pre_allocate=False)
                transferred_bytes = test.results.bytes_received if part == "down" else test.results.bytes_sent
                results.put((part, answers.error or (_finite(bits) / 1e6, int(transferred_bytes))))
        except BaseException as error:  # noqa: BLE001 - its slips (a NameError at any page of XML) are its failure
            results.put(("failed", _root_error(error)))
        results.put(("end", None))


class _Stop:
    """What it looks at between two pieces; an Event's isSet is gone from newer Pythons."""

    now = False

    def isSet(self) -> bool:  # noqa: N802 - its name for it
        return self.now


def _finite(number: Any) -> float:
    if not math.isfinite(number):
        raise ValueError
    return float(number)


def _server_answer(server: Any) -> tuple[str, float]:
    """The operator, and the latency in milliseconds."""
    return str(server.get("sponsor", "")), float(server.get("latency", UNREACHED_MS))


def _part_observations(context: ProbeContext, part: str, result: Any) -> Iterator[Observation]:
    if part == "failed":
        yield context.failed_observation("server.answer", result.failure)
    elif part == "server":
        # The operator, not the town: the nearest server's town is about where the employee lives.
        operator, ms = result
        yield context.observation("server", operator)
        if not ms < UNREACHED_MS / 2:  # also where it is no number
            yield context.failed_observation(
                "idle.latency", OperationFailed(Operation.RECEIVE, FailureKind.TIMEOUT).failure
            )
        else:
            yield context.observation("idle.latency", round(ms, 1))
        context.progress(0.2, Text(de="Herunterladen wird gemessen", en="Measuring the download"))
    else:
        context.progress(0.6 if part == "down" else 1.0, Text(de="Hochladen wird gemessen", en="Measuring the upload"))
        if isinstance(result, OperationFailed):
            yield context.failed_observation(f"{part}.rate", result.failure)
            return
        mbit, transferred_bytes = result
        if not transferred_bytes:
            yield context.failed_observation(
                f"{part}.rate", OperationFailed(Operation.RECEIVE, FailureKind.TIMEOUT, "nothing arrived").failure
            )
            return
        error_share = next(share for most, share in (DOWN_ERROR if part == "down" else UP_ERROR) if mbit <= most)
        yield context.observation(f"{part}.rate", round(mbit, 3), uncertainty=round(mbit * error_share, 3))
        yield context.observation(f"{part}.bytes", round(transferred_bytes / 1e6, 3))
        if part == "up":
            yield context.observation("up.counted", "here")


def _root_error(error: BaseException) -> OperationFailed:
    """The cause below its own exceptions; a web server's refusal by its number."""
    root: BaseException | None = error
    for _ in range(5):
        if isinstance(root, urllib.error.HTTPError):
            root.close()
            return status_error(root.code)
        if isinstance(root, urllib.error.URLError) and isinstance(root.reason, BaseException):
            root = root.reason
        elif isinstance(root, OSError):
            return OperationFailed.from_error(Operation.REQUEST, root)
        else:
            first = root.args[0] if root is not None and root.args else None
            root = first if isinstance(first, BaseException) else None
    return OperationFailed(Operation.REQUEST, FailureKind.BAD_ANSWER, type(error).__name__)


def _import_speedtest() -> ModuleType:
    """The module, imported with a console that is none: it opens the descriptors of the real one, or fails without."""
    console = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    try:
        import speedtest  # noqa: PLC0415 - only here is it safe

        return cast(ModuleType, speedtest)
    finally:
        sys.stdout, sys.stderr = console


def _use_system_trust(module: ModuleType, extra_ca: str | None) -> None:
    """It would judge certificates by a list of its own."""

    def https_open(handler: Any, request: Any) -> Any:
        connection = module._build_connection(
            module.SpeedtestHTTPSConnection,
            handler.source_address,
            handler.timeout,
            context=system_trust_context(extra_ca),
        )
        return handler.do_open(connection, request)

    module.SpeedtestHTTPSHandler.https_open = https_open
