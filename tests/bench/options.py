"""What a run of the benchmark was told, and its lines."""

import contextlib
import sys
from collections.abc import Iterator

from checker.model.record import Record
from tests.bench import peers
from tests.lab.line import Line, Shape, serving, shaped


class BenchOptions(Record, frozen=True, kw_only=True):
    """`runs` of ours for each line; peers run once, for they cost ten times as much.

    `seed`: of the lines that are drawn.
    """

    runs: int
    lines: tuple[str, ...]
    peers: bool
    seed: int = 1

    def has_peer(self, program: str) -> bool:
        """Whether this peer is wanted and installed."""
        return self.peers and peers.program(program) is not None


@contextlib.contextmanager
def standing(shape: Shape, options: BenchOptions) -> Iterator[tuple[Line, str]]:
    """A line with every far end that is wanted; yields it and our endpoint's address."""
    with shaped(shape) as line, serving(line) as url, contextlib.ExitStack() as stack:
        if options.peers:
            stack.enter_context(peers.served(line))
        yield line, url


def progress(words: str) -> None:
    print(f"… {words}", file=sys.stderr, flush=True)
