"""Passkeys, with an authenticator made of the library's own parts: what is taken, and what is refused.

A real browser with a virtual authenticator: tests/browser/test_passkey.py.
"""

import html
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from tests.desk.accounts.conftest import PASSWORD, Person

pytest.importorskip("fido2", reason="came with this version: python3 -m tests brings it")

from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

ORIGIN = "http://localhost:8000"
ADD = "/account/second-factor/passkey/"
PRESENT_AND_VERIFIED = 0x01 | 0x04


class Authenticator:
    """One key on one device."""

    def __init__(self, host: str = "localhost", origin: str = ORIGIN) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._id, self._host, self._origin = b"c" * 32, host, origin
        self.count, self.flags = 0, PRESENT_AND_VERIFIED

    def _client_data(self, kind: str, options: dict[str, Any]) -> CollectedClientData:
        return CollectedClientData.create(kind, websafe_decode(options["challenge"]), self._origin)

    def _answer(self, **response: bytes) -> str:
        credential_id = websafe_encode(self._id)
        fields = {name: websafe_encode(value) for name, value in response.items()}
        return json.dumps({"id": credential_id, "rawId": credential_id, "type": "public-key", "response": fields})

    def create(self, options: dict[str, Any]) -> str:
        """As `navigator.credentials.create`."""
        public_key = ES256.from_cryptography_key(self._key.public_key())
        data = AuthenticatorData.create(
            sha256(self._host.encode()),
            self.flags | AuthenticatorData.FLAG.AT,
            self.count,
            AttestedCredentialData.create(Aaguid.NONE, self._id, public_key),
        )
        return self._answer(
            clientDataJSON=self._client_data("webauthn.create", options),
            attestationObject=AttestationObject.create("none", data, {}),
        )

    def get(self, options: dict[str, Any]) -> str:
        """As `navigator.credentials.get`."""
        data = AuthenticatorData.create(sha256(self._host.encode()), self.flags, self.count)
        client_data = self._client_data("webauthn.get", options)
        signature = self._key.sign(bytes(data) + client_data.hash, ec.ECDSA(SHA256()))
        return self._answer(clientDataJSON=client_data, authenticatorData=data, signature=signature)


def _options(page: str) -> dict[str, Any]:
    [options] = re.findall(r'data-options="([^"]+)"', page)
    return json.loads(html.unescape(options))


def _add(person: Person, key: Authenticator, name: str = "Laptop", password: str = PASSWORD) -> str:
    options = _options(person.client.get(ADD).content.decode())
    form = {"name": name, "current": password, "credential": key.create(options)}
    return person.client.post(ADD, form).content.decode()


def _sign_in(person: Person, key: Authenticator, change: Callable[[str], str] = str) -> str:
    browser = person.browser()
    answer = key.get(_options(browser.get("/sign-in/").content.decode()))
    return browser.post("/sign-in/passkey/", {"credential": change(answer), "next": "/firm/"}).headers["Location"]


@pytest.fixture
def key(technician: Person) -> Authenticator:
    """One that the technician has added."""
    key = Authenticator()
    assert "Ihre Notfallcodes" in _add(technician, key)
    return key


def test_it_signs_in_alone(technician: Person, key: Authenticator) -> None:
    assert _sign_in(technician, key) == "/firm/"
    page = technician.client.get("/account/second-factor/").content.decode()
    assert "Laptop" in page and "zuletzt benutzt" in page
    half = technician.sign_in()
    assert half.get("/inbox/").status_code == 302
    step = half.get("/sign-in/second-factor/")
    assert "script-src 'nonce-" in step.headers["Content-Security-Policy"]
    answer = key.get(_options(step.content.decode()))
    assert half.post("/sign-in/passkey/", {"credential": answer, "next": ""}).headers["Location"] == "/inbox/"


def test_an_answer_counts_once(technician: Person, key: Authenticator) -> None:
    browser = technician.browser()
    answer = key.get(_options(browser.get("/sign-in/").content.decode()))
    locations = [
        technician.browser().post("/sign-in/passkey/", {"credential": answer, "next": ""}).headers["Location"]
        for _ in range(2)
    ]
    assert locations == ["/inbox/", "/sign-in/"]


