"""The program's own sentences in both languages, by gettext. The source is German, so German never depends on a file.

Catalogues: locale/en/LC_MESSAGES/<domain>.po, one domain a part of the program; Babel compiles them at build time.
"""

import gettext
from pathlib import Path

from checker.model.text import Language

LOCALE = Path(__file__).parent / "locale"


class Words:
    """The sentences of one domain; `use` switches the language for everyone who holds this object."""

    def __init__(self, domain: str, language: Language = "de") -> None:
        self.domain = domain
        self.use(language)

    def use(self, language: Language) -> None:
        """Speak this language from now on. A missing catalogue leaves German standing."""
        self.language = language
        languages = [] if language == "de" else [language]
        self._catalogue = gettext.translation(self.domain, LOCALE, languages, fallback=True)

    def __call__(self, german: str, **values: object) -> str:
        """The sentence, with `{name}` filled in."""
        said = self._catalogue.gettext(german)
        return said.format(**values) if values else said

    def some(self, one: str, many: str, n: int, **values: object) -> str:
        """The sentence for `n` things; `{n}` is filled in."""
        return self._catalogue.ngettext(one, many, n).format(n=n, **values)
