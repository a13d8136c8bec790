"""What is copied for the provider: when, what and the figures it rests on, and nothing else of the report."""

import msgspec

from checker.model.finding import Finding, Level
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.profile import Profile
from checker.model.report import Consent, Report
from checker.show.provider_message import provider_message
from tests.show.samples import WHEN

LOSS = Finding(code="line.loss", level=Level.WARNING, evidence=("loss.up",), values={"loss": 4})
REPORT = Report(
    id="0" * 32,
    created=WHEN,
    program="0.2.0",
    profile=Profile(code="BEISPIEL", customer="Beispiel Bau GmbH"),
    consent=Consent(),
    measurements=(
        Measurement(
            check="line",
            outcome=Outcome.DONE,
            observations=(
                Observation(name="loss.up", value=4.0, unit="%"),
                Observation(name="download", value=48.0, unit="Mbit/s"),
            ),
        ),
        Measurement(
            check="camera", outcome=Outcome.DONE, observations=(Observation(name="device.names", value=["C920"]),)
        ),
    ),
    findings=(LOSS,),
)


def test_when_what_and_the_figures_that_it_rests_on() -> None:
    lines = provider_message(LOSS, REPORT, "de").split("\n")
    assert lines[0].startswith("Gemessen mit Homeoffice-Check am 9. März 2026, ")
    assert len(lines) == 3 and lines[2].startswith("- ") and lines[2].endswith("4 %".replace(" ", "\u00a0"))


def test_neither_employer_nor_devices_are_in_it() -> None:
    text = provider_message(LOSS, msgspec.structs.replace(REPORT, language="en"), "en")
    assert "Beispiel" not in text and "C920" not in text and "48" not in text
