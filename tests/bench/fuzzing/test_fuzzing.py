"""The fuzzer itself: a few inputs for every parser, and that it sees a crash, a flood and what has no end."""

import random
import sys

import pytest

from tests.bench.fuzzing import engine
from tests.bench.fuzzing.damage import damaged
from tests.bench.fuzzing.earlier import EARLIER
from tests.bench.fuzzing.engine import fuzz, fuzz_in_child
from tests.bench.fuzzing.parser import Parser
from tests.bench.fuzzing.parsers import parsers

PARSERS = parsers()
needs_fork = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and limits of a process")


@pytest.mark.parametrize("parser", PARSERS, ids=[parser.name for parser in PARSERS])
def test_no_parser_crashes(parser: Parser) -> None:
    assert fuzz(parser, 25, random.randrange(10**9)).crashes == ()


def test_a_crash_is_seen_and_named() -> None:
    worst = fuzz(Parser(name="broken", parse=lambda raw: raw[10_000], seeds=(b"abc",)), 20, 1)
    assert worst.crashes and worst.crashes[0].startswith("IndexError")


@needs_fork
def test_what_takes_too_much_memory_is_a_crash() -> None:
    worst = fuzz_in_child(Parser(name="broken", parse=lambda raw: bytearray(10**9), seeds=(b"abc",)), 2, 1)
    assert len(worst.crashes) == 2 and worst.crashes[0].startswith("MemoryError")


@needs_fork
def test_what_has_no_end_is_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def forever(_raw: bytes) -> None:
        while True:
            pass

    monkeypatch.setattr(engine, "HANG_S", 0.05)
    assert fuzz(Parser(name="broken", parse=forever, seeds=(b"abc",)), 1, 1).crashes[0].startswith("NoEnd")


@needs_fork
def test_a_process_that_dies_is_a_crash() -> None:
    def die(_raw: bytes) -> None:
        raise SystemExit(3)

    worst = fuzz_in_child(Parser(name="broken", parse=die, seeds=(b"abc",)), 1, 1)
    assert worst.crashes == ("the process ended with 3",)


def test_what_was_once_found_belongs_to_a_parser() -> None:
    assert set(EARLIER) <= {parser.name for parser in PARSERS}


def test_the_same_seed_makes_the_same_inputs() -> None:
    first, second = ([damaged(random.Random(3), (b"abc", b"def")) for _ in range(9)] for _ in range(2))
    assert first == second
