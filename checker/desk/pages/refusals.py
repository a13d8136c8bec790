"""Why the desk did not accept something: for the program a kind, for people a sentence with the next step."""

from django.http import HttpResponse

from checker.model.codec import to_json
from checker.model.failure import Refusal

_CALL_DE = "Bitte rufen Sie Ihre IT-Firma an."
_CALL_EN = "Please call your IT firm."
_KEPT_DE = "Ihr Bericht bleibt gespeichert; das Programm versucht es von selbst wieder."
_KEPT_EN = "Your report is kept; the program tries again by itself."
_AGAIN_DE = "Bitte laden Sie das Profil neu von der Seite Ihrer IT-Firma und prüfen Sie noch einmal."
_AGAIN_EN = "Please fetch the profile again from your IT firm's page and check once more."
_NEW_DE = "Bitte laden Sie das Programm neu von der Seite Ihrer IT-Firma und prüfen Sie noch einmal."
_NEW_EN = "Please download the program again from your IT firm's page and check once more."

REFUSALS: dict[str, tuple[int, str, str]] = {
    "report-too-large": (
        413,
        "Der Bericht ist zu groß, um gesendet zu werden. Bitte speichern Sie ihn und schicken Sie ihn per E-Mail.",
        "The report is too large to be sent. Please save it and send it by mail.",
    ),
    "length-missing": (
        411,
        f"Die Sendung nennt ihre Länge nicht. Vielleicht verändert ein Zwischenrechner sie. {_CALL_DE}",
        f"The transfer does not say how long it is. A proxy on the way may have changed it. {_CALL_EN}",
    ),
    "not-json": (
        415,
        f"Die Sendung ist kein Bericht dieses Programms. {_CALL_DE}",
        f"The transfer is not a report of this program. {_CALL_EN}",
    ),
    "incomplete": (
        400,
        f"Der Bericht kam nur zum Teil an. {_KEPT_DE}",
        f"Only a part of the report arrived. {_KEPT_EN}",
    ),
    "report-newer": (
        426,
        f"Ihr Programm ist neuer als der Desk Ihrer IT-Firma, deshalb versteht er den Bericht noch nicht. {_CALL_DE}",
        f"Your program is newer than your IT firm's desk, so the desk does not understand the report yet. {_CALL_EN}",
    ),
    "report-too-old": (
        426,
        f"Ihr Programm ist zu alt für den Desk Ihrer IT-Firma. {_NEW_DE}",
        f"Your program is too old for your IT firm's desk. {_NEW_EN}",
    ),
    "program-too-old": (
        426,
        f"Ihre IT-Firma nimmt Berichte dieser alten Programmversion nicht mehr an. {_NEW_DE}",
        f"Your IT firm no longer accepts reports of this old version of the program. {_NEW_EN}",
    ),
    "enrolment-invalid": (
        401,
        f"Der Desk erkennt das Profil nicht als das Ihrer IT-Firma. {_AGAIN_DE}",
        f"The desk does not recognise the profile as one of your IT firm's. {_AGAIN_EN}",
    ),
    "enrolment-expired": (
        403,
        f"Das Profil ist abgelaufen. {_AGAIN_DE}",
        f"The profile has expired. {_AGAIN_EN}",
    ),
    "customer-unknown": (
        403,
        f"Ihre Firma nimmt an dieser Prüfung nicht mehr teil. {_CALL_DE}",
        f"Your company no longer takes part in this check. {_CALL_EN}",
    ),
    "customer-mismatch": (
        403,
        f"Der Bericht gehört zu einer anderen Firma als das Profil. {_AGAIN_DE}",
        f"The report belongs to another company than the profile. {_AGAIN_EN}",
    ),
    "id-mismatch": (
        400,
        f"Die Nummer des Berichts passt nicht zu seinem Inhalt. Bitte prüfen Sie noch einmal. {_CALL_DE}",
        f"The report's number does not fit its content. Please check once more. {_CALL_EN}",
    ),
    "no-consent": (
        400,
        "Dem Senden wurde nicht zugestimmt; der Bericht wurde nicht angenommen. Bitte stimmen Sie vor dem Senden zu.",
        "Sending was not agreed to; the report was not accepted. Please agree before sending.",
    ),
    "report-conflict": (
        409,
        "Unter dieser Nummer liegt ein anderer Bericht vor. Bitte prüfen Sie noch einmal und senden Sie den neuen.",
        "Another report is already here under this number. Please check once more and send the new one.",
    ),
    "too-many": (
        429,
        f"Gerade kommen zu viele Anfragen auf einmal. {_KEPT_DE}",
        f"There are too many requests at once. {_KEPT_EN}",
    ),
    "desk-busy": (
        503,
        f"Der Desk Ihrer IT-Firma kann im Augenblick nichts annehmen. {_KEPT_DE}",
        f"Your IT firm's desk cannot accept anything at the moment. {_KEPT_EN}",
    ),
    "desk-defect": (
        500,
        f"Beim Desk Ihrer IT-Firma ist ein Fehler aufgetreten. {_KEPT_DE}",
        f"There was an error at your IT firm's desk. {_KEPT_EN}",
    ),
    "method": (
        405,
        f"Diese Adresse nimmt nur Berichte des Programms an. {_CALL_DE}",
        f"This address only takes reports of the program. {_CALL_EN}",
    ),
    "not-found": (
        404,
        "Diese Adresse gibt es beim Desk nicht. Bitte aktualisieren Sie das Programm.",
        "There is no such address at this desk. Please update the program.",
    ),
    "profile-unknown": (
        404,
        "Unter dieser Kundenkennung gibt es kein Profil. Bitte prüfen Sie die Zeichen oder fragen Sie Ihre IT-Firma.",
        "There is no profile under this customer code. Please compare the characters or ask your IT firm.",
    ),
    "profile-outdated": (
        503,
        f"Das Profil Ihrer Firma muss erst angepasst werden. {_CALL_DE}",
        f"Your company's profile has to be adapted first. {_CALL_EN}",
    ),
}
BUSY_RETRY_S = 30


def refusal(kind: str) -> Refusal:
    """The sentence."""
    _, de, en = REFUSALS[kind]
    return Refusal(kind=kind, de=de, en=en)


def refused(kind: str, retry_s: int | None = None) -> HttpResponse:
    """The answer to a program."""
    return refusal_answer(REFUSALS[kind][0], refusal(kind), retry_s)


def refusal_answer(status: int, why: Refusal, retry_s: int | None = None) -> HttpResponse:
    """The answer to a program, with a refusal of the model."""
    answer = HttpResponse(to_json(why), status=status, content_type="application/json")
    if status == 503 and retry_s is None:
        retry_s = BUSY_RETRY_S
    if retry_s is not None:
        answer["Retry-After"] = str(retry_s)
    if status == 401:
        answer["WWW-Authenticate"] = "Homeoffice-Check-Enrolment"
    if status == 405:
        answer["Allow"] = "POST"
    return answer
