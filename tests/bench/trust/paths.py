"""Every way through the program: what was allowed, in which mode, and what became of the report."""

import itertools
from collections.abc import Collection, Iterator

from checker.model.privacy import DataGroup
from tests.bench.trust import promises
from tests.bench.trust.home import CODE, LINE, TrustHome, signed_incident, signed_manifest
from tests.bench.trust.play import WALKS, PathResult, judge_command, new_data, play, put_earlier_report
from tests.bench.trust.promises import Promise
from tests.bench.trust.walks import GROUPS, Choices, names_of, run_command

SUBSETS = [subset for count in range(len(GROUPS) + 1) for subset in itertools.combinations(GROUPS, count)]
FAR_AHEAD_S = 7_200.0
"""Of the desk's clock: the PC's then looks wrong, which is the first step, to be checked again."""


def subset_paths(
    home: TrustHome, modes: Collection[str], subsets: Collection[tuple[DataGroup, ...]]
) -> Iterator[PathResult]:
    """Each subset, in each mode, with the report sent and not."""
    for mode, allowed, send in itertools.product(modes, subsets, (False, True)):
        if allowed or not send:
            choices = Choices(allowed=allowed, send=send)
            name = f"{mode}, {names_of(allowed)}, {'sent' if send else 'not sent'}"
            yield play(home, name, WALKS[mode], choices, expected=int(send))


def other_paths(home: TrustHome, modes: Collection[str]) -> Iterator[PathResult]:
    """What an earlier run left, the next start, a newer program, a known incident, a second look, and `measure`."""
    for mode in modes:
        walk = WALKS[mode]
        yield from _waiting_paths(home, mode)
        data = new_data(home)
        for start in ("first", "next"):
            choices = Choices(allowed=GROUPS, send=True)
            stored = (promises.KEPT_REPORTS,) if start == "next" else ()
            yield play(home, f"{mode}, {start} start", walk, choices, expected=1, data=data, more=stored)
        home.desk.manifest = signed_manifest("99.0", home.secret)
        home.desk.announcements[CODE] = signed_incident(home.secret)
        choices, more = Choices(allowed=(DataGroup.PC,)), (promises.UPDATE, promises.INCIDENT)
        yield play(home, f"{mode}, a newer program and a known incident", walk, choices, 0, more=more)
        home.desk.manifest = b""
        home.desk.announcements.clear()
        home.desk.clock_ahead_s = FAR_AHEAD_S
        choices = Choices(allowed=(DataGroup.PC,), again=True)
        yield play(home, f"{mode}, checked again", walk, choices, 0, more=(promises.AGAIN,))
        home.desk.clock_ahead_s = 0.0
    measured = run_command(home, new_data(home), "measure", f"http://{LINE}:8989/")
    yield judge_command(home, "measure URL", measured, (promises.MEASURED,))


def _waiting_paths(home: TrustHome, mode: str) -> Iterator[PathResult]:
    """An earlier report waits: nothing allowed, or something, and the new report sent or not."""
    for allowed, send in (((), False), ((DataGroup.PC,), False), ((DataGroup.PC,), True)):
        data, choices = new_data(home), Choices(allowed=allowed, send=send)
        put_earlier_report(data, home)
        name = f"{mode}, an earlier report waits, {names_of(allowed)}, {'sent' if send else 'not sent'}"
        unsent = Promise(text=promises.EARLIER.text)
        more = (promises.KEPT_REPORTS, promises.EARLIER if allowed else unsent)
        yield play(home, name, WALKS[mode], choices, len(allowed) + send, data=data, more=more)
