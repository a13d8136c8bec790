"""Many who measure at once behind one desk: each reads its own line, or is told that it had to give up waiting."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from checker.model.failure import FailureKind
from checker.model.measurement import Measurement
from checker.model.observation import Observations
from tests.bench.lines import LINES
from tests.lab.crowd import Crowd, crowd
from tests.lab.line import ROOT, serving, why_not
from tests.lab.line_spaces import end
from tests.lab.stolen_time import skipped_where_time_is_stolen

pytestmark = [
    pytest.mark.alone,
    pytest.mark.netns,
    pytest.mark.timeout(240),
    pytest.mark.skipif(bool(why_not()), reason=f"a crowd {why_not()}"),
]
CLIENTS = int(os.environ.get("CROWD_CLIENTS", "8"))
"""Thirty take more than a minute."""
DESK_MBIT = 200.0
OFF = 0.05
GIVES_UP_S = 150.0
MOST = 0.9
"""Share of them that must be measured and not only told to come back."""
STARTS_APART_S = 0.4
"""Interpreters that start on this one processor would measure it; the desk still has nearly all at once."""


KINDS = [LINES[name] for name in ("50/10", "16/2.4", "100/40", "6/1")]
"""Homes as they are; none has more than the desk."""


def _measuring(homes: Crowd, folder: Path, url: str) -> list[Observations]:
    """What each of them saw."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    paths = [folder / f"{client}.json" for client in homes.clients]
    children: list[subprocess.Popen[str]] = []
    try:
        for client, path in zip(homes.clients, paths, strict=True):
            command = homes.inside(client, sys.executable, "-m", "checker", "measure", url, "--json")
            with path.open("w") as out:
                children.append(subprocess.Popen(command, stdout=out, text=True, cwd=ROOT, env=environment))
            time.sleep(STARTS_APART_S)
        ends = time.monotonic() + GIVES_UP_S
        for child in children:
            child.wait(max(0.1, ends - time.monotonic()))
    finally:
        for child in children:
            end(child)
    return [msgspec.json.decode(path.read_bytes(), type=Measurement).observations_by_key for path in paths]


def _off(observations: Observations, name: str, true_mbit: float) -> float | None:
    """By what share the figure misses the truth; None where there is none."""
    read = observations.number(name) if observations.has(name) else None
    return None if read is None else read / true_mbit - 1


def _lines(homes: Crowd, everyone: Sequence[Observations]) -> list[str]:
    lines = []
    for number, observations in enumerate(everyone):
        parts = [f"{number:2}"]
        for name, true_mbit in zip(("down.rate", "up.rate"), homes.goodput(number), strict=True):
            off = _off(observations, name, true_mbit)
            parts.append(f"{true_mbit:6.2f} {'none' if off is None else f'{off:+.1%}':>6}")
        parts += [
            f"{name} {observations.number(name) if observations.has(name) else '-'}"
            for name in ("waited", "seconds", "cpu.during")
        ]
        parts += [
            f"{observation.name}: {observation.failure.kind.value}"
            for observation in observations
            if observation.failure
        ]
        lines.append("  ".join(parts))
    return lines


@skipped_where_time_is_stolen()
def test_all_at_once_each_read_their_own_line(tmp_path: Path) -> None:
    shapes = [KINDS[number % len(KINDS)] for number in range(CLIENTS)]
    with crowd(shapes, DESK_MBIT) as homes, serving(homes, "--capacity-mbit", "200/200") as url:
        began = time.monotonic()
        everyone = _measuring(homes, tmp_path, url)
        sys.stdout.write(f"all in {time.monotonic() - began:.1f} s\n" + "\n".join(_lines(homes, everyone)) + "\n")
        truths = [homes.goodput(number) for number in range(CLIENTS)]
    measured = 0
    for observations, truth in zip(everyone, truths, strict=True):
        assert observations.number("server.capacity") == DESK_MBIT or not observations.has("down.rate")
        offs = [_off(observations, name, true) for name, true in zip(("down.rate", "up.rate"), truth, strict=True)]
        assert all(off is None or abs(off) <= OFF for off in offs)
        if None in offs:
            failure = observations["place"].failure
            assert failure is not None
            assert failure.kind is FailureKind.BUSY
        else:
            measured += 1
    assert measured >= CLIENTS * MOST
