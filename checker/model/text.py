"""One sentence in every language that the product speaks."""

from typing import Literal

from checker.model.record import Record

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = ("de", "en")


class Text(Record, frozen=True, kw_only=True):
    """A sentence in German and in English; `{name}` stands for a value that is filled in when it is shown."""

    de: str
    en: str

    def render(self, language: Language, /, **values: object) -> str:
        """The sentence in `language`. A value that is missing stays visible as its `{name}`, never an error."""
        sentence = self.en if language == "en" else self.de
        return sentence.format_map(_MissingAsPlaceholder(values))


class _MissingAsPlaceholder(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
