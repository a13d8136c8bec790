"""What a technician reads before the report itself: the employee's words, what changed, what helped before."""

import re

from django.utils.translation import gettext

from checker.desk.pages.language import page_language
from checker.model.employee.own_words import OwnWords
from checker.model.record import Record
from checker.model.report import Report
from checker.show.sanitizer import sanitize
from checker.show.spelling_alphabet import spell_out
from checker.show.work_tasks.task_status import task_title


class SpokenWords(Record, frozen=True, kw_only=True):
    """The employee's words, each with its label; `dial` is the number as a telephone takes it, or empty."""

    trouble: str
    rows: tuple[tuple[str, str], ...]
    number: str
    dial: str


def spoken_words(words: OwnWords | None) -> SpokenWords | None:
    """None where nothing was written."""
    if words is None:
        return None
    tasks = ", ".join(task_title(task, page_language()) for task in words.needed)
    rows = (
        (gettext("Rückruf passt"), words.callback_time),
        (gettext("Name"), words.name),
        (gettext("Muss heute gehen"), tasks),
        (gettext("Seit wann"), words.since),
        (gettext("Programm"), words.program),
    )
    return SpokenWords(
        trouble=sanitize(words.trouble),
        rows=tuple((label, sanitize(text)) for label, text in rows if text),
        number=sanitize(words.callback_number),
        dial=dialled(words.callback_number),
    )


def dialled(number: str) -> str:
    """The digits of a number for a `tel:` link (RFC 3966), a leading plus and an extension's digits included.

    What stands in brackets after a country code is left out, as in +49 (0)30. Empty for what is no number.
    """
    text = re.sub(r"\(0\)", "", number) if number.strip().startswith(("+", "00")) else number
    if not re.fullmatch(r"[\d\s+()/.\-]{4,40}", text.strip()):
        return ""
    digits = re.sub(r"\D", "", text)
    return f"+{digits}" if text.strip().startswith("+") else digits


def verification(report: Report, reference: str) -> str:
    """How the reference on the employee's screen is read out: whoever calls has this report in front of them."""
    return spell_out(reference, page_language())
