"""The guide's pages. Their language is in their address, so that a link shows everyone the same page."""

from collections.abc import Iterable
from typing import Any, Self

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from checker.checks.registry import checks
from checker.desk.guide.article import Article
from checker.desk.guide.search import MAX_QUERY_LENGTH, all_articles, search
from checker.desk.pages.language import page_language
from checker.desk.pages.user_agent import detect_system
from checker.model.record import Record
from checker.model.systems import SYSTEM_TITLES
from checker.model.text import LANGUAGES, Language

MAX_RELATED = 6
"""Further articles named under one."""


class GuideSection(Record, frozen=True, kw_only=True):
    """The articles of one check."""

    name: str
    title: str
    problems: tuple[Article, ...]
    no_action: tuple[Article, ...]

    @classmethod
    def from_articles(cls, name: str, title: str, entries: Iterable[Article]) -> Self:
        """Its own among all."""
        own = [entry for entry in entries if entry.check == name]
        no_action = tuple(entry for entry in own if entry.needs_no_action)
        return cls(
            name=name,
            title=title,
            problems=tuple(entry for entry in own if not entry.needs_no_action),
            no_action=no_action,
        )


@login_not_required
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """On to the guide in the reader's language."""
    response = redirect("guide-in", language=page_language())
    response["Vary"] = "Accept-Language, Cookie"
    return response


@login_not_required
@require_safe
def contents(request: HttpRequest, language: str) -> HttpResponse:
    """All articles by what they are about; or what a search found."""
    guide_language = _language_or_404(language)
    query = request.GET.get("q", "").strip()[:MAX_QUERY_LENGTH]
    with translation.override(guide_language):
        if query:
            context = _frame(guide_language) | {"q": query, "results": search(query, guide_language)}
            return render(request, "guide/found.html", context)
        return render(request, "guide/contents.html", _frame(guide_language) | {"parts": _sections(guide_language)})


@login_not_required
@require_safe
def article(request: HttpRequest, language: str, code: str) -> HttpResponse:
    """One article."""
    guide_language = _language_or_404(language)
    articles_by_code = {current.code: current for current in all_articles(guide_language)}
    if code not in articles_by_code:
        raise Http404
    current = articles_by_code.pop(code)
    related = [
        other for other in articles_by_code.values() if other.check == current.check and not other.needs_no_action
    ]
    with translation.override(guide_language):
        context = {
            "article": current,
            "html": mark_safe(current.html),  # noqa: S308 - our own article, and markdown-it lets no HTML through
            "technical": mark_safe(current.technical),  # noqa: S308 - the same
            "part": _section_title(current.check, guide_language),
            "others": related[:MAX_RELATED],
            "system": _reader_system(request),
        }
        response = render(request, "guide/article.html", _frame(guide_language) | context)
    patch_vary_headers(response, ["User-Agent"])
    return response


def _reader_system(request: HttpRequest) -> str:
    """The reader's system, whose steps stand open; empty on a phone, and where the browser does not say."""
    detected = detect_system(request.headers.get("User-Agent", ""))
    return next((title for system, title in SYSTEM_TITLES.items() if system == detected), "")


def _language_or_404(language: str) -> Language:
    if language not in LANGUAGES:
        raise Http404
    return language


def _frame(guide_language: Language) -> dict[str, Any]:
    return {"spoken": guide_language, "other": "de" if guide_language == "en" else "en"}


def _sections(language: Language) -> list[GuideSection]:
    """In the order in which people see the checks; what belongs to no check comes last."""
    entries = all_articles(language)
    names = [*checks(), *sorted({entry.check for entry in entries} - set(checks()))]
    sections = [GuideSection.from_articles(name, _section_title(name, language), entries) for name in names]
    return [section for section in sections if section.problems or section.no_action]


def _section_title(check_name: str, language: Language) -> str:
    declaration = checks().get(check_name)
    if declaration is not None:
        return declaration.title.render(language)
    if check_name == "guide":
        return translation.gettext("Kleine Anleitungen")
    return translation.gettext("Das Programm") if check_name == "program" else translation.gettext("Die Prüfung selbst")
