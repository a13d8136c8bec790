"""The articles of the guide: articles/<language>/<code>.md, Markdown that begins with its title as `# `."""

import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from checker import knowledge
from checker.model.text import Language


def article(code: str, language: Language) -> str | None:
    """The article's Markdown, or None where there is none."""
    return next((page.read_text("utf-8") for page in _pages(code, language) if page.is_file()), None)


def has_article(code: str, language: Language) -> bool:
    """Whether there is one; nothing is read."""
    return any(page.is_file() for page in _pages(code, language))


def _pages(code: str, language: Language) -> Iterator[Traversable]:
    for package in knowledge.PACKAGES:
        yield files(package).joinpath("articles", language, f"{code}.md")


TECHNICIAN_HEADINGS: dict[Language, str] = {"de": "Für die Technik", "en": "For technicians"}
"""The heading of an article's last part, which stands folded: the reader at home needs none of it."""


_SYSTEMS = frozenset(("windows", "macos", "linux"))
_JOINTS = frozenset(("und", "and", "oder", "or"))


def split_article(text: str, language: Language) -> tuple[str, str]:
    """An article without its last part, and the text of that part below its heading; empty where there is none."""
    heading = re.search(rf"^## {TECHNICIAN_HEADINGS[language]}[ \t]*$", text, re.MULTILINE)
    return (text[: heading.start()].rstrip() + "\n", text[heading.end() :].strip()) if heading else (text, "")


def for_system(text: str, system: str) -> str:
    """An article without the parts whose heading names other systems alone; all of it for a system that none names.

    What follows the steps of the last such part is for everybody, and stays.
    """
    parts = re.split(r"(?m)^(?=## )", text)
    systems = [_named_systems(part) for part in parts]
    if not any(system in named for named in systems):
        return text
    chosen = []
    for at, (part, named) in enumerate(zip(parts, systems, strict=True)):
        if not named or system in named:
            chosen.append(part)
        elif at + 1 == len(parts) or not systems[at + 1]:
            chosen.append(_text_after_steps(part))
    return re.sub(r"\n{3,}", "\n\n", "".join(chosen)).rstrip() + "\n"


def systems_of_parts(text: str) -> frozenset[str]:
    """The systems that have parts of their own in an article."""
    return frozenset().union(*(_named_systems(part) for part in re.split(r"(?m)^(?=## )", text)))


def _named_systems(part: str) -> frozenset[str]:
    """The systems that its heading names, if it names nothing else."""
    heading = re.match(r"## (.*)", part)
    if heading is None:
        return frozenset()
    words = re.findall(r"[^\s,]+", heading[1].lower())
    named = frozenset(words) & _SYSTEMS
    return named if named and all(word in _SYSTEMS | _JOINTS or word.isdigit() for word in words) else frozenset()


def _text_after_steps(part: str) -> str:
    """Its paragraphs below the last list; none where it has no list."""
    paragraphs = part.rstrip().split("\n\n")
    lists = [at for at, paragraph in enumerate(paragraphs) if re.match(r"(\d+\.|[-*]) ", paragraph)]
    rest = paragraphs[lists[-1] + 1 :] if lists else []
    return "\n\n".join(rest) + "\n\n" if rest else ""


def article_codes(language: Language) -> list[str]:
    """The codes that have an article in this language, sorted."""
    pages = [page for package in knowledge.PACKAGES for page in files(package).joinpath("articles", language).iterdir()]
    return sorted(page.name.removesuffix(".md") for page in pages if page.name.endswith(".md"))
