"""Asks in the terminal what the employee wants to write to the IT firm: every question may be left out."""

from rich.console import Console

from checker.client.session import Session
from checker.client.text.prompt import read_line
from checker.client.text.words import tr
from checker.model.employee.own_words import OwnWords
from checker.model.employee.task import Task
from checker.show.work_tasks.task_status import task_title

CLEAR = "-"


def ask_own_words(session: Session, console: Console) -> None:
    """One question after the other, what was written before stays. Raises NotInteractive where nobody can type."""
    words = session.own_words or OwnWords()
    console.print(tr("Enter lässt eine Frage aus. Ein Strich (-) löscht, was Sie dazu schon geschrieben haben."))
    answers = {field: read_line(question, console) for field, question in _questions().items()}
    texts = {field: "" if answer == CLEAR else answer or getattr(words, field) for field, answer in answers.items()}
    session.describe(OwnWords(**texts, needed=_ask_needed(session, console, words.needed)))


def _questions() -> dict[str, str]:
    """The fields of OwnWords, the most important first."""
    return {
        "trouble": tr("Was geht nicht?"),
        "callback_number": tr("Unter welcher Nummer sind Sie zu erreichen?"),
        "callback_time": tr("Wann passt ein Rückruf?"),
        "name": tr("Ihr Name?"),
        "since": tr("Seit wann ist das so?"),
        "program": tr("In welchem Programm?"),
    }


def _ask_needed(session: Session, console: Console, before: tuple[Task, ...]) -> tuple[Task, ...]:
    keys = {str(at): task for at, task in enumerate(Task, 1)}
    titles = ", ".join(f"{key} {task_title(task, session.language)}" for key, task in keys.items())
    question = tr("Was muss heute gehen? Nummern, etwa 1 3: {titles}", titles=titles)
    while True:
        answer = read_line(f"{question}:", console)
        if not answer or answer == CLEAR:
            return () if answer else before
        numbers = answer.replace(",", " ").split()
        if all(number in keys for number in numbers):
            return tuple(task for key, task in keys.items() if key in numbers)
        console.print(tr("Das steht nicht zur Wahl: {answers}", answers=", ".join(keys)), markup=False)
