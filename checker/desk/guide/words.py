"""Words of a question as the search compares them: without case, accents, endings; compounds apart, slips mended."""

import functools
import re
import unicodedata
from collections.abc import Iterable

import snowballstemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

from checker.knowledge.phrases import stop_words, synonyms
from checker.model.text import Language

_TOKEN = re.compile(r"\w+(?:[-&!+/.]\w+)*")
_STEMMERS = {"de": "german", "en": "english"}
_LINKS = ("", "s", "es", "n", "en", "er", "e")
"""What German puts between the parts of a compound."""
_MIN_PART = 3
_MIN_COMPOUND = 7
_MIN_MENDED = 4
"""Letters of a shorter word say too little about which one was meant."""
_LETTERS_PER_SLIP = 4
"""One slip is forgiven in a word of four letters, two in one of eight."""


def fold_text(text: str) -> str:
    """Without case and accents, and as people type umlauts on any keyboard: `für` and `fuer` are the same."""
    text = text.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ı", "i")
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


@functools.cache
def _stop_words(language: Language) -> frozenset[str]:
    return frozenset(map(fold_text, stop_words(language)))


def tokens(text: str, language: Language) -> list[str]:
    """Its words, folded, in their order; one with a hyphen as a whole and in its parts; no stop words."""
    words: list[str] = []
    for match in _TOKEN.finditer(fold_text(text)):
        parts = [part for part in re.split(r"[^\w]|_", match[0]) if part]
        words += ["".join(parts), *parts] if len(parts) > 1 else parts
    return [word for word in words if word not in _stop_words(language)]


@functools.lru_cache(maxsize=20_000)
def stem(word: str, language: Language) -> str:
    """The word without its ending (Snowball), or the one that stands for all of its meaning."""
    canonical = _canonical(language)
    if word in canonical:
        return canonical[word]
    short = _stem(word, language)
    return canonical.get(short, short)


class Vocabulary:
    """The words of all texts of one language, against which a question is read."""

    def __init__(self, texts: Iterable[str], language: Language) -> None:
        self._language = language
        words = {word for text in texts for word in tokens(text, language)}
        self._whole = {word for word in words if len(word) >= _MIN_PART and not word.isdigit()} | set(
            _canonical(language)
        )
        self._meanings = frozenset(_canonical(language).values())
        self._expanded: dict[str, tuple[str, ...]] = {}
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(self._whole):
            self._by_length.setdefault(len(word), []).append(word)

    def terms(self, text: str) -> list[str]:
        """The terms of a text of the vocabulary: each word's stem, and its parts' where it is a compound."""
        terms: list[str] = []
        for word in tokens(text, self._language):
            if word not in self._expanded:
                self._expanded[word] = self._expand(word)
            terms += self._expanded[word]
        return terms

    def question_terms(self, question: str) -> list[set[str]]:
        """For each word of a question its terms; a word that nobody wrote is read as the most alike one."""
        return [set(self._word_terms(word)) for word in dict.fromkeys(tokens(question, self._language))]

    def _word_terms(self, word: str) -> tuple[str, ...]:
        terms = self._expand(word)
        if word in self._whole or len(terms) > 1 or self._knows(terms[0]):
            return terms
        meant = self._most_alike(word)
        return self._expand(meant) if meant else terms

    def _expand(self, word: str) -> tuple[str, ...]:
        parts = self._split(word)
        return tuple(dict.fromkeys([stem(word, self._language), *(stem(part, self._language) for part in parts)]))

    @functools.cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem(word, self._language) for word in self._whole)

    def _knows(self, term: str) -> bool:
        return term in self._stems

    def _split(self, word: str) -> tuple[str, ...]:
        """The parts of a compound, the last one as long as it can be; none where it is no compound."""
        if len(word) < _MIN_COMPOUND or stem(word, self._language) in self._meanings:
            return ()
        for cut in range(_MIN_PART, len(word) - _MIN_PART + 1):
            head, tail = word[:cut], word[cut:]
            if not self._is_word(tail):
                continue
            for link in _LINKS:
                base = head.removesuffix(link) if link else head
                if head.endswith(link) and len(base) >= _MIN_PART and self._is_word(base):
                    return (base, tail)
        return ()

    def _is_word(self, part: str) -> bool:
        if part in self._whole:
            return True
        # The beginning is looked up first: stemming every possible part of every word takes seconds.
        return part[: _MIN_PART + 1] in self._beginnings and _stem(part, self._language) in self._plain_stems

    @functools.cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(word[: _MIN_PART + 1] for word in self._whole if len(word) > _MIN_PART)

    @functools.cached_property
    def _plain_stems(self) -> frozenset[str]:
        return frozenset(_stem(word, self._language) for word in self._whole)

    def _most_alike(self, word: str) -> str | None:
        if len(word) < _MIN_MENDED:
            return None
        slips = len(word) // _LETTERS_PER_SLIP
        choices = [
            other
            for length in range(len(word) - slips, len(word) + slips + 1)
            for other in self._by_length.get(length, [])
        ]
        best = process.extractOne(word, choices, scorer=OSA.distance, score_cutoff=min(slips, 2))
        return best[0] if best else None


@functools.cache
def _canonical(language: Language) -> dict[str, str]:
    """Each folded word and its stem to the stem of what stands for it."""
    table: dict[str, str] = {}
    for word, canonical in synonyms(language).items():
        target = _stem(fold_text(canonical), language)
        folded = fold_text(word)
        for form in (folded, re.sub(r"\W", "", folded), _stem(folded, language)):
            table.setdefault(form, target)
        table.setdefault(fold_text(canonical), target)
    return table


@functools.lru_cache(maxsize=20_000)
def _stem(word: str, language: Language) -> str:
    return fold_text(_stemmer(language).stemWord(word))


@functools.cache
def _stemmer(language: Language) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(_STEMMERS[language])
