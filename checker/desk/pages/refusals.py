"""Why the desk did not accept something: for the program a kind, for people a sentence with the next step."""

from django.http import HttpResponse

from checker.model.codec import to_json
from checker.model.failure import Refusal

_CALL_DE = "Bitte rufen Sie Ihre IT-Firma an."
_CALL_EN = "Please call your IT firm."
_QUEUED_DE = "Ihr Bericht bleibt gespeichert; das Programm versucht es von selbst wieder."
_QUEUED_EN = "Your report is kept; the program tries again by itself."
_REFETCH_PROFILE_DE = "Bitte laden Sie das Profil neu von der Seite Ihrer IT-Firma und prüfen Sie noch einmal."
_REFETCH_PROFILE_EN = "Please fetch the profile again from your IT firm's page and check once more."
_NEW_CODE_DE = "Ihre IT-Firma nennt Ihnen die neue. Öffnen Sie damit die Seite Ihrer IT-Firma."
_NEW_CODE_EN = "Your IT firm will tell you the new one. Open your IT firm's page with it."
_UPDATE_PROGRAM_DE = "Bitte laden Sie das Programm neu von der Seite Ihrer IT-Firma und prüfen Sie noch einmal."
_UPDATE_PROGRAM_EN = "Please download the program again from your IT firm's page and check once more."

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
        f"Der Bericht kam nur zum Teil an. {_QUEUED_DE}",
        f"Only a part of the report arrived. {_QUEUED_EN}",
    ),
    "report-newer": (
        426,
        f"Ihr Programm ist neuer als der Desk Ihrer IT-Firma, deshalb versteht er den Bericht noch nicht. {_CALL_DE}",
        f"Your program is newer than your IT firm's desk, so the desk does not understand the report yet. {_CALL_EN}",
    ),
    "report-too-old": (
        426,
        f"Ihr Programm ist zu alt für den Desk Ihrer IT-Firma. {_UPDATE_PROGRAM_DE}",
        f"Your program is too old for your IT firm's desk. {_UPDATE_PROGRAM_EN}",
    ),
    "program-too-old": (
        426,
        f"Ihre IT-Firma nimmt Berichte dieser alten Programmversion nicht mehr an. {_UPDATE_PROGRAM_DE}",
        f"Your IT firm no longer accepts reports of this old version of the program. {_UPDATE_PROGRAM_EN}",
    ),
    "enrolment-invalid": (
        401,
        f"Der Desk erkennt das Profil nicht als das Ihrer IT-Firma. {_REFETCH_PROFILE_DE}",
        f"The desk does not recognise the profile as one of your IT firm's. {_REFETCH_PROFILE_EN}",
    ),
    "enrolment-expired": (
        403,
        f"Das Profil ist abgelaufen. {_REFETCH_PROFILE_DE}",
        f"The profile has expired. {_REFETCH_PROFILE_EN}",
    ),
    "enrolment-replaced": (
        403,
        f"Die Kennung Ihrer Firma wurde durch eine neue ersetzt. {_NEW_CODE_DE}",
        f"Your company's code was replaced by a new one. {_NEW_CODE_EN}",
    ),
    "invitation-over": (
        403,
        f"Die Einladung Ihrer IT-Firma ist abgelaufen oder verbraucht. {_CALL_DE}",
        f"Your IT firm's invitation has ended or is used up. {_CALL_EN}",
    ),
    "customer-unknown": (
        403,
        f"Ihre Firma nimmt an dieser Prüfung nicht mehr teil. {_CALL_DE}",
        f"Your company no longer takes part in this check. {_CALL_EN}",
    ),
    "customer-mismatch": (
        403,
        f"Der Bericht gehört zu einer anderen Firma als das Profil. {_REFETCH_PROFILE_DE}",
        f"The report belongs to another company than the profile. {_REFETCH_PROFILE_EN}",
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
        f"Gerade kommen zu viele Anfragen auf einmal. {_QUEUED_DE}",
        f"There are too many requests at once. {_QUEUED_EN}",
    ),
    "desk-busy": (
        503,
        f"Der Desk Ihrer IT-Firma kann im Augenblick nichts annehmen. {_QUEUED_DE}",
        f"Your IT firm's desk cannot accept anything at the moment. {_QUEUED_EN}",
    ),
    "desk-defect": (
        500,
        f"Beim Desk Ihrer IT-Firma ist ein Fehler aufgetreten. {_QUEUED_DE}",
        f"There was an error at your IT firm's desk. {_QUEUED_EN}",
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
    "token-invalid": (
        401,
        "Hier braucht ein Programm einen gültigen Zugriffsschlüssel. Er entsteht am Desk unter „Firma“.",
        "A program needs a valid access token here. It is made at the desk under “Firm”.",
    ),
    "query-invalid": (
        400,
        "Diese Anfrage hat einen Parameter, den es nicht gibt, oder einen Wert, den er nicht nimmt.",
        "This request has a parameter that does not exist, or a value that it does not take.",
    ),
    "report-gone": (
        404,
        "Dieser Bericht liegt nicht mehr bei Ihrer IT-Firma.",
        "This report is no longer at your IT firm.",
    ),
    "secret-wrong": (
        403,
        "Von diesem Computer aus lässt sich dieser Bericht nicht öffnen und nicht löschen. Nennen Sie Ihrer IT-Firma "
        "das Kennzeichen und bitten Sie um die Löschung.",
        "This computer can neither open nor delete this report. Tell your IT firm the reference and ask for the "
        "deletion.",
    ),
    "too-many-tries": (
        429,
        f"Von Ihrem Anschluss kamen zu viele falsche Anfragen. Bitte versuchen Sie es in zehn Minuten noch einmal. "
        f"Geht es dann noch nicht: {_CALL_DE}",
        f"There were too many wrong requests from your line. Please try again in ten minutes. If it still fails: "
        f"{_CALL_EN}",
    ),
    "code-unreadable": (
        400,
        "Der Code ist unvollständig. Bitte richten Sie die Kamera noch einmal auf das ganze Bild.",
        "The code is incomplete. Please point the camera at the whole picture once more.",
    ),
    "not-now": (
        503,
        "Ihre IT-Firma konnte das gerade nicht erledigen. Bitte versuchen Sie es später noch einmal.",
        "Your IT firm could not do that just now. Please try again later.",
    ),
    "profile-unknown": (
        404,
        "Unter dieser Kundenkennung gibt es kein Profil. Bitte prüfen Sie die Zeichen oder fragen Sie Ihre IT-Firma.",
        "There is no profile under this customer code. Please compare the characters or ask your IT firm.",
    ),
    "profile-replaced": (
        410,
        f"Diese Kundenkennung wurde durch eine neue ersetzt. {_NEW_CODE_DE}",
        f"This customer code was replaced by a new one. {_NEW_CODE_EN}",
    ),
    "profile-outdated": (
        503,
        f"Das Profil Ihrer Firma muss erst angepasst werden. {_CALL_DE}",
        f"Your company's profile has to be adapted first. {_CALL_EN}",
    ),
}
BUSY_RETRY_S = 30


def refusal_of_kind(kind: str) -> Refusal:
    """The sentence."""
    _, de, en = REFUSALS[kind]
    return Refusal(kind=kind, de=de, en=en)


def refusal_response(kind: str, retry_s: int | None = None) -> HttpResponse:
    """The answer to a program."""
    return render_refusal(REFUSALS[kind][0], refusal_of_kind(kind), retry_s)


def render_refusal(status: int, refusal: Refusal, retry_s: int | None = None) -> HttpResponse:
    """The answer to a program, with a refusal of the model."""
    headers = refusal_headers(status, retry_s)
    return HttpResponse(to_json(refusal), status=status, content_type="application/json", headers=headers)


def refusal_headers(status: int, retry_s: int | None = None) -> dict[str, str]:
    """The headers that an answer of this status owes (RFC 9110)."""
    headers = {}
    if status == 503 and retry_s is None:
        retry_s = BUSY_RETRY_S
    if retry_s is not None:
        headers["Retry-After"] = str(retry_s)
    if status == 401:
        headers["WWW-Authenticate"] = "Homeoffice-Check-Enrolment"
    if status == 405:
        headers["Allow"] = "POST"
    return headers
