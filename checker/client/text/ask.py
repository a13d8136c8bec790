"""A question in the terminal that is answered with yes or no."""

import sys

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
    if sys.stdin is None or not sys.stdin.isatty():
        raise NobodyThere
    if explained:
        console.print(explained, markup=False)
    hint = tr("j/n")
    while True:
        try:
            answer = console.input(f"{question} [{hint}] ", markup=False).strip().lower()
        except (EOFError, OSError) as error:  # OSError: the terminal itself was closed
            raise NobodyThere from error
        if answer in YES:
            return True
        if answer in NO or not answer:
            return False
        console.print(tr("Bitte mit j oder n antworten."))
