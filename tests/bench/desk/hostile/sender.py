"""python -m tests.bench.desk.hostile.sender HOME: an employee's program that brings its outbox to the desk.

The program's own outbox and courier. Two things differ: each report comes as from a network of its own, since one
network may bring so many alone; and the hour that a full desk asks to wait is taken for over.
"""

import random
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import msgspec

from checker.client.delivery.delivery_state import DeliveryStage
from checker.client.delivery.outbox import Outbox
from checker.client.delivery.upload_worker import UploadWorker
from checker.client.environment.data_directory import DataDirectory
from checker.net.http1.response import HttpResponse
from checker.net.net import Net

PAUSE_S = 0.3


class _ManyNetworks(Net):
    """Names another sender with each request, as a proxy in front of the desk would."""

    def request(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, **options: object
    ) -> HttpResponse:
        network = f"{random.randrange(20, 200)}.{random.randrange(256)}.{random.randrange(256)}.1"
        return super().request(method, url, headers={**(headers or {}), "X-Forwarded-For": network}, **options)  # type: ignore[arg-type]


def main(home: Path) -> None:
    """Ends when nothing waits."""
    outbox = Outbox(DataDirectory(home))
    worker = UploadWorker(outbox, _ManyNetworks())
    while worker.waiting():
        worker.upload_due(skip_backoff=True)
        for queued in outbox.queued_reports():
            if queued.state.asked and queued.stage is DeliveryStage.WAITING:
                outbox.save_state(queued.id, msgspec.structs.replace(queued.state, next_try=None, asked=False))
        time.sleep(PAUSE_S)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
