"""How finely the clocks step, how long a short wait takes, and whether the kernel notes a datagram's arrival."""

import contextlib
import select
import socket
import sys
import threading
import time
from collections.abc import Callable
from typing import Literal

from checker.checks.line.environment.suspend import SuspendDetector
from checker.client.self_test.assumption import EVERYWHERE, Assumption, Confirmation
from checker.client.self_test.reading import Reading, Value, rounded, term
from checker.model.systems import this_system
from checker.net.clock import monotonic_s, wall_ns, wall_s
from checker.net.receive_time import enable_receive_timestamps, kernel_time_s
from checker.net.receiver import ReceiverProcess
from checker.net.windows.timer import fine_timer

COARSE_S = 0.0161
"""Windows' timer interrupt, 15.625 ms, which GetTickCount64 counts in whole milliseconds, 15 or 16."""
FINE_S = 0.0001
FINE_WAIT_S = 0.005
"""A wait with a timer of 1 ms may end so much later, other programs' turns included."""
_WATCH_S = 0.2
_SHORT_S = 0.005
_WAITS = 8
_RECEIVER_START_S = 20.0
"""What a cold start of the program may take on a slow PC."""
_RECEIVER_LIMIT_S = 24.0
_IMPLEMENTATIONS = (
    "QueryPerformanceCounter()",
    "GetTickCount64()",
    "GetSystemTimeAsFileTime()",
    "GetSystemTimePreciseAsFileTime()",
    "mach_absolute_time()",
    "clock_gettime(CLOCK_MONOTONIC)",
    "clock_gettime(CLOCK_REALTIME)",
    "gettimeofday()",
)
"""Of time.get_clock_info (CPython, Python/pytime.c)."""


def _measure_clock(name: Literal["perf_counter", "monotonic", "time"], most_s: float) -> Reading:
    info = time.get_clock_info(name)
    step_s = smallest_step_s(getattr(time, f"{name}_ns"))
    values: dict[str, Value] = {
        "step_us": round(step_s * 1e6, 1),
        "resolution_us": round(info.resolution * 1e6, 1),
        "implementation": term(info.implementation, _IMPLEMENTATIONS),
        "adjustable": info.adjustable,
    }
    return Reading(step_s <= most_s, values)


def _measure_precise_wall() -> Reading:
    step_s = smallest_step_s(wall_ns)
    return Reading(step_s <= FINE_S, {"step_us": round(step_s * 1e6, 1)})


def smallest_step_s(read_ns: Callable[[], int], watch_s: float = _WATCH_S) -> float:
    """Seconds of the smallest step that the clock shows meanwhile; `watch_s` where it does not move."""
    steps_ns: list[int] = []
    end_s = monotonic_s() + watch_s
    last_ns = read_ns()
    while monotonic_s() < end_s:
        now_ns = read_ns()
        if now_ns > last_ns:
            steps_ns.append(now_ns - last_ns)
        last_ns = now_ns
    return min(steps_ns) / 1e9 if steps_ns else watch_s


def _measure_sleep() -> Reading:
    longest_s = _longest_wait_s(lambda: time.sleep(_SHORT_S))
    return Reading(longest_s < _SHORT_S + COARSE_S, _wait_values(longest_s))


def _measure_event_wait() -> Reading:
    event = threading.Event()
    longest_s = _longest_wait_s(lambda: event.wait(_SHORT_S))
    return Reading(None, _wait_values(longest_s))


def _measure_socket_wait() -> Reading:
    return Reading(None, _wait_values(_longest_socket_wait_s()))


def _measure_fine_wait() -> Reading:
    with fine_timer():
        longest_s = _longest_socket_wait_s()
    return Reading(longest_s < _SHORT_S + FINE_WAIT_S, _wait_values(longest_s))


def _longest_socket_wait_s() -> float:
    with _datagram_socket() as sock:
        sock.bind(("127.0.0.1", 0))
        sock.settimeout(_SHORT_S)

        def wait() -> object:
            try:
                return sock.recv(1)
            except TimeoutError:
                return None

        return _longest_wait_s(wait)


