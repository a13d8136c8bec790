"""Check again, after the first step was done: in the terminal, and only where something is out of order."""

from rich.console import Console

from checker.client.session import Session
from checker.client.text.progress import run_checks
from checker.client.text.prompt import NotInteractive, prompt_choice
from checker.client.text.words import tr
from checker.model.finding import Level
from checker.show.declarations import is_recheckable
from checker.show.findings import RootFinding, affected_check, describe_finding
from checker.show.first_step import first_root

AGAIN = "e"


def offer_recheck(session: Session, console: Console) -> None:
    """Asks until Enter alone is pressed, or until nothing stands in the way any more."""
    try:
        while (blocking := _blocking_root(session)) is not None and _is_step_done(console):
            if run_checks(session, console, only=(affected_check(blocking.finding),)):
                show_comparison(session, console, blocking)
    except (NotInteractive, KeyboardInterrupt):  # the report is still to be sent
        console.print()


def _blocking_root(session: Session) -> RootFinding | None:
    first = first_root(session.report.findings)
    if first is None or first.level is not Level.BLOCKER or not is_recheckable(first.finding):
        return None
    return first


def _is_step_done(console: Console) -> bool:
    return prompt_choice(tr("Ersten Schritt erledigt? e prüft erneut, Enter geht weiter:"), console, (AGAIN,)) == AGAIN


def show_comparison(session: Session, console: Console, before: RootFinding) -> None:
    """What became of the finding, and what is to be done first now."""
    now = first_root(session.report.findings)
    if now is not None and now.finding.key == before.finding.key:
        console.print(tr("Erneut geprüft: noch wie vorher."), markup=False)
        return
    console.print(tr("Erneut geprüft: verändert."), markup=False)
    if now is not None:
        console.print(describe_finding(now.finding, session.language), markup=False)
