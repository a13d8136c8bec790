"""Twelve letters on the phone: the worst causes come back, and a slip is told."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.knowledge.causes import causes
from checker.knowledge.spoken_codes import numbered_codes
from checker.model.codec import Unreadable
from checker.model.finding import Finding, Level
from checker.model.profile import CODE_ALPHABET
from checker.show.spoken_code import LETTERS, MAX_CAUSES, NUMBERS, parse_spoken_code, spoken_code
from tests.show.samples import report

STORED = Path(__file__).parents[1] / "stored" / "spoken_codes.txt"
CODES = st.lists(st.sampled_from(sorted(causes())), min_size=1, max_size=MAX_CAUSES, unique=True)
SPOKEN = spoken_code(
    report(*(Finding(code=code, level=Level.BLOCKER) for code in ("vpn.silent", "network.no-address")))
)


def of(*codes: str, level: Level = Level.BLOCKER) -> str:
    return spoken_code(report(*(Finding(code=code, level=level) for code in codes)))


def test_every_cause_has_its_number_for_good() -> None:
    numbered, stored = numbered_codes(), STORED.read_text("ascii").split()
    assert set(causes()) <= set(numbered), "write a new cause at the end of spoken_codes.txt"
    assert list(numbered[: len(stored)]) == stored, "no line is moved or taken away"
    assert len(set(numbered)) == len(numbered) < NUMBERS
    assert len(CODE_ALPHABET) ** (LETTERS - 2) > NUMBERS**MAX_CAUSES


@settings(max_examples=60)
@given(CODES)
def test_the_causes_come_back_in_their_order_however_they_are_typed(codes: list[str]) -> None:
    spoken = of(*codes)
    assert len(spoken.replace("-", "")) == LETTERS and set(spoken) <= {*CODE_ALPHABET, "-"}
    for typed in (spoken, spoken.lower(), spoken.replace("-", ""), f" {spoken.replace('-', ' . ')} "):
        assert list(parse_spoken_code(typed)) == codes


def test_the_worst_and_what_others_follow_from_come_first() -> None:
    root = Finding(code="network.no-address", level=Level.WARNING)
    many = [Finding(code=code, level=Level.BLOCKER, caused_by=root.key) for code in sorted(causes())[:9]]
    fine = Finding(code="computer.fine", level=Level.OK)
    codes = parse_spoken_code(spoken_code(report(fine, *many, root)))
    assert len(codes) == MAX_CAUSES and codes[0] == root.code
    assert spoken_code(report(fine)) == "" == of("x.unknown-cause")


def test_every_wrong_letter_and_every_two_that_changed_places_are_told() -> None:
    letters = SPOKEN.replace("-", "")
    slips = {letters[:at] + other + letters[at + 1 :] for at in range(LETTERS) for other in CODE_ALPHABET}
    slips |= {letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :] for at in range(LETTERS - 1)}
    for slip in slips - {letters}:
        with pytest.raises(Unreadable) as caught:
            parse_spoken_code(slip)
        assert caught.value.refusal.kind == "spoken-slip"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("", "spoken-length"),
        (SPOKEN[:-1], "spoken-length"),
        (SPOKEN + "F", "spoken-length"),
        ("F" * LETTERS, "spoken-slip"),
        ("0" * LETTERS, "spoken-slip"),
        ("ÄÖÜ" * 4, "spoken-slip"),
    ],
)
def test_what_is_no_code_is_refused(typed: str, kind: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_spoken_code(typed)
    assert caught.value.refusal.kind == kind


def test_few_of_random_letters_pass() -> None:
    passed = 0
    for letters in itertools.islice(itertools.product(CODE_ALPHABET, repeat=4), 0, 38_000, 19):
        try:
            parse_spoken_code("".join(letters) * 3)
        except Unreadable:
            continue
        passed += 1
    assert passed < 25, "one in 193, and only known numbers"
