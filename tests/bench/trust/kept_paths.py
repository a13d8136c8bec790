"""What lies on the PC: earlier runs, reports that were sent, and one that cannot be sent."""

from collections.abc import Collection, Iterator
from pathlib import Path

from checker.model.privacy import DataGroup
from tests.bench.trust import promises
from tests.bench.trust.home import TrustHome
from tests.bench.trust.play import WALKS, PathResult, judge_command, new_data, play, put_earlier_runs
from tests.bench.trust.promises import Promise
from tests.bench.trust.walks import Choices, run_command, walk_window

PC = (DataGroup.PC,)


def kept_paths(home: TrustHome, modes: Collection[str]) -> Iterator[PathResult]:
    """In the window by its pages, in the terminal by its commands."""
    if "terminal" in modes:
        yield from _runs_by_command(home)
        yield from _reports_by_command(home)
    if "window" in modes:
        yield from _runs_in_the_window(home)
        yield from _reports_in_the_window(home)
    for mode in modes:
        yield from _without_internet(home, mode)


def _runs_by_command(home: TrustHome) -> Iterator[PathResult]:
    data = new_data(home)
    put_earlier_runs(data, home)
    sentences = (Promise(text="", files=promises.OWN_FILES, stored=promises.KEPT_RUNS.stored),)
    for words in (("list",), ("compare", "2", "1"), ("delete", "all", "--yes")):
        run = run_command(home, data, "history", *words, "--home", str(data))
        yield judge_command(home, f"terminal, history {' '.join(words)}", run, sentences)
    yield _deleted("terminal, earlier runs are deleted", data / "history")


def _reports_by_command(home: TrustHome) -> Iterator[PathResult]:
    data = new_data(home)
    yield play(home, "terminal, one is sent", WALKS["terminal"], Choices(allowed=PC, send=True), 1, data=data)
    stored = (*promises.OWN_FOLDER.stored, *promises.KEPT_RUNS.stored, *promises.KEPT_REPORTS.stored)
    own_folder = Promise(text="", files=promises.OWN_FILES, programs=promises.START.programs, stored=stored)
    listing = (own_folder, _permitting(promises.SENT_LIST, promises.QUERIED))
    run = run_command(home, data, "--sent-reports", "--home", str(data))
    yield judge_command(home, "terminal, --sent-reports", run, listing)
    deleted = (own_folder, _permitting(Promise(text="Der Bericht ist gelöscht."), promises.DELETED))
    run = run_command(home, data, "--delete-report", "K7M-2QX", "--yes", "--home", str(data))
    yield judge_command(home, "terminal, --delete-report", run, deleted)
    yield _deleted("terminal, the report is deleted", data / "outbox")


def _permitting(sentence: Promise, like: Promise) -> Promise:
    """This sentence, which permits what the other one does."""
    return Promise(text=sentence.text, hosts=like.hosts, requests=like.requests, question_headers=like.question_headers)


def _runs_in_the_window(home: TrustHome) -> Iterator[PathResult]:
    data = new_data(home)
    put_earlier_runs(data, home)
    for page in ("history", "delete-history"):
        choices = Choices(pages=(page,))
        yield play(home, f"window, {page}", walk_window, choices, 0, data=data, more=(promises.RUNS_PAGE,))
    yield _deleted("window, earlier runs are deleted", data / "history")


def _reports_in_the_window(home: TrustHome) -> Iterator[PathResult]:
    data = new_data(home)
    yield play(home, "window, one is sent", walk_window, Choices(allowed=PC, send=True), 1, data=data)
    page = (promises.SENT_PAGE, promises.KEPT_REPORTS)
    pressed = {"sent": (), "view-sent": (promises.VIEWED,), "query-sent": (promises.QUERIED,)}
    for word, more in (*pressed.items(), ("delete-sent", (promises.QUERIED, promises.DELETED))):
        choices = Choices(pages=(word,))
        yield play(home, f"window, {word}", walk_window, choices, 0, data=data, more=(*page, *more))
    yield _deleted("window, the report is deleted", data / "outbox")


def _deleted(name: str, folder: Path) -> PathResult:
    """Nothing is left in this folder."""
    return PathResult(name=name, sent=0, wrong=tuple(f"still stores {path.name}" for path in folder.glob("*")))


def _without_internet(home: TrustHome, mode: str) -> Iterator[PathResult]:
    """The profile is known from an earlier start; the report waits, and goes with the next start."""
    data, choices = new_data(home), Choices(allowed=PC, send=True)
    yield play(home, f"{mode}, known profile", WALKS[mode], Choices(), 0, data=data)
    with home.cut_off():
        more = (promises.HANDED_OVER,) if mode == "window" else ()
        yield play(home, f"{mode}, without internet, sent", WALKS[mode], choices, 0, data=data, more=more)
    more = (promises.KEPT_REPORTS, promises.EARLIER)
    yield play(home, f"{mode}, the internet is back", WALKS[mode], Choices(allowed=PC), 1, data=data, more=more)
