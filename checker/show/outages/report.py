"""The outages in a report: as lines, as a table, and on the technician's call sheet."""

from collections.abc import Sequence

from checker.checks.outages.outage import began, find_outages, watched_minutes
from checker.model.measurement import Measurement
from checker.model.report import Report
from checker.model.text import Language
from checker.show.formatting import format_duration, format_moment
from checker.show.markup import Html, tag
from checker.show.outages.rows import outage_rows, place_text, time_of_day
from checker.show.translations import translator

CHECK = "outages"


def watch_of(report: Report) -> Measurement | None:
    """The watch in a report, if anything was watched."""
    return next((measurement for measurement in report.measurements if measurement.check == CHECK), None)


def outage_lines(report: Report, language: Language, code: str = "") -> list[str]:
    """A line each: `14:03:20, 12 Sekunden, zwischen Computer und Router`. `code`: only those of this finding."""
    watch = watch_of(report)
    if watch is None:
        return []
    rows = outage_rows(watch.observations_by_key, language)
    return [f"{row.time}, {row.length}, {row.place}" for row in rows if code in ("", row.code)]


def call_sheet_text(report: Report, language: Language, most: int = 3) -> str:
    """For the technician on the phone: how long was watched, and the longest outages. Empty where nothing was."""
    watch = watch_of(report)
    if watch is None:
        return ""
    tr = translator(language)
    observations = watch.observations_by_key
    moment, outages = began(observations), find_outages(observations)
    length = format_duration(watched_minutes(observations) * 60, language)
    since = format_moment(moment, language) if moment is not None else ""
    head = tr("beobachtet {length} ab {moment}", length=length, moment=since) if since else length
    if not outages:
        return f"{head}: " + tr("kein Abbruch")
    longest = sorted(outages, key=lambda outage: -outage.seconds)[:most]
    texts = [
        f"{time_of_day(moment, outage.from_s, language)}, {format_duration(outage.seconds, language)}, "
        f"{place_text(outage, observations, language)}"
        for outage in sorted(longest, key=lambda outage: outage.from_s)
    ]
    count = tr.plural("{n} Abbruch", "{n} Abbrüche", len(outages))
    more = tr("am längsten:") if len(outages) > most else ""
    return f"{head}: {count}. {more} {'; '.join(texts)}".replace("  ", " ")


def outage_section(report: Report, language: Language) -> Html | None:
    """When, how long, whose: a row an outage; nothing where there was none."""
    watch = watch_of(report)
    rows = outage_rows(watch.observations_by_key, language) if watch is not None else []
    if not rows:
        return None
    tr = translator(language)
    heads: Sequence[str] = (tr("Uhrzeit"), tr("Dauer"), tr("Wo"))
    body = [tag("tr", tag("th", row.time, scope="row"), tag("td", row.length), tag("td", row.place)) for row in rows]
    table = tag(
        "table",
        tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))),
        tag("tbody", *body),
    )
    return tag("section", tag("h2", tr("Abbrüche")), table, class_="outages")
