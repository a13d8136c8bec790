"""When the connection broke in runs that lie on this PC: only they can show what comes once a day."""

from checker.checks.outages.diagnose.patterns import outage_moments
from checker.checks.outages.need import MAX_EARLIER
from checker.client.history.run_history import RunHistory
from checker.show.outages.report import watch_of


def earlier_outages(history: RunHistory) -> list[int]:
    """Seconds since 1970, the newest first, each once. Reads files; never raises."""
    watches = (watch_of(report) for report in history.runs())
    moments = {moment for watch in watches if watch is not None for moment in outage_moments(watch.observations_by_key)}
    return sorted(moments, reverse=True)[:MAX_EARLIER]
