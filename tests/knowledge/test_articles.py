"""An article as one employee reads it."""

import re

import pytest

from checker.knowledge.articles import article, article_codes, for_system
from checker.model.text import Language

MIXED = (
    "Anfang.\n\n## Windows\n\n1. Fenster.\n\n## macOS und Linux\n\n1. Apfel.\n\nFür alle: eine Taste.\n\n"
    "## Wann Sie anrufen\n\nImmer.\n"
)


@pytest.mark.parametrize(
    ("system", "remaining", "dropped"),
    [
        ("windows", ("Anfang.", "Fenster.", "Für alle", "Immer."), ("Apfel.", "## macOS")),
        ("linux", ("Anfang.", "Apfel.", "Für alle", "Immer."), ("Fenster.", "## Windows")),
        ("", ("Fenster.", "Apfel."), ()),
        ("haiku", ("Fenster.", "Apfel."), ()),
    ],
)
def test_an_article_is_for_one_system(system: str, remaining: tuple[str, ...], dropped: tuple[str, ...]) -> None:
    text = for_system(MIXED, system)
    assert all(part in text for part in remaining)
    assert not any(part in text for part in dropped)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("system", ["windows", "macos", "linux"])
def test_no_article_loses_what_is_for_everybody(language: Language, system: str) -> None:
    for code in article_codes(language):
        text = article(code, language) or ""
        headings = re.findall(r"(?m)^## .*$", text)
        common = [heading for heading in headings if not re.search("Windows|macOS|Linux", heading)]
        assert [heading for heading in common if heading not in for_system(text, system)] == [], code
