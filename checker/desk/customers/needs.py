"""What a technician writes about a customer's workplaces: TOML, a table a check. Mistakes in the page's language."""

from typing import Any

from checker.checks.written import InvalidProfileToml, parse_needs
from checker.desk.pages.language import page_language
from checker.model.record import Record

LONGEST = 100_000


class Mistake(Record, frozen=True, kw_only=True):
    """What is wrong, in a sentence; `line` counts from 1; `detail` is what the reader of the format said."""

    said: str
    line: int | None = None
    detail: str = ""


class Wrong(Exception):  # noqa: N818 - carries a Mistake
    """The text is not what a profile may hold."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.said)
        self.mistake = mistake


def read(toml: str) -> dict[str, dict[str, Any]]:
    """The tables by check. Raises Wrong."""
    try:
        return parse_needs(toml)
    except InvalidProfileToml as mistaken:
        found = mistaken.mistake
        said = Mistake(said=found.describe(page_language()), line=found.line, detail=found.detail)
        raise Wrong(said) from mistaken
