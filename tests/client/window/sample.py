"""A sample customer, and a session whose run is played step by step instead of measured."""

import datetime
import math
from collections.abc import Collection, Iterable

import msgspec

from checker.checks.context import LiveSample, Progress, RunControl
from checker.client.ports.report_delivery import SendStatus
from checker.client.ports.sent_reports import DeskAnswer, SentReport
from checker.client.session import Session
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.finding import Finding, Level, Sureness
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.profile import FirmContact, Profile
from checker.model.report import Consent, Receipt, Report
from checker.model.text import Language, Text
from checker.net.net import Net
from checker.run.events import AllChecksEnded, CheckEnded, CheckProgress, CheckStarted, RunListener
from checker.run.plan import RunPlan
from checker.run.report import assemble_report

FIRM = FirmContact(
    name="Muster IT GmbH",
    phone="030 1234567",
    mail="hilfe@muster-it.example",
    desk_url="https://desk.example",
    office_hours="Mo–Fr 8–17",
)
PROFILE = Profile(code="BEISPIEL", customer="Beispiel Bau GmbH", firm=FIRM, enrolment="v1:BEISPIEL:2030-01-01:x")
WITHOUT_FIRM = Profile(code="OHNE", customer="")


BLOCKED = Finding(code="vpn.udp-blocked", level=Level.BLOCKER, sure=Sureness.CERTAIN)
BROKEN = (
    BLOCKED,
    *(
        Finding(
            code="vpn.silent",
            level=Level.BLOCKER,
            subject=key,
            values={"name": name},
            caused_by=BLOCKED.key,
            sure=Sureness.POSSIBLE,
        )
        for key, name in (("berlin", "OpenVPN Berlin"), ("hamburg", "WireGuard Hamburg"))
    ),
    Finding(code="line.udp-blocked", level=Level.NOTE, caused_by=BLOCKED.key),
    Finding(code="network.wifi-disturbed", level=Level.WARNING, values={"loss": 4, "p95": 62}),
    Finding(code="network.on-wifi", level=Level.NOTE),
    Finding(code="network.desk-reached", level=Level.OK),
    Finding(code="vpn.answers", level=Level.OK, subject="portal", values={"name": "Portal"}),
    Finding(code="computer.fine", level=Level.OK),
)
"""The way breaks at the router, and the Wi-Fi is disturbed besides: two faults, one of them with consequences."""
ON_WIFI = Measurement(
    check="network", outcome=Outcome.DONE, observations=(Observation(name="link.medium", value="wifi"),)
)


class PlayedRun:
    """Takes the runner's place: tells only what it is made to tell."""

    def __init__(self, plan: RunPlan, listener: RunListener) -> None:
        self.plan = plan
        self.listener = listener
        self.control = RunControl()
        self.started = False
        self.cancelled = False
        self.measurements: dict[str, Measurement] = {}

    def start(self) -> None:
        self.started = True
        for measurement in self.plan.left_out:
            self.measurements[measurement.check] = measurement
            self.listener(CheckEnded(measurement=measurement))

    def cancel(self) -> None:
        if not self.cancelled:
            self.cancelled = True
            self.end_all(Outcome.CANCELLED)

    def begin(self, check: str) -> None:
        self.listener(CheckStarted(check=check))

    def report_progress(self, check: str, what: Progress | LiveSample) -> None:
        self.listener(CheckProgress(check=check, update=what))

    def end(self, check: str, outcome: Outcome = Outcome.DONE) -> None:
        self.measurements[check] = Measurement(check=check, outcome=outcome)
        self.listener(CheckEnded(measurement=self.measurements[check]))

    def end_all(self, outcome: Outcome = Outcome.DONE) -> None:
        for planned in self.plan.planned:
            if planned.check.name not in self.measurements:
                self.end(planned.check.name, outcome)
        self.listener(AllChecksEnded(measurements=tuple(self.measurements.values())))


