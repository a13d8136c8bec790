"""A failure in words: what was tried, and how it ended."""

import functools

from checker.model.failure import Failure, FailureKind, Operation
from checker.model.measurement import Outcome
from checker.model.text import Language
from checker.show.translations import translator


def failure_text(failed: Failure, language: Language) -> str:
    """`Verbinden: abgelehnt (ECONNREFUSED)`. That a whole check was run, goes without saying."""
    text = failure_kind_names(language)[failed.kind]
    if failed.operation is not Operation.RUN:
        text = f"{operation_names(language)[failed.operation]}: {text}"
    return f"{text} ({failed.detail})" if failed.detail else text


def outcome_text(result: Outcome, language: Language) -> str:
    """How a check ended."""
    tr = translator(language)
    return {
        Outcome.DONE: tr("ganz durchgeführt"),
        Outcome.SKIPPED: tr("ausgelassen"),
        Outcome.CANCELLED: tr("abgebrochen"),
        Outcome.TIMED_OUT: tr("nicht rechtzeitig fertig"),
        Outcome.DEFECT: tr("wegen eines Programmfehlers nicht beendet"),
    }[result]


@functools.cache
def operation_names(language: Language) -> dict[Operation, str]:
    """What was tried."""
    tr = translator(language)
    return {
        Operation.LIST: tr("Geräte auflisten"),
        Operation.OPEN: tr("Öffnen"),
        Operation.READ: tr("Auslesen"),
        Operation.WRITE: tr("Schreiben"),
        Operation.RESOLVE: tr("Adresse zum Namen finden"),
        Operation.CONNECT: tr("Verbinden"),
        Operation.TLS: tr("Verschlüsselung aushandeln"),
        Operation.SEND: tr("Senden"),
        Operation.RECEIVE: tr("Empfangen"),
        Operation.REQUEST: tr("Anfrage"),
        Operation.PING: tr("Erreichbarkeit prüfen"),
        Operation.RECORD: tr("Aufnehmen"),
        Operation.PLAY: tr("Abspielen"),
        Operation.RUN: tr("Ausführen"),
    }


@functools.cache
def failure_kind_names(language: Language) -> dict[FailureKind, str]:
    """How it ended."""
    tr = translator(language)
    return {
        FailureKind.TIMEOUT: tr("keine Antwort in der vorgesehenen Zeit"),
        FailureKind.REFUSED: tr("abgelehnt"),
        FailureKind.UNREACHABLE: tr("nicht erreichbar"),
        FailureKind.NOT_FOUND: tr("nicht gefunden"),
        FailureKind.DENIED: tr("nicht erlaubt"),
        FailureKind.BUSY: tr("von einem anderen Programm belegt"),
        FailureKind.MISSING: tr("nicht vorhanden"),
        FailureKind.RESET: tr("von der anderen Seite abgebrochen"),
        FailureKind.CLOSED: tr("vorzeitig beendet"),
        FailureKind.CERTIFICATE: tr("der Ausweis der anderen Seite (Zertifikat) gilt nicht"),
        FailureKind.TRUST_STORE: tr("die Prüfung von Zertifikaten auf diesem PC ist gestört"),
        FailureKind.BAD_ANSWER: tr("unverständliche Antwort"),
        FailureKind.UNSUPPORTED: tr("auf diesem Gerät nicht möglich"),
        FailureKind.EXHAUSTED: tr("kein Platz oder Speicher mehr frei"),
        FailureKind.CANCELLED: tr("abgebrochen"),
        FailureKind.NO_CONSENT: tr("ohne Ihre Einwilligung nicht gelesen"),
        FailureKind.NOT_MEASURED: tr("nicht gemessen"),
        FailureKind.CRASHED: tr("abgestürzt"),
        FailureKind.DEFECT: tr("Programmfehler"),
    }
