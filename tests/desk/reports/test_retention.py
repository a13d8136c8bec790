"""What is deleted by itself."""

import json
import sqlite3
from pathlib import Path

from tests.desk import example_reports
from tests.desk.sampled import Sampled


def _older(desk: Sampled, *changes: str) -> None:
    with sqlite3.connect(desk.data / "desk.sqlite3") as database:
        for change in changes:
            database.execute(change)
    database.close()


def _count(desk: Sampled, table: str) -> int:
    with sqlite3.connect(desk.data / "desk.sqlite3") as database:
        (count,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()
    database.close()
    return int(count)


def test_each_goes_when_its_time_is_over(tmp_path: Path) -> None:
    with Sampled(tmp_path) as desk:
        desk.meet()
        references = []
        for _ in range(4):
            report_id, raw = example_reports.raw(desk.code)
            references.append(json.loads(desk.send(raw, desk.token, report_id).data)["reference"])
        desk.send(b"{}", "", "")
        desk.send(b"[]", "", "")
        old, closed_long, closed_lately, _ = references
        set_ = "UPDATE inbox_receivedreport SET"
        _older(
            desk,
            f"{set_} received = datetime('now', '-31 days') WHERE reference = '{old}'",
            f"{set_} closed = datetime('now', '-15 days') WHERE reference = '{closed_long}'",
            f"{set_} closed = datetime('now', '-13 days') WHERE reference = '{closed_lately}'",
            "UPDATE cases_case SET closed = (SELECT closed FROM inbox_receivedreport WHERE case_id = cases_case.id)",
            "UPDATE intake_arrival SET received = datetime('now', '-8 days') WHERE state = 'refused' AND size = 2"
            " AND id = (SELECT min(id) FROM intake_arrival WHERE state = 'refused')",
            "INSERT INTO intake_arrival (raw, size, digest, received, state, refusal)"
            " VALUES ('x', 1, 'x', datetime('now', '-2 days'), 'quarantined', '')",
        )
        output = desk.run("purge").stdout
        assert "2 reports, 1 refused uploads, 1 uploads never judged" in output
        assert (_count(desk, "inbox_receivedreport"), _count(desk, "intake_arrival")) == (2, 3)
        assert _count(desk, "cases_case") == 2, "a case goes with its last report"
        technician = desk.technician()
        assert technician.get(f"/reports/{old}/").status == 404
        assert technician.get(f"/reports/{closed_lately}/").status == 200
        assert "0 reports" in desk.run("purge").stdout
