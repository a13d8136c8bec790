"""The fuzzer itself: a few inputs for every parser, and that it sees a crash."""

import random

import pytest

from tests.bench.fuzz import Parser, damaged, fuzz, parsers

PARSERS = parsers()


@pytest.mark.parametrize("parser", PARSERS, ids=[parser.name for parser in PARSERS])
def test_no_parser_crashes(parser: Parser) -> None:
    assert fuzz(parser, 25, random.randrange(10**9)).crashes == ()


def test_a_crash_is_seen_and_named() -> None:
    worst = fuzz(Parser(name="broken", parse=lambda raw: raw[10_000], seeds=(b"abc",)), 20, 1)
    assert worst.crashes and worst.crashes[0].startswith("IndexError")


def test_the_same_seed_makes_the_same_inputs() -> None:
    first, second = ([damaged(random.Random(3), (b"abc", b"def")) for _ in range(9)] for _ in range(2))
    assert first == second
