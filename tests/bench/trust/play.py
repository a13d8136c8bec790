"""One way through the program, played and held against its sentences."""

import itertools
import subprocess
import sys
from collections.abc import Callable, Collection
from pathlib import Path

import msgspec

from checker.client.delivery.outbox import Outbox
from checker.client.environment.data_directory import DataDirectory
from checker.client.history.run_history import RunHistory
from checker.client.session import Session
from checker.model.privacy import DataGroup
from checker.model.profile import FirmContact, Profile
from checker.model.record import Record
from checker.net.net import Net
from tests.bench.trust import promises
from tests.bench.trust.home import CODE, ROOT, TrustHome
from tests.bench.trust.judgement import contradictions
from tests.bench.trust.promises import Promise
from tests.bench.trust.walks import Choices, RecordedRun, walk_terminal, walk_window

Walk = Callable[..., RecordedRun]
WALKS: dict[str, Walk] = {"terminal": walk_terminal, "window": walk_window}
ONLY_HERE = "Nur auf diesem Computer"
"""The customer's name in earlier runs: whatever leaves with it comes out of them."""


class PathResult(Record, frozen=True, kw_only=True):
    """`wrong`: what no sentence names, and sentences that were missing; `sent`: uploads."""

    name: str
    sent: int
    wrong: tuple[str, ...]


def play(
    home: TrustHome,
    name: str,
    walk: Walk,
    choices: Choices,
    expected: int,
    *,
    data: Path | None = None,
    more: Collection[Promise] = (),
    start: Promise = promises.START,
    groups: Collection[Promise] = promises.GROUPS,
    own_folders: Collection[Path] = (),
) -> PathResult:
    """`expected`: uploads that were agreed to; `more`: what is also shown; `data`: a folder of an earlier start."""
    folder = data or new_data(home)
    earlier = _ids(folder / "history")
    waiting = _ids(folder / "outbox") if promises.EARLIER in more else set()
    try:
        run = walk(home, folder, choices)
    except (AssertionError, subprocess.TimeoutExpired) as error:  # what comes after it is played all the same
        return PathResult(name=name, sent=0, wrong=(f"did not come to its end: {error}"[-300:],))
    sentences = [start, *groups, promises.OWN_FOLDER, *more, *_shown_without_effect(choices, bool(earlier))]
    if choices.allowed:
        sentences += [promises.KEPT_RUNS, promises.SENT]
        if choices.send:
            sentences.append(promises.KEPT_REPORTS)
    elif walk is walk_terminal:
        sentences.append(promises.NOTHING)
    wrong = contradictions(run, sentences, choices.allowed, (*own_source(home), *own_folders))
    wrong += leaks(run, earlier - waiting)
    if len(run.posts) != expected:
        wrong.append(f"{len(run.posts)} uploads, {expected} agreed to")
    return PathResult(name=name, sent=len(run.posts), wrong=tuple(wrong))


def judge_command(home: TrustHome, name: str, run: RecordedRun, sentences: Collection[Promise]) -> PathResult:
    """A command that asks nothing: it is held against these sentences alone."""
    wrong = [*contradictions(run, sentences, (), own_source(home)), *leaks(run, ())]
    return PathResult(name=name, sent=len(run.posts), wrong=tuple(wrong))


def leaks(run: RecordedRun, earlier: Collection[str]) -> list[str]:
    """What of earlier runs is in anything that left."""
    sent = b"".join(body for _headers, body in run.posts)
    return [f"sends of an earlier run: {text}" for text in (ONLY_HERE, *earlier) if text.encode() in sent]


def put_earlier_report(data: Path, home: TrustHome) -> None:
    """As an earlier run left it: agreed to, and not sent."""
    session = _session(home)
    Outbox(DataDirectory(data)).put(session.approve_sending(), "v1:token", session.secret_of(session.report.id))


def put_earlier_runs(data: Path, home: TrustHome) -> None:
    """Two runs, in the history alone."""
    history = RunHistory(DataDirectory(data))
    for _ in range(2):
        report = _session(home).report
        profile = msgspec.structs.replace(report.profile, customer=ONLY_HERE)
        history.add(msgspec.structs.replace(report, profile=profile))
    assert len(history.runs()) == 2


def _session(home: TrustHome) -> Session:
    firm = FirmContact(name="Muster IT", desk_url=home.desk.url)
    session = Session(Profile(code=CODE, customer="ACME", firm=firm, enrolment="v1:token"), Net())
    session.allow((DataGroup.PC,))
    return session


def _shown_without_effect(choices: Choices, has_earlier: bool) -> list[Promise]:
    """Sentences of the notice that permit nothing this time; what an earlier run left may lie there."""
    runs = promises.KEPT_RUNS if has_earlier else Promise(text=promises.KEPT_RUNS.text)
    return [runs, Promise(text=promises.KEPT_REPORTS.text), Promise(text=promises.SCRIPT.text)]


def _ids(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.json")}


_NUMBERS = itertools.count()


def new_data(home: TrustHome) -> Path:
    """A folder for a program that was never started."""
    return home.folder / "pc" / f"data-{next(_NUMBERS)}"


def own_source(home: TrustHome) -> tuple[Path, ...]:
    """Where the program, its interpreter and its own files lie."""
    return (ROOT, Path(sys.prefix).resolve(), Path(sys.base_prefix), home.folder)
