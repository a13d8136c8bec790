"""python3 -m tests.lab.faults.inside: in the PC's namespace, a profile's checks as the client runs them.

Reads {profile, extra_ca, medium} as JSON, prints the report and the names of the experiments. The cable between two
namespaces is a virtual one: what it is in this home is told.
"""

import os
import socket
import sys
from typing import Any

import msgspec
import psutil

from checker.model.privacy import DataGroup
from checker.model.profile import Profile
from checker.model.report import Consent, Report
from checker.model.systems import System
from checker.net import receive_time
from checker.net.clock import wall_s
from checker.net.net import Net
from checker.net.routes import linux
from checker.net.routes.interface import Medium
from checker.run import follow_up
from checker.run.plan import RunPlan, make_plan
from checker.run.report import assemble_report
from checker.run.runner import Runner
from tests.lab.windows.sight import VARIABLE, see_as_windows

CHECKS = ("computer", "network", "vpn")
"""The line's measurement would take half a minute; camera and microphone are no part of the way."""
_LONGEST_S = 40.0
_FAKED_S = 1.0
_WINE_TIMES = 3


class Task(msgspec.Struct):
    """`medium` of the PC's adapter eth0: cable or wifi."""

    profile: Profile
    extra_ca: str
    medium: str


class Result(msgspec.Struct):
    """What is printed. `experiments`: names of the follow-up probes that were run, in their order."""

    report: Report
    experiments: list[str]


def _watched_experiments(sight: str) -> list[str]:
    """Grows by the name of each experiment that is planned; with Windows' sight only what shows something there is."""
    names: list[str] = []
    plan = follow_up.next_experiments

    def watched(verdicts: Any, done: Any, finished: Any, system: System) -> Any:
        planned = plan(verdicts, done, finished, "windows" if sight == "windows" else system)
        names.extend(entry.experiment.name for entry in planned)
        return planned

    follow_up.next_experiments = watched
    return names


def _take_kernel_stamps_by_the_faked_clock() -> None:
    """Under faketime(1) this process's clock is another than the kernel's, whose notes of arrivals would not count."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own:
        own.bind(("127.0.0.1", 0))
        receive_time.enable_receive_timestamps(own)
        own.sendto(b"", own.getsockname())
        _, ancillary, _, _ = own.recvmsg(1, 128)
    stamps = [receive_time.kernel_time_s(*entry) for entry in ancillary]
    ahead_s = next((wall_s() - stamp for stamp in stamps if stamp is not None), 0.0)
    if abs(ahead_s) < _FAKED_S:
        return
    original = receive_time.kernel_time_s

    def by_own_clock(level: int, kind: int, raw: bytes) -> float | None:
        stamp = original(level, kind, raw)
        return None if stamp is None else stamp + ahead_s

    receive_time.kernel_time_s = by_own_clock


def _tell_of_the_cable(medium: Medium) -> None:
    """Under Wine every adapter has 1 Mbit/s; nothing there makes it a Wi-Fi."""
    media, adapters = linux.media, psutil.net_if_stats
    linux.media = lambda: {**media(), "eth0": medium}  # type: ignore[assignment]
    if sys.platform == "win32":
        psutil.net_if_stats = lambda: {name: entry._replace(speed=1000) for name, entry in adapters().items()}


def _with_time_for_wine(plan: RunPlan) -> RunPlan:
    """Wine needs a multiple of the processor's time: no check shall end for that."""
    planned = [
        msgspec.structs.replace(
            entry, check=msgspec.structs.replace(entry.check, deadline_s=entry.check.deadline_s * _WINE_TIMES)
        )
        for entry in plan.planned
    ]
    return msgspec.structs.replace(plan, planned=tuple(planned))


def main() -> None:
    task = msgspec.json.decode(sys.stdin.buffer.read(), type=Task)
    if os.environ.get(VARIABLE) == "windows":
        see_as_windows()
    if sys.platform == "linux":
        _take_kernel_stamps_by_the_faked_clock()
    experiments = _watched_experiments(os.environ.get(VARIABLE, ""))
    _tell_of_the_cable(Medium(task.medium))
    net = Net(extra_ca=task.extra_ca)
    plan, longest_s = make_plan(task.profile, tuple(DataGroup), CHECKS), _LONGEST_S
    if sys.platform == "win32":
        plan, longest_s = _with_time_for_wine(plan), _LONGEST_S * _WINE_TIMES
    runner = Runner(plan, net, lambda _event: None)
    runner.start()
    measured = runner.wait(longest_s)
    if measured is None:
        raise TimeoutError
    report = assemble_report(task.profile, measured, Consent())
    sys.stdout.buffer.write(msgspec.json.encode(Result(report, experiments)))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
