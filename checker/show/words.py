"""The sentences of this layer, one catalogue a language: the desk shows both at the same time."""

import functools

from checker.knowledge.words import Words
from checker.model.text import Language


@functools.cache
def words(language: Language) -> Words:
    """The sentences in this language. Never call `use` on it: every reader of the language shares it."""
    return Words("show", language)
