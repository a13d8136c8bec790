"""One fact of one run, or the failure to observe it."""

from collections.abc import Iterable, Iterator
from typing import Annotated

from checker.model.failure import Failure, FailureKind, Operation
from checker.model.privacy import DataGroup, Purpose, privacy_meta
from checker.model.record import Record
from checker.model.text import Text

Scalar = bool | int | float | str
Value = Scalar | list[Scalar]

NAME = r"^[a-z][a-z0-9.-]*$(?!\n)"
STRING_LENGTH = 300


class Fact(Record, frozen=True, kw_only=True):
    """What an observation of this name means: its unit, privacy group, purpose and a plain sentence."""

    name: str
    group: DataGroup
    meaning: Text
    unit: str = ""
    purpose: Purpose = Purpose.DIAGNOSIS


class Observation(Record, frozen=True, kw_only=True):
    """A value with its unit and time, or a failure. Exactly one of `value` and `failure` is set."""

    name: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DIAGNOSIS,
            de="Name der Beobachtung",
            en="Name of the observation",
            pattern=NAME,
            max_length=60,
        ),
    ]
    subject: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DIAGNOSIS,
            de="Worauf sie sich bezieht, zum Beispiel eine Verbindung zur Firma",
            en="What it is about, for example a gateway of the company",
            max_length=60,
        ),
    ] = ""
    value: Annotated[
        Value | None,
        privacy_meta(DataGroup.REPORT, Purpose.DIAGNOSIS, de="Gemessener Wert", en="Measured value"),
    ] = None
    unit: Annotated[
        str,
        privacy_meta(DataGroup.REPORT, Purpose.DIAGNOSIS, de="Einheit", en="Unit", max_length=20),
    ] = ""
    uncertainty: Annotated[
        float | None,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DIAGNOSIS,
            de="Wie weit der wahre Wert nach beiden Seiten abweichen kann",
            en="How far the true value may lie to either side",
        ),
    ] = None
    at_s: Annotated[
        float,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DIAGNOSIS,
            de="Sekunden seit dem Beginn der Prüfung",
            en="Seconds since the start of the run",
        ),
    ] = 0.0
    failure: Annotated[
        Failure | None,
        privacy_meta(DataGroup.REPORT, Purpose.DIAGNOSIS, de="Warum kein Wert da ist", en="Why there is no value"),
    ] = None

    @property
    def key(self) -> str:
        """`name` or `name@subject`: how findings point to their evidence."""
        return f"{self.name}@{self.subject}" if self.subject else self.name


class Observations:
    """All observations of one check, as a diagnosis reads them. What was never observed is a failure too."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        self._by_key = {(observation.name, observation.subject): observation for observation in observations}

    def __getitem__(self, key: str | tuple[str, str]) -> Observation:
        name, subject = (key, "") if isinstance(key, str) else key
        observation = self._by_key.get((name, subject))
        if observation is not None:
            return observation
        gap = Failure(operation=Operation.RUN, kind=FailureKind.NOT_MEASURED)
        return Observation(name=name, subject=subject, failure=gap)

    def __iter__(self) -> Iterator[Observation]:
        return iter(self._by_key.values())

    def has(self, name: str, subject: str = "") -> bool:
        """Whether a value (not a failure) was observed."""
        return self[name, subject].failure is None

    def number(self, name: str, subject: str = "") -> float | None:
        """The value as a number, or None where it was not measured or is none."""
        value = self[name, subject].value
        try:
            return float(value) if isinstance(value, (int, float)) else None
        except OverflowError:  # JSON allows integers that no float holds
            return None

    def subjects(self, name: str) -> list[str]:
        """The subjects that an observation of this name exists for, in the order in which they were observed."""
        return [subject for fact_name, subject in self._by_key if fact_name == name]
