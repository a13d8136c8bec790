"""A database of a desk in which intake and inbox were two apps: its reports are listed, opened, closed and purged."""

import datetime
import json
import re
import sqlite3
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dj_database_url
import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from tests.desk import example_reports, postgres
from tests.desk.sampled import Sampled

DUMP = Path(__file__).with_name("database_of_f5db771.sql")
"""Made by the desk of that commit: two customers, five reports (one of them closed), a refused upload and one that was
never judged; without sessions and counters."""

FIRM_KEY = bytes(range(32))
"""That desk's key: nobody's."""

FINE, SLOW, UNKNOWN, BROKEN, NO_NAMES = "46R-H7W", "HM4-K46", "W64-6MR", "444-WKR", "XF9-RKW"
"""References in the dump. SLOW is closed."""

TABLES = ("intake_arrival", "inbox_receivedreport")
MODELS = (
    ("accounts", "Technician"),
    ("firm", "Firm"),
    ("customers", "Customer"),
    ("customers", "ProfileVersion"),
    ("intake", "Arrival"),
    ("inbox", "ReceivedReport"),
)
"""In the order in which rows refer to one another."""

BEFORE = [
    ("accounts", "0001_initial"),
    ("auth", "0012_alter_user_first_name_max_length"),
    ("contenttypes", "0002_remove_content_type_name"),
    ("customers", "0001_initial"),
    ("firm", "0001_initial"),
    ("inbox", "0001_initial"),
    ("intake", "0001_initial"),
    ("sessions", "0001_initial"),
    ("throttle", "0001_initial"),
]
"""The newest migrations of that commit."""


def _load_dump(path: Path) -> None:
    """The dump as an SQLite file, its times moved so that nothing in it is over yet."""
    with sqlite3.connect(path) as database:
        database.executescript(DUMP.read_text("utf-8"))
        for table in TABLES:
            database.execute(f"UPDATE {table} SET received = datetime('now', '-1 minutes')")
        database.execute("UPDATE inbox_receivedreport SET closed = datetime('now') WHERE closed IS NOT NULL")
    database.close()


@contextmanager
def _connected(alias: str, url: str) -> Iterator[str]:
    """A database of this process besides the desk's own."""
    connections.databases[alias] = connections.configure_settings({"default": {}, alias: dj_database_url.parse(url)})[
        alias
    ]
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias], connections.databases[alias]


def _migrate(alias: str, targets: Iterable[tuple[str, str | None]] | None = None) -> Any:
    """Runs migrations up to `targets`, or all of them; returns the apps of that state."""
    executor = MigrationExecutor(connections[alias])
    return executor.migrate(list(targets or executor.loader.graph.leaf_nodes())).apps


def _fill_by_former_models(url: str, dump: str) -> None:
    """Tables by the migrations of before, and in them the rows of the dump, written by the models of that time."""
    with _connected("former", url) as former, _connected("dump", dump) as source:
        former_apps = _migrate(former, BEFORE)
        models = [former_apps.get_model(*name) for name in MODELS]
        for model in models:
            model.objects.using(former).bulk_create(list(model.objects.using(source).order_by("pk")))
        with connections[former].cursor() as cursor:
            for statement in connections[former].ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)


def _data_folder(folder: Path) -> Path:
    folder.mkdir(mode=0o700)
    (folder / "firm.key").touch(mode=0o600)
    (folder / "firm.key").write_bytes(FIRM_KEY)
    return folder


@pytest.fixture(scope="module", params=["dump", pytest.param("sqlite", marks=pytest.mark.slow), "postgres"])
def former_desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sampled]:
    """Served by the code of today: the very file of then, and tables made by the migrations of then."""
    tmp_path = tmp_path_factory.mktemp("former")
    data, database = _data_folder(tmp_path / "desk"), ""
    if request.param == "dump":
        _load_dump(data / "desk.sqlite3")
    else:
        _load_dump(tmp_path / "dump.sqlite3")
        url = f"sqlite:///{data / 'desk.sqlite3'}"
        if request.param == "postgres":
            server = request.getfixturevalue("postgres_server")
            url = database = postgres.new_database(server, f"desk_{uuid.uuid4().hex}")
        _fill_by_former_models(url, f"sqlite:///{tmp_path / 'dump.sqlite3'}")
    with Sampled(data, database=database) as served:
        served.meet()
        yield served


def test_its_reports_are_listed_opened_closed_and_purged(former_desk: Sampled) -> None:
    technician = former_desk.technician()
    assert _references(technician.get("/inbox/").text) == [BROKEN, NO_NAMES, UNKNOWN]
    assert _references(technician.get("/inbox/?state=closed").text) == [FINE, SLOW]

    raw = _raw_by_reference()
    for reference, report in raw.items():
        assert technician.get(f"/reports/{reference}/").status == 200
        assert technician.get(f"/reports/{reference}/report.json").text.encode() == report
    assert "Muster GmbH" in technician.get(f"/reports/{BROKEN}/").words
    assert "von technik" in technician.get(f"/reports/{SLOW}/").words

    technician.submit(technician.get(f"/reports/{BROKEN}/"), f"/reports/{BROKEN}/state/", {"do": "close"})
    technician.submit(technician.get(f"/reports/{SLOW}/"), f"/reports/{SLOW}/state/", {"do": "open"})
    assert _references(technician.get("/inbox/").text) == [NO_NAMES, UNKNOWN, SLOW]
    assert _references(technician.get("/inbox/?state=closed").text) == [BROKEN, FINE]

    _make_older(former_desk, {NO_NAMES: 31, UNKNOWN: 29})
    assert "1 reports, 1 refused uploads, 1 uploads never judged" in former_desk.run("purge").stdout
    assert _references(technician.get("/inbox/").text) == [UNKNOWN, SLOW]
    assert technician.get(f"/reports/{NO_NAMES}/").status == 404


