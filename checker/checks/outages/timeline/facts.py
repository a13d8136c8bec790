"""The timeline as facts: lists side by side, one number a silence, bounded in length."""

import datetime
from collections.abc import Iterator

from checker.checks.outages.timeline.samples import PlaceSamples, SilentRun, longest_runs
from checker.checks.outages.timeline.timeline import Timeline
from checker.model.observation import Scalar, Value

CORE_PLACES = ("router", "provider", "desk", "other")
"""From the PC outwards; `other` is a second host outside, which the profile names."""
NAME_SERVICE = "dns"
GATEWAY_PREFIX = "gateway:"
"""Before the id of a gateway, among the places of a timeline: an id may be any word."""
MAX_RUNS = 60
"""Silences of one place that a report holds, the longest; two hours with one a minute are rather one long trouble."""
MAX_CHANGES = 100
TimelineFact = tuple[str, str, Value]
"""Name, subject and value of an observation."""


def timeline_facts(timeline: Timeline) -> Iterator[TimelineFact]:
    """What was seen so far; the same while it runs and at its end."""
    with timeline.frozen:
        began = datetime.datetime.fromtimestamp(timeline.began_wall_s, datetime.UTC)
        yield "began", "", began.isoformat(timespec="seconds")
        yield "watched", "", round(timeline.watched_s / 60, 2)
        for name in (*CORE_PLACES, NAME_SERVICE):
            if name in timeline.places:
                yield from _place_facts(name, timeline)
        for name, samples in timeline.places.items():
            if name.startswith(GATEWAY_PREFIX):
                yield from _gateway_facts(name.removeprefix(GATEWAY_PREFIX), samples, timeline)
        spans = timeline.unwatched[-MAX_RUNS:]
        yield "unwatched.from", "", [round(span.from_s, 1) for span in spans]
        yield "unwatched.seconds", "", [round(span.to_s - span.from_s, 1) for span in spans]
        yield "unwatched.reasons", "", [span.reason for span in spans]
        for kind in ("route", "clock"):
            yield f"{kind}.changes", "", _changes(timeline, kind)
        if timeline.busy_share is not None:
            yield "load.busy", "", round(100 * timeline.busy_share, 1)


def _changes(timeline: Timeline, kind: str) -> Value:
    return [round(at_s, 1) for at_s in timeline.changes(kind)[:MAX_CHANGES]]


def changes_fact(timeline: Timeline, kind: str) -> TimelineFact:
    """Changes of what can be watched on some PCs only."""
    return f"{kind}.changes", "", _changes(timeline, kind)


def _place_facts(name: str, timeline: Timeline) -> Iterator[TimelineFact]:
    samples = timeline.places[name]
    if not samples.method:
        return
    runs = list(longest_runs(samples.runs, MAX_RUNS))
    yield "method", name, samples.method
    yield "sent", name, samples.sent
    yield "missed", name, samples.missed
    if samples.median_ms is not None:
        yield "median", name, samples.median_ms
    yield "silent.from", name, [round(run.from_s, 1) for run in runs]
    yield "silent.seconds", name, [round(run.end_s - run.from_s, 1) for run in runs]
    yield "silent.misses", name, [run.misses for run in runs]
    yield "silent.no-route", name, [run.no_route for run in runs]
    if timeline.busy_share is not None:
        yield "silent.load", name, [round(timeline.load_before(run.from_s) or 0.0, 1) for run in runs]
    for control in CORE_PLACES:
        if control != name and control in timeline.places and timeline.places[control].method:
            answers, misses = _control_counts(runs, timeline.places[control])
            yield f"silent.{control}-answers", name, answers
            yield f"silent.{control}-misses", name, misses
    if len(samples.runs) > MAX_RUNS:
        yield "silent.left-out", name, len(samples.runs) - MAX_RUNS


def _gateway_facts(subject: str, samples: PlaceSamples, timeline: Timeline) -> Iterator[TimelineFact]:
    if not samples.method:
        return
    runs = list(longest_runs(samples.runs, MAX_RUNS))
    yield "gateway.sent", subject, samples.sent
    yield "gateway.missed", subject, samples.missed
    yield "gateway.silent-from", subject, [round(run.from_s, 1) for run in runs]
    yield "gateway.silent-seconds", subject, [round(run.end_s - run.from_s, 1) for run in runs]
    if "desk" in timeline.places and timeline.places["desk"].method:
        answers, misses = _control_counts(runs, timeline.places["desk"])
        yield "gateway.desk-answers", subject, answers
        yield "gateway.desk-misses", subject, misses


def _control_counts(runs: list[SilentRun], control: PlaceSamples) -> tuple[list[Scalar], list[Scalar]]:
    """Of the place between the first and the last request of each silence: surely within it."""
    counts = [control.counts(run.from_s, run.last_s) for run in runs]
    return [answers for answers, _ in counts], [misses for _, misses in counts]
