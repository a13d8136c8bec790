"""A report as HTML: a fragment for a page of the desk, and a page of its own to keep and to print."""

import base64
import hashlib

from checker.model.finding import Level
from checker.model.report import Receipt, Report
from checker.model.text import Language
from checker.model.verdict import verdict
from checker.show.call_help import call_help, next_steps
from checker.show.call_sheet import call_sheet_entries
from checker.show.company_path import diagram
from checker.show.company_path.broken_link import segment_levels
from checker.show.explanation.report_witnesses import witnesses_of_report
from checker.show.findings import group_findings
from checker.show.first_step import employee_order, first_sentence
from checker.show.formatting import format_moment
from checker.show.level_symbols import next_step, technician_headline
from checker.show.markup import Html, join, tag
from checker.show.outages.report import outage_section
from checker.show.report_html.cards import (
    Audience,
    RenderContext,
    action_sections,
    first_section,
    level_symbol,
    notes_section,
    passed_section,
)
from checker.show.report_html.stylesheet import STYLE
from checker.show.report_html.tables import measurement_tables
from checker.show.translations import translator
from checker.show.work_tasks import task_status
from checker.show.work_tasks.work_verdict import work_verdict

_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'"


def report_fragment(
    report: Report,
    language: Language,
    *,
    audience: Audience = "employee",
    guide_url: str = "",
    reference: str = "",
) -> str:
    """The report as an escaped fragment, headings from h2 on, without any style attribute or script.

    Findings link to `{guide_url}/<language>/<code>/` where it is given. `reference` stands on the call sheet.
    """
    context = RenderContext(
        report=report,
        language=language,
        audience=audience,
        guide_url=guide_url,
        witnesses=witnesses_of_report(report),
    )
    groups = group_findings(report.findings)
    parts: tuple[Html | None, ...]
    if audience == "technician":
        parts = (
            _call_sheet(report, language, reference),
            _path_section(report, language),
            outage_section(report, language),
            action_sections(groups.by_actor, context),
            _today_section(report, language),
        )
    else:
        order = employee_order(report.findings)
        parts = (
            _today_section(report, language),
            first_section(order.first, context),
            outage_section(report, language),
            _path_section(report, language),
            action_sections(order.rest, context),
        )
    return tag(
        "article",
        _verdict(report, language, audience),
        *parts,
        notes_section(groups, context),
        passed_section(groups, context),
        measurement_tables(report, language, names=audience == "technician"),
        class_="report",
        lang=language,
    )


def report_page(
    report: Report, language: Language, *, receipt: Receipt | None = None, audience: Audience = "employee"
) -> str:
    """A whole page that needs nothing else, and by its policy cannot load anything else."""
    tr = translator(language)
    title = tr("Bericht zum Arbeitsplatz")
    reference = receipt.reference if receipt else ""
    fragment = report_fragment(report, language, audience=audience, reference=reference)
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", " – ".join(part for part in (title, report.profile.customer) if part)),
        tag("style", Html(STYLE)),
    )
    main = tag(
        "body",
        _head(report, language, title),
        _call(report, receipt, language) if audience == "employee" else _reference(receipt, language),
        tag("main", Html(fragment)),
        _foot(report, language),
        class_="report-page",
    )
    return f"<!doctype html>\n{tag('html', head, main, lang=language)}\n"


def _verdict(report: Report, language: Language, audience: Audience) -> Html:
    overall = work_verdict(report, language)
    first = first_sentence(report, language)
    is_technician = audience == "technician"
    findings_verdict = verdict(report.findings)
    return tag(
        "section",
        level_symbol(overall.level),
        tag(
            "div",
            tag("h2", technician_headline(findings_verdict, language) if is_technician else overall.headline),
            tag("p", first, class_="broken") if first else None,
            None if is_technician else tag("p", next_step(findings_verdict, language)),
        ),
        class_=f"verdict level-{overall.level.value}",
    )


def _call_sheet(report: Report, language: Language, reference: str) -> Html:
    tr = translator(language)
    lines = join(
        join([tag("dt", head), tag("dd", text)]) for head, text in call_sheet_entries(report, language, reference)
    )
    return tag("section", tag("h2", tr("Fürs Telefon")), tag("dl", lines), class_="callsheet")


def _path_section(report: Report, language: Language) -> Html | None:
    """Left out where no segment of the path was checked."""
    if set(segment_levels(report).values()) == {Level.UNKNOWN}:
        return None
    return tag("section", diagram.path_svgs(report, language), class_="way-picture")


def _today_section(report: Report, language: Language) -> Html:
    tr = translator(language)
    rows = []
    for status, reason in task_status.statuses_with_reasons(report, language):
        rows.append(
            tag(
                "li",
                level_symbol(status.level),
                tag("strong", task_status.task_title(status.task, language)),
                tag("span", task_status.status_word(status.level, language), class_="how"),
                tag("span", reason, class_="soft") if reason else None,
                class_=f"level-{status.level.value}",
            )
        )
    return tag("section", tag("h2", tr("Was heute geht")), tag("ul", *rows), class_="today")


def _head(report: Report, language: Language, title: str) -> Html:
    parts = (report.profile.customer, format_moment(report.created, language))
    return tag("header", tag("h1", title), tag("p", ", ".join(part for part in parts if part), class_="soft"))


def _call(report: Report, receipt: Receipt | None, language: Language) -> Html:
    """Whom to call, what to say, and what to read out; when the report arrived, if it has."""
    tr = translator(language)
    help_ = call_help(report, language, receipt)
    received = tr("Angekommen am {moment}", moment=format_moment(receipt.received, language)) if receipt else ""
    hours = help_.hours_line(language)
    following = next_steps(report, language, is_received=receipt is not None)
    return tag(
        "div",
        tag("p", tr("Anrufen: {number}", number=help_.number_line(language))),
        tag("p", hours, class_="soft") if hours else None,
        tag("p", tr("Sagen Sie zum Beispiel:"), " „", help_.sentence, "“", class_="soft"),
        tag("p", tr("Ihr Kennzeichen, zum Vorlesen am Telefon"), class_="soft"),
        tag("strong", help_.reference),
        tag("p", help_.spelling, class_="soft"),
        tag("p", ", ".join(part for part in (received, receipt.firm) if part), class_="soft") if receipt else None,
        tag("p", following, class_="soft") if following else None,
        class_="reference",
    )


def _reference(receipt: Receipt | None, language: Language) -> Html | None:
    if receipt is None:
        return None
    tr = translator(language)
    received = tr("Angekommen am {moment}", moment=format_moment(receipt.received, language))
    return tag(
        "div",
        tag("p", tr("Ihr Kennzeichen, zum Vorlesen am Telefon"), class_="soft"),
        tag("strong", receipt.reference),
        tag("p", ", ".join(part for part in (received, receipt.firm) if part), class_="soft"),
        class_="reference",
    )


def _foot(report: Report, language: Language) -> Html:
    tr = translator(language)
    return tag(
        "footer",
        tag("p", tr("Bericht {id}, Programm {version}", id=report.id, version=report.program), class_="soft"),
    )
