"""The sentences of this layer, one catalogue a language: the desk shows both at the same time."""

import functools

from checker.knowledge.translator import Translator
from checker.model.text import Language


@functools.cache
def translator(language: Language) -> Translator:
    """The sentences in this language. Never call `use` on it: every reader of the language shares it."""
    return Translator("show", language)
