"""How true what was said is, by how sure it was said to be; places, owners, silence."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from checker.checks.reasoning.experiments.registry import EXPERIMENTS, FIRST_LOOK
from tests.bench.table import markdown, median, number, p95

if TYPE_CHECKING:
    from tests.lab.faults.truth.injected import Injected
    from tests.lab.faults.truth.judgement import Judgement, Statement

SURENESS = ("certain", "likely", "possible")
_PROBLEMS = ("warning", "blocker")


def calibration(judgements: Sequence["Judgement"]) -> str:
    """Everything that is to be reached, and below it each certain statement that is false."""
    counted = [item for item in judgements if not item.run.is_void and item.run.report is not None]
    broken = [item for item in counted if not item.run.is_healthy]
    windows = sum(item.run.sight == "windows" for item in counted)
    sections = [
        f"Seen as on Windows: {windows} of {len(counted)} runs.\n" if windows else "",
        _sureness("Statements", broken),
        _figures(broken),
        _false_certain(counted),
        _by_code(counted),
        _by("By mechanism", broken, lambda item: [f"{cause.place}: {cause.kind}" for cause in item.run.truth.injected]),
        _by("By kind of home", broken, _home_of),
        _confusion(broken),
        _wrong(broken),
        _experiments(counted),
        _left_out(judgements),
    ]
    return "\n".join(filter(None, sections))


def _picked(items: Iterable["Judgement"], levels: Sequence[str], follows: bool = False) -> list["Statement"]:
    return [
        statement
        for item in items
        for statement in item.statements
        if statement.level in levels and statement.is_consequence is follows
    ]


def _sureness(title: str, items: Sequence["Judgement"]) -> str:
    """Said, true, false, not decidable: of problems by how sure, then of notes, of what is well, of consequences."""
    rows = []
    groups = [(sure, [item for item in _picked(items, _PROBLEMS) if item.sure == sure]) for sure in SURENESS]
    groups += [("notes", _picked(items, ("note",))), ("well", _picked(items, ("ok",)))]
    groups += [("cannot tell", _picked(items, ("unknown",)))]
    groups += [("consequences", _picked(items, (*_PROBLEMS, "note"), True))]
    for name, statements in groups:
        verdicts = Counter(statement.verdict for statement in statements)
        decided = verdicts[True] + verdicts[False]
        share = f"{100 * verdicts[False] / decided:.0f} %" if decided else ""
        rows.append([name, *map(str, (len(statements), verdicts[True], verdicts[False], verdicts[None])), share])
    return markdown(title, ("how sure", "said", "true", "false", "not decidable", "false share"), rows, "")


def _figures(items: Sequence["Judgement"]) -> str:
    rows = []
    serious = [item for item in items if not is_harmless(item)]
    for label, group in (("all", serious), *_parts(items)):
        if not group:
            continue
        seconds = [item.run.seconds for item in group]
        two = [item for item in group if len(_serious(item)) > 1]
        rows.append(
            [
                label,
                str(len(group)),
                *(_share(group, test) for test in _TESTS),
                _share(two, lambda item: all(cause in item.matched for cause in _serious(item))) if two else "",
                f"{number(median(seconds))} / {number(p95(seconds))}",
                number(sum(len(item.run.experiments) for item in group) / len(group)),
            ]
        )
    columns = ("part", "runs", "place", "owner", "silent", "cannot tell", "two places", "both named")
    return markdown("Figures", (*columns, "s, median / p95", "experiments"), rows, "")


_TESTS: tuple[Callable[["Judgement"], bool], ...] = (
    lambda item: item.is_place_right,
    lambda item: item.is_owner_right,
    lambda item: item.is_silent,
    lambda item: item.is_untold,
    lambda item: item.is_choice,
)


def _parts(items: Sequence["Judgement"]) -> list[tuple[str, list["Judgement"]]]:
    """Even seeds are for training, odd ones for the test; those drawn anew at this run are told apart."""
    parts: dict[str, list[Judgement]] = {"training": [], "test": [], "fresh": [], "harmless alone": []}
    for item in items:
        if is_harmless(item):
            parts["harmless alone"].append(item)
        elif item.run.seed:
            parts["fresh" if item.run.is_fresh else ("training", "test")[is_test(item.run.seed)]].append(item)
    return list(parts.items())


def _serious(item: "Judgement") -> list["Injected"]:
    return [injected for injected in item.run.truth.injected if not injected.is_harmless]


def is_harmless(item: "Judgement") -> bool:
    """Whether nothing was broken that keeps anybody from working today: silence is an answer there."""
    return all(injected.is_harmless for injected in item.run.truth.injected)


def is_test(seed: str) -> bool:
    """Whether a seed `S-i` is one that figures are told on: the odd ones."""
    return int(seed.rpartition("-")[2]) % 2 == 1


def _share(items: Sequence["Judgement"], test: Callable[["Judgement"], bool]) -> str:
    return f"{100 * sum(map(test, items)) / len(items):.0f} %"


def _false_certain(items: Sequence["Judgement"]) -> str:
    lines = [
        f"- {_label(item)}: {statement.key} ({statement.level}), while: {item.run.broken or 'nothing is broken'}"
        for item in items
        for statement in item.false("certain", levels=("note", "warning", "blocker"))
    ]
    calm = [
        f"- {_label(item)}: {statement.key} ({statement.level}), while: {item.run.broken or 'nothing is broken'}"
        for item in items
        for statement in item.false(*SURENESS, levels=("note", "ok"))
    ]
    text = f"**False and certain: {len(lines)}.**\n\n" + "".join(f"{line}\n" for line in lines)
    return text + f"\n**False notes and false calm: {len(calm)}.**\n\n" + "".join(f"{line}\n" for line in calm)


def _by_code(items: Sequence["Judgement"]) -> str:
    """What each code's statements were worth; consequences and what is well are left out."""
    verdicts: dict[tuple[str, str], Counter[bool | None]] = {}
    for statement in _picked(items, (*_PROBLEMS, "note")):
        code = statement.key.partition("@")[0]
        verdicts.setdefault((code, statement.sure), Counter())[statement.verdict] += 1
    rows = [
        [code, sure, *(str(counts[verdict]) for verdict in (True, False, None))]
        for (code, sure), counts in sorted(verdicts.items())
    ]
    return markdown("By code", ("code", "how sure", "true", "false", "not decidable"), rows, "")


