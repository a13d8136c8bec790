"""A desk's database with any number of stored reports, filled in one go; and the requests that bring new ones."""

import datetime
import hashlib
import os
import pickle
import random
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from checker.model.codec import to_json
from checker.model.record import Record
from checker.model.report import report_reference
from checker.model.signature import sign_enrolment
from tests.desk import example_reports

CUSTOMERS = 40
REPORT_BYTES = 12_000
CHUNK = 5000


class Filled(Record, frozen=True, kw_only=True):
    """A data folder and its customers' codes."""

    data: Path
    codes: tuple[str, ...]


def fill(data: Path, number: int, database: str = "") -> Filled:
    """Tables, customers and `number` stored reports, in a process of its own."""
    environment = {**os.environ, "DESK_DATA": str(data)} | ({"DESK_DATABASE": database} if database else {})
    subprocess.run([sys.executable, "-m", "tests.bench.desk.stored", str(number)], env=environment, check=True)
    return Filled(data=data, codes=tuple((data / "codes.txt").read_text("ascii").split()))


def new_requests(filled: Filled, number: int, into: Path) -> Path:
    """A file of `number` requests, each a new report of 12 kB from a network of its own."""
    secret = (filled.data / "firm.key").read_bytes()
    last = datetime.date(2099, 1, 1)
    templates = []
    for code in filled.codes:
        report_id, raw = _padded(code)
        templates.append((code, sign_enrolment(code, last, secret), report_id.encode(), raw))
    requests = []
    for index in range(number):
        _, token, report_id, raw = templates[index % len(templates)]
        new_id = secrets.token_hex(16).encode()
        network = f"{20 + index // 65536 % 200}.{index // 256 % 256}.{index % 256}.1"
        head = (
            f"POST /api/v1/reports HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(raw)}\r\nX-Forwarded-For: {network}\r\n"
            f"Homeoffice-Check-Enrolment: {token}\r\nIdempotency-Key: {new_id.decode()}\r\n\r\n"
        )
        requests.append(head.encode() + raw.replace(report_id, new_id))
    into.write_bytes(pickle.dumps(requests))
    return into


def _padded(code: str) -> tuple[str, bytes]:
    measurements = random.choice([example_reports.SLOW, example_reports.WRONG_CLOCK, example_reports.NO_NAMES])
    report_id, raw = example_reports.raw(code, measurements)
    return report_id, raw + b" " * (REPORT_BYTES - len(raw))


def _fill_database(number: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "checker.desk.settings"
    from checker.desk.data_folder import data_folder, prepare_folder  # noqa: PLC0415 - Django reads the environment

    prepare_folder(data_folder())
    from checker.desk.serving.startup import prepare_database, prepare_firm  # noqa: PLC0415

    if problem := prepare_database() or prepare_firm():
        raise SystemExit(problem)
    from checker.desk.customers.models import Customer  # noqa: PLC0415

    customers = [
        Customer.objects.create(code=f"BENCH-{n:03}-AAAAAA", name=f"Muster {n}", regular=n % 4 == 0)
        for n in range(CUSTOMERS)
    ]
    for customer in customers:
        customer.change_needs('roles = ["office"]\n')
    (data_folder() / "codes.txt").write_text("\n".join(customer.code for customer in customers), "ascii")
    _store(customers, number)


def _store(customers: list[Any], number: int) -> None:
    from django.db import transaction  # noqa: PLC0415

    from checker.desk.reports.models import Arrival, ReceivedReport  # noqa: PLC0415

    done = 0
    for arrivals, cases, reports in _chunks(customers, number):
        with transaction.atomic():
            Arrival.objects.bulk_create(arrivals)
            cases.save()
            ReceivedReport.objects.bulk_create(reports)
        done += len(reports)
        print(f"\r{done} of {number} stored", end="", file=sys.stderr)
    print(file=sys.stderr)


def _chunks(customers: list[Any], number: int) -> Iterator[tuple[list[Any], Any, list[Any]]]:
    from checker.desk.reports.cases.grouping import CaseGrouping  # noqa: PLC0415
    from checker.desk.reports.cases.models import CaseState  # noqa: PLC0415
    from checker.desk.reports.models import Arrival, ArrivalState  # noqa: PLC0415
    from checker.desk.reports.upload.filing import received_report  # noqa: PLC0415

    choose = random.Random(7)
    kinds = [example_reports.SLOW, example_reports.WRONG_CLOCK, example_reports.NO_NAMES, example_reports.WELL]
    templates = [[example_reports.report(customer.code, kind) for kind in kinds] for customer in customers]
    raws = [[to_json(report) for report in reports] for reports in templates]
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    used: set[str] = set()
    for begin in range(0, number, CHUNK):
        arrivals, rows, cases = [], [], CaseGrouping([])
        for _ in range(min(CHUNK, number - begin)):
            at, kind = choose.randrange(len(customers)), choose.randrange(len(kinds))
            template = templates[at][kind]
            report_id = f"{choose.getrandbits(128):032x}"
            raw = raws[at][kind].replace(template.id.encode(), report_id.encode())
            raw += b" " * (REPORT_BYTES - len(raw))
            received = now - datetime.timedelta(seconds=choose.randrange(28 * 86_400))
            arrival = Arrival(
                raw=raw,
                size=len(raw),
                digest=hashlib.sha256(raw).hexdigest(),
                state=ArrivalState.ACCEPTED,
                received=received,
            )
            reference = _free(report_reference(report_id), used, choose)
            row = received_report(template, arrival, customers[at], reference, received)
            row.report_id = report_id
            cases.add(template, row)
            # Most are through: ten a customer and day come in, and a technician closes them.
            if row.case.closed is None and choose.random() < 0.97:
                row.case.closed, row.case.state = received + datetime.timedelta(hours=3), CaseState.SOLVED
            arrivals.append(arrival)
            rows.append(row)
        yield arrivals, cases, rows


def _free(reference: str, used: set[str], choose: random.Random) -> str:
    while reference in used:
        reference = report_reference(f"{choose.getrandbits(128):032x}")
    used.add(reference)
    return reference


if __name__ == "__main__":
    _fill_database(int(sys.argv[1]))