def test_what_was_sent_to_it_is_here_already_and_more_may_come(former_desk: Sampled) -> None:
    raw = _raw_by_reference()[FINE]
    again = former_desk.send(raw, former_desk.token, json.loads(raw)["id"])
    assert (again.status, json.loads(again.data)["reference"]) == (200, FINE)
    report_id, new = example_reports.raw(former_desk.code, example_reports.SLOW)
    answer = former_desk.send(new, former_desk.token, report_id)
    assert answer.status == 201
    assert json.loads(answer.data)["reference"] in _references(former_desk.technician().get("/inbox/").text)


def test_its_content_types_keep_their_rows(tmp_path: Path) -> None:
    _load_dump(tmp_path / "desk.sqlite3")
    query = "SELECT id, app_label FROM django_content_type WHERE model IN ('arrival', 'receivedreport')"
    former = _query(tmp_path / "desk.sqlite3", query)
    with _connected("former", f"sqlite:///{tmp_path / 'desk.sqlite3'}") as alias:
        call_command("migrate", database=alias, verbosity=0)
    assert {app for _, app in former} == {"intake", "inbox"}
    assert _query(tmp_path / "desk.sqlite3", query) == {(row, "reports") for row, _ in former}


def test_its_tables_are_those_of_a_new_desk(tmp_path: Path) -> None:
    """Nothing but Django's own notes differs, so that a desk of before goes on with the same tables."""
    _load_dump(tmp_path / "former.sqlite3")
    for name in ("former", "new"):
        with _connected(name, f"sqlite:///{tmp_path / name}.sqlite3") as alias:
            _migrate(alias)
    query = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    assert _query(tmp_path / "former.sqlite3", query) == _query(tmp_path / "new.sqlite3", query)


def test_a_desk_that_was_cut_off_between_the_two_apps_gets_both_tables(tmp_path: Path) -> None:
    with _connected("half", f"sqlite:///{tmp_path / 'half.sqlite3'}") as alias:
        _migrate(alias, [("intake", "0001_initial")])
        migrated_apps = _migrate(alias)
        for name in ("Arrival", "ReceivedReport"):
            assert migrated_apps.get_model("reports", name).objects.using(alias).count() == 0


def test_there_and_back_again_loses_nothing(tmp_path: Path) -> None:
    _load_dump(tmp_path / "desk.sqlite3")
    counts = [_query(tmp_path / "desk.sqlite3", f"SELECT count(*) FROM {table}") for table in TABLES]
    with _connected("former", f"sqlite:///{tmp_path / 'desk.sqlite3'}") as alias:
        _migrate(alias)
        _migrate(alias, [("reports", None), *BEFORE])
        assert [_query(tmp_path / "desk.sqlite3", f"SELECT count(*) FROM {table}") for table in TABLES] == counts
        _migrate(alias)
    assert [_query(tmp_path / "desk.sqlite3", f"SELECT count(*) FROM {table}") for table in TABLES] == counts
    sizes = "SELECT report.size = length(raw) FROM {1} report JOIN {0} arrival ON arrival.id = arrival_id"
    assert _query(tmp_path / "desk.sqlite3", sizes.format(*TABLES)) == {(1,)}


def test_the_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def _references(page: str) -> list[str]:
    return re.findall(r'class="reference mono"[^>]*>([^<]+)<', page)


def _raw_by_reference() -> dict[str, bytes]:
    """The reports as they were sent, by reference."""
    database = sqlite3.connect(":memory:")
    database.executescript(DUMP.read_text("utf-8"))
    rows = database.execute(
        "SELECT reference, raw FROM inbox_receivedreport JOIN intake_arrival ON intake_arrival.id = arrival_id"
    ).fetchall()
    database.close()
    return dict(rows)


def _query(path: Path, query: str) -> set[tuple[Any, ...]]:
    database = sqlite3.connect(path)
    rows = database.execute(query).fetchall()
    database.close()
    return set(rows)


def _make_older(desk: Sampled, days: dict[str, int]) -> None:
    """Reports of so many days ago; whatever became no report, of eight days ago."""
    now = datetime.datetime.now(datetime.UTC)
    with _connected("served", desk.database) as alias:
        arrivals, reports = (
            apps.get_model("reports", name).objects.using(alias) for name in ("Arrival", "ReceivedReport")
        )
        for reference, age in days.items():
            reports.filter(reference=reference).update(received=now - datetime.timedelta(days=age))
        arrivals.exclude(state="accepted").update(received=now - datetime.timedelta(days=8))
