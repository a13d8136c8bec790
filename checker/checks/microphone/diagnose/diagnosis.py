"""The diagnosis of one microphone: its facts by name, and findings of the level that the need asks for."""

from dataclasses import dataclass

from checker.checks.devices.permission_values import DENIED_VALUES
from checker.checks.devices.severity import Severity
from checker.checks.microphone.need import MicrophoneNeed
from checker.model.finding import EvidenceObservations, Finding, Sureness
from checker.model.observation import Observation, Observations


@dataclass(frozen=True)
class MicrophoneDiagnosis:
    """`name`: the subject of its facts. Whoever needs no microphone reads notes only."""

    observations: Observations
    need: MicrophoneNeed
    name: str

    def __getitem__(self, fact: str) -> Observation:
        return self.observations[fact, self.name]

    def number(self, fact: str) -> float | None:
        """As Observations.number."""
        return self.observations.number(fact, self.name)

    @property
    def severity(self) -> Severity:
        """How bad its findings are."""
        return Severity(self.need.required)

    @property
    def is_denied(self) -> bool:
        """Whether the system's switch forbids it."""
        return self.observations["permission"].value in DENIED_VALUES

    @property
    def is_muted(self) -> bool:
        """Whether the mixer says so. Drivers may ignore it."""
        return self["device.muted"].value is True

    def blocker(
        self, code: str, evidence: EvidenceObservations, sure: Sureness = Sureness.LIKELY, **values: str
    ) -> Finding:
        """Nobody hears anything."""
        return self.severity.blocker(
            code, evidence=evidence, subject=self.name, sure=sure, microphone=self.name, **values
        )

    def warning(
        self, code: str, evidence: EvidenceObservations, sure: Sureness = Sureness.LIKELY, **values: str
    ) -> Finding:
        """Others are disturbed, or it may go wrong."""
        return self.severity.warning(
            code, evidence=evidence, subject=self.name, sure=sure, microphone=self.name, **values
        )

    def unknown(self, code: str, evidence: EvidenceObservations) -> Finding:
        """Nothing can be said."""
        return self.severity.unknown(code, evidence=evidence, subject=self.name, microphone=self.name)

    def note(
        self, code: str, evidence: EvidenceObservations, sure: Sureness = Sureness.LIKELY, **values: str
    ) -> Finding:
        """Advice."""
        return Finding.note(code, evidence=evidence, subject=self.name, sure=sure, microphone=self.name, **values)
