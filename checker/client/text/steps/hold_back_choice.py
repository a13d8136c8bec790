"""What would be sent, a sentence a group, each by its number in or out; every value by one letter."""

from collections.abc import Callable, Collection

from rich.console import Console

from checker.client.session import Session
from checker.client.text.prompt import NotInteractive, prompt_choice
from checker.client.text.words import tr
from checker.model.privacy import GROUP_TITLES, DataGroup
from checker.model.report import Report
from checker.run.hold_back import hold_back
from checker.show.privacy_preview.group_sentences import GROUP_SENTENCES

VALUES = "w"


def choose_held_back(
    session: Session, console: Console, show_values: Callable[[Report], None]
) -> tuple[DataGroup, ...]:
    """The groups that stay here. Asks until Enter alone is pressed. Raises NotInteractive where nobody can choose."""
    groups = tuple(group for group in session.report.consent.groups if group is not DataGroup.REPORT)
    held_back: set[DataGroup] = set()
    keys = {str(at): group for at, group in enumerate(groups, 1)}
    while True:
        question = tr("Nummer: herausnehmen oder zurück, w: jeden Wert zeigen. Enter geht weiter:")
        answer = prompt_choice(question, console, (*keys, VALUES), _explanation(keys, held_back, session))
        if not answer:
            return tuple(group for group in groups if group in held_back)
        if answer == VALUES:
            show_values(hold_back(session.report, held_back))
        else:
            held_back ^= {keys[answer]}


def _explanation(keys: dict[str, DataGroup], held_back: Collection[DataGroup], session: Session) -> str:
    language = session.language
    firm = session.profile.firm
    lines = [
        "",
        tr("Das würde an {firm} gesendet:", firm=firm.name if firm is not None else ""),
        f"  -  {GROUP_TITLES[DataGroup.REPORT].render(language)}. {GROUP_SENTENCES[DataGroup.REPORT].render(language)}",
    ]
    for key, group in keys.items():
        title, sentence = GROUP_TITLES[group].render(language), GROUP_SENTENCES[group].render(language)
        left_out = tr("bleibt hier")
        lines.append(f"  {key}  {title}: {left_out}." if group in held_back else f"  {key}  {title}. {sentence}")
    return "\n".join(lines)


__all__ = ["NotInteractive", "choose_held_back"]
