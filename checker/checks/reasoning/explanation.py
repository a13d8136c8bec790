"""How a finding is known: which witnesses speak for it, what takes the blame off other places, what is left. Pure.

Made from the observations whenever somebody looks, so that an old report is explained by the rules of today.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from checker.checks.reasoning.hypothesis import Hypothesis
from checker.checks.reasoning.verdict import ALTERNATIVE_SHARE, Verdict, place_of, symptoms_of, weigh
from checker.checks.reasoning.witness import Place, TrafficOutcome, Witness
from checker.model.finding import Finding
from checker.model.record import Record

_FOLLOWED = (TrafficOutcome.PASSED, TrafficOutcome.LOST)
"""Traffic of which a station farther on is known to have had the packets."""


class Acquittal(Record, frozen=True, kw_only=True):
    """A witness that takes the blame off `places`, nearest first.

    `carried`: because they carried traffic to a place behind them; otherwise because they are ruled out altogether.
    """

    witness: Witness
    places: tuple[Place, ...]
    carried: bool


class Explanation(Record, frozen=True, kw_only=True):
    """`supporting`, `acquittals`, `opposing`: the most telling first, one witness a source in all of them together.

    `is_placed`: whether a hypothesis knows the cause that the finding states; `alternatives`: then the other places
    that are left with a share worth naming, the likeliest first.
    """

    verdict: Verdict
    supporting: tuple[Witness, ...]
    acquittals: tuple[Acquittal, ...]
    opposing: tuple[Witness, ...]
    alternatives: tuple[Place, ...]
    is_placed: bool

    @property
    def two_places(self) -> tuple[Place, ...]:
        """The two to choose between, the likelier first; none where one stands out or no hypothesis knows the cause."""
        return self.verdict.alternatives if self.is_placed else ()


def explain(finding: Finding, witnesses: Iterable[Witness]) -> Explanation | None:
    """None where no witness of failure stands behind the finding: then its own values are all there is."""
    recorded = tuple(witnesses)
    symptoms = symptoms_of(finding, recorded)
    if not symptoms:
        return None
    verdict, place = weigh(symptoms, recorded), place_of(finding)
    ruled_out = () if place is None else tuple(other for other in Place if other not in verdict.places)
    sources: set[str] = set()
    supporting = _first_of_sources((*_by_weight(symptoms, finding), *_required(finding, verdict, recorded)), sources)
    own = [item for item in verdict.contradicted if place is not None and item.hypothesis.place is place]
    opposing = [] if place is None or place in verdict.places else [item.witness for item in own]
    elsewhere = [item for item in verdict.contradicted if item not in own]
    return Explanation(
        verdict=verdict,
        supporting=supporting,
        opposing=_first_of_sources(opposing, sources),
        acquittals=_acquittals(
            [(item.hypothesis, item.hypothesis.contradictions(recorded, symptoms)) for item in elsewhere],
            ruled_out,
            sources,
        ),
        alternatives=tuple(
            other
            for other in verdict.places
            if place is not None and other is not place and verdict.share(other) >= ALTERNATIVE_SHARE
        ),
        is_placed=place is not None,
    )


def hypothesis_share(hypothesis: Hypothesis, verdict: Verdict) -> float:
    """Of the weight of all that is left, this one's."""
    total = sum(item.prior for item in verdict.remaining)
    return hypothesis.prior / total if total else 0.0


def _by_weight(symptoms: Iterable[Witness], finding: Finding) -> list[Witness]:
    """First what is of the finding's own subject, then what is located, then what is known more closely."""
    return sorted(
        symptoms,
        key=lambda symptom: (
            bool(finding.subject) and symptom.traffic.subject != finding.subject,
            symptom.reached is None,
            not symptom.remark,
        ),
    )


def _required(finding: Finding, verdict: Verdict, recorded: Sequence[Witness]) -> list[Witness]:
    """What the hypotheses that the finding states demand, and was recorded."""
    patterns = [
        pattern
        for hypothesis in verdict.remaining
        if finding.code in hypothesis.codes
        for pattern in hypothesis.requires
    ]
    return [witness for witness in recorded if any(pattern.fits(witness, verdict.symptoms) for pattern in patterns)]


def _first_of_sources(witnesses: Iterable[Witness], sources: set[str]) -> tuple[Witness, ...]:
    """One witness a source; `sources` has those that are mentioned already, and grows."""
    first: list[Witness] = []
    for witness in witnesses:
        if witness.source not in sources:
            sources.add(witness.source)
            first.append(witness)
    return tuple(first)


def _acquittals(
    contradicted: Sequence[tuple[Hypothesis, tuple[Witness, ...]]], ruled_out: Collection[Place], sources: set[str]
) -> tuple[Acquittal, ...]:
    """The fewest witnesses that clear all that can be cleared: next is always the one that clears the most weight."""
    weights_by_clearance = _clearances(contradicted, ruled_out, sources)
    acquittals: list[Acquittal] = []
    cleared: set[Place] = set()
    while weights_by_clearance:
        key = max(weights_by_clearance, key=lambda key: sum(_open_weights(weights_by_clearance[key][1], cleared)))
        witness, weights = weights_by_clearance.pop(key)
        if not _open_weights(weights, cleared):
            break
        cleared |= set(weights)
        nearest_first = tuple(sorted(weights, key=lambda place: (place.distance, place.value)))
        acquittals.append(Acquittal(witness=witness, places=nearest_first, carried=key[1]))
    return tuple(acquittals)


def _clearances(
    contradicted: Sequence[tuple[Hypothesis, tuple[Witness, ...]]], ruled_out: Collection[Place], sources: set[str]
) -> dict[tuple[int, bool], tuple[Witness, dict[Place, float]]]:
    """By witness and manner, the places that it clears, each with the weight of the hypotheses that fall there."""
    clearances: dict[tuple[int, bool], tuple[Witness, dict[Place, float]]] = {}
    for hypothesis, against in contradicted:
        place = hypothesis.place
        for witness in against:
            carried = _is_carried_past(place, witness)
            if witness.source in sources or not (carried or place in ruled_out):
                continue
            _, weights = clearances.setdefault((id(witness), carried), (witness, {}))
            weights[place] = weights.get(place, 0.0) + hypothesis.prior
    return clearances


def _open_weights(weights: Mapping[Place, float], cleared: Collection[Place]) -> list[float]:
    return [weight for place, weight in weights.items() if place not in cleared]


def _is_carried_past(place: Place, witness: Witness) -> bool:
    """Whether this traffic came through the place to one behind it."""
    return (
        witness.outcome in _FOLLOWED
        and witness.reached is not None
        and witness.reached.distance > place.distance
        and place in (Place.PC, Place.HOME, Place.ROUTER, Place.PROVIDER, Place.BEYOND)
    )
