"""The diagnosis of one microphone: its facts by name, and findings of the level that the need asks for."""

from dataclasses import dataclass

from checker.checks.microphone.need import MicrophoneNeed
from checker.model.finding import EvidenceObservations, Finding, Sureness
from checker.model.observation import Observation, Observations

_DENIED = {"denied", "denied-for-all", "denied-desktop-programs"}


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
    def is_denied(self) -> bool:
        """Whether the system's switch forbids it."""
        return self.observations["permission"].value in _DENIED

    @property
    def is_muted(self) -> bool:
        """Whether the mixer says so. Drivers may ignore it."""
        return self["device.muted"].value is True

    def blocker(
        self, code: str, evidence: EvidenceObservations, sure: Sureness = Sureness.LIKELY, **values: str
    ) -> Finding:
        """Nobody hears anything."""
        make_finding = Finding.blocker if self.need.required else Finding.note
        return make_finding(code, evidence=evidence, subject=self.name, sure=sure, microphone=self.name, **values)

    def warning(
        self, code: str, evidence: EvidenceObservations, sure: Sureness = Sureness.LIKELY, **values: str
    ) -> Finding:
        """Others are disturbed, or it may go wrong."""
        make_finding = Finding.warning if self.need.required else Finding.note
        return make_finding(code, evidence=evidence, subject=self.name, sure=sure, microphone=self.name, **values)

    def unknown(self, code: str, evidence: EvidenceObservations) -> Finding:
        """Nothing can be said."""
        make_finding = Finding.unknown if self.need.required else Finding.note
        return make_finding(code, evidence=evidence, subject=self.name, microphone=self.name)

    def note(
        self, code: str, evidence: EvidenceObservations, sure: Sureness = Sureness.LIKELY, **values: str
    ) -> Finding:
        """Advice."""
        return Finding.note(code, evidence=evidence, subject=self.name, sure=sure, microphone=self.name, **values)
