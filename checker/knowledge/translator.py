"""The program's own sentences in both languages, by gettext. The source is German, so German never depends on a file.

Catalogues: locale/en/LC_MESSAGES/<domain>.po, one domain a part of the program; Babel compiles them at build time.
"""

import gettext
from pathlib import Path

from checker.model.text import Language

LOCALE = Path(__file__).parent / "locale"


class Translator:
    """The sentences of one domain; `set_language` switches the language for everyone who holds this object."""

    def __init__(self, domain: str, language: Language = "de") -> None:
        self.domain = domain
        self.set_language(language)

    def set_language(self, language: Language) -> None:
        """Speak this language from now on. A missing catalogue leaves German standing."""
        self.language = language
        languages = [] if language == "de" else [language]
        self._catalogue = gettext.translation(self.domain, LOCALE, languages, fallback=True)

    def __call__(self, german: str, **values: object) -> str:
        """The sentence, with `{name}` filled in."""
        sentence = self._catalogue.gettext(german)
        return sentence.format(**values) if values else sentence

    def plural(self, singular: str, several: str, n: int, **values: object) -> str:
        """The sentence for `n` things; `{n}` is filled in."""
        return self._catalogue.ngettext(singular, several, n).format(n=n, **values)
