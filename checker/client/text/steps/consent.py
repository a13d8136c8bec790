"""Asks before anything is read: once for each group of data."""

from rich.console import Console

from checker.client.environment.system_questions import system_question
from checker.client.privacy_notice import privacy_notice, start_sentence
from checker.client.session import Session, consent_groups
from checker.client.text.prompt import NotInteractive, confirm
from checker.client.text.words import tr
from checker.model.privacy import GROUP_TITLES, DataGroup
from checker.model.systems import this_system


def ask_consent(session: Session, console: Console, *, yes: bool) -> bool:
    """Whether anything was allowed. `yes` answers for the employee. Raises NotInteractive."""
    groups = consent_groups(session.only)
    console.print(tr("Was darf gelesen werden?"))
    console.print(start_sentence(session.profile).render(session.language), highlight=False, markup=False)
    console.print(tr("Bild und Ton werden nie gespeichert und nie gesendet. Vor dem Senden sehen Sie jeden Wert."))
    console.print()
    for paragraph in privacy_notice(session.profile, session.language):
        console.print(paragraph, highlight=False, markup=False)
    console.print()
    allowed = [group for group in groups if yes or _confirm_group(group, session, console)]
    if yes:
        titles = ", ".join(GROUP_TITLES[group].render(session.language) for group in allowed)
        console.print(tr("Mit --yes erlaubt: {groups}", groups=titles), highlight=False, markup=False)
    session.allow(allowed)
    return bool(allowed)


def _confirm_group(group: DataGroup, session: Session, console: Console) -> bool:
    about = [check.about.render(session.language) for check in session.checks_by_group()[group]]
    title = GROUP_TITLES[group].render(session.language)
    console.print(f"{title}: {'; '.join(about)}", highlight=False, markup=False)
    if (question := system_question(group, this_system())) is not None:
        console.print(question.render(session.language), highlight=False, markup=False)
    return confirm(tr("Erlauben?"), console)


__all__ = ["NotInteractive", "ask_consent"]
