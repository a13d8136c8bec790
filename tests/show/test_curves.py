"""The course of a measurement: drawn where it adds up, left out where it does not."""

import math
import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.text import LANGUAGES, Language
from checker.show.curves import curve_figures, curve_svg, describe_curve, measurement_curves
from checker.show.plain_text import plain_text
from checker.show.privacy_preview.preview_rows import preview_sections
from checker.show.report_html.document import report_fragment
from tests.show.samples import report

RISING = [0.0, 12.5, 40.0, 49.0, 50.0, 48.0]


def measured(**values: Any) -> Measurement:
    units = {"down.curve": "Mbit/s", "down.rate": "Mbit/s"}
    rows = [(name.replace("_", "."), value) for name, value in values.items()]
    return Measurement(
        check="line",
        outcome=Outcome.DONE,
        observations=tuple(Observation(name=name, value=value, unit=units.get(name, "ms")) for name, value in rows),
    )


LINE = measured(
    idle_latency=20.0, down_rate=48.6, down_curve=RISING, down_latency=61.0, down_latency_curve=[20.0, 35.0, 60.0, 64.0]
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_is_a_picture_with_words(language: Language) -> None:
    for curve in measurement_curves(LINE, language):
        drawn = ET.fromstring(curve_svg(curve, language))
        assert [element.tag.split("}")[1] for element in drawn][:2] == ["title", "desc"]
        assert describe_curve(curve, language) in (drawn.get("aria-label") or "")
        assert not re.search(r"\bstyle=", curve_svg(curve, language))


def test_says_from_where_to_where() -> None:
    rate, latency = measurement_curves(LINE, "de")
    assert rate.caption.endswith(": 48,6\xa0Mbit/s")
    assert describe_curve(rate, "de") == "Von 0\xa0Mbit/s bis 50\xa0Mbit/s in 0,5\xa0Sekunden."
    assert describe_curve(latency, "en").endswith("Idle line: 20\xa0milliseconds.")


def test_the_router_has_a_second_line_and_no_row_of_its_own() -> None:
    two = measured(idle_latency=20.0, up_latency=90.0, up_latency_curve=[20.0, 90.0, 95.0], up_router_curve=[2.0, 70.0])
    (curve,) = measurement_curves(two, "de")
    assert curve.router_points == (2.0, 70.0, 70.0)
    assert "Der Router selbst: von 2\xa0Millisekunden bis 70\xa0Millisekunden." in describe_curve(curve, "de")
    assert curve_svg(curve, "de").count('class="router"') == 1
    assert "gestrichelt: bis zum Router" in curve_svg(curve, "de")
    for text in (report_fragment(report(measurements=(two,)), "de"), plain_text(report(measurements=(two,)), "de")):
        assert "Verlauf der Antwortzeit des Routers" not in text


def test_stays_inside_its_frame() -> None:
    (curve,) = measurement_curves(measured(idle_latency=500.0, up_latency_curve=[10.0, 90.0]), "de")
    ys = [
        float(y)
        for y in re.findall(r"[ML ]?[0-9.]+ ([0-9.]+)", "".join(re.findall(r' d="([^"]+)"', curve_svg(curve, "de"))))
    ]
    assert ys and min(ys) >= 22 and max(ys) <= 92


@pytest.mark.parametrize(
    "curve",
    [[], [5.0], "50", 5.0, [1.0, "2"], [1.0, True], [1.0, math.nan], [1.0, math.inf], [1.0, -2.0], [1, 10**400]],
)
def test_what_does_not_add_up_is_not_drawn(curve: Any) -> None:
    measurement = measured(down_curve=curve)
    assert curve_figures(measurement, "de") is None
    assert report_fragment(report(measurements=(measurement,)), "de")


def test_all_zeros_are_a_flat_line() -> None:
    (curve,) = measurement_curves(measured(down_curve=[0, 0, 0]), "de")
    assert "nan" not in curve_svg(curve, "de")


def test_a_curve_is_bounded() -> None:
    (curve,) = measurement_curves(measured(down_curve=[1.0] * 100_000), "de")
    assert len(curve_svg(curve, "de")) < 20_000


def test_the_report_draws_it_in_place_of_the_numbers_and_the_preview_lists_them() -> None:
    made = report_fragment(report(measurements=(LINE,)), "de")
    assert made.count("<svg") == 2
    assert "12,5" not in made
    assert any(
        "12,5" in row.value for section in preview_sections(report(measurements=(LINE,)), "de") for row in section.rows
    )


def test_as_text_it_is_a_sentence() -> None:
    text = " ".join(plain_text(report(measurements=(LINE,)), "de", details=True).split())
    assert "Von 0 Mbit/s bis 50 Mbit/s in 0,5 Sekunden." in text
    assert "12,5" not in text
