"""The rate of a measurement over time, and the response time under load, as a picture."""

import math
from collections.abc import Mapping, Sequence

from checker.model.measurement import Measurement
from checker.model.observation import Observation, Value
from checker.model.record import Record
from checker.model.text import Language
from checker.show.declarations import observation_label
from checker.show.formatting import format_observation, format_value
from checker.show.markup import Attribute, Html, tag
from checker.show.translations import translator

POINT_INTERVAL_S = 0.1
"""Seconds from one point of a curve to the next."""
CURVES = {
    "down.curve": "down.rate",
    "down.latency.curve": "down.latency",
    "up.curve": "up.rate",
    "up.latency.curve": "up.latency",
}
"""A curve, and the figure that was made of it."""
ROUTER_CURVES = {"down.latency.curve": "down.router.curve", "up.latency.curve": "up.router.curve"}
"""Drawn into the same picture: what is below the second line waits at home, what is above it behind the router."""
IDLE_LATENCY = "idle.latency"
"""What the response time was before, drawn into its curves."""

_POINTS = 300
_WIDE, _HIGH, _TOP, _FOOT = 320.0, 112.0, 22.0, 92.0


class MeasurementCurve(Record, frozen=True, kw_only=True):
    """A curve to draw: its figure in words, caption, points, and the idle line's level for comparison.

    `router_points`: the router's own response time at the same moments, where it was measured.
    """

    name: str
    figure: str
    caption: str
    points: tuple[float, ...]
    unit: str = ""
    idle_level: float | None = None
    router_points: tuple[float, ...] = ()

    @property
    def drawn_names(self) -> tuple[str, ...]:
        """The observations that the picture shows."""
        return (self.name, ROUTER_CURVES[self.name]) if self.router_points else (self.name,)

    @property
    def highest(self) -> float:
        """What the picture has to reach up to."""
        return max((*self.points, *self.router_points, self.idle_level or 0.0, 1e-9))

    @property
    def seconds(self) -> float:
        """How long it took, to its last point."""
        return (len(self.points) - 1) * POINT_INTERVAL_S


def measurement_curves(measurement: Measurement, language: Language) -> list[MeasurementCurve]:
    """The curves of a measurement that can be drawn. A report is not trusted: anything else is left out."""
    by_name = {observation.name: observation for observation in measurement.observations}
    idle_levels = (
        _numbers([by_name[IDLE_LATENCY].value])
        if IDLE_LATENCY in by_name and by_name[IDLE_LATENCY].failure is None
        else ()
    )
    curves = []
    for name, figure in CURVES.items():
        points = _points(by_name.get(name))
        if len(points) < 2:
            continue
        caption = observation_label(measurement.check, figure, "", language)
        result = by_name.get(figure)
        if result is not None and result.failure is None:
            caption += f": {format_observation(result, language)}"
        idle_level = idle_levels[0] if idle_levels and name.endswith("latency.curve") else None
        curves.append(
            MeasurementCurve(
                name=name,
                figure=figure,
                caption=caption,
                points=points,
                unit=by_name[name].unit,
                idle_level=idle_level,
                router_points=_router_points(by_name, name, len(points)),
            )
        )
    return curves


def curve_figures(measurement: Measurement, language: Language) -> Html | None:
    """All of them, words first; nothing where there is none."""
    curves = measurement_curves(measurement, language)
    if not curves:
        return None
    return tag("div", *(_figure(curve, language) for curve in curves), class_="curves")


def describe_curve(curve: MeasurementCurve, language: Language) -> str:
    """What the picture shows, for whoever does not see it."""
    tr = translator(language)
    low, high = (format_value(bound(curve.points), curve.unit, language) for bound in (min, max))
    length = format_value(round(curve.seconds, 1), "s", language)
    summary = tr("Von {low} bis {high} in {seconds}.", low=low, high=high, seconds=length)
    if curve.router_points:
        low, high = (format_value(bound(curve.router_points), curve.unit, language) for bound in (min, max))
        summary += " " + tr("Der Router selbst: von {low} bis {high}.", low=low, high=high)
    if curve.idle_level is None:
        return summary
    idle = tr("Ruhende Leitung: {ms}.", ms=format_value(curve.idle_level, curve.unit, language))
    return f"{summary} {idle}"


