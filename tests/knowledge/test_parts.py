"""The technicians' part of an article: the last one, once, and never lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.knowledge.articles import TECHNICIAN_HEADINGS, article, article_codes, split_article
from checker.knowledge.causes import Actor, causes
from checker.model.text import LANGUAGES, Language

TEXT = "# Title\n\nWhat happened.\n\n## What you can do\n1. This.\n\n## For technicians\n\nPort 4500.\n"


def test_the_last_part_is_taken_off() -> None:
    assert split_article(TEXT, "en") == ("# Title\n\nWhat happened.\n\n## What you can do\n1. This.\n", "Port 4500.")
    assert split_article(TEXT, "de") == (TEXT, "")


@given(st.text(), st.sampled_from(LANGUAGES))
def test_any_text_has_parts(text: str, language: Language) -> None:
    plain, technical = split_article(text, language)
    assert len(plain) + len(technical) <= len(text) + 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_technicians_part_is_the_last_and_stands_once(language: Language) -> None:
    for code in article_codes(language):
        plain, technical = split_article(article(code, language) or "", language)
        assert f"## {TECHNICIAN_HEADINGS[language]}" not in technical and "\n## " not in f"\n{technical}", code
        assert plain.startswith("# "), code


def test_it_stands_in_both_languages_or_in_neither() -> None:
    for code in causes():
        there = {bool(split_article(article(code, language) or "", language)[1]) for language in LANGUAGES}
        assert len(there) == 1, code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_trouble_of_the_way_has_one(language: Language) -> None:
    for code, cause in causes().items():
        if code.startswith(("network.", "router.", "vpn.")) and cause.who is not Actor.NOBODY:
            assert split_article(article(code, language) or "", language)[1], code


def test_every_trouble_of_the_way_has_a_trial_that_would_prove_it() -> None:
    for code, cause in causes().items():
        if code.startswith(("network.", "router.", "vpn.")) and cause.who is not Actor.NOBODY:
            assert cause.proof is not None, code


def test_a_trial_is_one_sentence_without_values() -> None:
    for code, cause in causes().items():
        for sentence in (cause.proof.de, cause.proof.en) if cause.proof else ():
            assert "{" not in sentence and sentence.endswith("."), code
            assert len(sentence) <= 220, code
