"""One parser against many inputs, in a child process with so much memory and no more; none may take for ever.

A parser may refuse with its own exceptions; any other, an end of the process and an input without an end are crashes.
"""

import contextlib
import multiprocessing
import random
import signal
import sys
import time
from collections.abc import Iterator
from itertools import chain
from multiprocessing.connection import Connection
from types import FrameType

import psutil

from checker.model.record import Record
from tests.bench.fuzzing.damage import damaged
from tests.bench.fuzzing.earlier import EARLIER
from tests.bench.fuzzing.parser import Parser

if sys.platform != "win32":
    import resource

MEMORY_B = 256_000_000
"""More than the child had when it began."""
HANG_S = 20.0
"""For one input; then it counts as one without an end."""


class Worst(Record, frozen=True, kw_only=True):
    """Of one parser: its slowest input, what crashed it, and how much more memory the process took at most, bytes."""

    inputs: int
    slowest_s: float = 0.0
    slowest: bytes = b""
    crashes: tuple[str, ...] = ()
    memory_b: int = 0


class NoEnd(Exception):  # noqa: N818 - a state of the parser
    """An input took longer than HANG_S."""


def fuzz(parser: Parser, inputs: int, seed: int) -> Worst:
    """So many inputs from this seed on, those found earlier first; in this process."""
    source = random.Random(f"{parser.name} {seed}")
    slowest_s, slowest, crashes = 0.0, b"", []
    earlier = EARLIER.get(parser.name, ())
    before_b = _peak_b()
    for data in chain(earlier, (damaged(source, parser.seeds) for _ in range(inputs))):
        # Of the processor: a parser waits for nothing, and the machine may be busy with something else.
        began = time.process_time()
        try:
            with _no_longer_than(HANG_S):
                parser.parse(data)
        except parser.refuses:
            pass
        except (Exception, NoEnd) as error:  # noqa: BLE001 - this is what is looked for
            crashes.append(f"{type(error).__name__} {len(data)} bytes, {data[:120]!r}")
        seconds = time.process_time() - began
        if seconds > slowest_s:
            slowest_s, slowest = seconds, data
    memory_b = _peak_b() - before_b
    return Worst(
        inputs=inputs + len(earlier), slowest_s=slowest_s, slowest=slowest, crashes=tuple(crashes), memory_b=memory_b
    )


def fuzz_in_child(parser: Parser, inputs: int, seed: int, memory_b: int = MEMORY_B) -> Worst:
    """The same in a process of its own, whose address space ends `memory_b` above what it begins with."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run_child, args=(parser, inputs, seed, memory_b, sender))
    process.start()
    sender.close()
    try:
        return receiver.recv()  # type: ignore[no-any-return]
    except EOFError:
        process.join()
        return Worst(inputs=inputs, crashes=(f"the process ended with {process.exitcode}",))
    finally:
        process.join()
        receiver.close()


def _peak_b() -> int:
    """The most that this process has had in memory, bytes; 0 where the system does not say."""
    return 0 if sys.platform == "win32" else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _run_child(parser: Parser, inputs: int, seed: int, memory_b: int, sender: Connection) -> None:
    most = psutil.Process().memory_info().vms + memory_b
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    sender.send(fuzz(parser, inputs, seed))
    sender.close()


@contextlib.contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    """Raises NoEnd inside the block, as soon as Python gets to run there; the main thread's alone, not on Windows."""
    if sys.platform == "win32":
        yield
        return

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise NoEnd

    previous = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