def _by(title: str, items: Sequence["Judgement"], keys: Callable[["Judgement"], Iterable[str]]) -> str:
    groups: dict[str, list[Judgement]] = {}
    for item in items:
        for key in keys(item):
            groups.setdefault(key, []).append(item)
    rows = [
        [
            key,
            str(len(group)),
            _share(group, lambda item: item.is_place_right),
            _share(group, lambda item: item.is_owner_right),
            str(sum(len(item.false("certain")) for item in group)),
            str(sum(len(item.false("likely", "possible")) for item in group)),
            str(sum(item.is_silent for item in group)),
        ]
        for key, group in sorted(groups.items())
    ]
    return markdown(title, ("", "runs", "place", "owner", "false certain", "false else", "silent"), rows, "")


def _home_of(item: "Judgement") -> Sequence[str]:
    """The kind that the grid drew; of other faults what their layout shows."""
    return (item.run.home,) if item.run.seed else item.run.truth.traits or ("plain",)


def _confusion(items: Sequence["Judgement"]) -> str:
    """Which place is named for which."""
    pairs: Counter[tuple[str, str]] = Counter()
    for item in items:
        broken = "+".join(sorted({injected.place for injected in item.run.truth.injected}))
        pairs[broken, "right" if item.is_place_right else "/".join(sorted(item.named)) or item.first] += 1
    rows = [[broken, named, str(count)] for (broken, named), count in sorted(pairs.items())]
    return markdown("Places", ("broken", "named", "runs"), rows, "")


def _wrong(items: Sequence["Judgement"]) -> str:
    lines = [
        f"- {_label(item)} wanted {_requirement(item)}; named {item.first}"
        f" ({'silent' if item.is_silent else '/'.join(sorted(item.named)) or 'no place'}): {item.run.broken}"
        for item in items
        if (item.is_silent or not (item.is_place_right and item.is_owner_right)) and not is_harmless(item)
    ]
    return f"**Wrong place or owner, or silent: {len(lines)}.**\n\n" + "\n".join(lines) + "\n" if lines else ""


def _requirement(item: "Judgement") -> str:
    return " and ".join(f"{cause.place}/{cause.mechanism}/{cause.owner}" for cause in item.run.truth.injected)


def _experiments(items: Sequence["Judgement"]) -> str:
    """What each was declared to cost, how often the planner chose it, and in how many runs its facts stand."""
    times = Counter(name for item in items for name in item.run.experiments)
    observed = [
        {observation.name for measurement in item.run.report.measurements for observation in measurement.observations}
        for item in items
        if item.run.report is not None
    ]
    rows = [
        [
            experiment.name,
            str(times[experiment.name]) if experiment in EXPERIMENTS else "first look",
            str(sum(bool(names & set(experiment.facts)) for names in observed)),
            number(experiment.seconds),
            str(experiment.packets),
            ", ".join(experiment.systems),
            ", ".join(sorted(place.value for place in experiment.places)),
        ]
        for experiment in (*EXPERIMENTS, *FIRST_LOOK)
    ]
    columns = ("name", "times", "runs with its facts", "s at most", "packets", "systems", "tells apart")
    return markdown("Experiments", columns, rows, "")


def _left_out(items: Sequence["Judgement"]) -> str:
    void = [_label(item) for item in items if item.run.is_void]
    errors = [f"{_label(item)}: {item.run.error}" for item in items if item.run.error]
    text = f"Without effect, and not counted: {len(void)}{': ' + ', '.join(void) if void else ''}.\n"
    return text + (f"Not run: {len(errors)}.\n" + "\n".join(f"- {line}" for line in errors) + "\n" if errors else "")


def _label(item: "Judgement") -> str:
    fresh = "fresh " if item.run.is_fresh else ""
    return f"**{fresh}{item.run.seed or item.run.name}**"