def curve_svg(curve: MeasurementCurve, language: Language) -> Html:
    """The picture. Drawn in currentColor; the style gives it its colour."""
    tr = translator(language)
    description = describe_curve(curve, language)
    highest = curve.highest
    step = _WIDE / (len(curve.points) - 1)
    line, router_line = (
        " ".join(f"{at * step:.1f} {_FOOT - (_FOOT - _TOP) * point / highest:.1f}" for at, point in enumerate(points))
        for points in (curve.points, curve.router_points)
    )
    idle_y = None if curve.idle_level is None else _FOOT - (_FOOT - _TOP) * curve.idle_level / highest
    text_attributes: dict[str, Attribute] = {
        "font_size": 13,
        "fill": "currentColor",
        "stroke": "none",
        "class_": "axis",
    }
    return tag(
        "svg",
        tag("title", curve.caption),
        tag("desc", description),
        tag(
            "path",
            d=f"M0 {_FOOT:g}L{line}L{_WIDE:g} {_FOOT:g}z",
            fill="currentColor",
            fill_opacity="0.15",
            stroke="none",
        ),
        tag("path", d=f"M{line}", class_="course"),
        tag("path", d=f"M{router_line}", class_="router", stroke_width=2, stroke_dasharray="7 4")
        if router_line
        else None,
        tag("path", d=f"M0 {idle_y:.1f}h{_WIDE:g}", class_="quiet", stroke_width=1.5, stroke_dasharray="2 5")
        if idle_y is not None
        else None,
        tag("path", d=f"M0 {_FOOT:g}h{_WIDE:g}", class_="foot", stroke_width=1),
        tag(
            "text",
            tr("höchstens {value}", value=format_value(max(curve.points), curve.unit, language)),
            x=0,
            y=13,
            **text_attributes,
        ),
        tag(
            "text",
            format_value(round(curve.seconds, 1), "s", language),
            x=_WIDE,
            y=_HIGH - 4,
            text_anchor="end",
            **text_attributes,
        ),
        tag("text", _legend(curve, language), x=0, y=_HIGH - 4, **text_attributes) if idle_y is not None else None,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_WIDE:g} {_HIGH:g}",
        class_="curve",
        role="img",
        aria_label=f"{curve.caption}. {description}",
        fill="none",
        stroke="currentColor",
        stroke_width="2",
        stroke_linejoin="round",
        font_family="system-ui, sans-serif",
    )


def _legend(curve: MeasurementCurve, language: Language) -> str:
    tr = translator(language)
    if curve.router_points:
        return tr("gestrichelt: bis zum Router")
    return tr("gepunktet: ruhende Leitung")


def _router_points(by_name: Mapping[str, Observation], name: str, count: int) -> tuple[float, ...]:
    """As many as the curve has: a step that the router did not answer any more repeats its last answer."""
    points = _points(by_name.get(ROUTER_CURVES.get(name, "")))
    return (*points[:count], *(points[-1:] * (count - len(points)))) if points else ()


def _figure(curve: MeasurementCurve, language: Language) -> Html:
    return tag("figure", tag("figcaption", curve.caption), curve_svg(curve, language))


def _points(observation: Observation | None) -> tuple[float, ...]:
    if observation is None or not isinstance(observation.value, list):
        return ()
    return _numbers(observation.value[:_POINTS])


def _numbers(values: Sequence[Value | None]) -> tuple[float, ...]:
    """As numbers from 0 on; nothing where one of them is none."""
    try:
        numbers = tuple(
            float(value) for value in values if isinstance(value, (int, float)) and not isinstance(value, bool)
        )
    except OverflowError:
        return ()
    is_valid = len(numbers) == len(values) and all(math.isfinite(value) and value >= 0 for value in numbers)
    return numbers if is_valid else ()
