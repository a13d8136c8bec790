"""python3 -m tests.lab.faults.inside: in the PC's namespace, a profile's checks as the client runs them.

Reads {profile, extra_ca, medium} as JSON, prints the report. The cable between two namespaces is a virtual one: what
it is in this home is told.
"""

import os
import sys

import msgspec

from checker.model.privacy import DataGroup
from checker.model.profile import Profile
from checker.model.report import Consent
from checker.net.net import Net
from checker.net.routes import linux
from checker.net.routes.interface import Medium
from checker.run.plan import make_plan
from checker.run.report import assemble_report
from checker.run.runner import Runner
from tests.lab.windows.sight import VARIABLE, see_as_windows

CHECKS = ("computer", "network", "vpn")
"""The line's measurement would take half a minute; camera and microphone are no part of the way."""
_LONGEST_S = 40.0


class Task(msgspec.Struct):
    """`medium` of the PC's adapter eth0: cable or wifi."""

    profile: Profile
    extra_ca: str
    medium: str


def main() -> None:
    task = msgspec.json.decode(sys.stdin.buffer.read(), type=Task)
    if os.environ.get(VARIABLE) == "windows":
        see_as_windows()
    media = linux.media
    linux.media = lambda: {**media(), "eth0": Medium(task.medium)}  # type: ignore[assignment]
    net = Net(extra_ca=task.extra_ca)
    runner = Runner(make_plan(task.profile, tuple(DataGroup), CHECKS), net, lambda _event: None)
    runner.start()
    measured = runner.wait(_LONGEST_S)
    if measured is None:
        raise TimeoutError
    sys.stdout.buffer.write(msgspec.json.encode(assemble_report(task.profile, measured, Consent())))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
