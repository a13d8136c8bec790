"""A client process of its own: child.py HOME DESK_URL NUMBERS put|send."""

import sys
from pathlib import Path

from checker.client.delivery.outbox import Outbox
from checker.client.delivery.upload_worker import UploadWorker
from checker.client.environment.data_directory import DataDirectory
from checker.model.codec import report_from_json
from checker.net.net import Net


def main(home: str, reports: str, what: str) -> None:
    """`reports`: a folder of reports to put; `send` goes over the outbox once, `put` waits to be killed."""
    outbox = Outbox(DataDirectory(Path(home)))
    for file in sorted(Path(reports).iterdir()):
        outbox.put(report_from_json(file.read_bytes()), "v1:token")
    print("kept", flush=True)
    if what == "put":
        sys.stdin.read()
    UploadWorker(outbox, Net()).upload_due(skip_backoff=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
