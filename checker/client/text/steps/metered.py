"""Asks in the terminal whether the line may be measured on a metered connection."""

from rich.console import Console

from checker.client.line import metered
from checker.client.session import Session
from checker.client.text.prompt import NotInteractive, confirm
from checker.client.text.words import tr


def confirm_metered(session: Session, console: Console, *, yes: bool) -> None:
    """Leaves the line out where the answer is no, or where nobody answers. `yes` answers for the employee."""
    if yes or not metered.uses_data_volume(session) or not metered.is_metered():
        return
    try:
        is_confirmed = confirm(tr("Trotzdem messen?"), console, metered.explanation(session.language))
    except NotInteractive:
        is_confirmed = False
    if not is_confirmed:
        metered.decline(session)
        console.print(tr("Ohne Leitungsmessung weiter."))
