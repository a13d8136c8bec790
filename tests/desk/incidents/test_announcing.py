"""What employees are told, how long, and what technicians do with an incident."""

import datetime
import secrets
from collections.abc import Callable

from django.test import Client
from django.utils import timezone

from checker.client.updates.incident_check import verify_announcements
from checker.model.codec import announcements_from_toml
from checker.model.signature import announcements_signer, fingerprint
from tests.desk.in_process import renew_firm_key
from tests.desk.reports.cases.conftest import CaseDesk


def _incident():
    from checker.desk.incidents.models import Incident  # noqa: PLC0415 - Django is set up by a fixture

    return Incident.objects.get()


def _announced(code: str = "FALL") -> list:
    renew_firm_key()  # filing a report has set the key of these tests
    response = Client().get(f"/api/v1/incidents/{code}")
    assert response.status_code == 200 and response["Cache-Control"] == "no-store"
    return list(announcements_from_toml(response.content).incidents)


def test_the_employees_program_believes_what_the_desk_announces(failing: Callable, case_desk: CaseDesk) -> None:
    failing(5)
    renew_firm_key()
    response = Client().get("/api/v1/incidents/FALL")
    key = fingerprint(announcements_signer(response.content))
    announcements = verify_announcements(response.content, "FALL", key, datetime.datetime.now(datetime.UTC))
    assert announcements is not None
    [incident] = announcements.incidents
    assert incident.what is not None and incident.what.de == "Verbindung zur Firma (zentrale)" and not incident.in_work
    assert _announced("ANDERE") == []
    assert Client().get("/api/v1/incidents/NIEMAND").status_code == 404


def test_it_ends_by_itself_for_employees_and_stays_for_technicians(failing: Callable, case_desk: CaseDesk) -> None:
    from checker.desk.reports.cases.models import Case  # noqa: PLC0415 - as above

    cases = failing(6)
    assert len(_announced()) == 1
    for case in cases[:3]:
        failing(1, None, code=case.code)
    assert _announced() == [], "half of them get through again"
    failing(1)
    assert len(_announced()) == 1
    Case.objects.update(received=timezone.now() - datetime.timedelta(hours=5))
    assert _announced() == [], "nobody met it for hours"
    page = case_desk.page("/customers/")
    assert "Störung bei Bäckerei Özdemir" in page and "7 Fälle" in page
    assert "Zur Zeit nichts" in case_desk.page(f"/incidents/{_incident().pk}/")


def test_technicians_take_it_say_a_sentence_and_close_it_with_its_cases(failing: Callable, case_desk: CaseDesk) -> None:
    cases = failing(6)
    case_desk.page("/inbox/")
    incident = _incident()
    change = f"/incidents/{incident.pk}/change/"
    case_desk.client.post(change, {"do": "take"})
    case_desk.client.post(change, {"do": "announce", "announced": "on", "words": "Bis elf Uhr\n<b>Handy</b> nutzen."})
    [announcement] = _announced()
    assert announcement.in_work and announcement.words == "Bis elf Uhr <b>Handy</b> nutzen."
    for path in ("/d/FALL/", "/guide/de/vpn.silent/?customer=FALL"):
        page = Client(headers={"accept-language": "de"}).get(path).content.decode()
        assert "Bekannte Störung seit" in page and "Verbindung zur Firma (zentrale)" in page, path
        assert "&lt;b&gt;Handy&lt;/b&gt; nutzen. Ihre IT-Firma arbeitet daran." in page
    assert "Bekannte Störung" not in Client().get("/guide/de/vpn.silent/").content.decode()
    case_desk.client.post(change, {"do": "announce", "words": ""})
    assert _announced() == []
    assert "6 offene Fälle werden mit abgelegt." in case_desk.page(f"/incidents/{incident.pk}/")
    answer = case_desk.client.post(change, {"do": "close", "cause": "right"}, follow=True)
    assert "6 Fälle mit abgelegt." in answer.content.decode()
    for case in cases:
        case.refresh_from_db()
        assert (case.state, case.confirmation) == ("solved", "right")
    incident.refresh_from_db()
    assert incident.closed_by == case_desk.technician
    failing(4)
    case_desk.page("/inbox/")
    assert _incident().pk == incident.pk, "four more are no new one: those of before are done"
    assert case_desk.client.post(change, {"do": "take"}).status_code == 404


def test_who_failed_before_fails_again_in_a_new_one(failing: Callable, case_desk: CaseDesk) -> None:
    from checker.desk.incidents.models import Incident  # noqa: PLC0415 - as above

    codes = [secrets.token_hex(16) for _ in range(5)]
    for code in codes:
        failing(1, code=code)
    case_desk.page("/inbox/")
    case_desk.client.post(f"/incidents/{_incident().pk}/change/", {"do": "close"})
    Incident.objects.update(closed=timezone.now() - datetime.timedelta(minutes=5))
    for code in codes:
        failing(1, code=code)
    case_desk.page("/inbox/")
    assert Incident.objects.filter(closed=None).get().people == 5


def test_one_can_be_opened_by_hand_and_is_forgotten_after_a_day(failing: Callable, case_desk: CaseDesk) -> None:
    path = "/customers/FALL/incident/"
    now = timezone.localtime()
    wrong = {"began": f"{now + datetime.timedelta(hours=2):%Y-%m-%dT%H:%M}", "words": "Server steht."}
    assert "Das liegt in der Zukunft." in case_desk.client.post(path, wrong).content.decode()
    case_desk.client.post(path, wrong | {"began": f"{now:%Y-%m-%dT%H:%M}"})
    incident = _incident()
    [announcement] = _announced()
    assert announcement.what is None and announcement.words == "Server steht." and announcement.in_work
    [case], [foreign] = failing(1, None), failing(1, None, customer=case_desk.other)
    for reference in (case.reference, foreign.reference, "ZZZ-ZZZ"):
        case_desk.client.post(f"/incidents/{incident.pk}/change/", {"do": "add", "reference": reference})
    assert list(incident.cases.all()) == [case]
    incident.opened = timezone.now() - datetime.timedelta(hours=25)
    incident.save()
    assert _announced() == []


def test_a_case_is_added_by_what_a_phone_handed_over_and_not_by_what_was_deleted(
    case_desk: CaseDesk, failing: Callable
) -> None:
    from checker.desk.incidents.models import Incident  # noqa: PLC0415 - Django is set up by a fixture
    from checker.desk.reports.cases.deletion import delete_for_employee  # noqa: PLC0415 - as above
    from checker.desk.reports.cases.models import PhoneSummary  # noqa: PLC0415 - as above

    incident = Incident.objects.create(customer=case_desk.customer, began=timezone.now(), is_manual=True)
    [handed_over], [deleted] = failing(1), failing(1)
    PhoneSummary.objects.create(case=handed_over, report_id="0" * 26, reference="AAA-AAA", findings="[]")
    delete_for_employee(deleted.reports.get())
    for reference in ("AAA-AAA", deleted.reference):
        case_desk.client.post(f"/incidents/{incident.pk}/change/", {"do": "add", "reference": reference})
    assert list(incident.cases.all()) == [handed_over]
