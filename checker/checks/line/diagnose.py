"""What the figures mean for a day's work. A test that failed says nothing of the line, good or bad."""

from collections.abc import Iterator

from checker.checks.line.need import LineNeed, Role
from checker.checks.line.roles import ROLES, named, roles_of
from checker.model.failure import Failure, Kind, Operation
from checker.model.finding import Finding
from checker.model.observation import Observation, Observations

CPU_FULL = 85.0
"""Percent: above it, a figure says more of the PC than of the line."""
CALL_SUFFERS_MS = 150.0
"""Round trip while the line is busy: Zoom wants less than 150 ms, Teams than 100, Meet and 8x8 than 120."""
BLOATED_MS = 60.0
"""More than at rest, while the line is busy: grade C and worse in dslreports' scale (A 30, B 60, C 200, D 400)."""
CONTRACT_SHARE = 0.9
"""Of the promised maximum: what must be seen at least once a day (Bundesnetzagentur, Allgemeinverfügung 99/2021)."""
PACKET_KBIT = 12.0
"""A packet of 1500 bytes. A line that is full delays every other packet by half of its time at least."""
TRICKLE_MBIT = 0.5
"""Below it, that delay is long enough (12 ms) to tell a full line from a server that sends slowly."""

_OUR_TEST = (Operation.RESOLVE, Operation.CONNECT, Operation.REQUEST)


def diagnose(seen: Observations, need: LineNeed) -> Iterator[Finding]:
    """Gaps first, then troubles; `line.fine` only where everything was measured and enough."""
    gap = _gap(seen, need)
    if gap is not None:
        yield gap
        return
    gaps = [*_broken(seen)]
    troubles = [*_rates(seen, need), *_latency(seen, need), *_stutters(seen, need)]
    busy = seen.number("cpu.during")
    if troubles and busy is not None and busy > CPU_FULL:
        yield Finding.unknown("line.not-valid", because=seen["cpu.during"], load=round(busy))
        return
    yield from gaps
    yield from troubles
    if not gaps:
        yield from _contract(seen, need)
    if not gaps and not troubles:
        de, en = named(roles_of(need))
        yield Finding.ok(
            "line.fine",
            because=(seen["down.rate"], seen["up.rate"], seen["idle.latency"]),
            down=_figure(seen.number("down.rate") or 0.0),
            up=_figure(seen.number("up.rate") or 0.0),
            roles_de=de,
            roles_en=en,
        )


def _gap(seen: Observations, need: LineNeed) -> Finding | None:
    """Nothing was measured at all: why."""
    answer = seen["server.answer"]
    if not seen.has("method"):
        return Finding.unknown("line.not-measured", because=answer) if need.asks else Finding.note("line.not-asked")
    if answer.failure is None or answer.failure.kind is Kind.NOT_MEASURED:
        return None
    return _test_failed(answer, answer.failure, public=_public(seen))


def _test_failed(because: Observation, failure: Failure, *, public: bool) -> Finding:
    if public:
        return Finding.unknown("line.public-failed", because=because)
    if failure.operation is Operation.TLS:
        return Finding.unknown("line.server-untrusted", because=because)
    return Finding.unknown("line.server-failed", because=because)


def _public(seen: Observations) -> bool:
    return str(seen["method"].value).startswith("speedtest")


def _broken(seen: Observations) -> Iterator[Finding]:
    """Parts that are missing although the server answered at first."""
    lost = [seen[name] for name in ("down.rate", "up.rate") if not seen.has(name)]
    idle = seen["idle.latency"]
    if idle.failure is not None and not lost:
        lost = [idle]
    refused = [one for one in lost if one.failure is not None and one.failure.operation in _OUR_TEST]
    for one in refused[:1]:
        if one.failure is not None:
            yield _test_failed(one, one.failure, public=_public(seen))
    if lost and not refused:
        yield Finding.unknown("line.broken-off", because=tuple(lost))
    for name in ("down", "up"):
        if _trickles(seen, name):
            yield Finding.unknown("line.server-failed", because=seen[f"{name}.rate"])
            return


def _trickles(seen: Observations, name: str) -> bool:
    """Next to nothing arrives, yet nothing waits: then the line is not full, and the other end is slow."""
    rate, idle, loaded = (seen.number(one) for one in (f"{name}.rate", "idle.latency", f"{name}.latency"))
    if rate is None or idle is None or loaded is None or not 0 < rate < TRICKLE_MBIT:
        return False
    return loaded - idle < PACKET_KBIT / rate / 2


