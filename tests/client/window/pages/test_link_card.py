"""Without internet the last page shows a code that a phone's camera reads, in the dark too; otherwise it does not."""

from collections.abc import Callable

import cv2
import msgspec
import numpy as np
import pytest
from PySide6.QtGui import QImage

from checker.client.ports.report_delivery import SendStatus
from checker.client.window.pages.report.link_card import LinkCard, QrPicture
from checker.model.finding import Finding, Level
from checker.model.profile import Profile
from checker.model.secrecy.sealing import new_sealing_key, open_sealed, sealing_key_text
from checker.model.signature import bytes_from_text
from checker.model.text import Text
from checker.show.qr_code.payload import unpack_summary
from checker.show.spoken_code import parse_spoken_code
from tests.client.window.conftest import PlayedWindow
from tests.client.window.sample import BROKEN, FIRM, PROFILE

SECRET = new_sealing_key()
SEALED = msgspec.structs.replace(PROFILE, firm=msgspec.structs.replace(FIRM, sealing_key=sealing_key_text(SECRET)))
Make = Callable[..., PlayedWindow]


def waiting(open_window: Make, profile: Profile, **status: bool) -> LinkCard:
    window = open_window(BROKEN, profile=profile)
    window.to_send()
    window.controller.report_controller.send.send.click()
    report = window.delivery.submitted[-1].id
    window.delivery.listener(SendStatus(report=report, message=Text(de="Wartet.", en="Waits."), **status))
    window.settle()
    return window.controller.report_controller.done.link


def read(picture: QrPicture) -> str:
    """What a camera would make of what is on the screen."""
    image = picture.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    text, *_ = cv2.QRCodeDetectorAruco().detectAndDecode(np.ascontiguousarray(pixels[:, : image.width()]))
    return str(text)


def test_a_camera_reads_what_only_the_firm_can_open(open_window: Make) -> None:
    card = waiting(open_window, SEALED)
    assert card.isVisible() and card.picture.accessibleName()
    address, _, sealed = read(card.picture).partition("#")
    assert address == "https://desk.example/q"
    summary = unpack_summary(open_sealed(bytes_from_text(sealed.encode()), SECRET))
    assert summary.findings[0].code == "vpn.silent" or summary.findings[0].level is Level.BLOCKER
    assert summary.enrolment == PROFILE.enrolment and len(summary.case_code) == 32


@pytest.mark.parametrize(
    ("profile", "status"),
    [
        (SEALED, {"is_sending": True}),
        (SEALED, {"waits_for_internet": False}),
        (SEALED, {"is_final": True}),
    ],
)
def test_there_is_none_where_it_is_of_no_use(open_window: Make, profile: Profile, status: dict[str, bool]) -> None:
    assert not waiting(open_window, profile, **status).isVisible()


def test_letters_can_be_read_out_where_there_is_no_key_to_seal_with(open_window: Make) -> None:
    card = waiting(open_window, PROFILE)
    assert card.isVisible() and not card.picture.isVisible()
    assert "vpn.udp-blocked" in parse_spoken_code(card.spoken.text()) and card.spelling.text()
    assert "Rufen Sie an" in card.heading.text()


def test_it_goes_once_the_report_has_arrived(open_window: Make) -> None:
    window = open_window((Finding(code="computer.fine", level=Level.OK),), profile=SEALED)
    window.to_send()
    window.controller.report_controller.send.send.click()
    window.delivery.wait()
    window.settle()
    link = window.controller.report_controller.done.link
    assert link.isVisible()
    window.delivery.arrive()
    window.settle()
    assert not link.isVisible()
