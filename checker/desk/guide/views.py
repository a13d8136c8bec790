"""The guide's pages. Their language is in their address, so that a link shows everyone the same page."""

from collections.abc import Iterable
from typing import Any, Self

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from checker.checks.registry import checks
from checker.desk.customers.accepted_code import CodeReplaced
from checker.desk.customers.code_guessing import look_up_code
from checker.desk.customers.models import Customer
from checker.desk.guide.article import Article, article_html, render_own_text, system_title
from checker.desk.guide.models import Addition, OwnPage
from checker.desk.guide.search import MAX_QUERY_LENGTH, all_articles, search
from checker.desk.guide.tasks import GUIDE_TASKS, checklist_steps
from checker.desk.guide.view_counter import count_view
from checker.desk.pages.language import page_language
from checker.desk.pages.user_agent import detect_system
from checker.model.record import Record
from checker.model.systems import SYSTEM_TITLES
from checker.model.text import LANGUAGES, Language

_GUIDES = "guide"
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
        context = _frame(guide_language) | {"parts": _sections(guide_language), "tasks": _tasks(guide_language)}
        context["own_pages"] = [(page.slug, page.title(guide_language)) for page in OwnPage.objects.all()]
        return render(request, "guide/contents.html", context)


@login_not_required
@require_safe
def own_page(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """A page of the firm's own."""
    guide_language = _language_or_404(language)
    current = get_object_or_404(OwnPage, slug=slug)
    with translation.override(guide_language):
        context = {
            "slug": slug,
            "title": current.title(guide_language),
            "html": mark_safe(render_own_text(current.text(guide_language), "../../")),  # noqa: S308 - no HTML of it
        }
        return render(request, "guide/own_page.html", _frame(guide_language) | context)


@login_not_required
@require_safe
def task(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """What somebody at home sets out to do: how to set it up, and what to do where it fails."""
    guide_language = _language_or_404(language)
    current = next((entry for entry in GUIDE_TASKS if entry.slug == slug), None)
    if current is None:
        raise Http404
    by_code = {entry.code: entry for entry in all_articles(guide_language)}
    with translation.override(guide_language):
        context = {
            "slug": slug,
            "title": current.title.render(guide_language),
            "lead": current.lead.render(guide_language),
            "set_up": [by_code[code] for code in current.set_up if code in by_code],
            "troubles": [by_code[code] for code in current.troubles if code in by_code],
        }
        return render(request, "guide/task.html", _frame(guide_language) | context)


@login_not_required
@require_safe
def checklist(request: HttpRequest, language: str, code: str) -> HttpResponse:
    """The steps of one article, to print and to tick."""
    guide_language = _language_or_404(language)
    current = next((entry for entry in all_articles(guide_language) if entry.code == code), None)
    steps = checklist_steps(current, _reader_system(request)) if current else ()
    if current is None or not steps:
        raise Http404
    with translation.override(guide_language):
        return render(request, "guide/checklist.html", _frame(guide_language) | {"article": current, "steps": steps})


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
        system, customer = _chosen_system(request, current), _reading_customer(request)
        context = {
            "article": current,
            "html": mark_safe(  # noqa: S308 - our own article, and markdown-it lets no HTML through
                article_html(code, guide_language, system) if system else current.html
            ),
            "chosen_system": system,
            "systems": [(name, system_title(name)) for name in current.systems],
            "has_checklist": bool(checklist_steps(current, "")),
            "technical": mark_safe(current.technical),  # noqa: S308 - the same
            "customer": customer,
            "additions": _additions(customer, code, guide_language),
            "part": _section_title(current.check, guide_language),
            "others": related[:MAX_RELATED],
            "system": system_title(system or _reader_system(request)),
        }
        response = render(request, "guide/article.html", _frame(guide_language) | context)
    patch_vary_headers(response, ["User-Agent"])
    count_view(request, code)
    return response


def _reader_system(request: HttpRequest) -> str:
    """The reader's system, whose steps stand open; empty on a phone, and where the browser does not say."""
    detected = detect_system(request.headers.get("User-Agent", ""))
    return detected if detected in SYSTEM_TITLES else ""


def _chosen_system(request: HttpRequest, current: Article) -> str:
    """Of an article whose parts differ by system: the one to show, as the reader chose it or the browser says."""
    requested = request.GET.get("system", "")
    system = requested if requested in SYSTEM_TITLES or requested == "all" else _reader_system(request)
    return system if system in current.systems else ""


def _language_or_404(language: str) -> Language:
    if language not in LANGUAGES:
        raise Http404
    return language


def _frame(guide_language: Language) -> dict[str, Any]:
    return {"spoken": guide_language, "other": "de" if guide_language == "en" else "en"}


def _reading_customer(request: HttpRequest) -> Customer | None:
    """Whose employee reads, where the address carries the code."""
    customer_code = request.GET.get("customer", "")
    try:
        accepted, _ = look_up_code(request, customer_code) if customer_code else (None, 0)
    except CodeReplaced:
        return None
    return accepted.customer if accepted else None


def _additions(customer: Customer | None, code: str, language: Language) -> list[str]:
    """What the firm says to everybody; and to the employees of this customer."""
    audience = Q(customer=None) | Q(customer=customer) if customer else Q(customer=None)
    return [
        mark_safe(render_own_text(addition.text(language)))  # noqa: S308 - no HTML of it is let through
        for addition in Addition.objects.filter(audience, code=code)
    ]


def _tasks(language: Language) -> list[tuple[str, str, str]]:
    """Slug, title and lead of each."""
    return [(entry.slug, entry.title.render(language), entry.lead.render(language)) for entry in GUIDE_TASKS]


def _sections(language: Language) -> list[GuideSection]:
    """The small guides, then in the order in which people see the checks; what belongs to no check comes last."""
    entries = all_articles(language)
    names = [_GUIDES, *checks(), *sorted({entry.check for entry in entries} - {_GUIDES, *checks()})]
    sections = [GuideSection.from_articles(name, _section_title(name, language), entries) for name in names]
    return [section for section in sections if section.problems or section.no_action]


def _section_title(check_name: str, language: Language) -> str:
    declaration = checks().get(check_name)
    if declaration is not None:
        return declaration.title.render(language)
    if check_name == _GUIDES:
        return translation.gettext("Kleine Anleitungen")
    return translation.gettext("Das Programm") if check_name == "program" else translation.gettext("Die Prüfung selbst")
