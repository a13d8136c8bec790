"""Limits: so many times in a window. Counted in the database, so that all processes of a desk count together."""

import datetime
import hashlib
import hmac

from django.conf import settings
from django.db.models import F, Sum
from django.utils import timezone

from checker.desk.throttle import tallies
from checker.desk.throttle.models import Tally
from checker.desk.throttle.tallies import Window
from checker.model.record import Record


class RateLimit(Record, frozen=True, kw_only=True):
    """At most `times` in `window_s` seconds, per bucket. Fixed windows, so at their edge twice as many can pass."""

    name: str
    times: int
    window_s: int

    def count(self, subject: str, amount: int = 1) -> int:
        """Counts one more. Returns 0 while it is within the limit, else the seconds until the window ends."""
        now = timezone.now()
        window = self.window(subject, now)
        return window.wait_s(now) if tallies.add({window: amount})[window.bucket] > self.times else 0

    def take(self, subject: str, amount: int) -> int:
        """As `count`, but what is beyond the limit is not counted: something smaller may still fit."""
        wait_s = self.count(subject, amount)
        if wait_s:
            self.uncount(subject, amount)
        return wait_s

    def uncount(self, subject: str, amount: int = 1) -> None:
        """Takes back what turned out to be none."""
        window_key = {"bucket": self._bucket(subject), "since": self._window(timezone.now())[0]}
        Tally.objects.filter(**window_key, count__gte=amount).update(count=F("count") - amount)

    def recent_count(self, subject: str) -> int:
        """How often in this window and the one before."""
        since = self._window(timezone.now())[0] - datetime.timedelta(seconds=self.window_s)
        tallies = Tally.objects.filter(bucket=self._bucket(subject), since__gte=since)
        return tallies.aggregate(total=Sum("count"))["total"] or 0

    def wait_s(self, subject: str) -> int:
        """Seconds until the window ends where the limit is reached, else 0. Counts nothing."""
        now = timezone.now()
        window = self.window(subject, now)
        row = Tally.objects.filter(bucket=window.bucket, since=window.since)
        count = row.values_list("count", flat=True).first() or 0
        return window.wait_s(now) if count >= self.times else 0

    def reset(self, subject: str) -> None:
        """Begins anew, after a success."""
        Tally.objects.filter(bucket=self._bucket(subject)).delete()

    def window(self, subject: str, now: datetime.datetime) -> Window:
        """The window that `now` falls into."""
        since, ends = self._window(now)
        return Window(bucket=self._bucket(subject), since=since, ends=ends)

    def _window(self, now: datetime.datetime) -> tuple[datetime.datetime, datetime.datetime]:
        begin = int(now.timestamp()) // self.window_s * self.window_s
        since = datetime.datetime.fromtimestamp(begin, datetime.UTC)
        return since, since + datetime.timedelta(seconds=self.window_s)

    def _bucket(self, subject: str) -> str:
        return hmac.digest(settings.SECRET_KEY.encode(), f"{self.name}:{subject}".encode(), hashlib.sha256).hex()


def delete_expired_tallies() -> int:
    """Deletes the windows that are over; returns how many."""
    return Tally.objects.filter(ends__lt=timezone.now()).delete()[0]
