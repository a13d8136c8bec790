"""Experiments on the line's rate: the same line against another server. Data."""

from checker.checks.reasoning.experiments.declaration import Experiment, alike
from checker.checks.reasoning.hypothesis import Pattern
from checker.checks.reasoning.witness import Place, TrafficOutcome

_TOO_LITTLE = Pattern(outcomes=(TrafficOutcome.SLOW,), ends=(Place.DESK,), remarks=("rate",))

AFTER_CONSENT = (
    Experiment(
        name="public-server",
        check="line",
        probe="checker.checks.line.second_opinion",
        asks_about=_TOO_LITTLE,
        separates=("measuring-point-slow",),
        facts=("compared.latency", "compared.down.rate", "compared.up.rate"),
        seconds=3.0,
        packets=20_000,
        shows=alike("whether as little comes from a public server on another line"),
    ),
)
FIRST_LOOK = (
    Experiment(
        name="other-path",
        check="line",
        probe="checker.checks.line.comparison.comparison",
        asks_about=_TOO_LITTLE,
        separates=("measuring-point-slow", "one-ip-version-narrow", "line-narrow"),
        facts=("compared.latency", "compared.down.rate", "compared.up.rate"),
        seconds=3.0,
        packets=20_000,
        shows=alike("whether as little comes by the other IP version, and from the firm's second server"),
    ),
)
