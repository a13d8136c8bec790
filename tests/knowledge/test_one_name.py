"""One name for one thing: the employee reads "Verbindung zur Firma", in English "connection to the company".

The technician's words stay where only technicians read: questions of the call sheet, the last part of an article, the
desk, and the commands for profiles.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.checks.registry import checks
from checker.knowledge.articles import article, article_codes, split_article
from checker.knowledge.causes import causes
from checker.knowledge.glossary import glossary
from checker.model.text import LANGUAGES, Language

ROOT = Path(__file__).resolve().parents[2] / "checker"
RETIRED = {
    "de": re.compile(
        r"\b(?:Firmen|VPN-|WireGuard-|OpenVPN-)?[Zz]ug(?:ang|angs|änge|ängen)\b|Gegenstelle|Prüfschlüssel"
    ),
    "en": re.compile(r"\b[Gg]ateways?\b|\b[Cc]ounterparts?\b"),
}
EXCEPTIONS = {
    "„Vorhandener Zugang über LAN“": "the label on the FRITZ!Box' own page",
    "Zugang der Firma": "the technician's word for the place, in his list of causes (PLACES_SHORT)",
    "Company's gateway": "the same",
}
"""What may stay, with its reason."""
READ_BY_EMPLOYEES = ("show", "client/window", "client/text", "client/delivery", "client/trials", "client/line")


def without_exceptions(text: str) -> str:
    for exception in EXCEPTIONS:
        text = text.replace(exception, "")
    return text


def cause_texts(language: Language) -> Iterator[tuple[str, str]]:
    for code, cause in causes().items():
        yield code, getattr(cause.title, language)
        if cause.proof is not None:
            yield code, getattr(cause.proof, language)
        for remedy in cause.remedies:
            yield from ((code, step) for step in getattr(remedy, language))


def declared_texts(language: Language) -> Iterator[tuple[str, str]]:
    for name, check in checks().items():
        yield name, getattr(check.title, language)
        yield name, getattr(check.about, language)
        yield from ((fact.name, getattr(fact.meaning, language)) for fact in check.facts)


def sentences_in_code() -> Iterator[tuple[str, str]]:
    """Every string with a blank in it, but for docstrings."""
    for folder in READ_BY_EMPLOYEES:
        for file in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(file.read_text("utf-8"))
            docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            for node in ast.walk(tree):
                if not isinstance(node, ast.Constant) or id(node) in docstrings:
                    continue
                if isinstance(node.value, str) and " " in node.value:
                    yield str(file.relative_to(ROOT)), node.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_and_facts_have_one_name_for_it(language: Language) -> None:
    texts = (*cause_texts(language), *declared_texts(language))
    assert not [(code, text) for code, text in texts if RETIRED[language].search(without_exceptions(text))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_says_vpn_only_as_a_gloss(language: Language) -> None:
    titles = ((code, getattr(cause.title, language)) for code, cause in causes().items())
    assert not [(code, title) for code, title in titles if "VPN" in title.replace("(VPN)", "")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_articles_have_one_name_for_it(language: Language) -> None:
    parts = ((code, split_article(article(code, language) or "", language)[0]) for code in article_codes(language))
    hits = [(code, RETIRED[language].findall(without_exceptions(text))) for code, text in parts]
    assert not [hit for hit in hits if hit[1]]


def test_the_programs_own_sentences_have_one_name_for_it() -> None:
    hits = [
        (file, text)
        for file, text in sentences_in_code()
        if any(pattern.search(without_exceptions(text)) for pattern in RETIRED.values())
    ]
    assert not hits


def test_every_exception_is_used() -> None:
    texts = [text for _file, text in sentences_in_code()]
    texts += [article(code, language) or "" for language in LANGUAGES for code in article_codes(language)]
    texts += [text for language in LANGUAGES for _code, text in cause_texts(language)]
    assert not [exception for exception in EXCEPTIONS if not any(exception in text for text in texts)]


def test_the_glossary_explains_no_retired_word() -> None:
    for name, term in glossary().items():
        for language in LANGUAGES:
            assert not RETIRED[language].search(getattr(term, language)), name
