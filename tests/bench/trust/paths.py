"""Every way through the program: what was allowed, in which mode, and what became of the report."""

import itertools
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from checker.client.delivery.outbox import Outbox
from checker.client.environment.data_directory import DataDirectory
from checker.client.session import Session
from checker.model.privacy import DataGroup
from checker.model.profile import FirmContact, Profile
from checker.model.record import Record
from checker.net.net import Net
from tests.bench.trust import promises
from tests.bench.trust.home import CODE, LINE, ROOT, TrustHome, signed_manifest
from tests.bench.trust.judgement import contradictions
from tests.bench.trust.promises import Promise
from tests.bench.trust.walks import GROUPS, Choices, RecordedRun, names_of, run_measure, walk_terminal, walk_window

WALKS: dict[str, Callable[..., RecordedRun]] = {"terminal": walk_terminal, "window": walk_window}
SUBSETS = [subset for count in range(len(GROUPS) + 1) for subset in itertools.combinations(GROUPS, count)]
FAR_AHEAD_S = 7_200.0
"""Of the desk's clock: the PC's then looks wrong, which is the first step, to be checked again."""


class PathResult(Record, frozen=True, kw_only=True):
    """`wrong`: what no sentence names, and sentences that were missing; `sent`: uploads."""

    name: str
    sent: int
    wrong: tuple[str, ...]


def subset_paths(
    home: TrustHome, modes: Collection[str], subsets: Collection[tuple[DataGroup, ...]]
) -> Iterator[PathResult]:
    """Each subset, in each mode, with the report sent and not."""
    for mode, allowed, send in itertools.product(modes, subsets, (False, True)):
        if allowed or not send:
            choices = Choices(allowed=allowed, send=send)
            name = f"{mode}, {names_of(allowed)}, {'sent' if send else 'not sent'}"
            yield _walk(home, name, WALKS[mode], choices, expected=int(send))


def other_paths(home: TrustHome, modes: Collection[str]) -> Iterator[PathResult]:
    """What an earlier run left, the next start, a newer program, a second look, and the command `measure`."""
    for mode in modes:
        walk = WALKS[mode]
        waiting = f"{mode}, an earlier report waits"
        refused = Choices()
        yield _walk(home, f"{waiting}, nothing", walk, refused, expected=0, waits=True)
        for send in (False, True):
            choices = Choices(allowed=(DataGroup.PC,), send=send)
            yield _walk(home, f"{waiting}, pc, {'sent' if send else 'not sent'}", walk, choices, 1 + send, waits=True)
        data = _new_data(home)
        for start in ("first", "next"):
            choices = Choices(allowed=GROUPS, send=True)
            yield _walk(home, f"{mode}, {start} start", walk, choices, expected=1, data=data)
        home.desk.manifest = signed_manifest("99.0", home.secret)
        choices = Choices(allowed=(DataGroup.PC,))
        yield _walk(home, f"{mode}, a newer program", walk, choices, 0, more=(promises.UPDATE,))
        home.desk.manifest = b""
        home.desk.clock_ahead_s = FAR_AHEAD_S
        choices = Choices(allowed=(DataGroup.PC,), again=True)
        yield _walk(home, f"{mode}, checked again", walk, choices, 0, more=(promises.AGAIN,))
        home.desk.clock_ahead_s = 0.0
    url = f"http://{LINE}:8989/"
    measured = run_measure(home, _new_data(home), url)
    named = Promise(
        text="",
        hosts=(LINE,),
        programs=("gsettings",),
        files=(*promises.OWN_FILES, *promises.ROUTES, *promises.COMPUTER.files),
    )
    wrong = contradictions(measured, (named,), (), _own_folders(home))
    yield PathResult(name="measure URL", sent=len(measured.posts), wrong=tuple(wrong))


def _walk(
    home: TrustHome,
    name: str,
    walk: Callable[..., RecordedRun],
    choices: Choices,
    expected: int,
    *,
    waits: bool = False,
    data: Path | None = None,
    more: tuple[Promise, ...] = (),
) -> PathResult:
    folder = data or _new_data(home)
    if waits:
        put_earlier_report(folder, home)
    run = walk(home, folder, choices)
    sentences = [promises.START, *promises.GROUPS, *more]
    if waits:
        sentences.append(promises.EARLIER if choices.allowed else promises.EARLIER_UNSENT)
    if choices.allowed:
        sentences.append(promises.SENT)
    elif walk is walk_terminal:
        sentences.append(promises.NOTHING)
    wrong = contradictions(run, sentences, choices.allowed, _own_folders(home))
    if len(run.posts) != expected:
        wrong.append(f"{len(run.posts)} uploads, {expected} agreed to")
    return PathResult(name=name, sent=len(run.posts), wrong=tuple(wrong))


def put_earlier_report(data: Path, home: TrustHome) -> None:
    """As an earlier run left it: agreed to, and not sent."""
    firm = FirmContact(name="Muster IT", desk_url=home.desk.url)
    session = Session(Profile(code=CODE, customer="ACME", firm=firm, enrolment="v1:token"), Net())
    session.allow((DataGroup.PC,))
    Outbox(DataDirectory(data)).put(session.approve_sending(), "v1:token")


_NUMBERS = itertools.count()


def _new_data(home: TrustHome) -> Path:
    return home.folder / "pc" / f"data-{next(_NUMBERS)}"


def _own_folders(home: TrustHome) -> tuple[Path, ...]:
    return (ROOT, Path(sys.prefix).resolve(), Path(sys.base_prefix), home.folder)
