"""The small guides that steps lead to: hotspot, the router's page, restart of the router, cable."""

import re

import pytest

from checker.knowledge.articles import article, article_codes, split_article
from checker.model.text import LANGUAGES, Language

LINK = re.compile(r"\[[^\]]+\]\(([^)]+)\)")
NOT_A_PHONE = re.compile(r"Vodafone Hotspot")
ROUTER_MENU = re.compile(r"(?:FRITZ!Box|Speedport|Vodafone Station)(?: \([^)\n]*\))?:\*{0,2} |fritz\.box|speedport\.ip")
"""What a step says of a router's settings: its name with a colon and a way through its menu, or its address."""


def employee_part(code: str, language: Language) -> str:
    return split_article(article(code, language) or "", language)[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_an_article(language: Language) -> None:
    codes = set(article_codes(language))
    for code in codes:
        own = {target for target in LINK.findall(article(code, language) or "") if not target.startswith("https://")}
        assert own <= codes, code


def test_both_languages_lead_to_the_same_guides() -> None:
    for code in article_codes("de"):
        german, english = ({*LINK.findall(employee_part(code, language))} for language in LANGUAGES)
        assert german == english, code


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_sent_to_the_hotspot_learns_how_on_iphone_and_android(language: Language) -> None:
    for code in article_codes(language):
        text = NOT_A_PHONE.sub("", employee_part(code, language))
        if re.search(r"\bhotspots?\b", text, re.IGNORECASE) and not code.startswith("guide."):
            assert "(guide.hotspot)" in text, code
    guide = employee_part("guide.hotspot", language)
    assert "iPhone" in guide and "Android" in guide and "Samsung" in guide


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_sent_to_the_routers_page_learns_where_its_password_stands(language: Language) -> None:
    for code in article_codes(language):
        text = employee_part(code, language)
        paths = ROUTER_MENU.search(text)
        if paths and not code.startswith("guide."):
            assert "(guide.router-page)" in text, code
    assert re.search(r"Aufkleber|label", employee_part("guide.router-page", language))
