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


class Limit(Record, frozen=True, kw_only=True):
    """At most `times` in `window_s` seconds, per bucket. Fixed windows, so at their edge twice as many can pass."""

    name: str
    times: int
    window_s: int

    def count(self, about: str) -> int:
        """Counts one more. Returns 0 while it is within the limit, else the seconds until the window ends."""
        now = timezone.now()
        since, ends = self._window(now)
        place = {"bucket": self._bucket(about), "since": since}
        if not Tally.objects.filter(**place).update(count=F("count") + 1):
            try:
                with transaction.atomic():
                    Tally.objects.create(**place, ends=ends, count=1)
            except IntegrityError:
                Tally.objects.filter(**place).update(count=F("count") + 1)
        return self._wait(now)[1] if self._counted(place) > self.times else 0

    def wait_s(self, about: str) -> int:
        """Seconds until the window ends where the limit is reached, else 0. Counts nothing."""
        now = timezone.now()
        since, wait = self._wait(now)
        return wait if self._counted({"bucket": self._bucket(about), "since": since}) >= self.times else 0

    def forget(self, about: str) -> None:
        """Begins anew, after a success."""
        Tally.objects.filter(bucket=self._bucket(about)).delete()

    def _counted(self, place: dict[str, object]) -> int:
        return Tally.objects.filter(**place).values_list("count", flat=True).first() or 0

    def _window(self, now: datetime.datetime) -> tuple[datetime.datetime, datetime.datetime]:
        begin = int(now.timestamp()) // self.window_s * self.window_s
        since = datetime.datetime.fromtimestamp(begin, datetime.UTC)
        return since, since + datetime.timedelta(seconds=self.window_s)

    def _wait(self, now: datetime.datetime) -> tuple[datetime.datetime, int]:
        since, ends = self._window(now)
        return since, max(1, round((ends - now).total_seconds()))

    def _bucket(self, about: str) -> str:
        return hmac.digest(settings.SECRET_KEY.encode(), f"{self.name}:{about}".encode(), hashlib.sha256).hex()


def forget_old() -> int:
    """Deletes the windows that are over; returns how many."""
    return Tally.objects.filter(ends__lt=timezone.now()).delete()[0]
