"""Runs the microphone's probe in a process of its own, as the worker does, with shorter times; observations as JSON."""

import os
import sys

import msgspec

from checker.checks.context import LiveSample, ProbeContext, RunSession
from checker.checks.microphone import CHECK
from checker.checks.microphone.host import MicrophoneHost, MicrophoneTimes
from checker.checks.microphone.need import MicrophoneNeed
from checker.checks.microphone.playback import record_and_play
from checker.checks.microphone.probe import probe_microphones
from checker.model.profile import BUILT_IN
from checker.net.net import Net

TIMES = MicrophoneTimes(open_s=2.0, first_s=2.0, least_s=1.5, most_s=2.2, spoken_s=0.5, gap_s=1.0, replay_s=1.0)
PARTS = {"probe": probe_microphones, "playback": record_and_play}


def main() -> None:
    """Arguments: the part, the preferred device, the preferred speaker."""
    part, device, speaker = sys.argv[1:4]
    emitted: list[object] = []
    context = ProbeContext(CHECK, BUILT_IN, Net(), "linux", RunSession(emit=emitted.append))
    observations = list(
        PARTS[part](MicrophoneNeed(device=device, speaker=speaker), context, MicrophoneHost(times=TIMES))
    )
    levels = [item.numbers[0] for item in emitted if isinstance(item, LiveSample) and item.kind == "level"]
    sys.stdout.buffer.write(msgspec.json.encode({"seen": observations, "levels": levels}))
    sys.stdout.flush()
    os._exit(0)  # as the worker: a driver that hangs would hold up the end


if __name__ == "__main__":
    main()
