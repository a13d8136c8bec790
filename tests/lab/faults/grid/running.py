"""Builds what a seed draws, lets the PC look, and looks from elsewhere."""

import itertools
import time
from collections.abc import Iterator, Sequence

import msgspec

from tests.lab.faults.grid.build import GATEWAY_PORTS, Build, SenselessError
from tests.lab.faults.grid.draw import Drawn, draw
from tests.lab.faults.grid.homes import layout_of
from tests.lab.faults.running import processes, sight
from tests.lab.faults.town import town
from tests.lab.faults.truth.examined import examined
from tests.lab.faults.truth.injected import Injected
from tests.lab.faults.truth.recorded import RecordedRun
from tests.lab.faults.truth.truth import WORKING, Truth
from tests.lab.faults.verdict import where
from tests.lab.faults.visit import Visit

ATTEMPTS = 20


def grid_runs(seeds: Sequence[str], at_once: int, only: Sequence[str]) -> Iterator[RecordedRun]:
    """Each seed's run, in this order. `only`: the mechanism of each, or empty."""
    with processes(at_once) as pool:
        yield from pool.map(grid_run, seeds, only)


def grid_run(seed: str, only: str = "") -> RecordedRun:
    """One. Combinations that make no sense are drawn again."""
    for attempt in range(ATTEMPTS):
        drawn = draw(seed, attempt, only)
        run = RecordedRun(
            name=" + ".join(item.name for item in drawn.mechanisms),
            broken="",
            home=drawn.home.name,
            seed=seed,
            sight=sight(),
        )
        try:
            _run(drawn, run)
        except SenselessError:
            continue
        except Exception as error:  # noqa: BLE001 - a row of its own, so that the others are not lost
            run.error = where(error)
        return run
    return RecordedRun(name="nothing", broken="", seed=seed, error="no combination that makes sense")


def _run(drawn: Drawn, run: RecordedRun) -> None:
    with town(layout_of(drawn.home)) as made:
        build = Build(made, drawn.random, Visit(gateways=drawn.gateways), drawn.home.all_traits)
        drawn.home.settles(build)
        injected: tuple[Injected, ...] = ()
        tables = []
        for item in drawn.mechanisms:
            before = len(made.tables)
            injected = (*injected, item.breaks(build))
            tables.append(made.tables[before:])
        if is_one_hidden(injected, build):
            raise SenselessError("one hides the other")
        run.broken = " ".join(build.sentences)
        began = time.monotonic()
        run.report = made.visited(build.visit)
        run.seconds, run.experiments = time.monotonic() - began, made.experiments
        is_untouched = any(made.stopped_packets(own) == 0 for own in tables)
        run.truth = examined(made, build.visit, injected)
    traits = dict.fromkeys(
        (
            *run.truth.traits,
            *(trait for trait in ("split tunnel", "full tunnel", "NAT64") if trait in drawn.home.all_traits),
        )
    )
    run.truth = msgspec.structs.replace(run.truth, traits=tuple(traits))
    run.is_void = is_untouched or (
        all(item.is_visible for item in drawn.mechanisms) and works_everywhere(run.truth, injected)
    )


def is_one_hidden(injected: tuple[Injected, ...], build: Build) -> bool:
    """Whether everything that one of two touches is stopped by the other, so that nobody could tell of it."""
    return any(
        first.is_total and touched_by(second, build) and touched_by(second, build) <= touched_by(first, build)
        for first, second in itertools.permutations(injected, 2)
        if not second.is_harmless or second.scope.targets
    )


def touched_by(injected: Injected, build: Build) -> frozenset[str]:
    """The gateways and hosts that it touches; none where it is of the home itself, and of no traffic."""
    ids = (*build.gateways, *(str(table["id"]) for table in build.visit.added))
    ends = {name: (4, *GATEWAY_PORTS[name]) for name in ids if name in GATEWAY_PORTS}
    ends |= {"desk": (4, "tcp", (443,))}
    touched = {
        name
        for name, (version, protocol, ports) in ends.items()
        if injected.scope.touches(version, protocol, ports, name)
    }
    return frozenset(touched | {name for name in injected.scope.targets if name == "files"})


def works_everywhere(truth: Truth, injected: tuple[Injected, ...]) -> bool:
    """Whether the PC notices nothing at all, though something is broken that it must notice."""
    if not injected or not all(gateway.pc in WORKING for gateway in truth.gateways.values()):
        return False
    if not all(value for key, value in truth.answered.items() if key.startswith("pc.")):
        return False
    if any(value < 98 for value in truth.shares.values()):
        return False
    same = all(
        sorted(truth.names.get(f"pc:{question}", addresses)) == sorted(addresses)
        for key, addresses in truth.names.items()
        for question in [key.partition(":")[2]]
        if key.startswith("outside:")
    )
    zone_well = all(
        not address.startswith(("rcode:SERV", "silent")) for values in truth.names.values() for address in values
    )
    return (
        same
        and zone_well
        and all(
            truth.names.get(f"outside:names:{name}:A", ["x"])[0][0].isdigit()
            for name in ("vpn.example", "desk.example")
        )
    )
