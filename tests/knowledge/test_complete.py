"""Every finding has its cause and its article in both languages; nothing stands there that no finding uses."""

import re
from pathlib import Path

import pytest

from checker.checks.reasoning.consistency import CONSOLATIONS
from checker.checks.reasoning.diagnosis import UNFINISHED_CODES
from checker.checks.reasoning.rules import RULES
from checker.checks.registry import NAMES, check
from checker.knowledge.articles import article, article_codes
from checker.knowledge.causes import Actor, causes
from checker.model.text import LANGUAGES, Language

ROOT = Path(__file__).resolve().parents[2]
CHECKS = ROOT / "checker" / "checks"
GUIDE_ONLY = ("program.", "guide.")
"""Getting the program and getting rid of it, and small guides that steps lead to: no check can find these."""


def codes_in_code() -> set[str]:
    """Every code that stands in a diagnosis, and those of the judge."""
    codes: set[str] = {*UNFINISHED_CODES.values(), *(row.replacement for row in CONSOLATIONS.values())} - {""}
    for name in NAMES:
        code = re.compile(rf'"({name}\.[a-z][a-z0-9-]*)"')
        facts = {fact.name for fact in check(name).facts}
        for page in [*(CHECKS / name).glob("diagnose.py"), *(CHECKS / name).glob("diagnose/**/*.py")]:
            codes |= set(code.findall(page.read_text("utf-8"))) - facts
    return codes


def test_every_finding_has_a_cause() -> None:
    missing = sorted(codes_in_code() - set(causes()))
    assert not missing, "describe each in checker/knowledge/causes/<check>.toml"


def test_every_cause_is_used() -> None:
    unused = sorted({code for code in causes() if not code.startswith(GUIDE_ONLY)} - codes_in_code())
    assert not unused, "no diagnosis names these: take them out of checker/knowledge/causes, or name them there"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cause_has_its_article_and_every_article_its_cause(language: Language) -> None:
    articles, codes = set(article_codes(language)), set(causes())
    folder = f"checker/knowledge/articles/{language}"
    assert not sorted(codes - articles), f"write {folder}/<code>.md for each"
    assert not sorted(articles - codes), f"no cause has this code: rename or remove {folder}/<code>.md"


@pytest.mark.parametrize("language", LANGUAGES)
def test_articles_begin_with_a_title_and_say_something(language: Language) -> None:
    for code in causes():
        text = article(code, language) or ""
        assert re.match(r"# \S", text), f"{code}: the first line is a title, `# ...`"
        assert len(text.split()) >= 20, f"{code}: an article has 20 words at least"


def test_both_languages_name_the_same_values() -> None:
    for code, cause in causes().items():
        german, english = (set(re.findall(r"{(\w+?)(?:_de|_en)?}", text)) for text in (cause.title.de, cause.title.en))
        assert german == english, code


def test_who_must_act_is_told_what_to_do() -> None:
    for code, cause in causes().items():
        if cause.who is not Actor.NOBODY:
            assert cause.remedies, f'{code}: write the steps, or who = "nobody"'
        for remedy in cause.remedies:
            assert len(remedy.de) == len(remedy.en), f"{code}: as many steps in German as in English"


def test_root_cause_rules_name_known_codes() -> None:
    for rule in RULES:
        for code in (rule.cause, *rule.consequences):
            assert code in causes(), code
