"""The desk's page of a report draws the line's curves under its own policy, on a desk and on a phone."""

import json
from collections.abc import Callable

import pytest

from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from tests.browser.conftest import SIZES, Busy, Looking
from tests.browser.test_looks import WIDER_THAN_SCREEN
from tests.desk import example_reports

RISING = [0.0, 12.0, 31.0, 44.0, 48.0, 49.5, 47.0, 48.5]
LATE = [20.0, 40.0, 90.0, 180.0, 260.0, 310.0, 305.0, 312.0]
LINE = Measurement(
    check="line",
    outcome=Outcome.DONE,
    seconds=6.0,
    observations=(
        Observation(name="method", value="LibreSpeed HTTP"),
        Observation(name="server.answer", value=21.0, unit="ms"),
        Observation(name="idle.latency", value=20.0, unit="ms"),
        Observation(name="down.rate", value=48.0, unit="Mbit/s", uncertainty=0.4),
        Observation(name="down.curve", value=list(RISING), unit="Mbit/s"),
        Observation(name="down.latency", value=40.0, unit="ms"),
        Observation(name="up.rate", value=9.6, unit="Mbit/s"),
        Observation(name="up.latency", value=305.0, unit="ms", uncertainty=5.0),
        Observation(name="up.latency.curve", value=list(LATE), unit="ms"),
    ),
)


@pytest.fixture(scope="module")
def reference(busy: Busy) -> str:
    """A report with a measured line."""
    report_id, raw = example_reports.raw(busy.code, (*example_reports.WELL, LINE))
    return str(json.loads(busy.send(raw, busy.token, report_id).data)["reference"])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_curves_are_drawn(open_page: Callable[..., Looking], reference: str, size: str, scheme: str) -> None:
    window = open_page(size=size, signed_in=True, color_scheme=scheme, locale="de-DE")
    page = window.at(f"/reports/{reference}/")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    curves = page.locator("svg.curve")
    assert curves.count() == 2
    box = curves.first.bounding_box()
    assert box is not None and box["width"] > 200 and box["height"] > 60
    assert "Tempo beim Herunterladen" in (curves.first.get_attribute("aria-label") or "")
    assert not page.evaluate(WIDER_THAN_SCREEN)
    assert window.complaints == []
