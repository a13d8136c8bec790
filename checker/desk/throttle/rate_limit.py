"""Limits: so many times in a window. Counted in the database, so that all processes of a desk count together."""

import datetime
import hashlib
import hmac

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from checker.desk.throttle.models import Tally
from checker.model.record import Record


class RateLimit(Record, frozen=True, kw_only=True):
    """At most `times` in `window_s` seconds, per bucket. Fixed windows, so at their edge twice as many can pass."""

    name: str
    times: int
    window_s: int

    def count(self, subject: str) -> int:
        """Counts one more. Returns 0 while it is within the limit, else the seconds until the window ends."""
        now = timezone.now()
        since, ends = self._window(now)
        window_key = {"bucket": self._bucket(subject), "since": since}
        if not Tally.objects.filter(**window_key).update(count=F("count") + 1):
            try:
                with transaction.atomic():
                    Tally.objects.create(**window_key, ends=ends, count=1)
            except IntegrityError:
                Tally.objects.filter(**window_key).update(count=F("count") + 1)
        return self._wait(now)[1] if self._count_in(window_key) > self.times else 0

    def wait_s(self, subject: str) -> int:
        """Seconds until the window ends where the limit is reached, else 0. Counts nothing."""
        now = timezone.now()
        since, wait = self._wait(now)
        return wait if self._count_in({"bucket": self._bucket(subject), "since": since}) >= self.times else 0

    def reset(self, subject: str) -> None:
        """Begins anew, after a success."""
        Tally.objects.filter(bucket=self._bucket(subject)).delete()

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