def _wait_values(longest_s: float) -> dict[str, Value]:
    return {"asked_ms": _SHORT_S * 1e3, "longest_ms": rounded(longest_s * 1e3)}


def _longest_wait_s(wait: Callable[[], object]) -> float:
    durations_s = []
    for _ in range(_WAITS):
        start_s = monotonic_s()
        wait()
        durations_s.append(monotonic_s() - start_s)
    return max(durations_s)


def _measure_kernel_time() -> Reading:
    with _datagram_socket() as sock:
        sock.bind(("127.0.0.1", 0))
        sock.settimeout(1.0)
        enable_receive_timestamps(sock)
        sock.sendto(b"x", sock.getsockname())
        if not hasattr(sock, "recvmsg"):
            return Reading(sys.platform == "win32", {"recvmsg": False, "stamp": False})
        ancillary = sock.recvmsg(16, 128)[1]
    stamps = [stamp for level, kind, raw in ancillary if (stamp := kernel_time_s(level, kind, raw)) is not None]
    is_plausible = any(abs(wall_s() - stamp) < 1 for stamp in stamps)
    return Reading(is_plausible == (sys.platform != "win32"), {"recvmsg": True, "stamp": is_plausible})


def _datagram_socket() -> socket.socket:
    return socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


def _measure_receiver_process() -> Reading:
    start_s = monotonic_s()
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as far,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock,
    ):
        far.bind(("127.0.0.1", 0))
        sock.connect(far.getsockname())
        sock.setblocking(False)
        with contextlib.closing(ReceiverProcess(sock)) as receiver:
            while (readable := receiver.readable()) is sock and monotonic_s() - start_s < _RECEIVER_START_S:
                time.sleep(0.02)
            values: dict[str, Value] = {"started": readable is not sock, "seconds": rounded(monotonic_s() - start_s)}
            sent_s = wall_s()
            far.sendto(b"x", sock.getsockname())
            select.select([readable], [], [], 1.0)
            datagram = receiver.receive()
    is_plausible = datagram is not None and abs(datagram.received_at_s - sent_s) < 1
    return Reading(bool(values["started"]) and is_plausible, {**values, "stamp": is_plausible})


def _measure_suspend_clocks() -> Reading:
    suspended = SuspendDetector(this_system()).suspended()
    return Reading(not suspended, {"readable": True, "suspended": suspended})


