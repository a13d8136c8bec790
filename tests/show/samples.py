"""Sample reports with checks, causes and codes of their own, so that these tests stand on nothing but the model."""

import datetime

from checker.checks.declaration import Check, Need
from checker.checks.registry import check as registered_check
from checker.knowledge.causes import Actor, Cause, Remedy
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Finding
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Fact, Observation
from checker.model.privacy import DataGroup
from checker.model.profile import FirmContact, Profile
from checker.model.report import Consent, Report
from checker.model.text import Text

WHEN = datetime.datetime(2026, 3, 9, 8, 30, tzinfo=datetime.UTC)


def _fact(name: str, group: DataGroup, de: str, en: str, unit: str = "") -> Fact:
    return Fact(name=name, group=group, unit=unit, meaning=Text(de=de, en=en))


def _check(name: str, de: str, en: str, group: DataGroup, *facts: Fact) -> Check:
    about = Text(de=f"Über {de}", en=f"About {en}")
    real = registered_check(name)
    return Check(
        name=name,
        title=Text(de=de, en=en),
        about=about,
        groups=(group,),
        facts=facts,
        need=Need,
        needed_for=real.needed_for,
        task_effects=real.task_effects,
    )


CHECKS = {
    check.name: check
    for check in (
        _check(
            "computer",
            "Computer",
            "Computer",
            DataGroup.PC,
            _fact("memory.total", DataGroup.PC, "Eingebauter Arbeitsspeicher", "Built-in memory", "GiB"),
            _fact("uptime", DataGroup.PC, "Zeit seit dem letzten Neustart", "Time since the last restart", "h"),
            _fact("power.plugged", DataGroup.PC, "Netzteil angeschlossen", "Power supply connected"),
        ),
        _check(
            "network",
            "Heimnetz",
            "Home network",
            DataGroup.NETWORK,
            _fact("gateway.latency", DataGroup.ROUTER, "Antwortzeit des Routers", "The router's time to answer", "ms"),
            _fact("link.medium", DataGroup.NETWORK, "Art der Verbindung", "Kind of connection"),
            _fact("gateway.loss", DataGroup.ROUTER, "Verlust bis zum Router", "Loss on the way to the router", "%"),
        ),
        _check(
            "line",
            "Internetleitung",
            "Internet line",
            DataGroup.NETWORK,
            _fact("upload", DataGroup.NETWORK, "Hochladen", "Upload", "Mbit/s"),
        ),
        _check(
            "vpn",
            "Weg zur Firma",
            "Way to the company",
            DataGroup.NETWORK,
            _fact("tls.answer", DataGroup.NETWORK, "Antwort des Zugangs", "Answer of the gateway", "s"),
        ),
        _check("camera", "Kamera", "Camera", DataGroup.CAMERA),
        _check("microphone", "Mikrofon", "Microphone", DataGroup.MICROPHONE),
    )
}


def _cause(
    who: Actor,
    de: str,
    en: str,
    steps: tuple[list[str], list[str]] | None = None,
    question_de: str = "",
    proof: Text | None = None,
) -> Cause:
    remedies = [Remedy(de=steps[0], en=steps[1])] if steps else []
    question = Text(de=question_de, en=f"EN {question_de}") if question_de else None
    return Cause(who=who, title=Text(de=de, en=en), remedies=remedies, question=question, proof=proof)


