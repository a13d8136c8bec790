"""The articles of the guide: articles/<language>/<code>.md, Markdown that begins with its title as `# `."""

import re
from importlib.resources import files

from checker import knowledge
from checker.model.text import Language


def article(code: str, language: Language) -> str | None:
    """The article's Markdown, or None where there is none."""
    pages = (files(package).joinpath("articles", language, f"{code}.md") for package in knowledge.PACKAGES)
    return next((page.read_text("utf-8") for page in pages if page.is_file()), None)


TECHNICIAN_HEADINGS: dict[Language, str] = {"de": "Für die Technik", "en": "For technicians"}
"""The heading of an article's last part, which stands folded: the reader at home needs none of it."""


def split_article(text: str, language: Language) -> tuple[str, str]:
    """An article without its last part, and the text of that part below its heading; empty where there is none."""
    heading = re.search(rf"^## {TECHNICIAN_HEADINGS[language]}[ \t]*$", text, re.MULTILINE)
    return (text[: heading.start()].rstrip() + "\n", text[heading.end() :].strip()) if heading else (text, "")


def article_codes(language: Language) -> list[str]:
    """The codes that have an article in this language, sorted."""
    pages = [page for package in knowledge.PACKAGES for page in files(package).joinpath("articles", language).iterdir()]
    return sorted(page.name.removesuffix(".md") for page in pages if page.name.endswith(".md"))
