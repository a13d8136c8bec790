"""The symbol and the word of each level and verdict. Colour only ever comes on top of them."""

from checker.model.finding import Level
from checker.model.text import Language
from checker.model.verdict import ReportVerdict
from checker.show.translations import translator

SYMBOLS = {Level.OK: "✓", Level.NOTE: "i", Level.UNKNOWN: "?", Level.WARNING: "!", Level.BLOCKER: "✕"}

VERDICT_LEVELS = {
    ReportVerdict.READY: Level.OK,
    ReportVerdict.READY_WITH_WARNINGS: Level.WARNING,
    ReportVerdict.NOT_READY: Level.BLOCKER,
    ReportVerdict.UNKNOWN: Level.UNKNOWN,
}
"""The level whose symbol and colour a verdict wears."""


def level_word(level: Level, language: Language) -> str:
    """The symbol in words."""
    tr = translator(language)
    return {
        Level.OK: tr("In Ordnung"),
        Level.NOTE: tr("Hinweis"),
        Level.UNKNOWN: tr("Nicht geprüft"),
        Level.WARNING: tr("Stört"),
        Level.BLOCKER: tr("Geht nicht"),
    }[level]


def headline(verdict: ReportVerdict, language: Language) -> str:
    """The one sentence over everything."""
    tr = translator(language)
    return {
        ReportVerdict.READY: tr("Ihr Arbeitsplatz ist bereit."),
        ReportVerdict.READY_WITH_WARNINGS: tr("Sie können arbeiten, aber es wird Störungen geben."),
        ReportVerdict.NOT_READY: tr("Ihr Arbeitsplatz ist noch nicht bereit."),
        ReportVerdict.UNKNOWN: tr("Nicht alles Nötige konnte geprüft werden."),
    }[verdict]


def technician_headline(verdict: ReportVerdict, language: Language) -> str:
    """The same for whoever helps: about the employee, not to them."""
    tr = translator(language)
    return {
        ReportVerdict.READY: tr("Der Arbeitsplatz ist bereit."),
        ReportVerdict.READY_WITH_WARNINGS: tr("Arbeiten geht, mit Störungen."),
        ReportVerdict.NOT_READY: tr("Der Arbeitsplatz ist noch nicht bereit."),
        ReportVerdict.UNKNOWN: tr("Nicht alles Nötige konnte geprüft werden."),
    }[verdict]


def next_step(verdict: ReportVerdict, language: Language) -> str:
    """What to do with the headline."""
    tr = translator(language)
    return {
        ReportVerdict.READY: tr("Sie müssen nichts tun."),
        ReportVerdict.READY_WITH_WARNINGS: tr("Was Sie verbessern können, steht hier, das Wichtigste zuerst."),
        ReportVerdict.NOT_READY: tr("Was zu tun ist und wer es tun muss, steht hier, das Wichtigste zuerst."),
        ReportVerdict.UNKNOWN: tr("Was fehlt und wie Sie es nachholen, steht hier."),
    }[verdict]
