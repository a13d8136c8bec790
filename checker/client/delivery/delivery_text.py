"""Sentences about a report's way, said in both languages at once."""

import functools
from collections.abc import Callable

from checker.knowledge.translator import Translator
from checker.model.text import LANGUAGES, Language, Text


def delivery_text(sentence: Callable[[Translator], str]) -> Text:
    """What `sentence` says in each language."""
    texts = {language: sentence(delivery_words(language)) for language in LANGUAGES}
    return Text(de=texts["de"], en=texts["en"])


@functools.cache
def delivery_words(language: Language) -> Translator:
    """The sentences of one language; never switched, because both are said at the same time."""
    return Translator("delivery", language)
