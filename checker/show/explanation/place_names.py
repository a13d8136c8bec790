"""Places in a sentence, and the second of the two that a finding names."""

from collections.abc import Sequence

from checker.checks.reasoning.verdict import place_of
from checker.checks.reasoning.witness import Place
from checker.model.finding import Finding
from checker.model.text import Language
from checker.show.explanation.wording import PLACES
from checker.show.translations import translator

_NAMES = frozenset(place.value for place in Place)


def place_list(places: Sequence[Place], language: Language) -> str:
    """`Ihr Computer, die Verbindung zum Router und Ihr Router`; empty for none."""
    tr = translator(language)
    names = [PLACES[place].render(language) for place in places]
    if len(names) < 2:
        return "".join(names)
    return tr("{first} und {last}", first=", ".join(names[:-1]), last=names[-1])


def other_place_names(finding: Finding, language: Language) -> str:
    """Of a finding that names two places, the one that its own sentence does not state; empty for any other.

    They stand among its values, which in a stranger's report may be anything.
    """
    named = [Place(name) for name in str(finding.values.get("places", "")).split() if name in _NAMES]
    return place_list([place for place in dict.fromkeys(named) if place is not place_of(finding)], language)
