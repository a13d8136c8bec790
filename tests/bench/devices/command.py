"""The command `devices`: figures on held-out voices, and one line for each kind and strength."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.devices.sound import PURCHASE, READY, SoundCase, cases
from tests.bench.table import markdown

VOICES = 6


def register(benches: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command's words."""
    parser = benches.add_parser("devices", help="the microphone on recorded voices, healthy and in every trouble")
    parser.add_argument("--seed", type=int, default=1, help="draws voices, rooms and troubles (1)")
    parser.add_argument("--voices", type=int, default=VOICES, help=f"for each kind and strength ({VOICES})")
    parser.add_argument("--only", default="", help="kinds whose name begins so")
    parser.add_argument("--out", type=Path, help="Markdown file")
    parser.set_defaults(bench=bench)


def bench(words: argparse.Namespace) -> int:
    """0; what it shows is for people to judge."""
    drawn = list(cases(words.seed, words.voices, words.only))
    text = "\n".join([_figures(drawn), _curves(drawn)])
    print(text)
    if words.out:
        words.out.write_text(text, encoding="utf-8")
    return 0


def _figures(drawn: Sequence[SoundCase]) -> str:
    rows = []
    for label, part in (
        ("all", drawn),
        ("held out", [case for case in drawn if case.is_held_out]),
    ):
        healthy = [case for case in part if case.strength is None]
        broken = [case for case in part if case.is_disturbing]
        rows.append(
            [
                label,
                _share(healthy, _has_alarm),
                _share(healthy, lambda case: PURCHASE in case.named),
                _share(broken, lambda case: bool(case.codes & set(case.named))),
                _share(broken, _is_ready),
            ]
        )
    columns = ("voices", "healthy: alarm", "healthy: purchase", "disturbing: found", "disturbing: called ready")
    return markdown("Sound", columns, rows, "")


def _curves(drawn: Sequence[SoundCase]) -> str:
    rows = []
    for key in dict.fromkeys((case.kind, case.strength, case.is_disturbing) for case in drawn):
        part = [case for case in drawn if (case.kind, case.strength, case.is_disturbing) == key]
        kind, strength, is_disturbing = key
        hit = _has_alarm if strength is None else lambda case: bool(case.codes & set(case.named))
        rows.append(
            [
                kind,
                "healthy" if strength is None else f"{strength:g}{' *' if is_disturbing else ''}",
                _share(part, hit),
                _share(part, _is_ready),
            ]
        )
    note = "Found, or an alarm where all is well; * has to be found."
    return markdown("By strength", ("kind", "strength", "named", "ready"), rows, note)


def _has_alarm(case: SoundCase) -> bool:
    return set(case.named) != {READY}


def _is_ready(case: SoundCase) -> bool:
    """Ready, and nothing beside it that names the trouble."""
    return READY in case.named and not case.codes & set(case.named)


def _share(part: Sequence[SoundCase], test: Callable[[SoundCase], bool]) -> str:
    hits = sum(test(case) for case in part)
    return f"{hits} of {len(part)}" if part else ""
