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
from tests.bench.options import BenchOptions, progress, standing
from tests.bench.ours import ProductRun, run_product
from tests.bench.peers import Peer
from tests.bench.table import GAP, against, markdown, median, number, off, p95, ratio


class Steady(Record, frozen=True, kw_only=True):
    """All that was run on one line."""

    line: str
    usual: tuple[ProductRun, ...]
    full: tuple[ProductRun, ...]
    peers: tuple[Peer, ...]

    def errors(self, direction: int) -> list[float]:
        """Percent, without sign, of our rates."""
        truth = LINES[self.line].goodput[direction]
        return [abs(error) for run in self.usual if (error := off(run.rate(direction), truth)) is not None]


def gather(options: BenchOptions) -> list[Steady]:
    """Runs everything on each line in turn."""
    return [_on(name, options) for name in options.lines]


def _on(name: str, options: BenchOptions) -> Steady:
    with standing(LINES[name], options) as (line, url):
        usual, peer_runs = [], []
        for number_ in range(options.runs):
            progress(f"{name}: run {number_ + 1} of {options.runs}")
            usual.append(run_product(line, url))
        progress(f"{name}: full, and peers")
        full = [run_product(line, url, "--full")]
        if options.has_peer("iperf3"):
            peer_runs.append(peers.iperf3(line))
        if options.has_peer("speedtest-cli"):
            peer_runs.append(peers.speedtest(line))
    return Steady(
        line=name,
        usual=tuple(run for run in usual if run),
        full=tuple(run for run in full if run),
        peers=tuple(peer_runs),
    )


def rates(all_of: list[Steady]) -> str:
    """The table of errors."""
    rows = []
    for steady in all_of:
        for index, name in enumerate(DIRECTIONS):
            truth, errors = LINES[steady.line].goodput[index], steady.errors(index)
            full = [abs(error) for run in steady.full if (error := off(run.rate(index), truth)) is not None]
            peer_errors = {peer.name.split()[0]: off(peer.rates[index], truth) for peer in steady.peers}
            iperf, cli = peer_errors.get("iperf3"), peer_errors.get("speedtest-cli")
            worst = worst_error_goal(steady.line, index)
            middle = worst if worst > 3 else MEDIAN_ERROR
            rows.append(
                [
                    *(steady.line, name, number(truth, 2), str(len(errors))),
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
    for steady in all_of:
        runs = [
            (("ours", steady.usual), MEGABYTES.get(steady.line)),
            (("ours --full", steady.full), FULL_MEGABYTES.get(steady.line)),
        ]
        spent = median([run.cost.megabytes for run in steady.usual])
        took = median([run.cost.seconds for run in steady.usual])
        for (name, measured), megabytes in runs:
            rows.append(
                [
                    *(steady.line, name),
                    against(
                        median(
                            [figure for run in measured if (figure := run.observations.number("seconds")) is not None]
                        ),
                        seconds_goal(steady.line) if name == "ours" else None,
                    ),
                    number(median([run.cost.seconds for run in measured])),
                    against(median([run.cost.megabytes for run in measured]), megabytes),
                    against(
                        median(
                            [figure for run in measured if (figure := run.observations.number("cpu.own")) is not None]
                        ),
                        CPU_S,
                        2,
                    ),
                    number(median([run.cost.cpu_s for run in measured]), 2),
                    *(GAP, GAP),
                ]
            )
        for peer in steady.peers:
            peer_cost = peer.cost
            row = [steady.line, peer.name, GAP, number(peer_cost.seconds), number(peer_cost.megabytes), GAP]
            row += [number(peer_cost.cpu_s, 2), ratio(took, peer_cost.seconds), ratio(spent, peer_cost.megabytes)]
            rows.append(row)
    columns = ["line", "program", "s of measuring (goal)", "s of process", "MB on the wire (goal)"]
    columns += ["CPU s of measuring (goal)", "CPU s of process", "ours : its seconds", "ours : its MB"]
    return markdown("Cost", columns, rows, "Medians. A process also starts, loads its modules, and says what it saw.")
