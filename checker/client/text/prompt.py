"""A question in the terminal that is answered with yes or no, or with one of some answers."""

import sys
from collections.abc import Collection
from typing import TYPE_CHECKING

from checker.client.text.words import tr

if TYPE_CHECKING:
    from rich.console import Console  # every start imports this module, and a window needs no terminal

YES = ("j", "ja", "y", "yes")
NO = ("n", "nein", "no")


class NotInteractive(Exception):  # noqa: N818 - no defect: the program was started without a person
    """A question is due, and nobody can answer."""


def confirm(question: str, console: "Console", explanation: str = "") -> bool:
    """Asks until it understands. Enter alone means no: nothing is allowed by accident. Raises NotInteractive.

    `explanation` is said before the question, and only where somebody is there to read it.
    """
    _require_terminal(console, explanation)
    hint = tr("j/n")
    while True:
        answer = read_line(f"{question} [{hint}]", console).lower()
        if answer in YES:
            return True
        if answer in NO or not answer:
            return False
        console.print(tr("Bitte mit j oder n antworten."))


def prompt_choice(question: str, console: "Console", answers: Collection[str], explanation: str = "") -> str:
    """One of these answers, or nothing where Enter alone was pressed. Raises NotInteractive."""
    _require_terminal(console, explanation)
    while True:
        answer = read_line(question, console).lower()
        if not answer or answer in answers:
            return answer
        console.print(tr("Das steht nicht zur Wahl: {answers}", answers=", ".join(answers)), markup=False)


def is_interactive() -> bool:
    """Whether somebody may sit in front of standard input."""
    return sys.stdin is not None and sys.stdin.isatty()


def read_line(question: str, console: "Console") -> str:
    """What is typed, without blanks around it. Raises NotInteractive where nobody can type any more."""
    try:
        return console.input(f"{question} ", markup=False).strip()
    except (EOFError, OSError) as error:  # OSError: the terminal itself was closed
        raise NotInteractive from error


def _require_terminal(console: "Console", explanation: str) -> None:
    if not is_interactive():
        raise NotInteractive
    if explanation:
        console.print(explanation, markup=False)
