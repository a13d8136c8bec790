"""Which hypotheses what was recorded leaves, and how sure that makes a finding. Pure.

A symptom is a witness of something that failed. A hypothesis stays where it explains every symptom, all that it
requires was recorded, and nothing that was recorded contradicts it.
"""

from collections.abc import Iterable, Sequence

import msgspec

from checker.checks.reasoning.all_hypotheses import HYPOTHESES
from checker.checks.reasoning.hypothesis import Hypothesis
from checker.checks.reasoning.priors import COINCIDENCE
from checker.checks.reasoning.witness import (
    Place,
    Protocol,
    TrafficOutcome,
    Witness,
    independent_sources,
    is_same_version,
)
from checker.model.finding import Finding, Sureness
from checker.model.record import Record

LIKELY_SHARE = 2 / 3
"""Of the weight of all hypotheses that are left, the share of a place that is called likely: twice all others'."""
ALTERNATIVE_SHARE = 0.25
"""The share from which a second place is named beside the first."""
MOST_ALTERNATIVES = 2
"""More than two places to choose between help nobody."""
BACKGROUND = ("outside-silent", "stun")
"""Remarks of failures that say something of the way out, whatever a finding is about."""
_OF_A_SHARE = "part"
"""The remark of a loss that touches a share of the packets: that is no silence."""
_HIDDEN = "hidden"
"""The remark of a name that only servers outside answer for."""
_BY_UDP, _BY_TCP = (Protocol.UDP, Protocol.DNS), (Protocol.TCP, Protocol.TLS, Protocol.HTTP)
MIN_SOURCES = 2
"""Independent measurements without which nothing is certain."""


class Contradiction(Record, frozen=True, kw_only=True):
    """A hypothesis that cannot be, and the first thing recorded that says so."""

    hypothesis: Hypothesis
    witness: Witness


class Verdict(Record, frozen=True, kw_only=True):
    """Of some symptoms: what is left, the weightiest first; what is contradicted.

    The `prior` of what is left is the hypothesis' own, less what it leaves unexplained of other ends' silence.
    """

    symptoms: tuple[Witness, ...]
    remaining: tuple[Hypothesis, ...]
    contradicted: tuple[Contradiction, ...]

    def share(self, place: Place) -> float:
        """Of the weight of all that is left, this place's."""
        total = sum(hypothesis.prior for hypothesis in self.remaining)
        own = sum(hypothesis.prior for hypothesis in self.remaining if hypothesis.place is place)
        return own / total if total else 0.0

    @property
    def places(self) -> tuple[Place, ...]:
        """Where it may lie, the likeliest first."""
        places = dict.fromkeys(hypothesis.place for hypothesis in self.remaining)
        return tuple(sorted(places, key=self.share, reverse=True))

    @property
    def alternatives(self) -> tuple[Place, ...]:
        """The two places to choose between, where two stand out; none where one place does, or nothing can be told."""
        close = tuple(place for place in self.places if self.share(place) >= ALTERNATIVE_SHARE)
        return close if len(close) == MOST_ALTERNATIVES else ()

    def sureness(self, place: Place) -> Sureness:
        """How sure it is that it lies at this place."""
        sources = independent_sources((*self.symptoms, *(item.witness for item in self.contradicted)))
        if self.places == (place,) and sources >= MIN_SOURCES and not all(map(_is_mere_silence, self.symptoms)):
            return Sureness.CERTAIN
        return Sureness.LIKELY if self.share(place) >= LIKELY_SHARE else Sureness.POSSIBLE


def _is_mere_silence(symptom: Witness) -> bool:
    """Of somebody far away, where nobody knows how far it came; or of a server here, for one name."""
    is_far = symptom.traffic.end.distance > Place.PROVIDER.distance or symptom.remark == _HIDDEN
    return is_far and symptom.outcome is TrafficOutcome.LOST and symptom.reached is None


