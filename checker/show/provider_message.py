"""What the internet provider needs to hear of a finding: when, what, and the figures; nothing about the employee."""

from checker.model.finding import Finding
from checker.model.report import Report
from checker.model.text import Language
from checker.show.declarations import observation_label
from checker.show.findings import affected_check, describe_finding
from checker.show.formatting import format_moment, format_observation
from checker.show.outages.report import outage_lines
from checker.show.translations import translator

MAX_FIGURES = 12
"""As many as somebody reads out on the phone at most."""
MAX_OUTAGES = 30
"""A provider compares them with a log of its own."""


def provider_message(finding: Finding, report: Report, language: Language) -> str:
    """A few lines to be pasted into a mail or a form, or read out. Of outages it is the times that are needed."""
    tr = translator(language)
    head = tr("Gemessen mit Homeoffice-Check am {moment}.", moment=format_moment(report.created, language))
    outages = outage_lines(report, language, finding.code)
    if outages:
        lines = [f"- {line}" for line in outages[:MAX_OUTAGES]]
        return "\n".join((head, describe_finding(finding, language), *lines))
    figures = [
        f"- {observation_label(measurement.check, entry.name, entry.subject, language)}: "
        f"{format_observation(entry, language)}"
        for measurement in report.measurements
        if measurement.check == affected_check(finding)
        for entry in measurement.observations
        if entry.key in finding.evidence
    ]
    return "\n".join((head, describe_finding(finding, language), *figures[:MAX_FIGURES]))
