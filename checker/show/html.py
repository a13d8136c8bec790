"""A report as HTML: a fragment for a page of the desk, and a page of its own to keep and to print."""

import base64
import hashlib

from checker.model.finding import Level
from checker.model.report import Receipt, Report
from checker.model.text import Language
from checker.model.verdict import verdict
from checker.show import path, today
from checker.show.broken import why_it_breaks
from checker.show.callsheet import entries
from checker.show.cards import Audience, Reader, fine, good_to_know, sign, to_do
from checker.show.findings import sort
from checker.show.link import states
from checker.show.markup import Html, join, tag
from checker.show.signs import LEVEL_OF, headline, next_step
from checker.show.style import STYLE
from checker.show.tables import details
from checker.show.values import moment
from checker.show.words import words

__all__ = ["STYLE", "Audience", "body", "page"]

_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'"


def body(
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
    reader = Reader(report=report, language=language, audience=audience, guide_url=guide_url)
    found = sort(report.findings)
    return tag(
        "article",
        _verdict(report, language),
        _call_sheet(report, language, reference) if audience == "technician" else None,
        _way(report, language),
        to_do(found, reader),
        _today(report, language),
        good_to_know(found, reader),
        fine(found, reader),
        details(report, language, names=audience == "technician"),
        class_="report",
        lang=language,
    )


def page(report: Report, language: Language, *, receipt: Receipt | None = None, audience: Audience = "employee") -> str:
    """A whole page that needs nothing else, and by its policy cannot load anything else."""
    tr = words(language)
    title = tr("Bericht zum Arbeitsplatz")
    reference = receipt.reference if receipt else ""
    inside = body(report, language, audience=audience, reference=reference)
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
        _reference(receipt, language),
        tag("main", Html(inside)),
        _foot(report, language),
        class_="report-page",
    )
    return f"<!doctype html>\n{tag('html', head, main, lang=language)}\n"


def _verdict(report: Report, language: Language) -> Html:
    judged = verdict(report.findings)
    level = LEVEL_OF[judged]
    broken = why_it_breaks(report, language)
    return tag(
        "section",
        sign(level),
        tag(
            "div",
            tag("h2", headline(judged, language)),
            tag("p", broken, class_="broken") if broken else None,
            tag("p", next_step(judged, language)),
        ),
        class_=f"verdict level-{level.value}",
    )


def _call_sheet(report: Report, language: Language, reference: str) -> Html:
    tr = words(language)
    lines = join(join([tag("dt", head), tag("dd", said)]) for head, said in entries(report, language, reference))
    return tag("section", tag("h2", tr("Fürs Telefon")), tag("dl", lines), class_="callsheet")


def _way(report: Report, language: Language) -> Html | None:
    """Left out where nothing on the way was looked at."""
    if set(states(report).values()) == {Level.UNKNOWN}:
        return None
    return tag("section", path.both(report, language), class_="way-picture")


def _today(report: Report, language: Language) -> Html:
    tr = words(language)
    rows = []
    for doing, reason in today.reasons(report, language):
        rows.append(
            tag(
                "li",
                sign(doing.level),
                tag("strong", today.name(doing.task, language)),
                tag("span", today.word(doing.level, language), class_="how"),
                tag("span", reason, class_="soft") if reason else None,
                class_=f"level-{doing.level.value}",
            )
        )
    return tag("section", tag("h2", tr("Was heute geht")), tag("ul", *rows), class_="today")


def _head(report: Report, language: Language, title: str) -> Html:
    parts = (report.profile.customer, moment(report.created, language))
    return tag("header", tag("h1", title), tag("p", ", ".join(part for part in parts if part), class_="soft"))


def _reference(receipt: Receipt | None, language: Language) -> Html | None:
    if receipt is None:
        return None
    tr = words(language)
    got = tr("Angekommen am {moment}", moment=moment(receipt.received, language))
    return tag(
        "div",
        tag("p", tr("Ihr Kennzeichen, zum Vorlesen am Telefon"), class_="soft"),
        tag("strong", receipt.reference),
        tag("p", ", ".join(part for part in (got, receipt.firm) if part), class_="soft"),
        class_="reference",
    )


def _foot(report: Report, language: Language) -> Html:
    tr = words(language)
    return tag(
        "footer",
        tag("p", tr("Bericht {id}, Programm {version}", id=report.id, version=report.program), class_="soft"),
    )
