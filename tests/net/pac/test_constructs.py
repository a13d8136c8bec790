"""What administrators write runs here as in Chromium: each construct, patterns and dates by chance, and results."""

import json
import random
from pathlib import Path

import pytest

from checker.model.failure import FailureKind, OperationFailed
from checker.net.pac.result import parse_pac_result
from tests.net.pac.chromium import CHROMIUM, run_in_chromium
from tests.net.pac.constructs import CONSTRUCTS, NOON, Construct, body
from tests.net.pac.engines import run_here

needs_chromium = pytest.mark.skipif(not CHROMIUM.exists(), reason="no /usr/bin/chromium")


@pytest.mark.parametrize("construct", CONSTRUCTS, ids=lambda construct: construct.name)
def test_here(construct: Construct) -> None:
    assert run_here(construct.script) == construct.result


@needs_chromium
def test_in_chromium(tmp_path: Path) -> None:
    together = [construct for construct in CONSTRUCTS if not construct.whole_script]
    returned, _ = run_in_chromium(tmp_path, [construct.script for construct in together])
    assert {together[index].name: result for index, result in returned.items()} == {
        construct.name: construct.result for construct in together
    }


@needs_chromium
@pytest.mark.parametrize(
    "construct", [construct for construct in CONSTRUCTS if construct.whole_script], ids=lambda construct: construct.name
)
def test_alone_in_chromium(tmp_path: Path, construct: Construct) -> None:
    assert run_in_chromium(tmp_path, [], whole=construct.script)[0] == {0: construct.result}


SIGNS = 6 * "ab.*" + "?|()+[]{}^$\\1,-/"
DATES = ["1", "15", "28", "29", "31", "JAN", "FEB", "MAR", "DEC", "2023", "2024", "2025", "x", "0"]
DAYS = ["SUN", "MON", "THU", "FRI", "SAT", "x"]
TIMES = ["0", "8", "12", "13", "23", "30", "59", "15", "16"]


def by_chance(seed: int) -> list[str]:
    """Scripts that call one function with many arguments, and return the first letter of each result."""
    chance = random.Random(seed)

    def word(signs: str, most: int) -> str:
        return "".join(chance.choices(signs, k=chance.randint(0, most)))

    def few(words: list[str], counts: tuple[int, ...]) -> list[str]:
        return chance.choices(words, k=chance.choice(counts)) + chance.choice([[], [], ["GMT"]])

    def number(least: int, most: int) -> str:
        return str(chance.randint(least, most))

    calls = {
        "shExpMatch": [[word("ab.1", 6), word(SIGNS, 7)] for _ in range(600)],
        "dateRange": [few(DATES, (1, 2, 3, 4, 5, 6)) for _ in range(600)],
        "weekdayRange": [few(DAYS, (1, 2, 3)) for _ in range(100)],
        "timeRange": [few(TIMES, (1, 2, 3, 4, 6)) for _ in range(400)],
        "isInNetEx": [[f"{number(8, 11)}.1.2.3", f"{number(9, 12)}.1.0.0/{number(0, 40)}"] for _ in range(100)],
        "isValidIpAddress": [[".".join(chance.choices(["0", "9", "255", "256", "01"], k=4))] for _ in range(100)],
    }
    return [
        NOON
        + body(
            f"return {json.dumps(words)}.map(function (w) {{"
            f" try {{ return String({name}.apply(null, w))[0]; }} catch (e) {{ return 'e'; }} }}).join('');"
        )
        for name, words in calls.items()
    ]


@needs_chromium
@pytest.mark.parametrize("seed", [2024, 7])
def test_functions_by_chance(tmp_path: Path, seed: int) -> None:
    scripts = by_chance(seed)
    returned, _ = run_in_chromium(tmp_path, scripts)
    here = {index: run_here(script) for index, script in enumerate(scripts)}
    assert returned == here
    assert all({"t", "f"} <= {*(result or "")} for result in here.values())


RESULTS = [
    "PROXY proxy.example:8080; DIRECT",
    "proxy [2001:db8::1]:3128",
    "PROXY a",
    "HTTPS a; PROXY b:1",
    "PROXY  a:1",
    "\tPROXY\ta:1\t;x",
    "PROXY a:1\n;PROXY b:2",
    "PROXY a:;PROXY b:1",
    "PROXY a:70000;PROXY b:1",
    "DIRECT a; PROXY b:1",
    "SOCKS a:1; PROXY b:1",
    "socks5 a",
    "QUIC a:1; PROXY b:1",
    "nonsense",
    "PROXY http://a/",
    "PROXY u@a:1;DIRECT",
    "direct",
    "DIRECT;PROXY a:1",
    "PROXY a_b:1",
    "PROXY A.Example:1",
    "\nPROXY a:1",
    "PROXY a:1, PROXY b:2",
    "PROXY a:01",
    "PROXYa:1",
]


@needs_chromium
def test_results(tmp_path: Path) -> None:
    _, understood = run_in_chromium(tmp_path, [], RESULTS)
    first = {index: proxies.partition(";")[0] for index, proxies in understood.items()}
    assert first == {index: as_chromium_says_it(result) for index, result in enumerate(RESULTS)}


def as_chromium_says_it(result: str) -> str:
    """The first choice as the program understands it, in Chromium's words; empty where it understands nothing."""
    try:
        proxy = parse_pac_result(result)
    except OperationFailed as failed:
        if failed.failure.kind is FailureKind.BAD_ANSWER:
            return ""
        return "SOCKS a:1" if result.startswith("SOCKS ") else "SOCKS5 a:1080"
    if proxy is None:
        return "DIRECT"
    scheme, _, address = proxy.partition("://")
    host, colon, port = address.rpartition(":") if "]" not in address or "]:" in address else (address, "", "")
    host, port = (host, port) if colon else (address, "443" if scheme == "https" else "80")
    return f"{'PROXY' if scheme == 'http' else 'HTTPS'} {host.lower()}:{int(port)}"
