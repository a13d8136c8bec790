"""What the speaker plays comes back by the microphone: the others hear themselves, unless their program takes it out.

Measured while the speaker is tried, so it is the speaker's check that asks this.
"""

from collections.abc import Iterator

from checker.checks.microphone import thresholds
from checker.model.finding import Finding
from checker.model.observation import Observations


def diagnose_echo(observations: Observations) -> Iterator[Finding]:
    """From `echo.strength` and `echo.delay`; nothing where there is no echo or none was measured."""
    strength = observations.number("echo.strength")
    if strength is None or strength < thresholds.ECHO_DB:
        return
    make_finding = Finding.warning if strength >= thresholds.ECHO_LOUD_DB else Finding.note
    yield make_finding("microphone.echo", evidence=(observations["echo.strength"], observations["echo.delay"]))
