"""A reference as it is read out on the phone."""

import pytest

from checker.show.spelling_alphabet import spell_out


@pytest.mark.parametrize(
    ("reference", "language", "words"),
    [
        ("K7M-4FX", "de", "Köln – sieben – München – vier – Frankfurt – Xanten"),
        ("K7M-4FX", "en", "Kilo – seven – Mike – four – Foxtrot – X-ray"),
        ("az09", "de", "Aachen – Zwickau – null – neun"),
        ("", "de", ""),
        ("ä²٣!", "de", ""),
    ],
)
def test_letter_by_letter(reference: str, language: str, words: str) -> None:
    assert spell_out(reference, language) == words
