"""The check phrase: the same for the same, another for every other, and no two words that could be mistaken."""

import hashlib
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model.phrase import BITS, COUNT, phrase
from checker.model.wordlists.english import WORDS as ENGLISH
from checker.model.wordlists.german import WORDS as GERMAN

KEY = "ABCDEFGHIJKLMNOP"
LISTS = pytest.mark.parametrize("words", [GERMAN, ENGLISH], ids=["de", "en"])


def close(first: str, other: str) -> bool:
    """Whether a single letter changed, added or left out makes the one the other."""
    if abs(len(first) - len(other)) > 1:
        return False
    if len(first) == len(other):
        return sum(a != b for a, b in zip(first, other, strict=True)) <= 1
    short, long = sorted((first, other), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


@LISTS
def test_there_are_as_many_words_as_the_bits_want(words: tuple[str, ...]) -> None:
    assert len(words) == 1 << BITS
    assert all(word.isalpha() and 3 <= len(word) <= 11 for word in words)


@LISTS
def test_no_word_begins_another_or_differs_by_one_letter(words: tuple[str, ...]) -> None:
    plain = [word.casefold() for word in words]
    assert len(set(plain)) == len(plain)
    pairs = itertools.combinations(plain, 2)
    assert [pair for pair in pairs if pair[0].startswith(pair[1]) or pair[1].startswith(pair[0]) or close(*pair)] == []


def test_the_order_is_fixed() -> None:
    """Another order would give everyone another phrase."""
    assert [hashlib.sha256(" ".join(words).encode()).hexdigest()[:16] for words in (GERMAN, ENGLISH)] == [
        "4dbe3fe217e1ec70",
        "a5b1ab580c0b936d",
    ]


def test_the_phrase_of_a_known_key() -> None:
    assert (phrase(KEY, "ACME-7F3K").de, phrase(KEY, "ACME-7F3K").en) == (
        "Eiszapfen Ellipse Pullover Zirkus",
        "carpet cashew park wool",
    )


@settings(max_examples=20, deadline=None)
@given(st.from_regex(r"[A-Z2-7]{16}", fullmatch=True), st.from_regex(r"[A-Z0-9][A-Z0-9-]{1,23}", fullmatch=True))
def test_another_key_or_customer_has_another_phrase(key: str, code: str) -> None:
    words = phrase(key, code)
    assert len(words.de.split()) == len(words.en.split()) == COUNT
    assert words == phrase(key, code)
    assert words != phrase(key, f"{code}X") and words != phrase(f"A{key}", code)
    assert phrase(key + code[:1], code[1:]) != words
