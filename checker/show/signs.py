"""The symbol and the word of each level and verdict. Colour only ever comes on top of them."""

from checker.model.finding import Level
from checker.model.text import Language
from checker.model.verdict import Verdict
from checker.show.words import words

SYMBOLS = {Level.OK: "✓", Level.NOTE: "i", Level.UNKNOWN: "?", Level.WARNING: "!", Level.BLOCKER: "✕"}

LEVEL_OF = {
    Verdict.READY: Level.OK,
    Verdict.READY_WITH_WARNINGS: Level.WARNING,
    Verdict.NOT_READY: Level.BLOCKER,
    Verdict.UNKNOWN: Level.UNKNOWN,
}
"""The level whose symbol and colour a verdict wears."""


def word(level: Level, language: Language) -> str:
    """What the symbol says."""
    tr = words(language)
    return {
        Level.OK: tr("In Ordnung"),
        Level.NOTE: tr("Hinweis"),
        Level.UNKNOWN: tr("Nicht geprüft"),
        Level.WARNING: tr("Stört"),
        Level.BLOCKER: tr("Geht nicht"),
    }[level]


def headline(verdict: Verdict, language: Language) -> str:
    """The one sentence over everything."""
    tr = words(language)
    return {
        Verdict.READY: tr("Ihr Arbeitsplatz ist bereit."),
        Verdict.READY_WITH_WARNINGS: tr("Sie können arbeiten, aber es wird Störungen geben."),
        Verdict.NOT_READY: tr("Ihr Arbeitsplatz ist noch nicht bereit."),
        Verdict.UNKNOWN: tr("Nicht alles Nötige konnte geprüft werden."),
    }[verdict]


def next_step(verdict: Verdict, language: Language) -> str:
    """What to do with the headline."""
    tr = words(language)
    return {
        Verdict.READY: tr("Sie müssen nichts tun."),
        Verdict.READY_WITH_WARNINGS: tr("Was Sie verbessern können, steht hier, das Wichtigste zuerst."),
        Verdict.NOT_READY: tr("Was zu tun ist und wer es tun muss, steht hier, das Wichtigste zuerst."),
        Verdict.UNKNOWN: tr("Was fehlt und wie Sie es nachholen, steht hier."),
    }[verdict]
