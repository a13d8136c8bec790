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
from checker.desk.guide.search import LONGEST, articles, search
from checker.desk.pages.language import page_language
from checker.model.record import Record
from checker.model.text import LANGUAGES, Language

_MARKS = (("Windows", "Windows"), ("Mac OS X", "macOS"), ("Android", ""), ("Linux", "Linux"))
"""What browsers say of their system, the more particular first."""

OTHERS = 6
"""Further articles named under one."""


class Part(Record, frozen=True, kw_only=True):
    """The articles of one check."""

    name: str
    title: str
    trouble: tuple[Article, ...]
    calm: tuple[Article, ...]

    @classmethod
    def of(cls, name: str, title: str, among: Iterable[Article]) -> Self:
        """Its own among all."""
        own = [one for one in among if one.check == name]
        calm = tuple(one for one in own if one.calm)
        return cls(name=name, title=title, trouble=tuple(one for one in own if not one.calm), calm=calm)


@login_not_required
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """On to the guide in the reader's language."""
    answer = redirect("guide-in", language=page_language())
    answer["Vary"] = "Accept-Language, Cookie"
    return answer


@login_not_required
@require_safe
def contents(request: HttpRequest, language: str) -> HttpResponse:
    """All articles by what they are about; or what a search found."""
    spoken = _spoken(language)
    wanted = request.GET.get("q", "").strip()[:LONGEST]
    with translation.override(spoken):
        if wanted:
            shown = _frame(spoken) | {"q": wanted, "found": search(wanted, spoken)}
            return render(request, "guide/found.html", shown)
        return render(request, "guide/contents.html", _frame(spoken) | {"parts": _parts(spoken)})


@login_not_required
@require_safe
def article(request: HttpRequest, language: str, code: str) -> HttpResponse:
    """One article."""
    spoken = _spoken(language)
    there = {one.code: one for one in articles(spoken)}
    if code not in there:
        raise Http404
    one = there.pop(code)
    others = [other for other in there.values() if other.check == one.check and not other.calm]
    with translation.override(spoken):
        shown = {
            "article": one,
            "html": mark_safe(one.html),  # noqa: S308 - our own article, and markdown-it lets no HTML through
            "technical": mark_safe(one.technical),  # noqa: S308 - the same
            "part": _title(one.check, spoken),
            "others": others[:OTHERS],
            "system": _system(request),
        }
        answer = render(request, "guide/article.html", _frame(spoken) | shown)
    patch_vary_headers(answer, ["User-Agent"])
    return answer


def _system(request: HttpRequest) -> str:
    """The reader's system, whose steps stand open; nothing where the browser does not say."""
    told = request.headers.get("User-Agent", "")
    return next((named for mark, named in _MARKS if mark in told), "")


def _spoken(language: str) -> Language:
    if language not in LANGUAGES:
        raise Http404
    return language


def _frame(spoken: Language) -> dict[str, Any]:
    return {"spoken": spoken, "other": "de" if spoken == "en" else "en"}


def _parts(language: Language) -> list[Part]:
    """In the order in which people see the checks; what belongs to no check comes last."""
    there = articles(language)
    names = [*checks(), *sorted({one.check for one in there} - set(checks()))]
    parts = [Part.of(name, _title(name, language), there) for name in names]
    return [part for part in parts if part.trouble or part.calm]


def _title(check: str, language: Language) -> str:
    known = checks().get(check)
    return known.title.render(language) if known else translation.gettext("Die Prüfung selbst")
