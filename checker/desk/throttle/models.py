"""A count per bucket and window. Buckets are keyed hashes, so the table names nobody."""

from django.db import models


class Tally(models.Model):
    """How often something happened in the window that began at `since`."""

    bucket = models.CharField(max_length=64)
    since = models.DateTimeField()
    ends = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bucket", "since"], name="one_tally_a_window")]
