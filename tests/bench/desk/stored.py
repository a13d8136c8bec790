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

import msgspec

from checker.model.codec import to_json
from checker.model.record import Record
from checker.model.report import Report, report_reference
from checker.model.signature import sign_enrolment
from tests.desk import example_reports

CUSTOMERS = 40
REPORT_BYTES = 12_000
CHUNK = 5000
_ID, _CODE = "1" * 32, "2" * 32


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
    """A file of `number` requests, each a new trouble's report of 12 kB from a network of its own."""
    secret = (filled.data / "firm.key").read_bytes()
    last = datetime.date(2099, 1, 1)
    templates = []
    for code in filled.codes:
        kind = random.choice([example_reports.SLOW, example_reports.WRONG_CLOCK, example_reports.NO_NAMES])
        templates.append((sign_enrolment(code, last, secret), _template(code, kind)))
    requests = []
    for index in range(number):
        token, template = templates[index % len(templates)]
        new_id = secrets.token_hex(16)
        raw = _raw(template, new_id, secrets.token_hex(16))
        network = f"{20 + index // 65536 % 200}.{index // 256 % 256}.{index % 256}.1"
        head = (
            f"POST /api/v1/reports HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(raw)}\r\nX-Forwarded-For: {network}\r\n"
            f"Homeoffice-Check-Enrolment: {token}\r\nIdempotency-Key: {new_id}\r\n\r\n"
        )
        requests.append(head.encode() + raw)
    into.write_bytes(pickle.dumps(requests))
    return into


def _template(code: str, kind: Any) -> Report:
    return msgspec.structs.replace(example_reports.report(code, kind), case_code=secrets.token_hex(16))


def _raw(template: Report, report_id: str, case_code: str) -> bytes:
    """A report of a trouble of its own, made of another one."""
    raw = to_json(template).replace(template.id.encode(), report_id.encode())
    raw = raw.replace(template.case_code.encode(), case_code.encode())
    return raw + b" " * (REPORT_BYTES - len(raw))


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
    """In the order of their arrival, the last of them now, by the rows that the desk itself would store."""
    from django.core.management.color import no_style  # noqa: PLC0415
    from django.db import connection, transaction  # noqa: PLC0415

    from checker.desk.reports.cases.models import Case  # noqa: PLC0415
    from checker.desk.reports.models import Arrival, ReceivedReport  # noqa: PLC0415

    models = (Arrival, Case, ReceivedReport)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-1000000")
    done = 0
    for rows in _chunks(customers, number):
        with transaction.atomic(), connection.cursor() as cursor:
            for model, values in zip(models, rows, strict=True):
                names = [field.column for field in model._meta.concrete_fields]
                table, columns = model._meta.db_table, ", ".join(names)
                if connection.vendor == "postgresql":
                    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                        for row in values:
                            copy.write_row(row)
                else:
                    marks = ", ".join(["%s"] * len(names))
                    cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)
        done += len(rows[0])
        print(f"\r{done} of {number} stored", end="", file=sys.stderr)
    print(file=sys.stderr)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def _chunks(customers: list[Any], number: int) -> Iterator[tuple[list[Any], list[Any], list[Any]]]:
    """Rows of arrivals, cases and reports, as tuples of all their columns."""
    from django.db import connection  # noqa: PLC0415

    from checker.desk.reports.cases.models import CaseState  # noqa: PLC0415

    choose = random.Random(7)
    kinds = [example_reports.SLOW, example_reports.WRONG_CLOCK, example_reports.NO_NAMES, example_reports.WELL]
    patterns = [_Pattern(customer, kind) for customer in customers for kind in kinds]
    begin = datetime.datetime.now(datetime.UTC).replace(microsecond=0) - datetime.timedelta(days=28)
    written = connection.ops.adapt_datetimefield_value
    used: set[str] = set()
    for first in range(1, number + 1, CHUNK):
        rows: tuple[list[Any], list[Any], list[Any]] = ([], [], [])
        for pk in range(first, min(first + CHUNK, number + 1)):
            pattern = choose.choice(patterns)
            report_id, case_code = f"{choose.getrandbits(128):032x}", f"{choose.getrandbits(128):032x}"
            reference = _free(report_reference(report_id), used, choose)
            received = begin + datetime.timedelta(days=28) * pk / number
            closed, state = received if pattern.case["closed"] else None, pattern.case["state"]
            # Most are through: ten a customer and day come in, and a technician closes them.
            if closed is None and choose.random() < 0.97:
                closed, state = received + datetime.timedelta(hours=3), CaseState.SOLVED.value
            at, until = written(received), closed and written(closed)
            raw = _raw_of(pattern.raw, report_id, case_code)
            common = {"id": pk, "reference": reference, "received": at, "closed": until}
            digest = hashlib.sha256(raw).hexdigest()
            changes = (
                {"id": pk, "raw": raw, "digest": digest, "received": at},
                {**common, "code": case_code, "state": state, "created": at},
                {**common, "report_id": report_id, "arrival_id": pk, "case_id": pk},
            )
            for into, values, change in zip(
                rows, (pattern.arrival, pattern.case, pattern.report), changes, strict=True
            ):
                into.append(tuple({**values, **change}.values()))
        yield rows


class _Pattern:
    """A report of a customer as the desk stores it: the columns of its rows, and its bytes with two blanks in them."""

    def __init__(self, customer: Any, kind: Any) -> None:
        from checker.desk.reports.cases.grouping import CaseGrouping  # noqa: PLC0415
        from checker.desk.reports.models import Arrival, ArrivalState  # noqa: PLC0415
        from checker.desk.reports.upload.filing import received_report  # noqa: PLC0415

        template = _template(customer.code, kind)
        raw = _raw(template, _ID, _CODE)
        arrival = Arrival(size=len(raw), state=ArrivalState.ACCEPTED.value)
        row = received_report(template, arrival, customer, "", arrival.received)
        CaseGrouping([]).add(template, row)
        self.raw = raw
        self.arrival, self.case, self.report = (_columns(model) for model in (arrival, row.case, row))


def _columns(row: Any) -> dict[str, Any]:
    """The values of all columns, in their order."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _raw_of(pattern: bytes, report_id: str, case_code: str) -> bytes:
    return pattern.replace(_ID.encode(), report_id.encode()).replace(_CODE.encode(), case_code.encode())


def _free(reference: str, used: set[str], choose: random.Random) -> str:
    while reference in used:
        reference = report_reference(f"{choose.getrandbits(128):032x}")
    used.add(reference)
    return reference


if __name__ == "__main__":
    _fill_database(int(sys.argv[1]))
