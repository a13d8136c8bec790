"""Every article says in both languages how people ask for it."""

import pytest

from checker.knowledge.articles import article_codes
from checker.knowledge.phrases import phrases, synonyms
from checker.model.text import LANGUAGES, Language


def test_every_article_has_phrases_and_no_others_have() -> None:
    assert set(phrases()) == set(article_codes("de"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_article_says_the_same_twice(language: Language) -> None:
    for code, entry in phrases().items():
        folded = [phrase.casefold() for phrase in getattr(entry, language)]
        assert len(folded) == len(set(folded)), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_stands_for_another_or_is_stood_for(language: Language) -> None:
    table = synonyms(language)
    assert not set(table) & set(table.values()), "chains"
