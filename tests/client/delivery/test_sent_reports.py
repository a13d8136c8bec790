"""What the desk has: how far it is, and its deletion there and here, against a real desk on loopback."""

import datetime
from pathlib import Path

import msgspec
import pytest

from checker.client.delivery.outbox import Outbox
from checker.client.delivery.sent_reports import SentReports
from checker.client.environment.data_directory import DataDirectory
from checker.model.codec import to_json
from checker.model.report import Report
from checker.model.secrecy.own_report import ReportProgress, digest_of_secret, new_secret
from checker.net.net import Net
from tests.client.delivery.conftest import MakeReport
from tests.client.loopback_desk import PORTAL, Desk, answering, nobody, receipt, refused
from tests.lab.modes import has_mode

NOW = datetime.datetime.now(datetime.UTC)


def delivered(outbox: Outbox, report: Report, desk: Desk, *, with_secret: bool = True) -> str:
    """The secret of a report that the desk has."""
    secret = new_secret()
    if with_secret:
        report = msgspec.structs.replace(report, secret_digest=digest_of_secret(secret))
    queued = outbox.put(report, "v1:token", secret if with_secret else "")
    outbox.save_state(report.id, msgspec.structs.replace(queued.state, receipt=receipt(report.id), enrolment=""))
    desk.reports[report.id] = to_json(report)
    return secret


@pytest.fixture
def sent(outbox: Outbox, net: Net) -> SentReports:
    return SentReports(outbox, net)


def test_the_secret_goes_to_the_reports_own_desk_alone_and_only_when_asked(
    outbox: Outbox, sent: SentReports, desk: Desk, make: MakeReport, data_directory: DataDirectory
) -> None:
    secret = delivered(outbox, make(), desk)
    [entry] = sent.reports()
    assert entry.receipt.id == make().id and sent.report(make().id).id == make().id
    assert (desk.gets, desk.secrets) == ([], []), "to list and to read them asks nobody"
    files = sorted(data_directory.outbox.iterdir())
    assert [file.suffix for file in files] == [".json", ".secret", ".state"]
    assert [secret.encode() in file.read_bytes() for file in files] == [False, True, False]
    assert all(has_mode(file, 0o600) for file in files)
    sent.query_status(make().id)
    assert desk.secrets == [secret] and secret not in "".join(desk.gets)


@pytest.mark.parametrize("progress", [progress for progress in ReportProgress if progress.value != "deleted"])
def test_each_state_has_its_sentence(
    outbox: Outbox, sent: SentReports, desk: Desk, make: MakeReport, progress: ReportProgress
) -> None:
    delivered(outbox, make(), desk)
    desk.progress = progress
    answer = sent.query_status(make().id)
    assert answer.message.de and answer.message.en and not answer.is_gone and not answer.is_refused
    assert len(sent.reports()) == 1


def test_deletion_is_there_and_here(
    outbox: Outbox, sent: SentReports, desk: Desk, make: MakeReport, data_directory: DataDirectory
) -> None:
    delivered(outbox, make(1), desk)
    delivered(outbox, make(2), desk)
    answer = sent.delete(make(1).id)
    assert answer.is_gone and answer.message.de == "Der Bericht ist gelöscht."
    assert list(desk.reports) == [make(2).id]
    assert [entry.receipt.id for entry in sent.reports()] == [make(2).id]
    assert {file.stem for file in data_directory.outbox.iterdir()} == {make(2).id}


def test_what_the_desk_has_no_more_is_deleted_here(
    outbox: Outbox, sent: SentReports, desk: Desk, make: MakeReport
) -> None:
    delivered(outbox, make(), desk)
    desk.reports.clear()
    answer = sent.query_status(make().id)
    assert answer.is_gone and len(sent.reports()) == 1, "looking deletes nothing"
    assert sent.delete(make().id).is_gone and sent.reports() == []


def test_nothing_is_deleted_here_as_long_as_the_desk_did_not(
    outbox: Outbox, sent: SentReports, desk: Desk, make: MakeReport
) -> None:
    secret = delivered(outbox, make(), desk)
    other = to_json(msgspec.structs.replace(make(), secret_digest=digest_of_secret(new_secret())))
    days = [answering(200, PORTAL), answering(404, PORTAL), refused(404, "not-found"), refused(429, "too-many-tries")]
    for day in [*days, answering(200, b'{"id":"' + b"0" * 32 + b'","progress":"deleted"}', "application/json")]:
        desk.days = [day]
        answer = sent.delete(make().id)
        assert answer.is_refused and not answer.is_gone and len(sent.reports()) == 1
    desk.reports[make().id] = other
    assert not sent.delete(make().id).is_gone
    assert secret in desk.secrets and len(sent.reports()) == 1


def test_without_a_secret_or_a_desk_it_is_said_and_nobody_is_asked(
    outbox: Outbox, sent: SentReports, desk: Desk, make: MakeReport
) -> None:
    delivered(outbox, make(1), desk, with_secret=False)
    assert "Kennzeichen" in sent.delete(make(1).id).message.de
    delivered(outbox, make(2, "http://desk.example"), desk)
    assert "nicht verschlüsselt" in sent.delete(make(2).id).message.de
    with nobody() as url:
        delivered(outbox, make(3, url), desk)
        assert "nicht zu erreichen" in sent.delete(make(3).id).message.de
    assert desk.secrets == [] and len(sent.reports()) == 3


def test_a_secret_that_was_damaged_opens_nothing(
    outbox: Outbox, sent: SentReports, desk: Desk, make: MakeReport, data_directory: DataDirectory
) -> None:
    delivered(outbox, make(), desk)
    for content in (b"", b"ab\r\nX-Evil: 1", b"\xff" * 32):
        (data_directory.outbox / f"{make().id}.secret").write_bytes(content)
        assert sent.delete(make().id).is_refused
    assert desk.secrets == []


def test_in_memory_it_can_be_deleted_too(net: Net, desk: Desk, make: MakeReport, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file in the folder's place")
    outbox = Outbox(DataDirectory(tmp_path / "home"))
    delivered(outbox, make(), desk)
    assert SentReports(outbox, net).delete(make().id).is_gone
    assert outbox.queued_reports() == [] and desk.reports == {}
