"""A measurement without anything that must not leave the PC, before it is diagnosed, shown or stored."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from checker.checks.registry import NAMES, PACKAGES, check
from checker.model.failure import DETAIL_LENGTH, Failure
from checker.model.measurement import Measurement
from checker.model.observation import STRING_LENGTH, Observation
from checker.model.scrub.text import scrub

SUBJECT_LENGTH = 60
UNIT_LENGTH = 20
WAVE_NAME_LENGTH = 31
"""Letters that Windows leaves of a sound device's name in its oldest interface (MAXPNAMELEN, mmeapi.h)."""
_CUT_LENGTHS = frozenset({WAVE_NAME_LENGTH, SUBJECT_LENGTH, DETAIL_LENGTH, STRING_LENGTH})


class MeasurementScrubber:
    """Cleans every text of the measurements of one report.

    `names`: of this PC and its user. `profile_texts`: what the profile says itself, such as a gateway's address; it
    stands in the report anyway, and facts are found by it. Two devices that only differ in what is taken out stay two.
    """

    def __init__(self, names: Iterable[str], profile_texts: Iterable[str] = ()) -> None:
        self._names = tuple(names)
        self._profile_texts = frozenset(profile_texts)
        self._labels: dict[str, str] = {}

    def scrub_all(self, measurements: Iterable[Measurement]) -> tuple[Measurement, ...]:
        """The measurements, without those of a check whose very name had to be taken out."""
        originals = tuple(measurements)
        self._label(text for measurement in originals for text in _labels_of(measurement))
        return tuple(self._measurement(entry) for entry in originals if self._is_clean(entry.check, NAMES, PACKAGES))

    def original(self, label: str) -> str:
        """What the system calls the device that has this label in the report; never for a report itself."""
        return next((text for text, cleaned in self._labels.items() if cleaned == label), label)

    def _label(self, texts: Iterable[str]) -> None:
        """One label for each text by which facts are told apart; a number where two would be the same."""
        in_use = set(self._profile_texts)
        for text in dict.fromkeys(texts):
            label = plain = self._text(text, SUBJECT_LENGTH)
            number = 1
            while label != text and label in in_use:
                number += 1
                label = f"{plain[: SUBJECT_LENGTH - 1 - len(str(number))].rstrip()} {number}"
            self._labels[text] = label
            in_use.add(label)

    def _measurement(self, measurement: Measurement) -> Measurement:
        facts = (
            {fact.name: fact.unit for fact in check(measurement.check).facts} if measurement.check in PACKAGES else {}
        )
        observations = tuple(
            self._observation(observation, facts)
            for observation in measurement.observations
            if self._is_clean(observation.name, facts)
        )
        return msgspec.structs.replace(
            measurement, observations=observations, failure=self._failure(measurement.failure)
        )

    def _observation(self, observation: Observation, facts: dict[str, str]) -> Observation:
        declared_unit = facts.get(observation.name)
        unit = observation.unit if observation.unit == declared_unit else self._text(observation.unit, UNIT_LENGTH)
        return msgspec.structs.replace(
            observation,
            subject=self._labels[observation.subject],
            value=self._value(observation.value),
            unit=unit,
            failure=self._failure(observation.failure),
        )

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._labels[value] if value in self._labels else self._text(value, STRING_LENGTH)
        return [self._value(item) for item in value] if isinstance(value, list) else value

    def _failure(self, failure: Failure | None) -> Failure | None:
        if failure is None or not failure.detail:
            return failure
        return msgspec.structs.replace(failure, detail=self._text(failure.detail, DETAIL_LENGTH))

    def _is_clean(self, word: str, *declared: Iterable[str]) -> bool:
        """Whether a name of a check or fact may stay: one that the program declares itself, or that says nothing."""
        return any(word in names for names in declared) or scrub(word, self._names) == word

    def _text(self, text: str, limit: int) -> str:
        if text in self._profile_texts or not text:
            return text
        # What was cut off may end in the middle of a name or an address, which nothing recognises any more.
        whole = _without_last_word(text) if len(text) in _CUT_LENGTHS else text
        cleaned = scrub(whole, self._names)
        return cleaned if len(cleaned) <= limit else _shorten(cleaned, limit)


def texts_of(table: Any) -> Iterator[str]:
    """Every text in a profile's table, at any depth."""
    if isinstance(table, str):
        yield table
    elif isinstance(table, dict):
        for entry in table.values():
            yield from texts_of(entry)
    elif isinstance(table, (list, tuple)):
        for entry in table:
            yield from texts_of(entry)
    elif isinstance(table, msgspec.Struct):
        yield from texts_of(msgspec.structs.asdict(table))


def _labels_of(measurement: Measurement) -> Iterator[str]:
    for observation in measurement.observations:
        yield observation.subject
        if isinstance(observation.value, list):
            yield from (item for item in observation.value if isinstance(item, str))


def _without_last_word(text: str) -> str:
    """Without what stands behind the last blank; all of a text that has none."""
    head, blank, _ = text.rstrip().rpartition(" ")
    return head if blank else ""


def _shorten(text: str, limit: int) -> str:
    """At most `limit` characters, never a part of a mark."""
    cut = text[:limit]
    return cut[: cut.rfind("[")] if cut.rfind("[") > cut.rfind("]") else cut
