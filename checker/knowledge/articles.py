"""The articles of the guide: articles/<language>/<code>.md, Markdown that begins with its title as `# `."""

import re
from importlib.resources import files

from checker.model.text import Language


def article(code: str, language: Language) -> str | None:
    """The article's Markdown, or None where there is none."""
    page = files(__package__).joinpath("articles", language, f"{code}.md")
    return page.read_text("utf-8") if page.is_file() else None


TECHNICIANS: dict[Language, str] = {"de": "Für die Technik", "en": "For technicians"}
"""The heading of an article's last part, which stands folded: the reader at home needs none of it."""


def parts(text: str, language: Language) -> tuple[str, str]:
    """An article without its last part, and what that part says below its heading; nothing where there is none."""
    found = re.search(rf"^## {TECHNICIANS[language]}[ \t]*$", text, re.MULTILINE)
    return (text[: found.start()].rstrip() + "\n", text[found.end() :].strip()) if found else (text, "")


def article_codes(language: Language) -> list[str]:
    """The codes that have an article in this language, sorted."""
    pages = files(__package__).joinpath("articles", language).iterdir()
    return sorted(page.name.removesuffix(".md") for page in pages if page.name.endswith(".md"))
