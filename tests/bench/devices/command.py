"""The command `devices`: figures on held-out voices and pictures, and one line for each kind and strength."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.devices import picture, sound
from tests.bench.devices.case import DeviceCase
from tests.bench.table import markdown

COUNT = 6
READY = frozenset({"microphone.ready", "camera.ready", "camera.usable"})
PURCHASES = frozenset({"microphone.headset-advice", "camera.webcam-advice"})


def register(benches: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command's words."""
    parser = benches.add_parser("devices", help="microphone and camera on recorded voices and photographs")
    parser.add_argument("--seed", type=int, default=1, help="draws voices, rooms, pictures and troubles (1)")
    parser.add_argument("--count", type=int, default=COUNT, help=f"voices or pictures for each kind ({COUNT})")
    parser.add_argument("--only", default="", help="kinds whose name begins so")
    parser.add_argument("--sound", action="store_true", help="voices alone")
    parser.add_argument("--pictures", action="store_true", help="pictures alone")
    parser.add_argument("--at-limit", action="store_true", help="of each trouble the weakest that has to be found")
    parser.add_argument("--misses", action="store_true", help="also each false alarm and each trouble that was missed")
    parser.add_argument("--out", type=Path, help="Markdown file")
    parser.set_defaults(bench=bench)


def bench(words: argparse.Namespace) -> int:
    """0; what it shows is for people to judge."""
    parts = []
    for title, cases, is_left_out in (("Sound", sound.cases, words.pictures), ("Pictures", picture.cases, words.sound)):
        if is_left_out:
            continue
        drawn = []
        for case in cases(words.seed, words.count, words.only, words.at_limit):
            drawn.append(case)
            if words.misses:
                print(_line(case), file=sys.stderr, flush=True)
        parts += [_figures(title, drawn), _curves(f"{title} by strength", drawn)]
        parts += [_misses(f"{title}: what went wrong", drawn)] if words.misses else []
    text = "\n".join(parts)
    print(text)
    if words.out:
        words.out.write_text(text, encoding="utf-8")
    return 0


def _figures(title: str, drawn: Sequence[DeviceCase]) -> str:
    rows = []
    for label, part in (("all", drawn), ("held out", [case for case in drawn if case.is_held_out])):
        healthy = [case for case in part if case.strength is None]
        broken = [case for case in part if case.is_disturbing]
        rows.append(
            [
                label,
                _share(healthy, _has_alarm),
                _share(healthy, lambda case: bool(PURCHASES & set(case.named))),
                _share(broken, _is_found),
                _share(broken, _is_ready),
            ]
        )
    columns = ("material", "healthy: alarm", "healthy: purchase", "disturbing: found", "disturbing: called ready")
    return markdown(title, columns, rows, "")


def _curves(title: str, drawn: Sequence[DeviceCase]) -> str:
    rows = []
    for key in dict.fromkeys((case.kind, case.strength, case.is_disturbing) for case in drawn):
        part = [case for case in drawn if (case.kind, case.strength, case.is_disturbing) == key]
        kind, strength, is_disturbing = key
        rows.append(
            [
                kind,
                "healthy" if strength is None else f"{strength:g}{' *' if is_disturbing else ''}",
                _share(part, _has_alarm if strength is None else _is_found),
                _share(part, _is_ready),
            ]
        )
    note = "Found, or an alarm where all is well; * has to be found."
    return markdown(title, ("kind", "strength", "named", "ready"), rows, note)


def _misses(title: str, drawn: Sequence[DeviceCase]) -> str:
    wrong = [case for case in drawn if (_has_alarm(case) if case.strength is None else not _is_found(case))]
    rows = [
        [case.kind, "" if case.strength is None else f"{case.strength:g}", case.source, ", ".join(case.named)]
        for case in wrong
        if case.strength is None or case.is_disturbing
    ]
    return markdown(title, ("kind", "strength", "material", "named"), rows, "")


def _line(case: DeviceCase) -> str:
    """As it goes: what was there, and what was named."""
    is_right = not _has_alarm(case) if case.strength is None else _is_found(case)
    strength = "healthy" if case.strength is None else f"{case.strength:g}"
    return f"{'right' if is_right else 'WRONG'}  {case.kind}  {strength}  {case.source}  {', '.join(case.named)}"


def _has_alarm(case: DeviceCase) -> bool:
    return not set(case.named) <= READY


def _is_found(case: DeviceCase) -> bool:
    return bool(case.codes & set(case.named))


def _is_ready(case: DeviceCase) -> bool:
    """Ready, and nothing beside it that names the trouble."""
    return bool(READY & set(case.named)) and not _is_found(case)


def _share(part: Sequence[DeviceCase], test: Callable[[DeviceCase], bool]) -> str:
    hits = sum(test(case) for case in part)
    return f"{hits} of {len(part)}" if part else ""
