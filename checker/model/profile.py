"""What one customer's workplace needs: made and signed by the IT firm, read by the client.

CUSTOMER_CODE is the form of its code everywhere: in profiles, addresses of the desk, file names and QR codes.
"""

import datetime
from typing import Annotated, Any

import msgspec

from checker.model.privacy import DataGroup, Purpose, privacy_meta
from checker.model.record import Record

CUSTOMER_CODE = r"[A-Z0-9][A-Z0-9-]{1,23}"
"""Without anchors: who uses it says what may stand around it."""

CODE_ALPHABET = "FHKMRTWXY34679"
"""What desks draw from, distinct on the phone and on paper: no 0/O, 1/I, 5/S, 8/B, 2/Z; no vowels, so that no words
come about."""


PROFILE_VERSION = 1
_UNSEEN = r"\s\x00-\x1f\x7f-\x9f\\"
URL = rf"^https?://[^{_UNSEEN}/?#@]+(?:[/?#][^{_UNSEEN}]*)?$(?!\n)"
"""Without what a terminal would obey (ECMA-48), without a user before the host, who can look like another host, and
without what one program takes for a slash and the next does not."""


SINGLE_LINE = r"^[^\x00-\x1f\x7f-\x9f]*$(?!\n)"
"""What stands in a sentence of the program: without anything that a terminal would obey."""


COLOUR = r"^(?:#[0-9a-fA-F]{6})?$(?!\n)"
"""Red, green and blue as in CSS; empty where the firm has none."""


SEALING_KEY = r"^(?:[A-Za-z0-9_-]{43})?$(?!\n)"
"""32 bytes in base64url; empty where the desk has none yet."""


class FirmContact(Record, frozen=True, kw_only=True):
    """The IT firm as the employee knows it, and where its desk answers.

    `office_hours` and `promise` are sentences of the firm's own, in whatever language it writes. `colour`: of a
    profile written by hand; a desk signs it in a line of its own (firm/appearance.py).
    """

    name: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT, Purpose.DELIVERY, de="Name der IT-Firma", en="Name of the IT firm", max_length=120
        ),
    ]
    phone: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT, Purpose.DELIVERY, de="Telefon der IT-Firma", en="Phone of the IT firm", max_length=40
        ),
    ] = ""
    mail: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT, Purpose.DELIVERY, de="E-Mail der IT-Firma", en="Mail of the IT firm", max_length=120
        ),
    ] = ""
    desk_url: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DELIVERY,
            de="Adresse, an die ein Bericht geht",
            en="Address that a report goes to",
            pattern=r"^$|" + URL,
            max_length=300,
        ),
    ] = ""
    office_hours: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DELIVERY,
            de="Wann die IT-Firma zu sprechen ist",
            en="When the IT firm can be reached",
            pattern=SINGLE_LINE,
            max_length=120,
        ),
    ] = ""
    sealing_key: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DELIVERY,
            de="Schlüssel, mit dem nur die IT-Firma einen Bericht lesen kann, der nicht über ihren Dienst kommt",
            en="Key by which only the IT firm can read a report that does not come through its service",
            pattern=SEALING_KEY,
            max_length=43,
        ),
    ] = ""
    promise: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DELIVERY,
            de="Bis wann sich die IT-Firma nach einem Bericht meldet",
            en="By when the IT firm answers a report",
            pattern=SINGLE_LINE,
            max_length=200,
        ),
    ] = ""
    colour: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DELIVERY,
            de="Farbe der IT-Firma",
            en="Colour of the IT firm",
            pattern=COLOUR,
            max_length=7,
        ),
    ] = ""


class Profile(Record, frozen=True, kw_only=True):
    """One customer's needs. `needs` holds one table per check; each check reads its own strictly."""

    version: Annotated[
        int,
        privacy_meta(DataGroup.REPORT, Purpose.DELIVERY, de="Version des Formats", en="Version of the format", ge=1),
    ] = msgspec.field(default_factory=lambda: PROFILE_VERSION)  # a factory, because a plain default is never sent
    code: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DELIVERY,
            de="Kundenkennung",
            en="Customer code",
            pattern=rf"^{CUSTOMER_CODE}$(?!\n)",
        ),
    ]
    customer: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT, Purpose.DELIVERY, de="Name des Arbeitgebers", en="Name of the employer", max_length=120
        ),
    ]
    firm: Annotated[
        FirmContact | None,
        privacy_meta(DataGroup.REPORT, Purpose.DELIVERY, de="Die betreuende IT-Firma", en="The IT firm in charge"),
    ] = None
    issued: Annotated[
        datetime.date | None,
        privacy_meta(DataGroup.REPORT, Purpose.DELIVERY, de="Ausgestellt am", en="Issued on"),
    ] = None
    expires: Annotated[
        datetime.date | None,
        privacy_meta(DataGroup.REPORT, Purpose.DELIVERY, de="Gültig bis", en="Valid until"),
    ] = None
    enrolment: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DELIVERY,
            de="Ausweis, mit dem die IT-Firma Berichte dieses Kunden annimmt",
            en="Token by which the IT firm accepts reports of this customer",
            max_length=400,
        ),
    ] = ""
    needs: Annotated[
        dict[str, dict[str, Any]],
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DIAGNOSIS,
            de="Was der Arbeitsplatz braucht, je Prüfung",
            en="What the workplace needs, per check",
        ),
    ] = {}


BUILT_IN = Profile(code="OHNE", customer="")
"""The profile of a client that nobody gave one: every check with its usual needs, and no desk to send to."""
