"""What was found, in twelve letters that are read out on the phone: for a PC and a phone without internet.

Up to four causes by their numbers, the worst first, and two letters that tell a slip. Nothing else is in it, and
whoever hears it can read it. The letters are those of references: distinct on the phone and on paper.
"""

from checker.knowledge.spoken_codes import numbered_codes
from checker.model.codec import Unreadable
from checker.model.failure import Refusal
from checker.model.finding import Level
from checker.model.profile import CODE_ALPHABET
from checker.model.report import Report
from checker.model.verdict import SEVERITY_ORDER

MAX_CAUSES = 4
LETTERS = 12
NUMBERS = 700
"""More than there are causes; four of them fit into ten letters (700⁴ < 14¹⁰)."""
CHECK_MODULUS = 193
"""The largest prime below 14²: every single wrong letter, and every two that changed places, change the remainder."""
_GROUP = 4
_SPOKEN_LEVELS = (Level.BLOCKER, Level.WARNING, Level.UNKNOWN)
_RADIX = len(CODE_ALPHABET)


def spoken_code(report: Report) -> str:
    """Three groups of four letters; empty where nothing was found that anybody could act on."""
    numbers = {code: number for number, code in enumerate(numbered_codes()[: NUMBERS - 1], 1)}
    troubles = [finding for finding in report.findings if finding.level in _SPOKEN_LEVELS and finding.code in numbers]
    # What follows from something else says less than what it follows from.
    troubles.sort(key=lambda finding: (bool(finding.caused_by), SEVERITY_ORDER[finding.level]))
    codes = list(dict.fromkeys(finding.code for finding in troubles))[:MAX_CAUSES]
    if not codes:
        return ""
    value = 0
    for code in reversed(codes):
        value = value * NUMBERS + numbers[code]
    letters = _letters(value * _RADIX**2 + value % CHECK_MODULUS)
    return "-".join(letters[at : at + _GROUP] for at in range(0, LETTERS, _GROUP))


def parse_spoken_code(text: str) -> tuple[str, ...]:
    """The codes of the causes, the worst first; typed in any case, with any gaps.

    Raises Unreadable: `spoken-length`, `spoken-slip`, or `spoken-newer` for a cause that this version does not know.
    """
    letters = [letter for letter in text.upper() if letter.isalnum()]
    if len(letters) != LETTERS:
        raise Unreadable(_REFUSALS["length"], str(len(letters)))
    value = 0
    for letter in letters:
        if letter not in CODE_ALPHABET:
            raise Unreadable(_REFUSALS["slip"], "letter")
        value = value * _RADIX + CODE_ALPHABET.index(letter)
    value, check = divmod(value, _RADIX**2)
    if not value or value % CHECK_MODULUS != check:
        raise Unreadable(_REFUSALS["slip"], "check")
    return tuple(_codes(value))


def _codes(value: int) -> list[str]:
    codes = []
    while value:
        value, number = divmod(value, NUMBERS)
        if not 1 <= number <= len(numbered_codes()):
            raise Unreadable(_REFUSALS["newer"], str(number))
        codes.append(numbered_codes()[number - 1])
    return codes


def _letters(value: int) -> str:
    letters = ""
    for _ in range(LETTERS):
        value, at = divmod(value, _RADIX)
        letters = CODE_ALPHABET[at] + letters
    return letters


_REFUSALS = {
    "length": Refusal(
        kind="spoken-length",
        de="Das sind nicht zwölf Zeichen. Bitte lassen Sie sich die Zeichen noch einmal vorlesen.",
        en="These are not twelve characters. Please have them read out once more.",
    ),
    "slip": Refusal(
        kind="spoken-slip",
        de="Ein Zeichen stimmt nicht. Bitte lassen Sie sich die Zeichen noch einmal vorlesen, am besten buchstabiert.",
        en="One of the characters is wrong. Please have them read out once more, spelled if possible.",
    ),
    "newer": Refusal(
        kind="spoken-newer",
        de="Das Programm des Mitarbeiters ist neuer als dieser Desk. Bitte aktualisieren Sie den Desk.",
        en="The employee's program is newer than this desk. Please update the desk.",
    ),
}
