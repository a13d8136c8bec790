"""The report leaves, waits, is refused, is taken back, is saved: each is said in a sentence."""

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QDesktopServices, QGuiApplication

from checker.client.ports.report_delivery import SendStatus
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.finding import Finding, Level
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.privacy import MEASURED_GROUPS, DataGroup
from checker.model.report import Receipt, report_reference
from checker.model.secrecy.sealing import new_sealing_key, sealing_key_text
from checker.model.text import Text
from tests.client.window.conftest import PlayedWindow
from tests.client.window.sample import FIRM, PROFILE, WITHOUT_FIRM

FINE = Finding(code="computer.fine", level=Level.OK)
Make = Callable[..., PlayedWindow]


def test_a_mail_is_prepared_and_what_is_left_to_do_is_said(
    open_window: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    key = sealing_key_text(new_sealing_key())
    profile = msgspec.structs.replace(PROFILE, firm=msgspec.structs.replace(FIRM, sealing_key=key))
    window = open_window((FINE,), profile=profile)
    window.to_send()
    window.controller.report_controller.send.decline_button.click()
    done = window.controller.report_controller.done
    links: list[str] = []
    opens = [True]
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _which: str(tmp_path))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: links.append(url.toString()) or opens[-1])
    assert done.mail.isVisible()
    done.mail.click()
    (file,) = tmp_path.glob("*.hoc")
    assert links[0].startswith("mailto:hilfe@muster-it.example?subject=Homeoffice-Check")
    assert str(file) in done.notice.text() and "an die Nachricht an" in done.notice.text()
    assert str(tmp_path) not in links[0], "the folder has the employee's name in it"
    opens.append(False)
    done.mail.click()
    assert "hilfe@muster-it.example" in done.notice.text()
    window.controller.report_controller.begin()
    window.controller.report_controller.send.send.click()
    window.delivery.arrive()
    window.settle()
    assert not done.mail.isVisible(), "it has arrived"


def sent(open_window: Make) -> PlayedWindow:
    window = open_window((FINE,))
    window.to_send()
    window.controller.report_controller.send.send.click()
    window.settle()
    return window


def test_a_report_that_cannot_be_kept_says_why_and_stays_on_its_page(open_window: Make) -> None:
    window = open_window((FINE,))
    window.to_send()
    window.delivery.refuses = OperationFailed(Operation.WRITE, FailureKind.EXHAUSTED)
    send = window.controller.report_controller.send
    send.send.click()
    assert window.page is send
    assert send.trouble.isVisible()
    assert "kein Platz" in send.trouble.text()
    window.delivery.refuses = None
    send.send.click()
    assert window.page is window.controller.report_controller.done


def test_waiting_is_said_and_the_window_may_be_closed(open_window: Make) -> None:
    window = sent(open_window)
    window.delivery.wait(times=2)
    window.settle()
    done = window.controller.report_controller.done
    assert done.state.text() == "Wartet auf Internet, 2-mal versucht."
    assert done.heading.text() == "Ihr Bericht wartet auf Internet"
    assert "beim nächsten Start" in done.hint.text()
    assert "030 1234567" in done.call.number.text()
    assert done.call.isVisible() and done.reference.text() == report_reference(window.delivery.submitted[-1].id)
    assert done.delivery_row.isVisible()
    done.retry.click()
    assert window.delivery.attempts == 1


def test_a_report_in_memory_only_is_not_said_to_survive(open_window: Make) -> None:
    window = sent(open_window)
    message = Text(de="Lassen Sie das Programm offen.", en="Leave the program open.")
    window.delivery.listener(SendStatus(report=window.delivery.submitted[-1].id, message=message, is_stored=False))
    window.settle()
    assert "beim nächsten Start" not in window.controller.report_controller.done.hint.text()


def test_a_refusal_ends_it(open_window: Make) -> None:
    window = sent(open_window)
    message = Text(de="Das Profil ist abgelaufen.", en="The profile has expired.")
    window.delivery.listener(SendStatus(report=window.delivery.submitted[-1].id, message=message, is_final=True))
    window.settle()
    done = window.controller.report_controller.done
    assert done.heading.text() == "Ihr Bericht ist nicht angekommen"
    assert done.state.text() == "Das Profil ist abgelaufen."
    assert not done.delivery_row.isVisible()
    assert done.reference.text() == report_reference(window.delivery.submitted[-1].id), (
        "it can be called about all the same"
    )


