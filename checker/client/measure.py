"""python3 -m checker measure URL: the measurement of the line alone, for scripts and benchmarks."""

import argparse
import sys
from collections.abc import Sequence

from checker.checks.context import Cancelled, LiveSample, ProbeContext, Progress
from checker.checks.line import CHECK
from checker.checks.line.librespeed import LibreSpeed
from checker.checks.line.need import LineNeed
from checker.client.arguments import system_language
from checker.model.codec import to_json
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.profile import BUILT_IN
from checker.model.text import Language
from checker.net.net import Net
from checker.run.system import this_system
from checker.show.facts import observation_label
from checker.show.values import format_observation

MEASURED, NOT_MEASURED = 0, 2


def main(argv: Sequence[str]) -> int:
    """0 when both directions were measured, 2 when not; figures or JSON on standard output, progress beside it."""
    told = _arguments(argv)
    context = ProbeContext(CHECK, BUILT_IN, Net(), this_system(), emit=_quiet if told.json else _Teller(told.language))
    seen: list[Observation] = []
    outcome = Outcome.DONE
    need = LineNeed(endpoint=told.url, stun=told.stun)
    try:
        for one in LibreSpeed(need, full=told.full).measure(context):
            seen.append(one)
            if not told.json:
                print(_line(one, told.language), flush=True)  # noqa: T201
    except Cancelled:
        outcome = Outcome.TIMED_OUT
    except KeyboardInterrupt:
        outcome = Outcome.CANCELLED
    measured = Measurement(check=CHECK.name, version=CHECK.version, outcome=outcome, observations=tuple(seen))
    if told.json:
        sys.stdout.write(to_json(measured).decode() + "\n")
    both = measured.observations_by_key.has("down.rate") and measured.observations_by_key.has("up.rate")
    return MEASURED if both and outcome is Outcome.DONE else NOT_MEASURED


class _Teller:
    """What is done just now, on standard error."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def __call__(self, event: Progress | LiveSample) -> None:
        if isinstance(event, Progress) and event.text is not None:
            print(f"… {event.text.render(self._language)}", file=sys.stderr, flush=True)  # noqa: T201


def _quiet(_event: Progress | LiveSample) -> None:
    """JSON is for programs."""


def _line(one: Observation, language: Language) -> str:
    known = {fact.name: fact for fact in CHECK.facts}
    label = observation_label(known.get(one.name), one.name, one.subject, language)
    return f"{label}: {format_observation(one, language)}"


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="Homeoffice-Check measure",
        description="Misst nur die Leitung. · Measures the line alone.",
        epilog="Ende mit 0: gemessen, 2: nicht gemessen · exit code: 0 measured, 2 not",
    )
    parser.add_argument("url", metavar="URL", help="Messstelle (LibreSpeed) · measuring point")
    parser.add_argument("--full", action="store_true", help="bis zum Ende messen · measure to the end")
    parser.add_argument("--json", action="store_true", help="alle Werte als JSON · every value as JSON")
    parser.add_argument("--stun", metavar="HOST:PORT", default="", help="wo die Messstelle nicht reflektiert")
    parser.add_argument("--language", choices=("de", "en"), default=system_language())
    return parser.parse_args(argv)
