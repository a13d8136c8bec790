"""The terms that a layman does not know, and how they are explained. Data: glossary.toml."""

import functools
import re
import tomllib
from importlib.resources import files

import msgspec

from checker.knowledge import __name__ as package
from checker.model.record import Record
from checker.model.text import Language

_LABEL: dict[Language, str] = {"de": r"„[^“\n]*“", "en": r"“[^”\n]*”"}
_CODE_OR_TARGET = r"`[^`\n]*`|\]\([^)\n]*\)"


class TermPattern(Record, frozen=True, kw_only=True):
    """A regular expression a language."""

    de: str
    en: str


class GlossaryTerm(Record, frozen=True, kw_only=True):
    """A term, its explanation in one sentence, and how both are found. `quoted`: also where it stands in quotes."""

    find: str | TermPattern
    de: str
    en: str
    explained: TermPattern
    quoted: bool = False

    def stands_in(self, text: str, language: Language) -> bool:
        """Whether the text uses the term; what a screen shows (in quotes) is no use, and neither is code."""
        hidden = _CODE_OR_TARGET if self.quoted else f"{_CODE_OR_TARGET}|{_LABEL[language]}"
        find = self.find if isinstance(self.find, str) else getattr(self.find, language)
        return re.search(find, re.sub(hidden, " ", text)) is not None

    def is_explained_in(self, text: str, language: Language) -> bool:
        """Whether the text holds an explanation of the term."""
        return re.search(getattr(self.explained, language), text) is not None


@functools.cache
def glossary() -> dict[str, GlossaryTerm]:
    """All terms by their name."""
    text = files(package).joinpath("glossary.toml").read_text("utf-8")
    return {name: msgspec.convert(fields, GlossaryTerm) for name, fields in tomllib.loads(text).items()}
