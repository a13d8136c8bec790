"""Codes of an app, recovery codes and sessions: set up, asked for, limited, reset."""

import base64
import re

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.test import Client

from tests.desk.accounts.conftest import PASSWORD, Person


def _actions(subject: str = "") -> list[str]:
    from checker.desk.accounts.models import AuditEntry  # noqa: PLC0415 - Django is set up now

    entries = AuditEntry.objects.order_by("pk")
    return list((entries.filter(subject=subject) if subject else entries).values_list("action", flat=True))


class App:
    """What shows codes: it has the key of the page, and counts steps of its own."""

    def __init__(self, key: str) -> None:
        from django.utils import timezone  # noqa: PLC0415 - as above

        self._totp = TOTP(base64.b32decode(key), 6, SHA1(), 30)
        self._now = int(timezone.now().timestamp())

    def code(self, step: int = 0) -> str:
        return self._totp.generate(self._now + 30 * step).decode()


def set_up(person: Person, client: Client | None = None) -> tuple[App, list[str]]:
    """The app, and the recovery codes that the page showed."""
    client = client or person.client
    page = client.get("/account/second-factor/app/").content.decode()
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)
    key = re.search(r'class="mono wrap">([A-Z2-7]+)<', page)
    assert sealed and key and "<svg" in page
    app = App(key[1])
    form = {"sealed": sealed[1], "current": PASSWORD}
    assert (
        "Dieser Code stimmt nicht"
        in client.post("/account/second-factor/app/", form | {"code": "000"}).content.decode()
    )
    answer = client.post("/account/second-factor/app/", form | {"code": app.code()})
    assert "no-store" in answer.headers["Cache-Control"]
    return app, re.findall(r"<li>((?:[A-Z2-9]{4}-){3}[A-Z2-9]{4})</li>", answer.content.decode())


def test_a_password_alone_no_longer_lets_in(technician: Person) -> None:
    other = technician.sign_in()
    app, codes = set_up(technician)
    assert len(set(codes)) == 10
    assert other.get("/inbox/").status_code == 302, "other sessions end"
    assert technician.client.get("/inbox/").status_code == 200
    half = technician.sign_in()
    assert half.get("/inbox/").headers["Location"].startswith("/sign-in/")
    step = "/sign-in/second-factor/"
    assert "Noch ein Schritt" in half.get(step).content.decode()
    assert half.post(step, {"code": app.code()}).status_code == 200, "the code that set it up is used up"
    assert half.post(step, {"code": app.code(1)}).headers["Location"] == "/inbox/"
    assert half.get("/inbox/").status_code == 200
    again = technician.sign_in()
    assert again.post(step, {"code": app.code(1)}).status_code == 200, "no code counts twice"
    assert "Notfallcode" in again.get(step).content.decode()


def test_a_link_is_a_first_factor_too(technician: Person) -> None:
    from checker.desk.accounts.sign_in_links import create_sign_in_link  # noqa: PLC0415 - as above

    app, _ = set_up(technician)
    browser = technician.browser()
    link = create_sign_in_link(technician.account, "http://127.0.0.1", "/customers/")
    assert browser.get(link.removeprefix("http://127.0.0.1")).headers["Location"] == "/sign-in/second-factor/"
    answer = browser.post("/sign-in/second-factor/", {"code": app.code(1)})
    assert answer.headers["Location"] == "/customers/"


def test_recovery_codes_work_once_and_only_their_hashes_are_stored(technician: Person) -> None:
    from checker.desk.accounts.models import RecoveryCode, TotpSecret  # noqa: PLC0415 - as above

    _, codes = set_up(technician)
    stored = str(list(RecoveryCode.objects.values_list("hashed", flat=True)))
    assert not any(code in stored or code.replace("-", "") in stored for code in codes)
    typed = codes[0].lower().replace("-", " ")
    assert technician.sign_in().post("/sign-in/second-factor/", {"code": typed}).status_code == 302
    assert technician.sign_in().post("/sign-in/second-factor/", {"code": codes[0]}).status_code == 200
    assert "recovery-code" in _actions(technician.account.name)
    assert "Noch 9 Codes" in technician.client.get("/account/second-factor/").content.decode()
    page = technician.client.post("/account/second-factor/codes/", {"current": PASSWORD}).content.decode()
    assert codes[1] not in page and RecoveryCode.objects.filter(technician=technician.account).count() == 10
    technician.client.post("/account/second-factor/app/remove/", {"current": PASSWORD})
    assert not RecoveryCode.objects.filter(technician=technician.account).exists()
    assert not TotpSecret.objects.filter(technician=technician.account).exists()
    assert technician.sign_in().get("/inbox/").status_code == 200