def _rates(seen: Observations, need: LineNeed) -> Iterator[Finding]:
    for name, code in (("down", "line.down-slow"), ("up", "line.up-slow")):
        rate = seen[f"{name}.rate"]
        mbit = seen.number(rate.name)
        if mbit is None or _trickles(seen, name):
            continue
        best = mbit + (rate.uncertainty or 0.0)
        wants = {role: ROLES[role].down if name == "down" else ROLES[role].up for role in roles_of(need)}
        own = need.down_mbit if name == "down" else need.up_mbit
        short = [role for role, mbit_wanted in wants.items() if best < mbit_wanted]
        if not short and best >= own:
            continue
        wanted = max([own, *(wants[role] for role in short)])
        de, en = named(short or roles_of(need))
        make = Finding.blocker if _hopeless(name, best, short, own) else Finding.warning
        yield make(code, because=rate, have=_figure(mbit), want=_figure(wanted), roles_de=de, roles_en=en)


def _hopeless(name: str, best: float, short: list[Role], own: float) -> bool:
    """Below what a role needs at the very least, or a quarter of what the profile asks for."""
    least = [ROLES[role].least_down if name == "down" else ROLES[role].least_up for role in short]
    return any(best < one for one in least) or best < own / 4


def _latency(seen: Observations, need: LineNeed) -> Iterator[Finding]:
    idle = seen["idle.latency"]
    ms = seen.number("idle.latency")
    if ms is None:
        return
    wants = {role: ROLES[role].latency for role in roles_of(need) if ROLES[role].latency}
    least = ms - (idle.uncertainty or 0.0)
    short = [role for role, wanted in wants.items() if least > wanted]
    limits = [wants[role] for role in short]
    if need.latency_ms and least > need.latency_ms:
        limits.append(need.latency_ms)
    if limits:
        de, en = named(short or roles_of(need))
        yield Finding.warning(
            "line.latency-high", because=idle, have=round(ms), want=round(min(limits)), roles_de=de, roles_en=en
        )


def _stutters(seen: Observations, need: LineNeed) -> Iterator[Finding]:
    """Calls that work on a quiet line and break while it is used: the queue in the router is too long (bufferbloat)."""
    idle = seen.number("idle.latency")
    if idle is None or not any(ROLES[role].live for role in roles_of(need)):
        return
    full = [
        name
        for name in ("down", "up")
        if (ms := seen.number(f"{name}.latency")) is not None
        and not _trickles(seen, name)
        and ms - (seen[f"{name}.latency"].uncertainty or 0.0) > max(CALL_SUFFERS_MS, idle + BLOATED_MS)
    ]
    if not full:
        return
    ways = {
        ("down",): ("herunterlädt", "downloads something"),
        ("up",): ("hochlädt", "uploads something"),
        ("down", "up"): ("herunter- oder hochlädt", "downloads or uploads something"),
    }
    way_de, way_en = ways[tuple(full)]
    yield Finding.warning(
        "line.stutters",
        because=(seen["idle.latency"], *(seen[f"{name}.latency"] for name in full)),
        way_de=way_de,
        way_en=way_en,
        idle=round(idle),
        busy=round(max(seen.number(f"{name}.latency") or 0.0 for name in full)),
    )


def _contract(seen: Observations, need: LineNeed) -> Iterator[Finding]:
    short = []
    for name, promised in (("down", need.contract_down_mbit), ("up", need.contract_up_mbit)):
        mbit = seen.number(f"{name}.rate")
        best = None if mbit is None else mbit + (seen[f"{name}.rate"].uncertainty or 0.0)
        if best is not None and best < promised * CONTRACT_SHARE:
            short.append((seen[f"{name}.rate"], mbit or 0.0, promised))
    if short:
        because, have, want = min(short, key=lambda one: one[1] / one[2])
        yield Finding.note("line.below-contract", because=because, have=_figure(have), want=_figure(want))


def _figure(mbit: float) -> float | int:
    """As precise as people need it."""
    return round(mbit) if mbit >= 10 else round(mbit, 1) if mbit >= 1 else round(mbit, 2)