def weigh(
    symptoms: Sequence[Witness], witnesses: Iterable[Witness], hypotheses: Iterable[Hypothesis] = HYPOTHESES
) -> Verdict:
    """Holds every hypothesis that explains these symptoms against all witnesses of the run."""
    failed, recorded = tuple(symptoms), tuple(witnesses)
    remaining: list[Hypothesis] = []
    contradicted: list[Contradiction] = []
    for hypothesis in hypotheses:
        if not hypothesis.explains_all(failed) or not hypothesis.is_suggested(recorded, failed):
            continue
        against = hypothesis.contradictions(recorded, failed)
        if against:
            contradicted.append(Contradiction(hypothesis=hypothesis, witness=against[0]))
        else:
            remaining.append(_weighted(hypothesis, _silent_ends(failed, recorded)))
    remaining.sort(key=lambda hypothesis: -hypothesis.prior)
    return Verdict(symptoms=failed, remaining=tuple(remaining), contradicted=tuple(contradicted))


def _weighted(hypothesis: Hypothesis, silent_ends: Iterable[tuple[Witness, ...]]) -> Hypothesis:
    unexplained = sum(not hypothesis.explains_all(end) for end in silent_ends)
    return msgspec.structs.replace(hypothesis, prior=hypothesis.prior * COINCIDENCE**unexplained)


def _silent_ends(symptoms: tuple[Witness, ...], recorded: tuple[Witness, ...]) -> tuple[tuple[Witness, ...], ...]:
    """What else was silent to the symptoms' protocol and IP version, by the end that it was sent to."""
    ends: dict[tuple[Place, Protocol], list[Witness]] = {}
    for witness in recorded:
        if any(_is_silent_alike(witness, symptom) for symptom in symptoms):
            ends.setdefault((witness.traffic.end, witness.traffic.protocol), []).append(witness)
    return tuple(tuple(witnesses) for witnesses in ends.values())


def _is_silent_alike(witness: Witness, symptom: Witness) -> bool:
    own, other = witness.traffic, symptom.traffic
    return (
        witness.outcome is symptom.outcome is TrafficOutcome.LOST
        and witness.remark != _OF_A_SHARE
        and own.end.distance > Place.PROVIDER.distance
        and own.end is not other.end
        and any(own.protocol in carrier and other.protocol in carrier for carrier in (_BY_UDP, _BY_TCP))
        and is_same_version(witness, symptom)
    )


def symptoms_of(finding: Finding, witnesses: Iterable[Witness]) -> tuple[Witness, ...]:
    """The witnesses of failure that this finding rests on; not what failed beside it, of others than it is about."""
    evidence = set(finding.evidence)
    return tuple(
        witness
        for witness in witnesses
        if witness.is_failure and witness.remark not in BACKGROUND and evidence & set(witness.evidence)
    )


def sureness_of(finding: Finding, verdict: Verdict) -> Sureness:
    """How sure it is, at the surest of the places that its code may state."""
    levels = {verdict.sureness(place) for place in places_of(finding.code)}
    return next((sure for sure in Sureness if sure in levels), Sureness.POSSIBLE)


def places_of(code: str) -> set[Place]:
    """Everywhere that a code may lie, by the hypotheses that it states."""
    return {hypothesis.place for hypothesis in HYPOTHESES if code in hypothesis.codes}


def stated_hypothesis(finding: Finding) -> Hypothesis | None:
    """The hypothesis that the finding states, by its code: of several the most common, then the farthest; or None."""
    stated = [hypothesis for hypothesis in HYPOTHESES if finding.code in hypothesis.codes]
    return max(stated, key=lambda hypothesis: (hypothesis.prior, hypothesis.place.distance), default=None)


def place_of(finding: Finding) -> Place | None:
    """Where the finding says that it lies; None where it states no hypothesis."""
    stated = stated_hypothesis(finding)
    return stated.place if stated else None
