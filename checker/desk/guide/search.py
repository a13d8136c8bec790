"""The search of the guide: every word must be in an article; its title weighs most."""

import functools
import re
import unicodedata

from checker.desk.guide.article import Article, read
from checker.knowledge.articles import article_codes
from checker.model.text import Language

LONGEST = 200
_IN_TITLE, _IN_STEPS, _IN_TEXT = 5, 2, 1


@functools.cache
def articles(language: Language) -> tuple[Article, ...]:
    """All of them; those that ask for something before those that say that all is well."""
    found = [one for code in article_codes(language) if (one := read(code, language)) is not None]
    return tuple(sorted(found, key=lambda one: (one.calm, one.title.casefold())))


def search(wanted: str, language: Language) -> list[Article]:
    """The articles with all the words, the best first."""
    words = re.findall(r"\w+", folded(wanted[:LONGEST]))
    if not words:
        return []
    weighed = [(_weight(one, words, language), one) for one in articles(language)]
    return [one for weight, one in sorted(weighed, key=lambda pair: -pair[0]) if weight]


def folded(text: str) -> str:
    """Without case and accents, and as people type umlauts on any keyboard: `für` and `fuer` are the same."""
    text = text.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def _weight(one: Article, words: list[str], language: Language) -> int:
    title, steps, text = _folded(one.code, language)
    weight = 0
    for word in words:
        found = (_IN_TITLE * (word in title)) + (_IN_STEPS * (word in steps)) + (_IN_TEXT * (word in text))
        if not found:
            return 0
        weight += found
    return 2 * weight + (not one.calm)


@functools.cache
def _folded(code: str, language: Language) -> tuple[str, str, str]:
    one = read(code, language)
    if one is None:
        return "", "", ""
    steps = " ".join(step for remedy in one.remedies for step in remedy.steps)
    return folded(f"{one.title} {code}"), folded(steps), folded(one.plain)
