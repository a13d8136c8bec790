"""What stays of a session while its checks run again, and after it was sent."""

from checker.client.delivery.case_codes import CaseCodes
from checker.client.session import Session
from checker.model.codec import to_json
from checker.model.employee.own_words import OwnWords
from checker.model.measurement import Measurement, Outcome
from checker.model.profile import Profile
from checker.model.report import report_reference
from checker.model.secrecy.own_report import is_secret_of
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


def test_what_the_employee_writes_is_in_the_report_as_it_was_typed() -> None:
    session = Session(PROFILE, Net())
    session.add_measurements([AGAIN])
    first_id, _ = references(session)
    session.describe(OwnWords(trouble=" Teams friert ein,\nMAC aa:bb:cc:dd:ee:ff ", callback_number="030 1234567"))
    words = session.report.own_words
    assert words is not None and words.trouble == "Teams friert ein,\nMAC aa:bb:cc:dd:ee:ff"
    assert session.report.id == first_id, "it was not sent yet"
    session.add_measurements([AGAIN])
    assert session.report.own_words == words, "checking again keeps them"
    session.adopt(Profile(code="ANDERE", customer=""))
    assert session.own_words is None, "another employer reads nothing of it"


def test_what_is_written_after_sending_is_another_report() -> None:
    session = Session(PROFILE, Net())
    session.describe(OwnWords(name="A"))
    session.add_measurements([AGAIN])
    sent = session.approve_sending()
    session.describe(OwnWords(name="A "))
    assert session.report.id == sent.id, "nothing new was written"
    session.describe(OwnWords(name="B"))
    assert session.report.id != sent.id
    assert not session.report.consent.send


def test_each_report_has_a_secret_of_its_own_and_carries_its_digest_alone() -> None:
    session = Session(PROFILE, Net())
    session.add_measurements([AGAIN])
    first = session.report
    secret = session.secret_of(first.id)
    session.describe(OwnWords(name="A"))
    sent = session.approve_sending()
    assert sent.id == first.id and is_secret_of(session.secret_of(sent.id), sent.secret_digest)
    assert session.secret_of(sent.id) == secret and secret.encode() not in to_json(sent)
    session.add_measurements([AGAIN])
    assert session.secret_of(session.report.id) != secret
    assert not is_secret_of(secret, session.report.secret_digest)


def test_one_trouble_has_one_code_until_the_employee_says_that_it_is_another() -> None:
    session = Session(PROFILE, Net(), case_codes=CaseCodes())
    session.add_measurements([AGAIN])
    first = session.approve_sending().case_code
    session.add_measurements([AGAIN])
    assert len(first) == 32 and session.approve_sending().case_code == first
    session.set_another_case(True)
    another = session.report
    assert another.case_code not in ("", first) and session.is_another_case
    session.set_another_case(False)
    assert session.report.case_code == first
    assert session.report.id == another.id, "nothing was sent meanwhile"
    session.adopt(Profile(code="ANDERE", customer=""))
    assert session.report.case_code != first, "two employers cannot tell that it is the same PC"
