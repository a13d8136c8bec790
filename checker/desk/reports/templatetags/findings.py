"""Verdicts and findings in words, in the language of the page."""

import functools

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from checker.desk.pages.language import page_language
from checker.desk.reports.cases.models import WaitingFor
from checker.desk.reports.cases.urgency import Urgency
from checker.desk.reports.inbox.filters import InboxFilters
from checker.desk.reports.inbox.hit_rate import cause_title
from checker.knowledge.causes import ACTOR_TITLES, SURENESS_TITLES, cause_of
from checker.model.finding import Finding, Level
from checker.model.text import Language
from checker.model.verdict import ReportVerdict
from checker.show.company_path.diagram import segment_name
from checker.show.company_path.segments import segment_of
from checker.show.company_path.sentences import sureness_word
from checker.show.explanation.report_witnesses import ReportWitnesses
from checker.show.findings import RootFinding, describe_finding, topic_code
from checker.show.level_symbols import SYMBOLS, VERDICT_LEVELS, level_word
from checker.show.report_html.cards import hypotheses

register = template.Library()


@register.simple_tag
def verdict_badge(verdict: str) -> SafeString:
    """Sign and word of a verdict: colour is never alone."""
    return _badge(VERDICT_LEVELS[ReportVerdict(verdict)], page_language())


@register.simple_tag
def level_badge(finding: Finding) -> SafeString:
    """Sign and word of a finding's level."""
    return _badge(finding.level, page_language())


@functools.cache
def _badge(level: Level, language: Language) -> SafeString:
    return format_html(
        '<span class="badge tone-{}"><span class="sign" aria-hidden="true">{}</span> {}</span>',
        level.value,
        SYMBOLS[level],
        level_word(level, language),
    )


@register.simple_tag
def weighed(finding: Finding, witnesses: ReportWitnesses) -> SafeString:
    """What came into question as the cause of it; nothing where nothing was weighed."""
    html = hypotheses(finding, witnesses, page_language()) or ""
    return mark_safe(html)  # noqa: S308 - show/ escapes every value of a report


@register.filter
def title(code: str) -> str:
    """The title of a cause's article."""
    return cause_title(code, page_language())


@register.filter
def urgency_title(urgency: int) -> str:
    """Who waits, in words."""
    return str(Urgency(urgency).label)


@register.filter
def waiting_title(whom: str) -> str:
    """Whom a case waits for, in words; empty for nobody that there is."""
    return str(WaitingFor(whom).label) if whom in WaitingFor.values else ""


@register.filter
def sureness_title(sureness: str) -> str:
    """How sure a cause was said to be, in a word; empty where nothing was said."""
    titles = {member.value: words for member, words in SURENESS_TITLES.items()}
    return titles[sureness].render(page_language()) if sureness in titles else ""


@register.simple_tag
def address(filters: InboxFilters, **changes: str) -> str:
    """The address of the inbox with these filters changed."""
    return filters.address_with(**changes)


@register.filter
def sentence(finding: Finding) -> str:
    """The finding's sentence."""
    return describe_finding(finding, page_language())


@register.filter
def location(finding: Finding) -> str:
    """The link of the way at which it lies, and how sure that is; nothing of what lies on no way."""
    certainty = sureness_word(RootFinding(finding=finding), page_language())
    path_link = segment_of(topic_code(finding))
    return f"{segment_name(path_link, page_language())}, {certainty}" if path_link and certainty else ""


@register.filter
def who(finding: Finding) -> str:
    """Who must act."""
    return ACTOR_TITLES[cause_of(finding).who].render(page_language())
