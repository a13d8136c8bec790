"""Passkeys (w3.org/TR/webauthn-3) by Yubico's `fido2`: added, and signed in with, without a name or a password.

A passkey asks for finger, face or PIN by itself, so it is two factors. Challenges are signed instead of stored, so that
strangers who open the sign-in page leave nothing in the database.
"""

import hashlib
import hmac
import json
import logging
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.utils import timezone

from checker.desk.accounts.models import Passkey, Technician
from checker.desk.firm.models import Firm
from checker.desk.measure.client_address import truncated_network
from checker.model.record import Record

if TYPE_CHECKING:
    from fido2.server import Fido2Server

log = logging.getLogger("checker.desk.accounts")

CHALLENGE_S = 600
MAX_PASSKEYS = 20
_REQUIRED = "required"


class RelyingParty(Record, frozen=True, kw_only=True):
    """This desk as browsers know it: passkeys belong to its host name. `origin`: what they say that they answered."""

    host: str
    origin: str
    name: str

    def server(self) -> "Fido2Server":
        """What makes options and checks answers."""
        # Loaded late: half a second that only these pages need.
        from fido2.server import Fido2Server  # noqa: PLC0415 - see above
        from fido2.webauthn import PublicKeyCredentialRpEntity  # noqa: PLC0415 - see above

        return Fido2Server(
            PublicKeyCredentialRpEntity(name=self.name, id=self.host),
            verify_origin=lambda origin: origin == self.origin,
        )


def relying_party() -> RelyingParty | None:
    """None where browsers make no passkeys: without HTTPS (but on this machine), or where the address has no name."""
    firm = Firm.get()
    parts = urlsplit(firm.address)
    host = parts.hostname or ""
    is_secure = parts.scheme == "https" or host == "localhost"
    if not host or not is_secure or truncated_network(host):
        return None
    default_port = {"http": 80, "https": 443}.get(parts.scheme)
    port = f":{parts.port}" if parts.port and parts.port != default_port else ""
    return RelyingParty(host=host, origin=f"{parts.scheme}://{host}{port}", name=firm.display_name)


def registration_options(party: RelyingParty, technician: Technician) -> str:
    """JSON for the browser's `navigator.credentials.create`."""
    from fido2.webauthn import (  # noqa: PLC0415 - as above
        AttestedCredentialData,
        PublicKeyCredentialUserEntity,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    options, _ = party.server().register_begin(
        PublicKeyCredentialUserEntity(id=_user_handle(technician), name=technician.name, display_name=technician.name),
        credentials=[AttestedCredentialData(bytes(key.credential)) for key in technician.passkeys.all()],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
        challenge=_new_challenge(f"register:{technician.pk}"),
    )
    return json.dumps(dict(options.public_key))


def add_passkey(party: RelyingParty, technician: Technician, answer: str, name: str) -> Passkey | None:
    """The passkey that the browser made; None where the answer is not one to a challenge of ours."""
    from fido2.webauthn import RegistrationResponse  # noqa: PLC0415 - as above

    try:
        response = RegistrationResponse.from_dict(_mapping(answer))
        challenge = response.response.client_data.challenge
        made = _challenge_time(challenge, f"register:{technician.pk}")
        data = party.server().register_complete(_state(challenge), response)
        credential = data.credential_data
        if credential is None:
            return None
        passkey, is_new = Passkey.objects.get_or_create(
            credential_id=credential.credential_id.hex(),
            defaults={
                "technician": technician,
                "credential": bytes(credential),
                "sign_count": data.counter,
                "last_challenge": made,
                "name": name,
            },
        )
    except Exception as error:  # noqa: BLE001 - a stranger's bytes, through a library's parsers
        log.info("an answer made no passkey: %s", type(error).__name__)
        return None
    return passkey if is_new else None


def sign_in_options(party: RelyingParty) -> str:
    """JSON for the browser's `navigator.credentials.get`: any passkey of this desk."""
    from fido2.webauthn import UserVerificationRequirement  # noqa: PLC0415 - as above

    options, _ = party.server().authenticate_begin(
        user_verification=UserVerificationRequirement.REQUIRED, challenge=_new_challenge("sign-in")
    )
    return json.dumps(dict(options.public_key))


def take_passkey(party: RelyingParty, answer: str) -> Technician | None:
    """Whose passkey signed a challenge of ours, which counts once; None where none did."""
    from fido2.webauthn import AttestedCredentialData, AuthenticationResponse  # noqa: PLC0415 - as above

    try:
        response = AuthenticationResponse.from_dict(_mapping(answer))
        challenge = response.response.client_data.challenge
        made = _challenge_time(challenge, "sign-in")
        passkey = Passkey.objects.select_related("technician").get(credential_id=response.raw_id.hex())
        credential = AttestedCredentialData(bytes(passkey.credential))
        party.server().authenticate_complete(_state(challenge), [credential], response)
        count = response.response.authenticator_data.counter
    except Exception as error:  # noqa: BLE001 - as above
        log.info("an answer was of no passkey: %s", type(error).__name__)
        return None
    if (count or passkey.sign_count) and count <= passkey.sign_count:
        log.warning("a passkey counted backwards: it may have been copied")
        return None
    # The update decides between two that come at once.
    is_first = Passkey.objects.filter(pk=passkey.pk, last_challenge__lt=made).update(
        last_challenge=made, sign_count=count, used=timezone.now()
    )
    return passkey.technician if is_first and passkey.technician.is_active else None


def _mapping(answer: str) -> Mapping[str, Any]:
    decoded = json.loads(answer)
    if not isinstance(decoded, dict):
        raise TypeError("not an object")
    return decoded


def _new_challenge(purpose: str) -> bytes:
    micros = int(timezone.now().timestamp() * 1e6)
    return _signer(purpose).sign(f"{micros}.{secrets.token_urlsafe(16)}").encode()


def _challenge_time(challenge: bytes, purpose: str) -> int:
    """When it was made, in microseconds. Raises ValueError for one that is too old or not of this desk."""
    try:
        micros = int(_signer(purpose).unsign(challenge.decode("ascii")).partition(".")[0])
    except signing.BadSignature as error:
        raise ValueError("not of this desk") from error
    if timezone.now().timestamp() - micros / 1e6 > CHALLENGE_S:
        raise ValueError("too old")
    return micros


def _signer(purpose: str) -> signing.Signer:
    return signing.Signer(salt=f"accounts.passkey.{purpose}")


def _state(challenge: bytes) -> dict[str, str]:
    """As the library would have kept it: that the challenge is ours was checked before."""
    from fido2.utils import websafe_encode  # noqa: PLC0415 - as above

    return {"challenge": websafe_encode(challenge), "user_verification": _REQUIRED}


def _user_handle(technician: Technician) -> bytes:
    """Says nothing of the account to whoever reads the authenticator (webauthn-3, 14.6.1)."""
    return hmac.digest(settings.SECRET_KEY.encode(), f"accounts.passkey:{technician.pk}".encode(), hashlib.sha256)
