"""The words of the articles: short enough for somebody who is worried and no technician."""

import re
import statistics

import pytest

from checker.knowledge.articles import article, article_codes, split_article
from checker.knowledge.causes import causes
from checker.knowledge.glossary import glossary
from checker.model.text import LANGUAGES, Language
from tests.knowledge.readability import lix, plain_sentences

MEDIAN_LIX, MAX_LIX = 33, 40
"""German; above 40 begins the language of offices."""


def german_lix() -> dict[str, float]:
    return {
        code: lix(plain_sentences(split_article(article(code, "de") or "", "de")[0])) for code in article_codes("de")
    }


def test_no_german_article_is_hard_to_read() -> None:
    hard = {code: round(value, 1) for code, value in german_lix().items() if value > MAX_LIX}
    assert not hard, f"shorter sentences, shorter words: the part before the technicians' has a LIX above {MAX_LIX}"


def test_most_german_articles_are_easy() -> None:
    assert statistics.median(german_lix().values()) <= MEDIAN_LIX


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", 0),
        ("Das ist so.", 3),
        ("Der Hund lief. Er war nass.", 3),
        ("Die Netzwerkverbindung ist da.", 4 + 25),
        ("Ist das gut? Ja! Dann: fertig.", 1.5 + 0),
        ("Ein USB-Stecker fehlt.", 3 + 100 / 3),
        ("Es sind 3 von 10.", 3),
    ],
)
def test_the_measure_is_the_one_of_the_books(text: str, expected: float) -> None:
    assert lix(text) == pytest.approx(expected)


def test_marks_and_targets_of_links_are_no_words() -> None:
    text = "# Titel\n\nSiehe [hier](guide.router-page).\n\n1. **Eins**\n2. Zwei,\n   auch das\n- Drei!\n"
    assert plain_sentences(text) == "Titel.\nSiehe hier.\nEins.\nZwei, auch das.\nDrei!"


UNITS = (
    r"%|[kMG]?[Bb]it/s|[kMG]B|[kMG]?Hz|m?s|dBm?|Bytes?|Sekunden?|Minuten?|Stunden?|Tagen?|Tage|Wochen|Prozent|Euro"
    r"|Megabyte|Gigabyte|seconds?|minutes?|hours?|days?|weeks?|per cent|euros?|megabytes?|gigabytes?|bytes?"
)
BREAKABLE = re.compile(rf"[0-9}}] (?:{UNITS})(?!\w)")


def cause_texts() -> dict[str, list[str]]:
    """All sentences of a cause in both languages."""
    return {
        code: [
            *(text for pair in (cause.title, cause.question, cause.proof) if pair for text in (pair.de, pair.en)),
            *(step for remedy in cause.remedies for step in remedy.de + remedy.en),
        ]
        for code, cause in causes().items()
    }


def test_a_number_and_its_unit_stay_on_one_line() -> None:
    texts = {
        code: [*sentences, *(article(code, language) or "" for language in LANGUAGES)]
        for code, sentences in cause_texts().items()
    }
    broken = {code: BREAKABLE.findall(" ".join(sentences)) for code, sentences in texts.items()}
    assert not {code: places for code, places in broken.items() if places}, "write U+00A0 between number and unit"


@pytest.mark.parametrize(
    "text, expected", [("30 Sekunden", 1), ("{mbit} Mbit/s", 1), ("6 %", 1), ("6\u00a0%", 0), ("2 so", 0)]
)
def test_a_space_that_may_break_is_found(text: str, expected: int) -> None:
    assert len(BREAKABLE.findall(text)) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_term_of_the_trade_stands_unexplained(language: Language) -> None:
    unexplained = []
    for code, cause in causes().items():
        text = split_article(article(code, language) or "", language)[0]
        steps = [step for remedy in cause.remedies for step in (remedy.de if language == "de" else remedy.en)]
        whole = "\n".join([text, getattr(cause.title, language), *steps])
        unexplained += [
            f"{code}: {name}"
            for name, term in glossary().items()
            if term.stands_in(whole, language) and not term.is_explained_in(whole, language)
        ]
    assert not unexplained, "use a plainer word, or explain it in the article (glossary.toml has a sentence)"


def test_every_term_is_found_and_its_own_sentence_explains_it() -> None:
    for name, term in glossary().items():
        for language in LANGUAGES:
            sentence = getattr(term, language)
            assert term.is_explained_in(sentence, language), name
            assert len(sentence) <= 80, name


@pytest.mark.parametrize(
    "name, text, used",
    [
        ("dns", "Der DNS-Server schweigt.", True),
        ("dns", "Wählen Sie „DNS-Serverzuweisung“.", False),
        ("qos", "Suchen Sie nach „QoS“.", True),
        ("profile", "Wählen Sie das Zugangsprofil.", False),
    ],
)
def test_a_label_on_the_screen_is_no_use_of_a_term(name: str, text: str, used: bool) -> None:
    assert glossary()[name].stands_in(text, "de") is used
