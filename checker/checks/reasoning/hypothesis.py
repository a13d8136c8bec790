"""A cause that can be named, and what it predicts: data that `verdict.py` holds against the witnesses. Pure.

The way of model-based diagnosis (de Kleer and Williams, "Diagnosing multiple faults", 1987): a place on the way either
treats traffic as it should, or in one of its faulty ways; what was recorded contradicts some of these and leaves the
rest.
"""

from collections.abc import Iterable
from enum import Enum

from checker.checks.reasoning.witness import Place, Protocol, TrafficOutcome, Witness, is_same_version
from checker.model.record import Record


class Mechanism(Enum):
    """In which way it is broken. `sick`: for everybody, not for this home alone."""

    DOWN = "down"
    DROPS = "drops"
    REFUSES = "refuses"
    ALTERS = "alters"
    REDIRECTS = "redirects"
    STALE = "stale"
    LOSSY = "lossy"
    SLOW = "slow"
    OVERLOADED = "overloaded"
    MISCONFIGURED = "misconfigured"
    SICK = "sick"


class Relation(Enum):
    """What a witness has in common with the symptom that is to be explained.

    `protocol`: that and the IP version; `kind`: the port, too; `exchange`: subject and kind.
    """

    ANY = "any"
    SUBJECT = "subject"
    HOST = "host"
    PROTOCOL = "protocol"
    KIND = "kind"
    EXCHANGE = "exchange"
    IP_VERSION = "ip-version"


class Pattern(Record, frozen=True, kw_only=True):
    """Witnesses of a kind; what is empty makes no difference.

    `at`: who did it, or how far it came; with `or_unlocated` also where that is not known. `beyond`: it came farther
    than this place. `within`: it is not known to have come farther than this place.
    """

    outcomes: tuple[TrafficOutcome, ...] = ()
    protocols: tuple[Protocol, ...] = ()
    ends: tuple[Place, ...] = ()
    subjects: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    without_remarks: tuple[str, ...] = ()
    at: tuple[Place, ...] = ()
    or_unlocated: bool = False
    beyond: Place | None = None
    within: Place | None = None
    relation: Relation = Relation.ANY

    def fits(self, witness: Witness, symptoms: Iterable[Witness] = ()) -> bool:
        """Whether it is such a witness; `relation` is to any of the symptoms, without any it is not asked for."""
        traffic = witness.traffic
        distance = None if witness.reached is None else witness.reached.distance
        return (
            (not self.outcomes or witness.outcome in self.outcomes)
            and (not self.protocols or traffic.protocol in self.protocols)
            and (not self.ends or traffic.end in self.ends)
            and (not self.subjects or traffic.subject in self.subjects)
            and (not self.remarks or witness.remark in self.remarks)
            and witness.remark not in self.without_remarks
            and (not self.at or witness.reached in self.at or (self.or_unlocated and witness.reached is None))
            and (self.beyond is None or (distance is not None and distance > self.beyond.distance))
            and (self.within is None or distance is None or distance <= self.within.distance)
            and _is_related(self.relation, witness, tuple(symptoms))
        )


def _is_related(relation: Relation, witness: Witness, symptoms: tuple[Witness, ...]) -> bool:
    if relation is Relation.ANY or not symptoms:
        return True
    return any(_relates(relation, witness, symptom) for symptom in symptoms)


def _relates(relation: Relation, witness: Witness, symptom: Witness) -> bool:
    own, other = witness.traffic, symptom.traffic
    is_same_kind = (own.protocol, own.port) == (other.protocol, other.port) and is_same_version(witness, symptom)
    match relation:
        case Relation.SUBJECT:
            return own.subject == other.subject
        case Relation.HOST:
            return bool(own.host) and own.host == other.host
        case Relation.PROTOCOL:
            return own.protocol is other.protocol and is_same_version(witness, symptom)
        case Relation.KIND:
            return is_same_kind
        case Relation.EXCHANGE:
            return is_same_kind and own.subject == other.subject
        case Relation.IP_VERSION:
            return is_same_version(witness, symptom)
        case _:
            return True


class Hypothesis(Record, frozen=True, kw_only=True):
    """`codes`: the findings that state it; none where it stands behind them as "something at this place".

    `requires`: each must be recorded for it to be thought of. `explains`: a symptom is explained where one of these
    fits. `excluded_by`: it cannot be where one of these is recorded. `prior`: how common it is at home, by `priors.py`.
    """

    name: str
    place: Place
    mechanism: Mechanism
    explains: tuple[Pattern, ...]
    codes: tuple[str, ...] = ()
    requires: tuple[Pattern, ...] = ()
    excluded_by: tuple[Pattern, ...] = ()
    prior: float = 0.1

    def is_suggested(self, witnesses: Iterable[Witness], symptoms: tuple[Witness, ...]) -> bool:
        """Whether everything that it requires was recorded."""
        recorded = tuple(witnesses)
        return all(any(pattern.fits(witness, symptoms) for witness in recorded) for pattern in self.requires)

    def explains_all(self, symptoms: tuple[Witness, ...]) -> bool:
        """Whether each of these would be so if it held."""
        return all(any(pattern.fits(symptom) for pattern in self.explains) for symptom in symptoms)

    def contradictions(self, witnesses: Iterable[Witness], symptoms: tuple[Witness, ...]) -> tuple[Witness, ...]:
        """What was recorded and could not be if it held."""
        return tuple(
            witness for witness in witnesses if any(pattern.fits(witness, symptoms) for pattern in self.excluded_by)
        )
