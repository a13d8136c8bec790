"""The course of a measurement as a picture: the rate, and the response time while the line is full."""

import math
from collections.abc import Sequence

from checker.model.measurement import Measurement
from checker.model.observation import Observation, Value
from checker.model.record import Record
from checker.model.text import Language
from checker.show.facts import facts, meaning
from checker.show.markup import Attribute, Html, tag
from checker.show.values import measured, observed
from checker.show.words import words

STEP_S = 0.1
"""Seconds from one point of a curve to the next."""
CURVES = {
    "down.curve": "down.rate",
    "down.latency.curve": "down.latency",
    "up.curve": "up.rate",
    "up.latency.curve": "up.latency",
}
"""A curve, and the figure that was made of it."""
QUIET = "idle.latency"
"""What the response time was before, drawn into its curves."""

_POINTS = 300
_WIDE, _HIGH, _TOP, _FOOT = 320.0, 112.0, 22.0, 92.0


class Course(Record, frozen=True, kw_only=True):
    """A curve to draw: the figure made of it, what it says, its points, and the level of the quiet line beside it."""

    name: str
    figure: str
    said: str
    points: tuple[float, ...]
    unit: str = ""
    quiet: float | None = None

    @property
    def seconds(self) -> float:
        """How long it took, to its last point."""
        return (len(self.points) - 1) * STEP_S


def courses(measurement: Measurement, language: Language) -> list[Course]:
    """The curves of a measurement that can be drawn. A report is a stranger's: anything else is left out."""
    seen = {one.name: one for one in measurement.observations}
    declared = facts(measurement.check)
    quiet = _numbers([seen[QUIET].value]) if QUIET in seen and seen[QUIET].failure is None else ()
    found = []
    for name, figure in CURVES.items():
        points = _points(seen.get(name))
        if len(points) < 2:
            continue
        said = meaning(declared.get(figure), figure, "", language)
        result = seen.get(figure)
        if result is not None and result.failure is None:
            said += f": {observed(result, language)}"
        late = quiet[0] if quiet and name.endswith("latency.curve") else None
        found.append(Course(name=name, figure=figure, said=said, points=points, unit=seen[name].unit, quiet=late))
    return found


def pictures(measurement: Measurement, language: Language) -> Html | None:
    """All of them, words first; nothing where there is none."""
    found = courses(measurement, language)
    if not found:
        return None
    return tag("div", *(_figure(one, language) for one in found), class_="curves")


def described(course: Course, language: Language) -> str:
    """What the picture shows, for whoever does not see it."""
    tr = words(language)
    low, high = (measured(bound(course.points), course.unit, language) for bound in (min, max))
    lasted = measured(round(course.seconds, 1), "s", language)
    told = tr("Von {low} bis {high} in {seconds}.", low=low, high=high, seconds=lasted)
    if course.quiet is None:
        return told
    before = tr("Ruhende Leitung: {ms}.", ms=measured(course.quiet, course.unit, language))
    return f"{told} {before}"


def svg(course: Course, language: Language) -> Html:
    """The picture. Drawn in currentColor; the style gives it its colour."""
    tr = words(language)
    told = described(course, language)
    highest = max((*course.points, course.quiet or 0.0, 1e-9))
    heights = [_FOOT - (_FOOT - _TOP) * one / highest for one in course.points]
    step = _WIDE / (len(heights) - 1)
    line = " ".join(f"{at * step:.1f} {y:.1f}" for at, y in enumerate(heights))
    rest = None if course.quiet is None else _FOOT - (_FOOT - _TOP) * course.quiet / highest
    look: dict[str, Attribute] = {"font_size": 13, "fill": "currentColor", "stroke": "none", "class_": "axis"}
    return tag(
        "svg",
        tag("title", course.said),
        tag("desc", told),
        tag(
            "path",
            d=f"M0 {_FOOT:g}L{line}L{_WIDE:g} {_FOOT:g}z",
            fill="currentColor",
            fill_opacity="0.15",
            stroke="none",
        ),
        tag("path", d=f"M{line}", class_="course"),
        tag("path", d=f"M0 {rest:.1f}h{_WIDE:g}", class_="quiet", stroke_width=1.5, stroke_dasharray="2 5")
        if rest is not None
        else None,
        tag("path", d=f"M0 {_FOOT:g}h{_WIDE:g}", class_="foot", stroke_width=1),
        tag(
            "text",
            tr("höchstens {value}", value=measured(max(course.points), course.unit, language)),
            x=0,
            y=13,
            **look,
        ),
        tag("text", measured(round(course.seconds, 1), "s", language), x=_WIDE, y=_HIGH - 4, text_anchor="end", **look),
        tag("text", tr("gepunktet: ruhende Leitung"), x=0, y=_HIGH - 4, **look) if rest is not None else None,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_WIDE:g} {_HIGH:g}",
        class_="curve",
        role="img",
        aria_label=f"{course.said}. {told}",
        fill="none",
        stroke="currentColor",
        stroke_width="2",
        stroke_linejoin="round",
        font_family="system-ui, sans-serif",
    )


def _figure(course: Course, language: Language) -> Html:
    return tag("figure", tag("figcaption", course.said), svg(course, language))


def _points(seen: Observation | None) -> tuple[float, ...]:
    if seen is None or not isinstance(seen.value, list):
        return ()
    return _numbers(seen.value[:_POINTS])


def _numbers(values: Sequence[Value | None]) -> tuple[float, ...]:
    """As numbers from 0 on; nothing where one of them is none."""
    try:
        found = tuple(float(one) for one in values if isinstance(one, (int, float)) and not isinstance(one, bool))
    except OverflowError:
        return ()
    sound = len(found) == len(values) and all(math.isfinite(one) and one >= 0 for one in found)
    return found if sound else ()
