"""Every German sentence of the program has its English one, in the catalogue of the part that says it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import checker
from checker.knowledge.translator import LOCALE

PROGRAM = Path(checker.__file__).parent
DOMAINS = ("text", "show", "window", "delivery", "profile")
GAP = re.compile(r"\{[^{}]*\}")
Sentence = tuple[str, ...]
"""One form, or two: one thing and many."""


def domain_of(tree: ast.Module) -> set[str]:
    """The catalogues that this file speaks from: made here by Translator("..."), or imported as `tr`."""
    domains = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Translator":
            domains |= {argument.value for argument in node.args[:1] if isinstance(argument, ast.Constant)}
        if isinstance(node, ast.ImportFrom) and "tr" in {alias.name for alias in node.names} and node.module:
            made = ast.parse((PROGRAM.parent / Path(*node.module.split("."))).with_suffix(".py").read_text("utf-8"))
            domains |= domain_of(made)
    return domains


def asked_on(page: Path) -> Iterator[tuple[str, Sentence]]:
    """Every sentence of one file of the program, with its catalogue."""
    tree = ast.parse(page.read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_tr(node.func)]
    if not calls:
        return
    # Where `tr` is handed in, it is that of the part.
    (domain,) = domain_of(tree) or {part for part in page.relative_to(PROGRAM).parts if part in DOMAINS}
    for call in calls:
        forms = call.args[:2] if isinstance(call.func, ast.Attribute) else call.args[:1]
        assert all(isinstance(form, ast.Constant) for form in forms), f"{page.name}:{call.lineno}: no plain text"
        yield domain, tuple(str(form.value) for form in forms if isinstance(form, ast.Constant))


def _is_tr(called: ast.expr) -> bool:
    if isinstance(called, ast.Attribute):
        return called.attr == "plural" and _is_tr(called.value)
    return isinstance(called, ast.Name) and called.id == "tr"


@pytest.fixture(scope="module")
def sentences() -> dict[str, set[Sentence]]:
    pages = [page for page in PROGRAM.rglob("*.py") if "desk" not in page.relative_to(PROGRAM).parts[:1]]
    sentences_by_domain: dict[str, set[Sentence]] = {domain: set() for domain in DOMAINS}
    for page in pages:
        for domain, sentence in asked_on(page):
            sentences_by_domain[domain].add(sentence)
    return sentences_by_domain


def translations(domain: str) -> dict[Sentence, Sentence]:
    with (LOCALE / "en" / "LC_MESSAGES" / f"{domain}.po").open("rb") as po:
        entries = [entry for entry in read_po(po, locale="en") if entry.id]
    assert not [entry.id for entry in entries if entry.fuzzy]
    return {_forms(entry.id): _forms(entry.string) for entry in entries}


def _forms(text: str | tuple[str, ...] | list[str]) -> Sentence:
    return (text,) if isinstance(text, str) else tuple(text)


def test_each_catalogue_is_one_that_is_looked_at(sentences: dict[str, set[Sentence]]) -> None:
    assert {po.stem for po in (LOCALE / "en" / "LC_MESSAGES").glob("*.po")} == set(DOMAINS)
    assert all(sentences.values())


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_sentence_has_its_english_and_none_is_left_over(sentences: dict[str, set[Sentence]], domain: str) -> None:
    assert set(translations(domain)) == sentences[domain]


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_english_has_the_same_gaps(domain: str) -> None:
    for german, english in translations(domain).items():
        assert all(english), german
        assert len(english) == len(german)
        for source, other in zip(german, english, strict=True):
            lacking = set(GAP.findall(source)) ^ set(GAP.findall(other))
            assert not lacking or (len(english) > 1 and lacking == {"{n}"} and other is english[0]), source


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_german_is_left_in_the_english(domain: str) -> None:
    """Quotes and umlauts are German's own; a sentence that only was copied is German too."""
    for german, english in translations(domain).items():
        for source, other in zip(german, english, strict=True):
            assert not set("äöüßÄÖÜ„") & set(other), other
            assert source != other or len(source.split()) < 3, other
