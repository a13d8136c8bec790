"""What observations mean: a code of the knowledge base, how bad it is, and what it rests on."""

from enum import Enum
from typing import Annotated, Self

from checker.model.observation import Observation
from checker.model.privacy import DataGroup, Purpose, privacy_meta
from checker.model.record import Record

CODE = r"^[a-z]+\.[a-z0-9-]+$(?!\n)"
EvidenceObservations = Observation | tuple[Observation, ...]


class Level(Enum):
    """How bad a finding is. `unknown` is a verdict of its own: not measured is neither ok nor broken."""

    OK = "ok"
    NOTE = "note"
    UNKNOWN = "unknown"
    WARNING = "warning"
    BLOCKER = "blocker"

    # By identity, as members are compared: Enum's own runs Python for each look into a table.
    __hash__ = object.__hash__


class Sureness(Enum):
    """How sure it is that the cause named by a finding is the one.

    `certain`: no other cause would have looked the same, or two independent observations show it. `likely`: others are
    rare. `possible`: one of several that look the same from here.
    """

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


class Finding(Record, frozen=True, kw_only=True):
    """One conclusion. Title, who acts, remedies and article stand in the knowledge base under its code."""

    code: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DIAGNOSIS,
            de="Kennung der Ursache",
            en="Code of the cause",
            pattern=CODE,
            max_length=60,
        ),
    ]
    level: Annotated[
        Level,
        privacy_meta(DataGroup.REPORT, Purpose.DIAGNOSIS, de="Wie schwer es wiegt", en="How bad it is"),
    ]
    subject: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DIAGNOSIS,
            de="Worauf es sich bezieht",
            en="What it is about",
            max_length=60,
        ),
    ] = ""
    evidence: Annotated[
        tuple[str, ...],
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DIAGNOSIS,
            de="Beobachtungen, auf denen es beruht",
            en="Observations that it rests on",
            max_length=40,
        ),
    ] = ()
    values: Annotated[
        dict[str, str | int | float],
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DIAGNOSIS,
            de="Werte, die im Satz genannt werden",
            en="Values that the sentence names",
            max_length=12,
        ),
    ] = {}
    caused_by: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DIAGNOSIS,
            de="Befund, dessen Folge dieser ist",
            en="The finding that this one follows from",
            max_length=121,
        ),
    ] = ""
    sure: Annotated[
        Sureness,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DIAGNOSIS,
            de="Wie sicher die Ursache ist: certain (sicher), likely (wahrscheinlich) oder possible (möglich)",
            en="How sure the cause is: certain, likely or possible",
        ),
    ] = Sureness.LIKELY

    @property
    def check(self) -> str:
        """The check that the code belongs to."""
        return self.code.partition(".")[0]

    @property
    def key(self) -> str:
        """`code` or `code@subject`: unique in a report."""
        return f"{self.code}@{self.subject}" if self.subject else self.code

    @classmethod
    def _of(
        cls,
        level: Level,
        code: str,
        observations: EvidenceObservations,
        subject: str,
        sure: Sureness,
        values: dict[str, str | int | float],
    ) -> Self:
        rests_on = observations if isinstance(observations, tuple) else (observations,)
        evidence = tuple(observation.key for observation in rests_on)
        return cls(code=code, level=level, subject=subject, evidence=evidence, values=values, sure=sure)

    @classmethod
    def ok(
        cls,
        code: str,
        evidence: EvidenceObservations = (),
        subject: str = "",
        sure: Sureness = Sureness.LIKELY,
        **values: str | int | float,
    ) -> Self:
        """Measured, and as it should be."""
        return cls._of(Level.OK, code, evidence, subject, sure, values)

    @classmethod
    def note(
        cls,
        code: str,
        evidence: EvidenceObservations = (),
        subject: str = "",
        sure: Sureness = Sureness.LIKELY,
        **values: str | int | float,
    ) -> Self:
        """Worth knowing; nothing needs doing for today's work."""
        return cls._of(Level.NOTE, code, evidence, subject, sure, values)

    @classmethod
    def warning(
        cls,
        code: str,
        evidence: EvidenceObservations = (),
        subject: str = "",
        sure: Sureness = Sureness.LIKELY,
        **values: str | int | float,
    ) -> Self:
        """Work is possible, and will be disturbed."""
        return cls._of(Level.WARNING, code, evidence, subject, sure, values)

    @classmethod
    def blocker(
        cls,
        code: str,
        evidence: EvidenceObservations = (),
        subject: str = "",
        sure: Sureness = Sureness.LIKELY,
        **values: str | int | float,
    ) -> Self:
        """Something that the profile needs does not work."""
        return cls._of(Level.BLOCKER, code, evidence, subject, sure, values)

    @classmethod
    def unknown(
        cls,
        code: str,
        evidence: EvidenceObservations = (),
        subject: str = "",
        sure: Sureness = Sureness.LIKELY,
        **values: str | int | float,
    ) -> Self:
        """Not measured, so nothing is known."""
        return cls._of(Level.UNKNOWN, code, evidence, subject, sure, values)
