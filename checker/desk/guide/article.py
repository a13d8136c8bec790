"""An article as HTML: Markdown by markdown-it, with no HTML of its own let through."""

import functools
import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from checker.knowledge.articles import article, for_system, split_article, systems_of_parts
from checker.knowledge.causes import ACTOR_TITLES, Actor, causes
from checker.model.record import Record
from checker.model.systems import SYSTEM_TITLES, SYSTEMS
from checker.model.text import Language

_TITLE = re.compile(r"\A\s*#\s+(?P<title>.+?)\s*#*\s*$", re.MULTILINE)
_STEPS = re.compile(r"^1\. ", re.MULTILINE)
_CODE = re.compile(r"^(?:\.\./|\./)*(?P<code>[a-z]+\.[a-z0-9-]+?)(?:\.md|/)?$")


class RemedySteps(Record, frozen=True, kw_only=True):
    """What to do on one system; without a system, on every one."""

    system: str
    steps: tuple[str, ...]


class Article(Record, frozen=True, kw_only=True):
    """One page of the guide. `html` is its text without title and technicians' part; `plain` what the search reads.

    `systems`: those that have parts of their own in the text; `has_own_steps`: whether the text tells all of the
    remedies' steps itself, so that a page need not tell them twice.
    """

    code: str
    title: str
    html: str
    technical: str
    plain: str
    actor: str
    remedies: tuple[RemedySteps, ...]
    proof: str
    needs_no_action: bool
    systems: tuple[str, ...] = ()
    has_own_steps: bool = False

    @property
    def check(self) -> str:
        """The check that it belongs to."""
        return self.code.partition(".")[0]


def system_title(name: str) -> str:
    """What people call the system; empty for none."""
    return next((title for system, title in SYSTEM_TITLES.items() if system == name), "")


@functools.cache
def read_article(code: str, language: Language) -> Article | None:
    """The article, or None where there is none."""
    text = article(code, language)
    if text is None:
        return None
    title = _TITLE.match(text)
    public_text, technical_text = split_article(text[title.end() :] if title else text, language)
    public_tokens, technical_tokens = _parse_markdown(public_text), _parse_markdown(technical_text)
    cause = causes().get(code)
    systems = systems_of_parts(public_text)
    needed = {remedy.system for remedy in cause.remedies if remedy.system} if cause else set()
    actor = cause.who if cause else Actor.NOBODY
    return Article(
        code=code,
        title=title["title"] if title else code,
        html=_render_html(public_tokens),
        technical=_render_html(technical_tokens),
        plain=" ".join(
            child.content
            for token in public_tokens + technical_tokens
            for child in token.children or []
            if child.content
        ),
        actor=ACTOR_TITLES[actor].render(language) if cause else "",
        remedies=_remedies(code, language),
        proof=cause.proof.render(language) if cause and cause.proof else "",
        needs_no_action=actor is Actor.NOBODY,
        systems=tuple(system for system in SYSTEMS if system in systems),
        has_own_steps=bool(_STEPS.search(public_text)) and needed <= systems,
    )


@functools.cache
def article_html(code: str, language: Language, system: str) -> str:
    """The text of an article for one system alone, as far as its parts differ by system; empty where there is none."""
    text = article(code, language)
    if text is None:
        return ""
    public_text, _ = split_article(_TITLE.sub("", text, count=1), language)
    return _render_html(_parse_markdown(for_system(public_text, system)))


def _remedies(code: str, language: Language) -> tuple[RemedySteps, ...]:
    cause = causes().get(code)
    return tuple(
        RemedySteps(
            system=SYSTEM_TITLES[remedy.system] if remedy.system else "",
            steps=tuple(remedy.de if language == "de" else remedy.en),
        )
        for remedy in (cause.remedies if cause else [])
    )


def _parse_markdown(text: str) -> list[Token]:
    tokens = _markdown().parse(text)
    for token in tokens:
        _rewrite_links(token)
    return tokens


def _render_html(tokens: list[Token]) -> str:
    return str(_markdown().renderer.render(tokens, _markdown().options, {}))


@functools.cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")


def _rewrite_links(token: Token, base: str = "../") -> None:
    """Another article is named by its code; everything outside opens without telling where it came from."""
    for child in token.children or []:
        if child.type != "link_open":
            continue
        href = str(child.attrGet("href") or "")
        if code_match := _CODE.match(href):
            child.attrSet("href", f"{base}{code_match['code']}/")
        elif not href.startswith(("#", "../")):
            child.attrSet("rel", "noopener noreferrer")


def render_own_text(text: str, base: str = "../") -> str:
    """A text of the firm's own; no HTML of it is let through. `base`: from its page to the guide's folder."""
    tokens = _markdown().parse(text)
    for token in tokens:
        _rewrite_links(token, base)
    return _render_html(tokens)
