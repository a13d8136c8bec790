"""The command `devices`: figures on held-out voices and pictures, and one line for each kind and strength."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from tests.bench.devices import picture, sound
from tests.bench.devices.case import ALL, PARTS, CaseKey, DeviceCase, Selection
from tests.bench.table import markdown

COUNT = 6
READY = frozenset({"microphone.ready", "camera.ready", "camera.usable"})
PURCHASES = frozenset({"microphone.headset-advice", "camera.webcam-advice"})
MEDIA = {"Sound": sound, "Pictures": picture}


def register(benches: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command's words."""
    parser = benches.add_parser("devices", help="microphone and camera on recorded voices and photographs")
    parser.add_argument("--seed", type=int, nargs="*", default=[1], help="draws voices, rooms and troubles (1)")
    parser.add_argument("--count", type=int, default=COUNT, help=f"voices or pictures for each kind ({COUNT})")
    parser.add_argument("--only", nargs="*", default=(), help="kinds whose name begins so")
    parser.add_argument("--part", choices=PARTS, default=ALL, help="at-limit: the weakest that has to be found")
    parser.add_argument("--sound", action="store_true", help="voices alone")
    parser.add_argument("--pictures", action="store_true", help="pictures alone")
    parser.add_argument("--results", type=Path, help="JSON lines, one a case as it comes; those in it are not repeated")
    parser.add_argument("--misses", action="store_true", help="also each false alarm and each trouble that was missed")
    parser.add_argument("--out", type=Path, help="Markdown file")
    parser.set_defaults(bench=bench)


def bench(words: argparse.Namespace) -> int:
    """0; what it shows is for people to evaluate."""
    stored = {case.key: case for case in _stored(words.results)}
    parts = []
    for title, is_left_out in (("Sound", words.pictures), ("Pictures", words.sound)):
        if is_left_out:
            continue
        selections = [Selection(seed, words.count, words.only, words.part) for seed in words.seed]
        keys = [key for selection in selections for key in MEDIA[title].keys(selection)]
        drawn = list(_judged(keys, stored, MEDIA[title].evaluate, words))
        parts += [_figures(title, drawn), _curves(f"{title} by strength", drawn)]
        parts += [_misses(f"{title}: what went wrong", drawn)] if words.misses else []
    text = "\n".join(parts)
    print(text)
    if words.out:
        words.out.write_text(text, encoding="utf-8")
    return 0


def _judged(
    keys: Iterable[CaseKey],
    stored: dict[CaseKey, DeviceCase],
    evaluate: Callable[[CaseKey], DeviceCase],
    words: argparse.Namespace,
) -> Iterator[DeviceCase]:
    """Each is written down before the next begins, so that a run that was cut off goes on where it was."""
    for key in keys:
        case = stored.get(key) or evaluate(key)
        if words.results and key not in stored:
            with words.results.open("ab") as results:
                results.write(msgspec.json.encode(case) + b"\n")
        if words.misses:
            print(_line(case), file=sys.stderr, flush=True)
        yield case


def _stored(results: Path | None) -> list[DeviceCase]:
    """What an earlier run wrote; a line that it did not finish is left out."""
    lines = results.read_bytes().splitlines(keepends=True) if results and results.exists() else []
    return [msgspec.json.decode(line, type=DeviceCase) for line in lines if line.endswith(b"\n")]


def _figures(title: str, drawn: Sequence[DeviceCase]) -> str:
    rows = []
    for label, part in (("all", drawn), ("held out", [case for case in drawn if case.is_held_out])):
        healthy = [case for case in part if case.key.strength is None]
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
    for key in dict.fromkeys((case.key.kind, case.key.strength, case.is_disturbing) for case in drawn):
        part = [case for case in drawn if (case.key.kind, case.key.strength, case.is_disturbing) == key]
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
    wrong = [case for case in drawn if (_has_alarm(case) if case.key.strength is None else not _is_found(case))]
    rows = [
        [
            case.key.kind,
            "" if case.key.strength is None else f"{case.key.strength:g}",
            case.source,
            ", ".join(case.named),
        ]
        for case in wrong
        if case.key.strength is None or case.is_disturbing
    ]
    return markdown(title, ("kind", "strength", "material", "named"), rows, "")


def _line(case: DeviceCase) -> str:
    """As it goes: what was there, and what was named."""
    is_right = not _has_alarm(case) if case.key.strength is None else _is_found(case)
    strength = "healthy" if case.key.strength is None else f"{case.key.strength:g}"
    return f"{'right' if is_right else 'WRONG'}  {case.key.kind}  {strength}  {case.source}  {', '.join(case.named)}"


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