CLOCK_ASSUMPTIONS = (
    Assumption(
        id="clock.perf-counter",
        systems=EVERYWHERE,
        expected="time.perf_counter steps by less than 0.1 ms, whatever the version of Python: durations come from it.",
        where=("net/clock.py",),
        source="CPython Python/pytime.c: QueryPerformanceCounter, mach_absolute_time, CLOCK_MONOTONIC",
        confirmed=(Confirmation.SOURCE, Confirmation.WINE, Confirmation.LINUX),
        measure=lambda: _measure_clock("perf_counter", FINE_S),
    ),
    Assumption(
        id="clock.monotonic",
        systems=EVERYWHERE,
        expected="time.monotonic steps by at most 16 ms (Windows before Python 3.13: GetTickCount64), else finely.",
        where=("net/clock.py",),
        source="CPython Python/pytime.c, gh-88494 (3.13); genuine CPython 3.11.9 and 3.13.2 under Wine",
        confirmed=(Confirmation.SOURCE, Confirmation.WINE),
        measure=lambda: _measure_clock("monotonic", COARSE_S),
    ),
    Assumption(
        id="clock.wall",
        systems=EVERYWHERE,
        expected="time.time steps by at most 16 ms (Windows before Python 3.13: GetSystemTimeAsFileTime).",
        where=("net/clock.py",),
        source="CPython Python/pytime.c, gh-88494 (3.13); genuine CPython 3.11.9 and 3.13.2 under Wine",
        confirmed=(Confirmation.SOURCE, Confirmation.WINE),
        measure=lambda: _measure_clock("time", COARSE_S),
    ),
    Assumption(
        id="clock.wall-precise",
        systems=EVERYWHERE,
        expected="The date that packets are stamped with steps by less than 0.1 ms: GetSystemTimePreciseAsFileTime.",
        where=("net/clock.py", "net/receive_time.py"),
        source="Microsoft: GetSystemTimePreciseAsFileTime (Windows 8 and newer); clock_gettime(2)",
        confirmed=(Confirmation.PAGE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_precise_wall,
    ),
    Assumption(
        id="clock.sleep",
        systems=EVERYWHERE,
        expected="time.sleep(5 ms) ends within 5 + 16 ms: packets 20 ms apart keep their distance.",
        where=("checks/line/packets/packet_probe.py", "net/icmp/windows.py"),
        source="CPython 3.11 Modules/timemodule.c: CREATE_WAITABLE_TIMER_HIGH_RESOLUTION (Windows 10 1803 and newer)",
        confirmed=(Confirmation.SOURCE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_sleep,
    ),
    Assumption(
        id="clock.event-wait",
        systems=EVERYWHERE,
        expected="threading.Event.wait(5 ms) may end 15.6 ms late on Windows; nothing is measured by it.",
        where=("net/icmp/windows.py", "run/runner.py"),
        source="CPython Python/thread_nt.h: WaitForSingleObjectEx, steps of the timer interrupt",
        confirmed=(Confirmation.SOURCE,),
        measure=_measure_event_wait,
    ),
    Assumption(
        id="clock.socket-wait",
        systems=EVERYWHERE,
        expected="A socket's time-out of 5 ms may end 15.6 ms late on Windows; nothing is measured by it.",
        where=("net/tcp/exchange.py", "net/stun/binding.py"),
        source="CPython Modules/socketmodule.c: select() of Winsock, steps of the timer interrupt",
        confirmed=(Confirmation.SOURCE,),
        measure=_measure_socket_wait,
    ),
    Assumption(
        id="clock.fine-timer",
        systems=EVERYWHERE,
        expected="With timeBeginPeriod(1) a socket's wait of 5 ms ends within 10 ms, also behind other windows.",
        where=("net/windows/timer.py", "checks/line/packets/packet_probe.py"),
        source="Microsoft: timeBeginPeriod, SetProcessInformation (ProcessPowerThrottling)",
        confirmed=(Confirmation.PAGE,),
        measure=_measure_fine_wait,
    ),
    Assumption(
        id="clock.receiver-process",
        systems=EVERYWHERE,
        expected="Another process of this program can read a socket of this one and note when a datagram arrived.",
        where=("net/receiver.py", "net/receiver_process.py"),
        source="Microsoft: WSADuplicateSocketW; CPython's documentation of socket.share; execve(2)",
        confirmed=(Confirmation.PAGE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_receiver_process,
        limit_s=_RECEIVER_LIMIT_S,
    ),
    Assumption(
        id="clock.kernel-stamps",
        systems=EVERYWHERE,
        expected="Linux and macOS note a datagram's arrival (SO_TIMESTAMPNS, SO_TIMESTAMP); Windows' Python cannot.",
        where=("net/receive_time.py",),
        source="asm-generic/socket.h, XNU sys/socket.h; CPython builds recvmsg for POSIX alone",
        confirmed=(Confirmation.HEADER, Confirmation.SOURCE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_kernel_time,
    ),
    Assumption(
        id="clock.asleep",
        systems=EVERYWHERE,
        expected="Of two clocks one goes on while the PC sleeps; awake they keep together within 0.5 s.",
        where=("checks/line/environment/suspend.py",),
        source="Microsoft: QueryUnbiasedInterruptTime; mach_continuous_time; clock_gettime(2)",
        confirmed=(Confirmation.PAGE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_suspend_clocks,
    ),
)
