"""The search of the guide: whatever words people use, the articles that fit best; never an empty page.

Ranked by BM25F (Robertson, Zaragoza, Taylor: Simple BM25 extension to multiple weighted fields, CIKM 2004) over the
article's phrases, title, steps and text, and by how much of its most similar phrase the question says.
"""

import functools
import math
from collections import Counter

from checker.desk.guide.article import Article, read_article
from checker.desk.guide.words import Vocabulary, fold_text
from checker.knowledge.articles import article_codes
from checker.knowledge.phrases import phrases
from checker.model.record import Record
from checker.model.text import Language

MAX_QUERY_LENGTH = 200
MAX_RESULTS = 20
_FIELD_WEIGHTS = {"phrases": 2.0, "title": 4.0, "steps": 0.8, "text": 1.2}
_K1, _B = 6.0, 0.1
_PHRASE_WEIGHT = 8.0
_NO_ACTION = 0.6
"""Who asks has a trouble: an article that says that all is well comes behind."""
_ENOUGH = 0.2
"""Of the best result's score: what has less fits no better than chance."""


class SearchResults(Record, frozen=True, kw_only=True):
    """Articles, the best first; `exact` is false where none has a word of the question."""

    articles: tuple[Article, ...]
    exact: bool


@functools.cache
def all_articles(language: Language) -> tuple[Article, ...]:
    """All of them; those that ask for something before those that say that all is well."""
    entries = [article for code in article_codes(language) if (article := read_article(code, language)) is not None]
    return tuple(sorted(entries, key=lambda article: (article.needs_no_action, article.title.casefold())))


def search(query: str, language: Language) -> SearchResults:
    """The articles for a question. Without one that fits: what most calls are about, so that nobody sees nothing."""
    index = _index(language)
    scored = index.scores(query[:MAX_QUERY_LENGTH])
    best = max(scored.values(), default=0.0)
    for code in index.codes_by_name.get(fold_text(query.strip()), ()):
        scored[code] = 2 * best + 1
    ranked = sorted((code for code in scored if scored[code] >= _ENOUGH * best), key=lambda code: -scored[code])
    by_code = index.articles
    if ranked and best > 0:
        return SearchResults(articles=tuple(by_code[code] for code in ranked[:MAX_RESULTS]), exact=True)
    return SearchResults(articles=tuple(by_code[code] for code in FIRST_AID if code in by_code), exact=False)


FIRST_AID = (
    "vpn.silent",
    "network.no-internet",
    "line.down-slow",
    "network.wifi-weak",
    "camera.none",
    "camera.black",
    "microphone.silent",
    "speaker.not-heard",
    "computer.busy",
)
"""What most calls are about."""


class _Index:
    def __init__(self, language: Language) -> None:
        articles = all_articles(language)
        self.articles = {article.code: article for article in articles}
        self.codes_by_name: dict[str, list[str]] = {}
        for article in articles:
            for name in {fold_text(article.title), article.code}:
                self.codes_by_name.setdefault(name, []).append(article.code)
        fields = {article.code: _fields(article, language) for article in articles}
        self._vocabulary = Vocabulary((text for texts in fields.values() for text in texts.values()), language)
        self._no_action = frozenset(article.code for article in articles if article.needs_no_action)
        counts = {
            code: {name: Counter(self._vocabulary.terms(text)) for name, text in texts.items()}
            for code, texts in fields.items()
        }
        mean_lengths = {
            name: sum(by_field[name].total() for by_field in counts.values()) / len(counts) for name in _FIELD_WEIGHTS
        }
        self._frequencies = {code: _weigh_fields(by_field, mean_lengths) for code, by_field in counts.items()}
        holders = Counter(term for terms in self._frequencies.values() for term in terms)
        self._idf = {term: math.log(1 + (len(counts) - n + 0.5) / (n + 0.5)) for term, n in holders.items()}
        self._phrases = {
            article.code: [
                (terms, sum(self._idf[term] for term in terms))
                for phrase in [article.title, *_phrases_of(article.code, language)]
                if (terms := frozenset(self._vocabulary.terms(phrase)))
            ]
            for article in articles
        }

    def scores(self, question: str) -> dict[str, float]:
        """Each article that has a word of the question, with how well it fits."""
        words = self._vocabulary.question_terms(question)
        asked_weight = sum(max((self._idf.get(term, 0.0) for term in terms), default=0.0) for terms in words)
        every_term = set().union(*words)
        scores: dict[str, float] = {}
        for code, frequencies in self._frequencies.items():
            matched = sum(max((self._term_score(term, frequencies) for term in terms), default=0.0) for terms in words)
            if not matched:
                continue
            score = matched + _PHRASE_WEIGHT * self._best_phrase(code, every_term, asked_weight)
            scores[code] = score * (_NO_ACTION if code in self._no_action else 1.0)
        return scores

    def _term_score(self, term: str, frequencies: dict[str, float]) -> float:
        frequency = frequencies.get(term, 0.0)
        return self._idf.get(term, 0.0) * frequency * (_K1 + 1) / (_K1 + frequency)

    def _best_phrase(self, code: str, terms: set[str], asked_weight: float) -> float:
        """How alike the question and the article's most similar phrase are, 0 to 1 (Dice's measure, by weight)."""
        best = 0.0
        for phrase, weight in self._phrases[code]:
            common = sum(self._idf[term] for term in phrase & terms)
            total = weight + asked_weight
            best = max(best, 2 * common / total if total else 0.0)
        return min(best, 1.0)


@functools.cache
def _index(language: Language) -> _Index:
    return _Index(language)


def _fields(article: Article, language: Language) -> dict[str, str]:
    return {
        "phrases": "\n".join(_phrases_of(article.code, language)),
        "title": f"{article.title} {article.code}",
        "steps": " ".join(step for remedy in article.remedies for step in remedy.steps),
        "text": article.plain,
    }


def _phrases_of(code: str, language: Language) -> list[str]:
    own = phrases().get(code)
    if own is None:
        return []
    return own.de if language == "de" else own.en


def _weigh_fields(by_field: dict[str, Counter[str]], mean_lengths: dict[str, float]) -> dict[str, float]:
    """How often each term stands there, by the field's weight and length."""
    weighed: dict[str, float] = {}
    for name, counter in by_field.items():
        norm = 1 - _B + _B * counter.total() / mean_lengths[name] if mean_lengths[name] else 1.0
        for term, count in counter.items():
            weighed[term] = weighed.get(term, 0.0) + _FIELD_WEIGHTS[name] * count / norm
    return weighed
