"""python3 -m tests.checks.outages.inside SECONDS: in the PC's namespace of the fault lab, a watch of so many seconds.

Reads {profile, extra_ca} as JSON, prints `watching` once it runs, and the report.
"""

import sys
import time

import msgspec

from checker.client.session import Session
from checker.model.codec import to_json
from checker.model.privacy import DataGroup
from checker.model.profile import Profile
from checker.net.net import Net


class WatchTask(msgspec.Struct):
    """`extra_ca`: the lab's own authority."""

    profile: Profile
    extra_ca: str


def main() -> None:
    task = msgspec.json.decode(sys.stdin.buffer.read(), type=WatchTask)
    session = Session(task.profile, Net(extra_ca=task.extra_ca), only=("outages",))
    session.allow((DataGroup.NETWORK,))
    runner = session.runner(lambda _event: None)
    runner.start()
    print("watching", flush=True)
    time.sleep(float(sys.argv[1]))
    runner.control.is_finished.set()
    session.add_measurements(runner.wait(20) or ())
    sys.stdout.write(to_json(session.report).decode())
    sys.stdout.flush()


if __name__ == "__main__":
    main()
