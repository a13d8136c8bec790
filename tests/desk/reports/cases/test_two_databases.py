"""Reports of one trouble meet in one case on either database, also where they come at once."""

import json
import secrets
from concurrent.futures import ThreadPoolExecutor

import msgspec

from checker.model.codec import to_json
from checker.model.employee.own_words import OwnWords
from tests.desk import example_reports
from tests.desk.reports.inbox.test_worklist import references
from tests.desk.sampled import Sampled


def test_eight_reports_at_once_are_one_case(any_desk: Sampled) -> None:
    code, words = secrets.token_hex(16), OwnWords(trouble="Nichts geht", name="Jana Müller")

    def send(at: int) -> int:
        report = example_reports.report(any_desk.code, example_reports.WRONG_CLOCK)
        report = msgspec.structs.replace(report, case_code=code, own_words=words)
        return any_desk.send(to_json(report), any_desk.token, report.id).status

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(send, range(8))) == [201] * 8
    technician = any_desk.technician()
    page = technician.get("/inbox/?q=mueller&state=open")
    [reference] = references(page.text)
    assert "8 Berichte" in page.words and "„Nichts geht“" in page.words
    assert references(technician.get(f"/inbox/?state=all&q={reference[4:]}").text) == [reference]
    assert "Jana Müller" in technician.get(f"/reports/{reference}/").words
    fine = msgspec.structs.replace(example_reports.report(any_desk.code), case_code=code)
    answer = any_desk.send(to_json(fine), any_desk.token, fine.id)
    solved = technician.get(f"/reports/{json.loads(answer.data)['reference']}/").words
    assert "vom Mitarbeiter selbst gelöst" in solved