def test_news_of_another_report_is_not_shown(open_window: Make) -> None:
    window = sent(open_window)
    other = Receipt(id="0" * 32, reference="AAA-AAA", received=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    window.delivery.listener(SendStatus(report=other.id, message=Text(de="x", en="x"), is_final=True, receipt=other))
    window.settle()
    reference = window.controller.report_controller.done.reference.text()
    assert reference == report_reference(window.delivery.submitted[-1].id)


@pytest.mark.parametrize(
    ("is_sending", "waits_for_internet", "heading"),
    [
        (True, True, "Ihr Bericht wird gesendet"),
        (False, True, "Ihr Bericht wartet auf Internet"),
        (False, False, "Ihr Bericht wartet auf Ihre IT-Firma"),
    ],
)
def test_the_heading_says_what_is_true(
    open_window: Make, is_sending: bool, waits_for_internet: bool, heading: str
) -> None:
    window = sent(open_window)
    window.delivery.listener(
        SendStatus(
            report=window.delivery.submitted[-1].id,
            message=Text(de="x", en="x"),
            is_sending=is_sending,
            waits_for_internet=waits_for_internet,
        )
    )
    window.settle()
    assert window.controller.report_controller.done.heading.text() == heading


def test_the_steps_are_one_click_away_after_sending(open_window: Make) -> None:
    window = sent(open_window)
    window.delivery.arrive()
    window.settle()
    window.controller.report_controller.done.steps.click()
    assert window.page is window.controller.result


@pytest.mark.parametrize(("gives_back", "heading"), [(True, "Ihr Bericht bleibt bei Ihnen"), (False, None)])
def test_it_can_be_taken_back_while_it_waits(open_window: Make, gives_back: bool, heading: str | None) -> None:
    window = sent(open_window)
    window.delivery.wait()
    window.settle()
    window.delivery.gives_back = gives_back
    done = window.controller.report_controller.done
    done.withdraw.click()
    assert window.delivery.withdrawn == [window.delivery.submitted[0].id]
    if heading:
        assert done.heading.text() == heading
    else:
        assert "gerade gesendet" in done.trouble.text()


def test_the_reference_is_copied(open_window: Make) -> None:
    window = sent(open_window)
    window.delivery.arrive("K7M-4FX")
    window.settle()
    window.controller.report_controller.done.call.copy.click()
    assert QGuiApplication.clipboard().text() == "K7M-4FX"


def test_the_parts_of_every_value_are_shown_on_demand(open_window: Make) -> None:
    window = open_window((FINE,))
    window.to_send()
    send = window.controller.report_controller.send
    assert not send.values.isVisible()
    send.all_values.button.click()
    short = window.values_text()
    assert "computer.fine" not in short
    send.exact.click()
    assert "computer.fine" in window.values_text()
    assert len(window.values_text()) > len(short)


def test_each_group_is_a_sentence_and_a_switch_and_what_is_off_stays_here(open_window: Make) -> None:
    window = open_window((FINE,))
    window.session.observed = {
        "computer": Measurement(
            check="computer",
            outcome=Outcome.DONE,
            observations=(Observation(name="cpu.cores", value=8),),
        )
    }
    window.to_send()
    send = window.controller.report_controller.send
    visible = [group for group, box in send.groups.boxes.items() if box.isVisible()]
    assert visible == list(window.session.allowed) == list(MEASURED_GROUPS)
    assert all(box.isChecked() and box.accessibleDescription() for box in send.groups.boxes.values())
    assert not send.groups.note.isVisible()
    send.all_values.button.click()
    assert "Rechenkerne" in window.values_text()
    send.groups.boxes[DataGroup.PC].click()
    assert "Computer" in send.groups.note.text() and send.groups.note.isVisible()
    assert "Rechenkerne" not in window.values_text()
    send.send.click()
    [report] = window.delivery.submitted
    assert report.consent.held_back == (DataGroup.PC,)
    assert DataGroup.PC not in report.consent.groups and report.system == ""
    assert "computer" not in {measurement.check for measurement in report.measurements}
    assert "computer" in {measurement.check for measurement in window.session.report.measurements}
    assert report.id == window.session.report.id


def test_without_a_firm_nothing_is_chosen(open_window: Make) -> None:
    window = open_window((FINE,), profile=WITHOUT_FIRM)
    window.to_send()
    boxes = window.controller.report_controller.send.groups.boxes.values()
    assert all(box.isVisible() and not box.isEnabled() for box in boxes)


@pytest.mark.parametrize("ending", [".html", ".json"])
def test_saving_writes_a_page_or_data(open_window: Make, tmp_path: Path, ending: str) -> None:
    window = open_window((FINE,))
    window.to_send()
    window.controller.report_controller.send.save.click()
    dialog = window.controller.report_controller.exporter.dialog
    assert dialog.isVisible()
    assert not dialog.isModal() or dialog.windowModality().name == "WindowModal"
    path = tmp_path / f"bericht{ending}"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    text = path.read_text("utf-8")
    if ending == ".json":
        assert json.loads(text)["id"] == window.session.report.id
    else:
        assert text.startswith("<!doctype html>")
    assert not window.controller.report_controller.send.trouble.isVisible()


def test_a_file_that_cannot_be_written_says_so(open_window: Make, tmp_path: Path) -> None:
    window = open_window((FINE,))
    window.to_send()
    exporter = window.controller.report_controller.exporter
    assert not exporter.write(tmp_path / "nowhere" / "bericht.html", window.session.report, None)
    assert "anderen Ort" in window.controller.report_controller.send.trouble.text()


def test_printing_opens_a_page_that_goes_with_the_window(open_window: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    window = open_window((FINE,))
    window.to_send()
    window.controller.report_controller.send.print.click()
    page = Path(opened[0])
    assert page.read_text("utf-8").startswith("<!doctype html>")
    window.controller.report_controller.exporter.close()
    assert not page.exists()


def test_no_browser_to_print_with_is_said(open_window: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    window = open_window((FINE,))
    window.to_send()
    window.controller.report_controller.send.print.click()
    assert "kein Browser" in window.controller.report_controller.send.trouble.text()