CAUSES = {
    "network.home-loss": _cause(
        Actor.YOU,
        "Zwischen Ihrem Computer und dem Router geht jedes {every}. Datenpaket verloren.",
        "Every {every}th data packet between your computer and the router is lost.",
        (
            [
                "Stellen Sie den Computer näher an den Router.",
                "Verbinden Sie beide mit einem Netzwerkkabel, wenn es geht.",
                "Wählen Sie dann „Erneut prüfen“.",
            ],
            [
                "Move the computer closer to the router.",
                "If you can, connect both with a network cable.",
                "Then choose “Check again”.",
            ],
        ),
        "Sind Sie über WLAN oder über ein Kabel verbunden?",
    ),
    "network.fine": _cause(Actor.NOBODY, "Das Heimnetz ist in Ordnung.", "The home network is in order."),
    "line.upload-slow": _cause(
        Actor.PROVIDER,
        "Hochladen geht mit {have} Mbit/s; gebraucht werden {want} Mbit/s.",
        "Upload reaches {have} Mbit/s; {want} Mbit/s are needed.",
        (["Starten Sie den Router neu."], ["Restart the router."]),
    ),
    "vpn.refused": _cause(
        Actor.COMPANY,
        "Der Firmenzugang „{gateway}“ weist Verbindungen ab.",
        "The company gateway “{gateway}” refuses connections.",
        (["Rufen Sie Ihre IT-Firma an."], ["Call your IT firm."]),
        proof=Text(
            de="Klappt es über den Hotspot eines Handys auch nicht, liegt es am Firmenzugang.",
            en="If it fails through a phone's hotspot too, the company gateway is the cause.",
        ),
    ),
    "vpn.answers": _cause(Actor.NOBODY, "Der Firmenzugang antwortet.", "The company gateway answers."),
    "camera.none": _cause(
        Actor.EMPLOYER,
        "Es ist keine Kamera angeschlossen.",
        "No camera is connected.",
        (["Schließen Sie eine an."], ["Connect one."]),
    ),
    "microphone.not-measured": _cause(
        Actor.YOU, "Das Mikrofon konnte nicht geprüft werden.", "The microphone could not be tested."
    ),
    "computer.fine": _cause(Actor.NOBODY, "Der Computer ist in Ordnung.", "The computer is in order."),
    "computer.restart-due": _cause(
        Actor.YOU, "Der Computer läuft seit {days} Tagen.", "The computer has been on for {days} days."
    ),
}

PROFILE = Profile(
    code="MUSTER-01",
    customer="Muster Maschinenbau GmbH",
    firm=FirmContact(
        name="Beispiel IT", phone="030 123456", mail="hilfe@beispiel.example", desk_url="https://desk.example"
    ),
    needs={"vpn": {"gateways": [{"name": "Zentrale", "host": "vpn.muster.example"}]}},
)

LOSS = Finding.warning("network.home-loss", subject="", every=12)
TROUBLED = (
    LOSS,
    Finding.blocker("vpn.refused", subject="Zentrale", gateway="Zentrale"),
    Finding(code="line.upload-slow", level=LOSS.level, values={"have": 1.84, "want": 5}, caused_by=LOSS.key),
    Finding.blocker("camera.none"),
    Finding.unknown("microphone.not-measured"),
    Finding.note("computer.restart-due", days=16),
    Finding.ok("computer.fine"),
)
ALL_WELL = (
    Finding.ok("computer.fine"),
    Finding.ok("network.fine"),
    Finding.ok("vpn.answers", subject="Zentrale"),
    Finding.ok("line.fine"),
    Finding.ok("camera.fine"),
    Finding.ok("microphone.fine"),
)

MEASUREMENTS = (
    Measurement(
        check="computer",
        outcome=Outcome.DONE,
        seconds=24.3,
        observations=(
            Observation(name="memory.total", value=15.8347, unit="GiB"),
            Observation(name="uptime", value=390.5, unit="h"),
            Observation(name="power.plugged", value=True),
        ),
    ),
    Measurement(
        check="network",
        outcome=Outcome.DONE,
        seconds=4.2,
        observations=(
            Observation(name="link.medium", value="wifi"),
            Observation(name="gateway.latency", value=23.417, unit="ms", uncertainty=1.25, at_s=1.2),
            Observation(name="gateway.loss", value=8.3, unit="%", at_s=1.3),
        ),
    ),
    Measurement(
        check="vpn",
        outcome=Outcome.TIMED_OUT,
        seconds=20,
        observations=(
            Observation(
                name="tls.answer",
                subject="Zentrale",
                unit="s",
                failure=Failure(operation=Operation.CONNECT, kind=FailureKind.REFUSED, detail="ECONNREFUSED"),
            ),
        ),
    ),
    Measurement(
        check="microphone",
        outcome=Outcome.SKIPPED,
        failure=Failure(operation=Operation.RUN, kind=FailureKind.NO_CONSENT),
    ),
)


def report(*findings: Finding, measurements: tuple[Measurement, ...] = (), profile: Profile = PROFILE) -> Report:
    """A report of these findings."""
    return Report(
        id="0123456789abcdef" * 2,
        created=WHEN,
        program="0.1.0",
        system="windows",
        profile=profile,
        consent=Consent(groups=(DataGroup.PC, DataGroup.NETWORK), given=WHEN, send=True),
        measurements=measurements,
        findings=findings,
    )


TROUBLE = report(*TROUBLED, measurements=MEASUREMENTS)
WELL = report(*ALL_WELL, measurements=MEASUREMENTS[:1])
EMPTY = report()