def test_codes_cannot_be_tried_often(technician: Person) -> None:
    app, codes = set_up(technician)
    half = technician.sign_in()
    answers = [half.post("/sign-in/second-factor/", {"code": f"{n:06}"}) for n in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert int(answers[-1].headers["Retry-After"]) <= 900
    for code in (app.code(1), codes[0]):
        assert half.post("/sign-in/second-factor/", {"code": code}).status_code == 429, "not even a right one"
    assert _actions(technician.account.name).count("sign-in-blocked") == 1


def test_the_secret_is_sealed_and_belongs_to_one_account(technician: Person, administrator: Person) -> None:
    from checker.desk.accounts.models import TotpSecret  # noqa: PLC0415 - as above
    from checker.desk.accounts.second_factor.one_time_password import open_secret  # noqa: PLC0415 - as above

    set_up(technician)
    sealed = bytes(TotpSecret.objects.get(technician=technician.account).sealed).decode()
    secret = open_secret(technician.account, sealed)
    assert secret and base64.b32encode(secret).decode() not in sealed
    assert open_secret(administrator.account, sealed) is None
    assert open_secret(technician.account, "AAAA") is None


def test_it_is_not_set_up_without_the_password(technician: Person) -> None:
    page = technician.client.get("/account/second-factor/app/").content.decode()
    sealed = re.findall(r'name="sealed" value="([^"]+)"', page)[0]
    app = App(re.findall(r'class="mono wrap">([A-Z2-7]+)<', page)[0])
    technician.client.post("/account/second-factor/app/", {"sealed": sealed, "code": app.code(), "current": "falsch"})
    assert technician.sign_in().get("/inbox/").status_code == 200


def test_an_administrator_asks_everybody_for_one(administrator: Person, technician: Person) -> None:
    path = "/firm/technicians/second-factor/"
    administrator.client.post(path, {"policy-required": "on", "policy-current": "falsch"})
    assert technician.client.get("/inbox/").status_code == 200
    administrator.client.post(path, {"policy-required": "on", "policy-current": PASSWORD})
    assert technician.client.get("/inbox/").headers["Location"] == "/account/second-factor/"
    assert "verlangt einen zweiten Faktor" in technician.client.get("/account/second-factor/").content.decode()
    set_up(technician)
    assert technician.client.get("/inbox/").status_code == 200
    technician.client.post("/account/second-factor/app/remove/", {"current": PASSWORD})
    assert technician.client.get("/inbox/").status_code == 302
    assert "factor-policy" in _actions()


@pytest.mark.parametrize("by", ["administrator", "command"])
def test_a_factor_that_is_gone_is_reset(administrator: Person, technician: Person, by: str) -> None:
    from django.core.management import call_command  # noqa: PLC0415 - as above

    from checker.desk.accounts.models import Technician  # noqa: PLC0415 - as above

    set_up(technician)
    account = technician.account
    if by == "administrator":
        path = f"/firm/technicians/{account.pk}/"
        form = {"role": "technician", "reset_factor": "on", "current": PASSWORD}
        assert administrator.client.post(path, form).status_code == 302
        assert technician.sign_in(account.name).get("/inbox/").status_code == 200
    else:
        call_command("technician", account.name, "--reset-factor")
    assert technician.client.get("/inbox/").status_code == 302, "its sessions end"
    assert not Technician.objects.get(pk=account.pk).recovery_codes.exists()
    assert "factor" in _actions(f"− {account.name}")


def test_rights_are_changed_by_others(administrator: Person, technician: Person) -> None:
    path = f"/firm/technicians/{technician.account.pk}/"
    assert technician.client.get("/firm/log/").status_code == 403
    administrator.client.post(path, {"role": "administrator", "current": "falsch"})
    assert technician.client.get("/firm/log/").status_code == 403
    administrator.client.post(path, {"role": "administrator", "current": PASSWORD})
    assert technician.client.get("/firm/log/").status_code == 200
    own = f"/firm/technicians/{administrator.account.pk}/"
    assert administrator.client.post(own, {"role": "technician", "current": PASSWORD}).status_code == 302
    assert administrator.account.is_administrator


def test_open_sessions_are_listed_and_ended(technician: Person) -> None:
    second, third = technician.sign_in(), technician.sign_in()
    page = technician.client.get("/account/").content.decode()
    ends = re.findall(r'action="(/account/sessions/\d+/end/)"', page)
    assert page.count("Firefox · Linux</") + page.count("Firefox · Linux ") >= 3 and len(ends) == 2
    technician.client.post(ends[0])
    alive = [client.get("/inbox/").status_code for client in (second, third)]
    assert sorted(alive) == [200, 302]
    technician.client.post("/account/sessions/end/")
    assert [client.get("/inbox/").status_code for client in (second, third)] == [302, 302]
    assert technician.client.get("/inbox/").status_code == 200
    fourth = technician.sign_in()
    new = "ein ganz anderes Passwort im Juni"
    technician.client.post("/account/", {"current": PASSWORD, "new": new, "again": new})
    assert fourth.get("/inbox/").status_code == 302
    assert "diese hier" in technician.client.get("/account/").content.decode()
    technician.client.post("/sign-out/")
    from checker.desk.accounts.models import BrowserSession, Technician  # noqa: PLC0415 - as above

    assert not BrowserSession.objects.filter(technician=Technician.objects.get(name="tagesdienst")).exists()


def test_nobody_ends_anothers_session(administrator: Person, technician: Person) -> None:
    from checker.desk.accounts.models import BrowserSession  # noqa: PLC0415 - as above

    foreign = BrowserSession.objects.filter(technician=administrator.account).latest("pk")
    technician.client.post(f"/account/sessions/{foreign.pk}/end/")
    assert administrator.client.get("/inbox/").status_code == 200
