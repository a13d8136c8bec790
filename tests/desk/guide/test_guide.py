"""The public guide."""

import re

import pytest

from checker.desk.guide.article import read_article
from checker.desk.guide.search import search
from checker.knowledge.articles import article_codes
from checker.model.text import LANGUAGES, Language
from tests.desk.sampled import Sampled
from tests.desk.visitor import Visitor


def test_it_opens_in_the_readers_language_and_changes_to_the_other(desk: Sampled) -> None:
    german, english = Visitor(desk.url).get("/guide/"), Visitor(desk.url, "en").get("/guide/")
    assert (german.path, english.path) == ("/guide/de/", "/guide/en/")
    assert "Arbeiten zu Hause" in german.words
    assert "working from home" in english.words
    assert 'href="/guide/en/" hreflang="en"' in german.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_article_has_its_page_and_is_in_the_contents(desk: Sampled, language: Language) -> None:
    visitor = Visitor(desk.url, "fr")
    contents = visitor.get(f"/guide/{language}/")
    for code in article_codes(language):
        assert f'href="/guide/{language}/{code}/"' in contents.text
        page = visitor.get(f"/guide/{language}/{code}/")
        assert page.status == 200
        assert f'<html lang="{language}">' in page.text
        assert len(re.findall("<h1", page.text)) == 1
        assert "Set-Cookie" not in page.headers


def test_an_article_has_who_acts_and_the_steps_of_the_readers_system_once(desk: Sampled) -> None:
    browser = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"}
    windows = Visitor(desk.url).get("/guide/de/computer.clock-wrong/", **browser)
    assert "Das können Sie selbst beheben" in windows.words
    assert "<h2>Windows</h2>" in windows.text
    assert "<h2>macOS</h2>" not in windows.text
    assert "In Kürze" not in windows.words, "the steps stand in the text"
    assert "User-Agent" in windows.headers["Vary"]
    macos = Visitor(desk.url).get("/guide/de/computer.clock-wrong/?system=macos", **browser)
    assert "<h2>macOS</h2>" in macos.text and "<h2>Windows</h2>" not in macos.text
    for path in ("?system=all", ""):
        everything = Visitor(desk.url).get(f"/guide/de/computer.clock-wrong/{path}")
        assert "<h2>macOS</h2>" in everything.text and "<h2>Windows</h2>" in everything.text


@pytest.mark.parametrize("language, heading", [("de", "Für die Technik"), ("en", "For technicians")])
def test_what_technicians_need_stands_folded_at_the_end(desk: Sampled, language: Language, heading: str) -> None:
    page = Visitor(desk.url, language).get(f"/guide/{language}/vpn.silent/").text
    assert f'<details class="technical"><summary><h2>{heading}</h2></summary>' in page
    assert page.index("443") > page.index('<details class="technical">')
    assert f">{heading}</h2>" not in page.replace(f"<summary><h2>{heading}</h2></summary>", "")
    assert search("TCP 443", language).exact


@pytest.mark.parametrize("words", ["Uhr", "uhr falsch", "UHR  geht", "computer.clock-wrong"])
def test_the_search_finds_by_any_words(desk: Sampled, words: str) -> None:
    page = Visitor(desk.url).get(f"/guide/de/?q={words.replace(' ', '+')}")
    assert page.text.index('href="/guide/de/computer.clock-wrong/"')


def test_what_is_searched_is_shown_and_cannot_break_out(desk: Sampled) -> None:
    page = Visitor(desk.url).get("/guide/de/?q=%3Cscript%3Ealert(1)%3C/script%3E%00")
    assert page.status == 200
    assert "<script" not in page.text
    assert "Dazu steht hier nichts" in Visitor(desk.url).get("/guide/de/?q=xqzvwk").words
    assert Visitor(desk.url).get("/guide/de/?q=" + "a+" * 3000).status == 200


@pytest.mark.parametrize("path", ["/guide/fr/", "/guide/de/no.such/", "/guide/de/..%2f..%2fsecret/", "/guide/de/%00/"])
def test_what_is_not_there_is_said_to_be_missing(desk: Sampled, path: str) -> None:
    assert Visitor(desk.url).get(path).status == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_articles_hold_no_html_of_their_own_and_no_dead_links(language: Language) -> None:
    codes = set(article_codes(language))
    for code in codes:
        article = read_article(code, language)
        assert article is not None
        assert article.title and article.plain
        assert "&lt;" not in article.html, code
        assert "<h1" not in article.html, code
        for other in re.findall(r'href="\.\./([^"/]+)/"', article.html):
            assert other in codes, f"{code} points to {other}"
