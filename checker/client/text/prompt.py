"""A question in the terminal that is answered with yes or no, or with one of some answers."""

import sys
from collections.abc import Collection

from rich.console import Console

from checker.client.text.words import tr

YES = ("j", "ja", "y", "yes")
NO = ("n", "nein", "no")


class NotInteractive(Exception):  # noqa: N818 - no defect: the program was started without a person
    """A question is due, and nobody can answer."""


def confirm(question: str, console: Console, explanation: str = "") -> bool:
    """Asks until it understands. Enter alone means no: nothing is allowed by accident. Raises NobodyThere.

    `explanation` is said before the question, and only where somebody is there to read it.
    """
    _require_terminal(console, explanation)
    hint = tr("j/n")
    while True:
        answer = _read_line(f"{question} [{hint}] ", console)
        if answer in YES:
            return True
        if answer in NO or not answer:
            return False
        console.print(tr("Bitte mit j oder n antworten."))


def prompt_choice(question: str, console: Console, answers: Collection[str], explanation: str = "") -> str:
    """One of these answers, or nothing where Enter alone was pressed. Raises NobodyThere."""
    _require_terminal(console, explanation)
    while True:
        answer = _read_line(f"{question} ", console)
        if not answer or answer in answers:
            return answer
        console.print(tr("Das steht nicht zur Wahl: {answers}", answers=", ".join(answers)), markup=False)


def _require_terminal(console: Console, explanation: str) -> None:
    if sys.stdin is None or not sys.stdin.isatty():
        raise NotInteractive
    if explanation:
        console.print(explanation, markup=False)


def _read_line(prompt: str, console: Console) -> str:
    try:
        return console.input(prompt, markup=False).strip().lower()
    except (EOFError, OSError) as error:  # OSError: the terminal itself was closed
        raise NotInteractive from error
