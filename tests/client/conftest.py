"""What every test of the client leaves as it found it."""

from collections.abc import Iterator

import pytest

from checker.client.authoring import words as authoring_words
from checker.client.text import words as text_words


@pytest.fixture(autouse=True)
def spoken_german() -> Iterator[None]:
    """The language of the terminal is one for the whole process; a test that speaks English leaves German behind."""
    yield
    for words in (text_words, authoring_words):
        words.tr.set_language("de")
