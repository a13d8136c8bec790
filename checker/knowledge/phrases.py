"""How people say it: what a layman types who needs an article. Data: phrases/<check>.toml, synonyms/<language>.toml."""

import functools
import tomllib
from importlib.resources import files
from typing import Annotated, Any

import msgspec

from checker import knowledge
from checker.knowledge.entries import read_entries
from checker.model.record import Record
from checker.model.text import Language


class Phrases(Record, frozen=True, kw_only=True):
    """Ways to say what an article is about: words of everyday life, messages on the screen, names of programs."""

    de: Annotated[list[str], msgspec.Meta(min_length=1)]
    en: Annotated[list[str], msgspec.Meta(min_length=1)]


@functools.cache
def phrases() -> dict[str, Phrases]:
    """The phrases of every article by its code. Raises ValueError for a code that stands twice or in another's file."""
    return read_entries("phrases", Phrases)


@functools.cache
def synonyms(language: Language) -> dict[str, str]:
    """Each word of everyday language with the one that stands for all of its meaning."""
    groups: dict[str, list[str]] = _words(language)["same"]
    return {word: canonical for canonical, words in groups.items() for word in words}


@functools.cache
def stop_words(language: Language) -> frozenset[str]:
    """Words that say nothing of the trouble."""
    return frozenset(_words(language)["stop_words"])


@functools.cache
def _words(language: Language) -> dict[str, Any]:
    return tomllib.loads(files(knowledge).joinpath("synonyms", f"{language}.toml").read_text("utf-8"))