class PlayedSession(Session):
    """A real session, but what its checks find is `findings`."""

    def __init__(self, findings: Iterable[Finding] = (), profile: Profile = PROFILE, language: Language = "de") -> None:
        super().__init__(profile, Net(), language=language)
        self.findings = tuple(findings)
        self.observed: dict[str, Measurement] = {}
        self.runs: list[PlayedRun] = []

    @property
    def run(self) -> PlayedRun:
        return self.runs[-1]

    def runner(self, listener: RunListener, only: Collection[str] = ()) -> PlayedRun:  # type: ignore[override]
        self.runs.append(PlayedRun(self.plan(only), listener))
        return self.run

    def add_measurements(self, measurements: Iterable[Measurement]) -> None:
        super().add_measurements([self.observed.get(measurement.check, measurement) for measurement in measurements])

    @property
    def report(self) -> Report:
        if self._report is None:
            consent = Consent(groups=self.allowed, given=self._consent_time)
            bare = assemble_report(self.profile, [], consent, self.language)
            measured = tuple(self._measurements.values())
            self._report = self.complete(msgspec.structs.replace(bare, measurements=measured, findings=self.findings))
        return self._report


class PlayedSentReports:
    """Sent reports that tell what they are made to tell."""

    def __init__(self) -> None:
        self.stored: dict[str, tuple[SentReport, Report | None]] = {}
        self.answer = DeskAnswer(message=Text(de="Angesehen.", en="Looked at."))
        self.questions: list[tuple[str, str]] = []

    def add(self, receipt: Receipt, report: Report | None = None) -> None:
        self.stored[receipt.id] = SentReport(receipt=receipt), report

    def reports(self) -> list[SentReport]:
        return [entry for entry, _ in self.stored.values()]

    def report(self, report_id: str) -> Report:
        report = self.stored[report_id][1]
        if report is None:
            raise OperationFailed(Operation.READ, FailureKind.NOT_FOUND)
        return report

    def query_status(self, report_id: str) -> DeskAnswer:
        self.questions.append(("status", report_id))
        return self.answer

    def delete(self, report_id: str) -> DeskAnswer:
        self.questions.append(("delete", report_id))
        if self.answer.is_gone:
            del self.stored[report_id]
        return self.answer


class PlayedDelivery:
    """An outbox that tells what it is made to tell, and refuses when it is told to."""

    def __init__(self) -> None:
        self.listener = lambda _sending: None
        self.submitted: list[Report] = []
        self.refuses: OperationFailed | None = None
        self.unsent = 0
        self.attempts = 0
        self.withdrawn: list[str] = []
        self.gives_back = True
        self.sent = PlayedSentReports()
        self.secrets: list[str] = []

    def listen(self, listener) -> None:
        self.listener = listener

    def submit(self, report: Report, enrolment: str, secret: str = "") -> None:
        if self.refuses:
            raise self.refuses
        self.secrets.append(secret)
        self.submitted.append(report)

    def try_now(self) -> None:
        self.attempts += 1

    def withdraw(self, report_id: str) -> bool:
        self.withdrawn.append(report_id)
        return self.gives_back

    def waiting(self) -> int:
        return self.unsent

    def wait(self, times: int = 2) -> None:
        message = Text(
            de=f"Wartet auf Internet, {times}-mal versucht.", en=f"Waiting for internet, tried {times} times."
        )
        self.listener(SendStatus(report=self.submitted[-1].id, message=message))

    def arrive(self, reference: str = "K7M-4FX") -> None:
        received = datetime.datetime(2026, 3, 2, 9, 30, tzinfo=datetime.UTC)
        receipt = Receipt(id=self.submitted[-1].id, reference=reference, received=received, firm=FIRM.name)
        self.sent.add(receipt, self.submitted[-1])
        message = Text(de="Muster IT GmbH hat Ihren Bericht.", en="Muster IT GmbH has your report.")
        self.listener(SendStatus(report=receipt.id, message=message, is_final=True, receipt=receipt))


def frame(width: int = 320, height: int = 240) -> LiveSample:
    """A picture like a person before a window, drawn by arithmetic."""
    rows = bytearray()
    for y in range(height):
        for x in range(width):
            head = math.hypot((x - width * 0.5) / width, (y - height * 0.42) / height * 0.8) < 0.17
            body = y > height * 0.62 and abs(x - width / 2) < width * (0.12 + 0.5 * (y / height - 0.62))
            sky = 150 + 70 * (1 - y / height) + 20 * x / width
            rows += bytes((222, 178, 150) if head else (58, 84, 120) if body else (int(sky * 0.85), int(sky), int(sky)))
    return LiveSample(kind="frame", numbers=(float(width), float(height)), picture=bytes(rows))
