"""For the technician: every hypothesis on a finding, what is left of it, and what contradicts each of the others."""

from checker.checks.reasoning.explanation import hypothesis_share
from checker.checks.reasoning.hypothesis import Hypothesis
from checker.checks.reasoning.verdict import ALTERNATIVE_SHARE, LIKELY_SHARE
from checker.knowledge.causes import cause_of, causes
from checker.model.finding import Finding
from checker.model.record import Record
from checker.model.text import Language
from checker.show.explanation.report_witnesses import ReportWitnesses
from checker.show.explanation.witness_sentences import witness_sentence
from checker.show.explanation.wording import MECHANISMS, PLACES_SHORT
from checker.show.translations import translator


class HypothesisRow(Record, frozen=True, kw_only=True):
    """One line of the list. `name`: the hypothesis' own, by which a developer finds it."""

    name: str
    text: str
    is_left: bool


def hypothesis_rows(finding: Finding, witnesses: ReportWitnesses, language: Language) -> list[HypothesisRow]:
    """Those that are left, the weightiest first, each with its share; then the contradicted with their witness.

    Of a finding that states a cause which no hypothesis knows only the contradicted: what is left would leave it out.
    """
    explanation = witnesses.explain(finding)
    if explanation is None:
        return []
    tr = translator(language)
    rows = [
        HypothesisRow(
            name=hypothesis.name,
            text=f"{_in_words(hypothesis, language)}: "
            + _likelihood(hypothesis_share(hypothesis, explanation.verdict), language),
            is_left=True,
        )
        for hypothesis in explanation.verdict.remaining
        if explanation.is_placed
    ]
    for item in explanation.verdict.contradicted:
        reason = witness_sentence(item.witness, witnesses.titles, language, exact=True)
        text = tr("{hypothesis}: widerlegt. {reason}", hypothesis=_in_words(item.hypothesis, language), reason=reason)
        rows.append(HypothesisRow(name=item.hypothesis.name, text=text, is_left=False))
    return rows


def two_places(finding: Finding, witnesses: ReportWitnesses, language: Language) -> str:
    """`Router oder Leitung`, where just two places are left that are worth naming; empty otherwise."""
    explanation = witnesses.explain(finding)
    places = () if explanation is None else explanation.two_places
    if not places:
        return ""
    tr = translator(language)
    first, second = (PLACES_SHORT[place].render(language) for place in places)
    text = tr("{first} oder {second}", first=first, second=second)
    return text[:1].upper() + text[1:]


def separating_trial(finding: Finding, witnesses: ReportWitnesses, language: Language) -> str:
    """The one trial that separates what is left: of the finding's own cause, or of the other's; empty for none."""
    explanation = witnesses.explain(finding)
    if proof := cause_of(finding).proof:
        return proof.render(language, **finding.values)
    remaining = () if explanation is None else explanation.verdict.remaining
    causes_by_code = causes()
    proofs = (
        causes_by_code[code].proof for hypothesis in remaining for code in hypothesis.codes if code in causes_by_code
    )
    return next((proof.render(language, **finding.values) for proof in proofs if proof is not None), "")


def _in_words(hypothesis: Hypothesis, language: Language) -> str:
    place, mechanism = PLACES_SHORT[hypothesis.place], MECHANISMS[hypothesis.mechanism]
    text = f"{place.render(language)} {mechanism.render(language)}"
    return text[:1].upper() + text[1:]


def _likelihood(share: float, language: Language) -> str:
    """`gut möglich (43 %)`."""
    tr = translator(language)
    words = tr("gut möglich") if share >= ALTERNATIVE_SHARE else tr("kaum")
    if share >= LIKELY_SHARE:
        words = tr("am wahrscheinlichsten")
    return f"{words} ({round(100 * share)} %)"
