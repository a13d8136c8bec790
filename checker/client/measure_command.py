"""python3 -m checker measure URL: the measurement of the line alone, for scripts and benchmarks."""

import argparse
import sys
from collections.abc import Sequence
from urllib.parse import urlsplit

from checker.checks.context import Cancelled, LiveSample, ProbeContext, Progress, RunSession
from checker.checks.line import CHECK
from checker.checks.line.measurement.line_measurement import LibreSpeed
from checker.checks.line.need import LineNeed
from checker.client.arguments import system_language
from checker.model.codec import to_json
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.profile import BUILT_IN
from checker.model.systems import this_system
from checker.model.text import Language, Text
from checker.net.net import Net
from checker.show.declarations import observation_label
from checker.show.formatting import format_observation

MEASURED, NOT_MEASURED = 0, 2


def main(argv: Sequence[str]) -> int:
    """0 when both directions were measured, 2 when not; figures or JSON on standard output, progress beside it."""
    args = _parse_arguments(argv)
    session = RunSession(emit=_ignore_event if args.json else _ProgressPrinter(args.language))
    context = ProbeContext(CHECK, BUILT_IN, Net(), this_system(), session)
    observations: list[Observation] = []
    outcome = Outcome.DONE
    need = LineNeed(endpoint=args.url, stun=args.stun)
    if not args.json:
        print(_contacts_text(need).render(args.language), file=sys.stderr, flush=True)  # noqa: T201
    try:
        for observation in LibreSpeed(need, full=args.full).measure(context):
            observations.append(observation)
            if not args.json:
                print(_observation_line(observation, args.language), flush=True)  # noqa: T201
    except Cancelled:
        outcome = Outcome.TIMED_OUT
    except KeyboardInterrupt:
        outcome = Outcome.CANCELLED
    measurement = Measurement(
        check=CHECK.name, version=CHECK.version, outcome=outcome, observations=tuple(observations)
    )
    if args.json:
        sys.stdout.write(to_json(measurement).decode() + "\n")
    has_both_directions = measurement.observations_by_key.has("down.rate") and measurement.observations_by_key.has(
        "up.rate"
    )
    return MEASURED if has_both_directions and outcome is Outcome.DONE else NOT_MEASURED


def _contacts_text(need: LineNeed) -> Text:
    """Whom it speaks to, and what it reads."""
    places = ", ".join(dict.fromkeys(filter(None, (_host(need.endpoint), need.stun.rpartition(":")[0]))))
    return Text(
        de=f"Gefragt werden nur {places} und Ihr Router. Gelesen wird, wie dieser Computer am Netz hängt und ob ein "
        "Vermittler (Proxy) eingestellt ist. Gesendet wird nichts davon.",
        en=f"Only {places} and your router are asked. It reads how this computer is joined to the network and whether "
        "an intermediary (proxy) is set. Nothing of that is sent.",
    )


def _host(url: str) -> str:
    """As it was typed where it is no address."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


class _ProgressPrinter:
    """What is done just now, on standard error."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def __call__(self, event: Progress | LiveSample) -> None:
        if isinstance(event, Progress) and event.text is not None:
            print(f"… {event.text.render(self._language)}", file=sys.stderr, flush=True)  # noqa: T201


def _ignore_event(_event: Progress | LiveSample) -> None:
    """JSON is for programs."""


def _observation_line(observation: Observation, language: Language) -> str:
    label = observation_label(CHECK.name, observation.name, observation.subject, language)
    return f"{label}: {format_observation(observation, language)}"


def _parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="Homeoffice-Check measure",
        description="Misst nur die Leitung, über den eingestellten Proxy. · Measures the line alone, through the "
        "proxy that is set.",
        epilog="Ende mit 0: gemessen, 2: nicht gemessen · exit code: 0 measured, 2 not",
    )
    parser.add_argument("url", metavar="URL", help="Messstelle (LibreSpeed) · measuring point")
    parser.add_argument("--full", action="store_true", help="bis zum Ende messen · measure to the end")
    parser.add_argument("--json", action="store_true", help="alle Werte als JSON · every value as JSON")
    parser.add_argument("--stun", metavar="HOST:PORT", default="", help="wo die Messstelle nicht reflektiert")
    parser.add_argument("--language", choices=("de", "en"), default=system_language())
    return parser.parse_args(argv)
