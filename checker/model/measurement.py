"""All observations of one run of one check."""

from enum import Enum
from typing import Annotated

from checker.model.failure import Failure
from checker.model.observation import Observation, Observations
from checker.model.privacy import DataGroup, Purpose, privacy_meta
from checker.model.record import Record


class Outcome(Enum):
    """How the run of a check ended. Only `done` means that everything was tried."""

    DONE = "done"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"
    TIMED_OUT = "timed-out"
    DEFECT = "defect"


class Measurement(Record, frozen=True, kw_only=True):
    """The result of one check; observations made before it was cut off are in it."""

    check: Annotated[
        str,
        privacy_meta(DataGroup.REPORT, Purpose.DIAGNOSIS, de="Name der Prüfung", en="Name of the check", max_length=40),
    ]
    version: Annotated[
        int,
        privacy_meta(DataGroup.REPORT, Purpose.DIAGNOSIS, de="Version der Prüfung", en="Version of the check", ge=1),
    ] = 1
    outcome: Annotated[
        Outcome,
        privacy_meta(DataGroup.REPORT, Purpose.DIAGNOSIS, de="Wie die Prüfung endete", en="How the check ended"),
    ]
    failure: Annotated[
        Failure | None,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DIAGNOSIS,
            de="Warum die Prüfung nicht zu Ende kam",
            en="Why the check did not come to its end",
        ),
    ] = None
    started_s: Annotated[
        float,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DIAGNOSIS,
            de="Beginn, in Sekunden seit dem Beginn aller Prüfungen",
            en="Start, in seconds since the start of the run",
        ),
    ] = 0.0
    seconds: Annotated[
        float,
        privacy_meta(DataGroup.REPORT, Purpose.DIAGNOSIS, de="Dauer in Sekunden", en="Duration in seconds", ge=0),
    ] = 0.0
    observations: Annotated[
        tuple[Observation, ...],
        privacy_meta(DataGroup.REPORT, Purpose.DIAGNOSIS, de="Beobachtungen", en="Observations", max_length=3000),
    ] = ()

    @property
    def observations_by_key(self) -> Observations:
        """The observations, as a diagnosis reads them."""
        return Observations(self.observations)
