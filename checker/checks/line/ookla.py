"""speedtest-cli as one method among others: made to work without a console, over TLS, and with an end.

It knows nothing of the line's behaviour under load, and it counts an upload where it leaves the program.
"""

import contextlib
import io
import queue
import sys
import threading
import urllib.error
from collections.abc import Iterator
from types import ModuleType
from typing import Any, cast

from checker.checks.context import ProbeContext
from checker.checks.line.cpu import Cpu
from checker.checks.line.http11 import refused
from checker.model.failure import FailureKind, Operation, OperationFailed, failure_of
from checker.model.observation import Observation
from checker.model.text import Text
from checker.net.trust import trusting

TIMEOUT_S = 8
"""Of each of its requests."""
WHOLE_S = 60.0
"""Of the whole test: it loads each direction for 10 s by its own settings."""
UNREACHED_MS = 600_000.0
"""What it enters, instead of a failure, for a server that did not answer: 3600 s a request, halved."""
DOWN_OFF = ((150.0, 0.08), (float("inf"), 0.32))
UP_OFF = ((2.0, 0.40), (5.0, 0.20), (15.0, 0.10), (float("inf"), 0.16))
"""Up to so many Mbit/s it was off by this share, measured on shaped lines of 6/1 to 1000/500 against TCP's goodput."""
_LOOK_S = 0.05


class Ookla:
    """The public test, against the nearest of its servers."""

    def __init__(self) -> None:
        self._module = _quietly()

    @property
    def name(self) -> str:
        """With its version."""
        return f"speedtest-cli {self._module.__version__}"

    def measure(self, context: ProbeContext) -> Iterator[Observation]:
        """Yields method, server, latency and rates. Raises Cancelled."""
        yield context.observation("method", self.name)
        _trust_the_system(self._module, context.net.extra_ca)
        stop = _Stop()
        answers: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        cpu = Cpu()
        thread = threading.Thread(target=self._work, args=(stop, answers), name="speedtest", daemon=True)
        try:
            with cpu.phase():
                thread.start()
                yield from self._told(context, answers)
        finally:
            stop.now = True
        yield context.observation("cpu.own", round(cpu.own_s, 2))
        if cpu.worst is not None:
            yield context.observation("cpu.during", round(cpu.worst))

    def _told(self, context: ProbeContext, answers: "queue.SimpleQueue[tuple[str, Any]]") -> Iterator[Observation]:
        began = context.elapsed_s
        while context.elapsed_s - began < WHOLE_S:
            context.pause(_LOOK_S)
            with contextlib.suppress(queue.Empty):
                part, found = answers.get_nowait()
                if part == "defect":
                    raise found
                if part == "end":
                    yield context.observation("seconds", round(context.elapsed_s - began, 1))
                    return
                yield from _observed(context, part, found)
        yield context.failed_observation("server.answer", OperationFailed(Operation.RUN, FailureKind.TIMEOUT).failure)

    def _work(self, stop: "_Stop", answers: "queue.SimpleQueue[tuple[str, Any]]") -> None:
        """In a thread of its own: it cannot be cut off, only left behind."""
        try:
            test = self._module.Speedtest(secure=True, timeout=TIMEOUT_S, shutdown_event=stop)
            answers.put(("server", test.get_best_server()))
            for part in ("down", "up"):
                bits = test.download() if part == "down" else test.upload(pre_allocate=False)
                moved = test.results.bytes_received if part == "down" else test.results.bytes_sent
                answers.put((part, (float(bits) / 1e6, int(moved))))
        except (self._module.SpeedtestException, OSError) as error:
            answers.put(("failed", _failed(error)))
        except BaseException as error:  # noqa: BLE001 - a defect of a thread ends in the probe, not on a console
            answers.put(("defect", error))
        answers.put(("end", None))


class _Stop:
    """What it looks at between two pieces; an Event's isSet is gone from newer Pythons."""

    now = False

    def isSet(self) -> bool:  # noqa: N802 - its name for it
        return self.now


def _observed(context: ProbeContext, part: str, found: Any) -> Iterator[Observation]:
    if part == "failed":
        yield context.failed_observation("server.answer", found.failure)
    elif part == "server":
        # The operator, not the town: the nearest server's town is about where the employee lives.
        yield context.observation("server", str(found.get("sponsor", "")))
        ms = float(found.get("latency", UNREACHED_MS))
        if ms >= UNREACHED_MS / 2:
            yield context.failed_observation(
                "idle.latency", OperationFailed(Operation.RECEIVE, FailureKind.TIMEOUT).failure
            )
        else:
            yield context.observation("idle.latency", round(ms, 1))
        context.progress(0.2, Text(de="Herunterladen wird gemessen", en="Measuring the download"))
    else:
        context.progress(0.6 if part == "down" else 1.0, Text(de="Hochladen wird gemessen", en="Measuring the upload"))
        mbit, moved = found
        if not moved:
            yield context.failed_observation(
                f"{part}.rate", OperationFailed(Operation.RECEIVE, FailureKind.TIMEOUT, "nothing arrived").failure
            )
            return
        off = next(share for most, share in (DOWN_OFF if part == "down" else UP_OFF) if mbit <= most)
        yield context.observation(f"{part}.rate", round(mbit, 3), uncertainty=round(mbit * off, 3))
        yield context.observation(f"{part}.bytes", round(moved / 1e6, 3))
        if part == "up":
            yield context.observation("up.counted", "here")


def _failed(error: BaseException) -> OperationFailed:
    """The cause below its own exceptions; a web server's refusal by its number."""
    below: BaseException | None = error
    for _ in range(5):
        if isinstance(below, urllib.error.HTTPError):
            below.close()
            return refused(below.code)
        if isinstance(below, urllib.error.URLError) and isinstance(below.reason, BaseException):
            below = below.reason
        elif isinstance(below, OSError):
            failure = failure_of(Operation.REQUEST, below)
            return OperationFailed(failure.operation, failure.kind, failure.detail)
        else:
            first = below.args[0] if below is not None and below.args else None
            below = first if isinstance(first, BaseException) else None
    return OperationFailed(Operation.REQUEST, FailureKind.BAD_ANSWER, type(error).__name__)


def _quietly() -> ModuleType:
    """The module, imported with a console that is none: it opens the descriptors of the real one, or fails without."""
    kept = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    try:
        import speedtest  # noqa: PLC0415 - only here is it safe

        return cast(ModuleType, speedtest)
    finally:
        sys.stdout, sys.stderr = kept


def _trust_the_system(module: ModuleType, extra_ca: str | None) -> None:
    """It would judge certificates by a list of its own."""

    def https_open(handler: Any, request: Any) -> Any:
        connection = module._build_connection(
            module.SpeedtestHTTPSConnection, handler.source_address, handler.timeout, context=trusting(extra_ca)
        )
        return handler.do_open(connection, request)

    module.SpeedtestHTTPSHandler.https_open = https_open
