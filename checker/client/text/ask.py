"""A question in the terminal that is answered with yes or no, or with one of some answers."""

import sys
from collections.abc import Collection

from rich.console import Console

from checker.client.text.words import tr

YES = ("j", "ja", "y", "yes")
NO = ("n", "nein", "no")


class NobodyThere(Exception):  # noqa: N818 - no defect: the program was started without a person
    """A question is due, and nobody can answer."""


def yes_or_no(question: str, console: Console, explained: str = "") -> bool:
    """Asks until it understands. Enter alone means no: nothing is allowed by accident. Raises NobodyThere.

    `explained` is said before the question, and only where somebody is there to read it.
    """
    _greet(console, explained)
    hint = tr("j/n")
    while True:
        answer = _typed(f"{question} [{hint}] ", console)
        if answer in YES:
            return True
        if answer in NO or not answer:
            return False
        console.print(tr("Bitte mit j oder n antworten."))


def choice(question: str, console: Console, answers: Collection[str], explained: str = "") -> str:
    """One of these answers, or nothing where Enter alone was pressed. Raises NobodyThere."""
    _greet(console, explained)
    while True:
        answer = _typed(f"{question} ", console)
        if not answer or answer in answers:
            return answer
        console.print(tr("Das steht nicht zur Wahl: {answers}", answers=", ".join(answers)), markup=False)


def _greet(console: Console, explained: str) -> None:
    if sys.stdin is None or not sys.stdin.isatty():
        raise NobodyThere
    if explained:
        console.print(explained, markup=False)


def _typed(prompt: str, console: Console) -> str:
    try:
        return console.input(prompt, markup=False).strip().lower()
    except (EOFError, OSError) as error:  # OSError: the terminal itself was closed
        raise NobodyThere from error
