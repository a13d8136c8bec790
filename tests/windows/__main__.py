"""python3 -m tests.windows [files or folders]: the tests under CPython for Windows, in Wine 10, on Debian, as root.

A process for each file, so that one that hangs or crashes takes no other with it.
"""

import argparse
import os
import signal
import sys
from pathlib import Path

from checker.bootstrap import ensure_environment

CLEAN, NOT_CLEAN, CANNOT, STOPPED = 0, 1, 2, 130


def main() -> int:
    """0 where every file is clean, 1 where not, 2 where there is no such file, 130 after Ctrl-C."""
    arguments = _arguments()
    ensure_environment("windows-tests", "tests.windows", sys.argv[1:], window=True)
    sys.path.insert(0, str(Path(__file__).parents[2] / "build"))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if arguments.faults is not None:
        return _faults(arguments.faults)
    from tests.windows.outcome import table  # noqa: PLC0415 - only now are the packages there
    from tests.windows.suite import Suite, test_files  # noqa: PLC0415

    files = test_files(arguments.files)
    if not files:
        print(f"There is no test file in {', '.join(arguments.files)}.", file=sys.stderr)
        return CANNOT
    suite = Suite(
        arguments.jobs,
        arguments.limit,
        python=arguments.python,
        batch=arguments.batch,
        with_gaps=arguments.with_gaps,
    )
    if arguments.rest:
        files = suite.not_clean(files)
    try:
        suite.set_up()
        for number, (file, outcome) in enumerate(suite.run(files), start=1):
            print(f"{number:3} of {len(files)}  {outcome.line()}  {file}", flush=True)
    except KeyboardInterrupt:
        return STOPPED
    finally:
        suite.close()
    outcomes = suite.outcomes(files)
    print(table(outcomes))
    return CLEAN if all(outcome.is_clean for outcome in outcomes.values()) else NOT_CLEAN


def _faults(words: list[str]) -> int:
    """0 where each difference is one that Wine makes, 1 where not, 2 where no home can be built or has this name."""
    from tests.bench.faults import why_not  # noqa: PLC0415 - only now are the packages there

    if reason := why_not():
        print(f"The homes of the fault lab: it {reason}.", file=sys.stderr)
        return CANNOT
    from tests.lab.faults.kinds.every import FAULTS  # noqa: PLC0415 - needs Linux
    from tests.windows.faults import HEALTHY, NAMES, WindowsPc, compare, fault_table  # noqa: PLC0415

    names = words or list(NAMES)
    if unknown := [name for name in names if name not in {HEALTHY, *FAULTS}]:
        print(f"There is no such fault: {', '.join(unknown)}.", file=sys.stderr)
        return CANNOT
    pc = WindowsPc()
    pc.set_up()
    comparisons = []
    try:
        for comparison in compare(names, pc):
            comparisons.append(comparison)
            print(f"{len(comparisons):3} of {len(names)}  {'; '.join(comparison.row())}", flush=True)
    except KeyboardInterrupt:
        return STOPPED
    print(fault_table(comparisons))
    return CLEAN if all(comparison.is_explained for comparison in comparisons) else NOT_CLEAN


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m tests.windows", description=__doc__)
    parser.add_argument("files", nargs="*", help="test files or folders (every part that runs on Windows)")
    parser.add_argument("--python", choices=("3.11", "3.13"), default="3.11", help="the oldest (3.11), or a release's")
    parser.add_argument("--rest", action="store_true", help="only those that have not been clean before")
    parser.add_argument(
        "--faults", nargs="*", metavar="NAME", help="instead: homes of the fault lab, in Wine and on Linux"
    )
    parser.add_argument("--with-gaps", action="store_true", help="run what wine_gaps.py leaves out as well")
    parser.add_argument("--limit", type=float, default=300, metavar="SECONDS", help="for each file (300)")
    parser.add_argument("--batch", type=int, default=1, metavar="FILES", help="so many in a process: faster (1)")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="files at a time (2)")
    arguments = parser.parse_args()
    if arguments.faults is not None and arguments.python != "3.11":
        parser.error("--faults runs with 3.11 alone")
    return arguments


if __name__ == "__main__":
    sys.exit(main())