def test_what_is_refused(technician: Person, key: Authenticator) -> None:
    from django.utils import timezone  # noqa: PLC0415 - Django is set up now

    refused = "/sign-in/"
    for broken in (
        "",
        "{}",
        "[]",
        "null",
        "{",
        '{"rawId": 1}',
        '{"id":"","rawId":"","response":{},"type":"public-key"}',
    ):
        assert _sign_in(technician, key, lambda _, broken=broken: broken) == refused
    assert _sign_in(technician, Authenticator()) == refused, "another device with the same id"
    key.flags = 0x01
    assert _sign_in(technician, key) == refused, "nobody was verified"
    key.flags = PRESENT_AND_VERIFIED
    for wrong in ({"_origin": "http://localhost:9000"}, {"_host": "evil.example"}, {"_origin": "https://evil.example"}):
        before = {name: getattr(key, name) for name in wrong}
        vars(key).update(wrong)
        assert _sign_in(technician, key) == refused, wrong
        vars(key).update(before)
    registration = _options(technician.client.get(ADD).content.decode())
    answer = technician.browser().post("/sign-in/passkey/", {"credential": key.get(registration), "next": ""})
    assert answer.headers["Location"] == refused, "a challenge for another purpose"
    key.count = 5
    assert _sign_in(technician, key) == "/firm/"
    assert _sign_in(technician, key) == refused, "a copy counts backwards"
    key.count = 6
    options = _options(technician.browser().get("/sign-in/").content.decode())
    expired = timezone.now() + timezone.timedelta(seconds=601)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("checker.desk.accounts.second_factor.passkeys.timezone.now", lambda: expired)
        answer = technician.browser().post("/sign-in/passkey/", {"credential": key.get(options), "next": ""})
    assert answer.headers["Location"] == refused, "too old"
    account = technician.account
    type(account).objects.filter(pk=account.pk).update(is_active=False)
    assert _sign_in(technician, key) == refused, "whose access was taken"


def test_it_is_added_with_the_password_alone_and_once(technician: Person, administrator: Person) -> None:
    key = Authenticator()
    assert "Dieses Passwort stimmt nicht" in _add(technician, key, password="falsch")
    assert "Ihre Notfallcodes" in _add(technician, key)
    assert "Das hat nicht geklappt" in _add(technician, key), "already there"
    assert "Das hat nicht geklappt" in _add(administrator, key), "another's"
    assert "Das hat nicht geklappt" in _add(administrator, Authenticator(origin="https://evil.example"))
    [path] = re.findall(
        rf'href="({ADD}\d+/remove/)"', technician.client.get("/account/second-factor/").content.decode()
    )
    assert administrator.client.post(path, {"current": PASSWORD}).status_code == 404
    assert technician.client.post(path, {"current": PASSWORD}).status_code == 302
    assert _kind_of_sign_in(technician) == "/inbox/"


def _kind_of_sign_in(person: Person) -> str:
    answer = person.browser().post("/sign-in/", {"name": person.account.name, "password": PASSWORD})
    return answer.headers["Location"]


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://desk.example", "desk.example"),
        ("https://desk.example:8443/", "desk.example"),
        ("http://localhost:8000", "localhost"),
        ("http://desk.example", None),
        ("http://127.0.0.1:8000", None),
        ("https://192.0.2.7", None),
        ("https://[2001:db8::1]", None),
    ],
)
def test_where_browsers_make_passkeys(firm: None, address: str, host: str | None) -> None:
    from checker.desk.accounts.second_factor.passkeys import relying_party  # noqa: PLC0415 - as above
    from checker.desk.firm.models import Firm  # noqa: PLC0415 - as above

    Firm.objects.update(last_url=address)
    party = relying_party()
    assert (party.host if party else None) == host
    assert party is None or party.origin == address.rstrip("/")
