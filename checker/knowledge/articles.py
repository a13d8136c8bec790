"""The articles of the guide: articles/<language>/<code>.md, Markdown that begins with its title as `# `."""

from importlib.resources import files

from checker.model.text import Language


def article(code: str, language: Language) -> str | None:
    """The article's Markdown, or None where there is none."""
    page = files(__package__).joinpath("articles", language, f"{code}.md")
    return page.read_text("utf-8") if page.is_file() else None


def article_codes(language: Language) -> list[str]:
    """The codes that have an article in this language, sorted."""
    pages = files(__package__).joinpath("articles", language).iterdir()
    return sorted(page.name.removesuffix(".md") for page in pages if page.name.endswith(".md"))
