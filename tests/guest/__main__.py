"""python3 -m tests.guest: the checks of camera and microphone on real devices of a real kernel, in a guest machine."""

import argparse
import signal
import sys
import tempfile
import time
from pathlib import Path

from checker.bootstrap import ensure_environment

RIGHT, WRONG, CANNOT, STOPPED = 0, 1, 2, 130


def main() -> int:
    """0 where the right thing was said of every scenario, 1 else, 2 where no guest can run, 130 after Ctrl-C."""
    ensure_environment("tests", "tests.guest", sys.argv[1:])
    from tests.guest.tools import NotPossible  # noqa: PLC0415 - only now are the packages there

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return _main(_arguments())
    except NotPossible as reason:
        print(reason, file=sys.stderr)
        return CANNOT
    except KeyboardInterrupt:
        return STOPPED


def _main(words: argparse.Namespace) -> int:
    from tests.guest import image, job, machine, matrix, tools  # noqa: PLC0415
    from tests.guest.scenario import Booted, ScenarioResult  # noqa: PLC0415
    from tests.guest.scenarios import BY_NAME  # noqa: PLC0415

    names = tuple(name for name in BY_NAME if name.startswith(words.only))
    if not names:
        print(f"There is no such scenario. There are: {', '.join(BY_NAME)}.", file=sys.stderr)
        return CANNOT
    began, tested = time.monotonic(), "packaged program" if words.packaged else "source"
    folder = words.work or image.cache()
    tools.bring()
    image.bring(folder)
    results: list[ScenarioResult] = []
    with tempfile.TemporaryDirectory(prefix="job", dir=folder) as own:
        disk = job.make(Path(own), names, packaged=words.packaged)
        for event in machine.run_guest(folder, disk, folder / "console.log"):
            if isinstance(event, Booted):
                line = f"Linux {event.kernel} runs, with the {tested}"
            else:
                results.append(event)
                line = f"{len(results)} of {len(names)} {matrix.line(event)}"
            print(f"{time.monotonic() - began:4.0f} s: {line}", file=sys.stderr, flush=True)
    print(matrix.matrix(f"Camera and microphone in the guest machine, {tested}", results, details=words.details))
    print(f"{time.monotonic() - began:4.0f} s in all", file=sys.stderr)
    if len(results) < len(names):
        raise tools.NotPossible(f"The guest ended early; {folder / 'console.log'} may say why.")
    return RIGHT if all(map(matrix.right, results)) else WRONG


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m tests.guest", description=__doc__)
    parser.add_argument("--work", type=Path, metavar="DIR", help="where the guest lies (the user's cache)")
    parser.add_argument(
        "--packaged", action="store_true", help="test dist/linux/Homeoffice-Check in place of the source"
    )
    parser.add_argument("--details", action="store_true", help="show what was seen in every scenario")
    parser.add_argument(
        "--only",
        type=lambda text: tuple(text.split(",")),
        default=("",),
        metavar="NAME,...",
        help="only these scenarios, or all whose names begin so",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
