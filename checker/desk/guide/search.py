"""The search of the guide: every word must be in an article; its title weighs most."""

import functools
import re
import unicodedata

from checker.desk.guide.article import Article, read_article
from checker.knowledge.articles import article_codes
from checker.model.text import Language

MAX_QUERY_LENGTH = 200
_IN_TITLE, _IN_STEPS, _IN_TEXT = 5, 2, 1


@functools.cache
def all_articles(language: Language) -> tuple[Article, ...]:
    """All of them; those that ask for something before those that say that all is well."""
    entries = [article for code in article_codes(language) if (article := read_article(code, language)) is not None]
    return tuple(sorted(entries, key=lambda article: (article.needs_no_action, article.title.casefold())))


def search(query: str, language: Language) -> list[Article]:
    """The articles with all the words, the best first."""
    words = re.findall(r"\w+", fold_text(query[:MAX_QUERY_LENGTH]))
    if not words:
        return []
    scored = [(_score(article, words, language), article) for article in all_articles(language)]
    return [article for score, article in sorted(scored, key=lambda pair: -pair[0]) if score]


def fold_text(text: str) -> str:
    """Without case and accents, and as people type umlauts on any keyboard: `für` and `fuer` are the same."""
    text = text.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def _score(article: Article, words: list[str], language: Language) -> int:
    title, steps, text = _folded_article(article.code, language)
    score = 0
    for word in words:
        word_score = (_IN_TITLE * (word in title)) + (_IN_STEPS * (word in steps)) + (_IN_TEXT * (word in text))
        if not word_score:
            return 0
        score += word_score
    return 2 * score + (not article.needs_no_action)


@functools.cache
def _folded_article(code: str, language: Language) -> tuple[str, str, str]:
    article = read_article(code, language)
    if article is None:
        return "", "", ""
    steps = " ".join(step for remedy in article.remedies for step in remedy.steps)
    return fold_text(f"{article.title} {code}"), fold_text(steps), fold_text(article.plain)
