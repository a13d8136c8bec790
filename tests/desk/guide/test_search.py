"""What laymen type finds the article that helps them."""

import functools
import tomllib
from pathlib import Path

import pytest

from checker.desk.guide.search import FIRST_AID, all_articles, search
from checker.knowledge.articles import article_codes
from checker.model.record import Record
from checker.model.text import LANGUAGES, Language

AMONG = 3
REACH = 0.95


class LayQuestion(Record, frozen=True, kw_only=True):
    """What somebody typed, and the articles that would help."""

    text: str
    language: Language
    right: list[str]


@functools.cache
def lay_questions() -> tuple[LayQuestion, ...]:
    page = tomllib.loads(Path(__file__).with_name("questions.toml").read_text("utf-8"))
    return tuple(LayQuestion(**fields) for fields in page["question"])


def results(question: str, language: Language) -> list[str]:
    return [article.code for article in search(question, language).articles]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_article_is_among_the_first_three(language: Language) -> None:
    questions = [question for question in lay_questions() if question.language == language]
    missed = [
        f"{question.text!r} wants {question.right}, got {first}"
        for question in questions
        if not set(first := results(question.text, language)[:AMONG]) & set(question.right)
    ]
    assert len(missed) <= (1 - REACH) * len(questions), "\n".join(missed)


def test_every_question_names_articles_that_exist() -> None:
    codes = set(article_codes("de"))
    assert not [question for question in lay_questions() if not set(question.right) <= codes]
    assert len(lay_questions()) >= 200


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Webcambild schwarz", "camera.black"),
        ("webcm schwarz", "camera.black"),
        ("KAMERA SCHWARZ!!!", "camera.black"),
        ("Mikrofonpegel zu niedrig", "microphone.too-quiet"),
        ("Micrphone zu leise", "microphone.too-quiet"),
        ("WLAN-Empfang schlecht", "network.wifi-weak"),
        ("W-Lan Empfang schlecht", "network.wifi-weak"),
        ("Festplatte voll", "computer.disk-full"),
        ("Fesplatte vol", "computer.disk-full"),
        ("Zertifikat abgelaufen", "vpn.certificate-expired"),
        ("uebersteuert", "microphone.clipping"),
        ("übersteuert", "microphone.clipping"),
    ],
)
def test_compounds_endings_and_slips(typed: str, code: str) -> None:
    assert code in results(typed, "de")[:AMONG]


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_and_codes_find_their_own_article(language: Language) -> None:
    for article in all_articles(language)[::5]:
        assert results(article.title, language)[0] == article.code
        assert results(article.code, language)[0] == article.code


@pytest.mark.parametrize("typed", ["", "   ", "xqzvwk", "???", "der die das", "\x00", "a" * 5000, "日本語", "😀"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_never_ends_empty(typed: str, language: Language) -> None:
    answer = search(typed, language)
    assert answer.articles
    if not answer.exact:
        assert [article.code for article in answer.articles] == list(FIRST_AID)


def test_umlauts_may_be_typed_on_any_keyboard() -> None:
    assert results("gerät nicht hörbar", "de") == results("geraet nicht hoerbar", "de")
