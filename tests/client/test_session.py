"""What stays of a session while its checks run again, and after it was sent."""

from checker.client.session import Session
from checker.model.measurement import Measurement, Outcome
from checker.model.profile import Profile
from checker.model.report import report_reference
from checker.net.net import Net

PROFILE = Profile(code="BEISPIEL", customer="Beispiel Bau GmbH")
AGAIN = Measurement(check="computer", outcome=Outcome.CANCELLED)


def references(session: Session) -> tuple[str, str]:
    return session.report.id, report_reference(session.report.id)


def test_the_reference_that_was_read_out_outlives_another_check() -> None:
    session = Session(PROFILE, Net())
    session.add_measurements([AGAIN])
    first_id, first = references(session)
    session.add_measurements([AGAIN])
    second_id, second = references(session)
    assert second_id != first_id, "another content is another upload"
    assert second == first


def test_what_is_measured_after_sending_is_another_report() -> None:
    session = Session(PROFILE, Net())
    session.add_measurements([AGAIN])
    _, first = references(session)
    assert report_reference(session.approve_sending().id) == first
    assert references(session)[1] == first, "as long as nothing new was measured"
    session.add_measurements([AGAIN])
    assert references(session)[1] != first


def test_another_profile_is_another_report() -> None:
    session = Session(PROFILE, Net())
    session.add_measurements([AGAIN])
    _, first = references(session)
    session.adopt(Profile(code="ANDERE", customer=""))
    session.add_measurements([AGAIN])
    assert references(session)[1] != first
