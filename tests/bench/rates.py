"""Throughput error on steady lines, and what each program cost there: one set of runs, two tables."""

from checker.model.record import Record
from tests.bench import peers
from tests.bench.lines import (
    CPU_S,
    DIRECTIONS,
    FULL_MEGABYTES,
    LINES,
    MEDIAN_ERROR,
    MEGABYTES,
    seconds_goal,
    worst_error_goal,
)
from tests.bench.ours import Ours, ours
from tests.bench.peers import Peer
from tests.bench.table import GAP, against, markdown, median, number, off, p95, ratio
from tests.bench.told import Told, progress, standing


class Steady(Record, frozen=True, kw_only=True):
    """All that was run on one line."""

    line: str
    usual: tuple[Ours, ...]
    full: tuple[Ours, ...]
    beside: tuple[Peer, ...]

    def errors(self, direction: int) -> list[float]:
        """Percent, without sign, of our rates."""
        truth = LINES[self.line].goodput[direction]
        return [abs(error) for one in self.usual if (error := off(one.rate(direction), truth)) is not None]


def gather(told: Told) -> list[Steady]:
    """Runs everything on each line in turn."""
    return [_on(name, told) for name in told.lines]


def _on(name: str, told: Told) -> Steady:
    with standing(LINES[name], told) as (line, url):
        usual, beside = [], []
        for number_ in range(told.runs):
            progress(f"{name}: run {number_ + 1} of {told.runs}")
            usual.append(ours(line, url))
        progress(f"{name}: full, and peers")
        full = [ours(line, url, "--full")]
        if told.beside("iperf3"):
            beside.append(peers.iperf3(line))
        if told.beside("speedtest-cli"):
            beside.append(peers.speedtest(line))
    return Steady(
        line=name,
        usual=tuple(one for one in usual if one),
        full=tuple(one for one in full if one),
        beside=tuple(beside),
    )


def rates(all_of: list[Steady]) -> str:
    """The table of errors."""
    rows = []
    for one in all_of:
        for way, name in enumerate(DIRECTIONS):
            truth, errors = LINES[one.line].goodput[way], one.errors(way)
            full = [abs(error) for run in one.full if (error := off(run.rate(way), truth)) is not None]
            theirs = {peer.name.split()[0]: off(peer.rates[way], truth) for peer in one.beside}
            iperf, cli = theirs.get("iperf3"), theirs.get("speedtest-cli")
            worst = worst_error_goal(one.line, way)
            middle = worst if worst > 3 else MEDIAN_ERROR
            rows.append(
                [
                    *(one.line, name, number(truth, 2), str(len(errors))),
                    against(median(errors), middle, 2),
                    against(p95(errors), worst, 2),
                    number(median(full), 2),
                    *(number(iperf, 2), number(cli, 2)),
                    ratio(median(errors), abs(iperf) if iperf is not None else None),
                    ratio(median(errors), abs(cli) if cli is not None else None),
                ]
            )
    columns = ["line", "direction", "true Mbit/s", "runs", "median (goal)", "p95 (goal)", "--full"]
    columns += ["iperf3 -P4", "speedtest-cli", "ours : iperf3", "ours : speedtest-cli"]
    return markdown("Throughput error", columns, rows, "Percent of the true TCP goodput; ours without sign.")


def cost(all_of: list[Steady]) -> str:
    """The table of seconds, data and processor time."""
    rows = []
    for one in all_of:
        runs = [
            (("ours", one.usual), MEGABYTES.get(one.line)),
            (("ours --full", one.full), FULL_MEGABYTES.get(one.line)),
        ]
        spent = median([run.cost.megabytes for run in one.usual])
        took = median([run.cost.seconds for run in one.usual])
        for (name, measured), megabytes in runs:
            rows.append(
                [
                    *(one.line, name),
                    against(
                        median([seen for run in measured if (seen := run.seen.number("seconds")) is not None]),
                        seconds_goal(one.line) if name == "ours" else None,
                    ),
                    number(median([run.cost.seconds for run in measured])),
                    against(median([run.cost.megabytes for run in measured]), megabytes),
                    against(
                        median([seen for run in measured if (seen := run.seen.number("cpu.own")) is not None]), CPU_S, 2
                    ),
                    number(median([run.cost.cpu_s for run in measured]), 2),
                    *(GAP, GAP),
                ]
            )
        for peer in one.beside:
            theirs = peer.cost
            row = [one.line, peer.name, GAP, number(theirs.seconds), number(theirs.megabytes), GAP]
            row += [number(theirs.cpu_s, 2), ratio(took, theirs.seconds), ratio(spent, theirs.megabytes)]
            rows.append(row)
    columns = ["line", "program", "s of measuring (goal)", "s of process", "MB on the wire (goal)"]
    columns += ["CPU s of measuring (goal)", "CPU s of process", "ours : its seconds", "ours : its MB"]
    return markdown("Cost", columns, rows, "Medians. A process also starts, loads its modules, and says what it saw.")
