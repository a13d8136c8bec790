"""Offers a public test of the line in the terminal; what its operator learns is said first."""

from rich.console import Console

from checker.client.line import public_measurement
from checker.client.line.public_measurement import PublicTest
from checker.client.session import Session
from checker.client.text.prompt import NotInteractive, confirm
from checker.client.text.words import tr


def offer_public_measurement(session: Session, console: Console) -> None:
    """Asks only where it can help and somebody is there to agree: --yes does not answer this.

    Where the public server does not answer either, speedtest-cli is offered, with a question of its own.
    """
    parts: list[str] = []
    while (test := _test_that_helps(session)) is not None and test.part not in parts:
        parts.append(test.part)
        try:
            is_confirmed = confirm(tr("Öffentlich messen?"), console, _explanation(test))
        except NotInteractive:
            return
        if not is_confirmed:
            return
        session.add_measurements([public_measurement.measure_publicly(session, test.part)])


def _test_that_helps(session: Session) -> PublicTest | None:
    report = session.report
    tests = (public_measurement.public_test_for(finding, report) for finding in report.findings)
    return next((test for test in tests if test is not None), None)


def _explanation(test: PublicTest) -> str:
    if test.part == public_measurement.SPEEDTEST:
        return tr(
            "Ihre Leitung wurde nicht gemessen. Ein öffentlicher Test könnte das. Er gehört nicht zu Ihrer IT-Firma: "
            "Sein Betreiber (Ookla, USA) erfährt Ihre vollständige Internetadresse und damit ungefähr Ihren Ort, und "
            "er darf das Ergebnis speichern. Es werden bis zu mehrere hundert Megabyte übertragen."
        )
    reason = (
        tr("Ihre Leitung sieht zu langsam aus. Sicher ist das erst, wenn eine zweite Messstelle dasselbe sagt.")
        if test.part == public_measurement.SECOND_OPINION
        else tr("Ihre Leitung wurde nicht gemessen. Ein öffentlicher Server könnte das.")
    )
    what_it_learns = tr(
        "Gemessen würde gegen {host}. Dieser Server gehört nicht zu Ihrer IT-Firma: Sein Betreiber erfährt Ihre "
        "vollständige Internetadresse und damit ungefähr Ihren Ort. Es werden etwa 1 bis 55 Megabyte übertragen.",
        host=test.host,
    )
    return f"{reason} {what_it_learns}"
