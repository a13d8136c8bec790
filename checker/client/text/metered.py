"""Asks in the terminal whether the line may be measured on a metered connection."""

from rich.console import Console

from checker.client import metered
from checker.client.session import Session
from checker.client.text.ask import NobodyThere, yes_or_no
from checker.client.text.words import tr


def ask_about_metered(session: Session, console: Console, *, yes: bool) -> None:
    """Leaves the line out where the answer is no, or where nobody answers. `yes` answers for the employee."""
    if yes or not metered.concerns(session) or not metered.is_metered():
        return
    try:
        agreed = yes_or_no(tr("Trotzdem messen?"), console, metered.EXPLAINED.render(session.language))
    except NobodyThere:
        agreed = False
    if not agreed:
        session.decline(metered.CHECK, metered.declined())
        console.print(tr("Ohne Leitungsmessung weiter."))
