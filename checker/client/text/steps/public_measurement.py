"""Offers the public test of the line in the terminal; what its operator learns is said first."""

from rich.console import Console

from checker.client.line import public_measurement
from checker.client.session import Session
from checker.client.text.prompt import NotInteractive, confirm
from checker.client.text.words import tr


def offer_public_measurement(session: Session, console: Console) -> None:
    """Asks only where it can help and somebody is there to agree: --yes does not answer this."""
    if not public_measurement.is_allowed(session.profile) or not any(
        public_measurement.can_help(finding) for finding in session.report.findings
    ):
        return
    question = tr("Öffentlich messen?")
    explanation = tr(
        "Ihre Leitung wurde nicht gemessen. Ein öffentlicher Test könnte das. Er gehört nicht zu Ihrer IT-Firma: Sein "
        "Betreiber (Ookla, USA) erfährt Ihre vollständige Internetadresse und damit ungefähr Ihren Ort, und er darf "
        "das Ergebnis speichern. Es werden bis zu mehrere hundert Megabyte übertragen."
    )
    try:
        is_confirmed = confirm(question, console, explanation)
    except NotInteractive:
        return
    if is_confirmed:
        session.add_measurements([public_measurement.measure_publicly(session)])
