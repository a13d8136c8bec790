"""Limits: so many times in a window. Counted in the database, so that all processes of a desk count together."""

import datetime
import hashlib
import hmac

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.utils import timezone

from checker.desk.throttle.models import Tally
from checker.model.record import Record


class Window(Record, frozen=True, kw_only=True):
    """One window of one subject: `bucket` names nobody, for it is a keyed hash."""

    bucket: str
    since: datetime.datetime
    ends: datetime.datetime


class RateLimit(Record, frozen=True, kw_only=True):
    """At most `times` in `window_s` seconds, per bucket. Fixed windows, so at their edge twice as many can pass."""

    name: str
    times: int
    window_s: int

    def count(self, subject: str, amount: int = 1) -> int:
        """Counts one more. Returns 0 while it is within the limit, else the seconds until the window ends."""
        now = timezone.now()
        since, ends = self._window(now)
        window_key = {"bucket": self._bucket(subject), "since": since}
        # In one transaction, which holds the row until the number was read: of many at once, each has its own.
        with transaction.atomic():
            if not Tally.objects.filter(**window_key).update(count=F("count") + amount):
                try:
                    with transaction.atomic():
                        Tally.objects.create(**window_key, ends=ends, count=amount)
                except IntegrityError:
                    Tally.objects.filter(**window_key).update(count=F("count") + amount)
            count = self._count_in(window_key)
        return self._wait(now)[1] if count > self.times else 0

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
        since, wait = self._wait(now)
        return wait if self._count_in({"bucket": self._bucket(subject), "since": since}) >= self.times else 0

    def reset(self, subject: str) -> None:
        """Begins anew, after a success."""
        Tally.objects.filter(bucket=self._bucket(subject)).delete()

    def window(self, subject: str, now: datetime.datetime) -> Window:
        """The window that `now` falls into."""
        since, ends = self._window(now)
        return Window(bucket=self._bucket(subject), since=since, ends=ends)

    def _count_in(self, window_key: dict[str, object]) -> int:
        return Tally.objects.filter(**window_key).values_list("count", flat=True).first() or 0

    def _window(self, now: datetime.datetime) -> tuple[datetime.datetime, datetime.datetime]:
        begin = int(now.timestamp()) // self.window_s * self.window_s
        since = datetime.datetime.fromtimestamp(begin, datetime.UTC)
        return since, since + datetime.timedelta(seconds=self.window_s)

    def _wait(self, now: datetime.datetime) -> tuple[datetime.datetime, int]:
        since, ends = self._window(now)
        return since, max(1, round((ends - now).total_seconds()))

    def _bucket(self, subject: str) -> str:
        return hmac.digest(settings.SECRET_KEY.encode(), f"{self.name}:{subject}".encode(), hashlib.sha256).hex()


def delete_expired_tallies() -> int:
    """Deletes the windows that are over; returns how many."""
    return Tally.objects.filter(ends__lt=timezone.now()).delete()[0]
