"""A signed profile from an address, or the reason why there is none to be had there now."""

from urllib.parse import urljoin

from checker.client.desk_api import is_secure_url, parse_refusal
from checker.client.profiles.sources.address import desk_endpoint
from checker.model.codec import Unreadable
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed, Refusal
from checker.net.http1.response import HttpResponse
from checker.net.net import Net

MAX_PROFILE_BYTES = 200_000  # bytes; a profile with fifty gateways has 20,000
MAX_REDIRECTS = 3
READ_TIMEOUT_S = 10.0

_REDIRECT_STATUSES = (301, 302, 303, 307, 308)


class DeskUnavailable(Exception):  # noqa: N818 - a state of the desk, not a defect
    """The desk cannot be asked just now; `refusal` says so where there is no kept copy either."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.kind)
        self.refusal = refusal


class FetchedProfile:
    """The bytes, and the address that gave them after redirects."""

    def __init__(self, raw: bytes, url: str) -> None:
        self.raw = raw
        self.url = url


def fetch_profile(net: Net, url: str) -> FetchedProfile:
    """Asks for the profile. Raises DeskUnavailable, or Unreadable when the desk has an answer and it is no."""
    for _redirect in range(MAX_REDIRECTS + 1):
        response = _request(net, url)
        if response.status not in _REDIRECT_STATUSES:
            return FetchedProfile(_content(response), url)
        url = _redirect_target(url, response)
    raise DeskUnavailable(FOREIGN_REDIRECT)


def _request(net: Net, url: str) -> HttpResponse:
    if not is_secure_url(url):
        raise Unreadable(NO_ADDRESS)
    try:
        return net.request("GET", url, headers={"Accept": "application/toml, text/plain"}, read_s=READ_TIMEOUT_S)
    except OperationFailed as failed:
        raise DeskUnavailable(_unavailable_refusal(failed.failure)) from failed


def _redirect_target(url: str, response: HttpResponse) -> str:
    """Where a redirect leads: on the same host and not out of encryption, or nowhere."""
    try:
        target = urljoin(url, response.headers.get("location", ""))
    except ValueError as error:
        raise DeskUnavailable(FOREIGN_REDIRECT) from error
    if desk_endpoint(target)[0] != desk_endpoint(url)[0] or (
        url.startswith("https:") and not target.startswith("https:")
    ):
        raise DeskUnavailable(FOREIGN_REDIRECT)
    return target


def _content(response: HttpResponse) -> bytes:
    if response.status == 200:
        if _is_page(response):
            raise DeskUnavailable(WEB_PAGE)
        if len(response.body) > MAX_PROFILE_BYTES:
            raise Unreadable(TOO_LARGE)
        return response.body
    refusal = parse_refusal(response.body)
    if refusal is not None and 400 <= response.status < 500 and response.status not in (408, 425, 429):
        raise Unreadable(refusal)
    raise DeskUnavailable(DESK_FAULT if response.status >= 500 or response.status in (408, 425, 429) else WEB_PAGE)


def _is_page(response: HttpResponse) -> bool:
    return "html" in response.headers.get("content-type", "").lower() or response.body.lstrip()[:1] == b"<"


def _unavailable_refusal(failure: Failure) -> Refusal:
    if failure.kind in (FailureKind.CERTIFICATE, FailureKind.TRUST_STORE):
        return INVALID_CERTIFICATE
    if failure.operation is Operation.REQUEST:
        return NO_ADDRESS
    return UNREACHABLE


NO_ADDRESS = Refusal(
    kind="profile-address",
    de="Diese Adresse ist keine, unter der ein Profil liegen kann. Bitte geben Sie sie genau so ein, wie Ihre IT-Firma "
    "sie geschickt hat.",
    en="No profile can be at this address. Please enter it exactly as your IT firm sent it.",
)
UNREACHABLE = Refusal(
    kind="profile-unreachable",
    de="Das Profil lässt sich nicht laden, denn die IT-Firma ist von hier aus nicht erreichbar. Prüfen Sie Ihre "
    "Internetverbindung und versuchen Sie es noch einmal.",
    en="The profile cannot be loaded, because the IT firm cannot be reached from here. Check your internet connection "
    "and try again.",
)
INVALID_CERTIFICATE = Refusal(
    kind="profile-certificate",
    de="Das Profil wurde nicht geladen: Der Ausweis des Servers (Zertifikat) ist ungültig. Prüfen Sie, ob Datum "
    "und Uhrzeit dieses Computers stimmen. Wenn ja, rufen Sie Ihre IT-Firma an.",
    en="The profile was not loaded: the other side's proof of identity (certificate) is not valid. Check whether this "
    "computer's date and time are right. If they are, call your IT firm.",
)
WEB_PAGE = Refusal(
    kind="profile-is-a-page",
    de="Unter dieser Adresse antwortet eine Webseite statt eines Profils, vielleicht die Anmeldeseite eines WLANs. "
    "Öffnen Sie den Browser und melden Sie sich dort an, oder fragen Sie Ihre IT-Firma nach der richtigen Adresse.",
    en="A web page answers at this address instead of a profile, perhaps a Wi-Fi's sign-in page. Open the browser and "
    "sign in there, or ask your IT firm for the right address.",
)
FOREIGN_REDIRECT = Refusal(
    kind="profile-elsewhere",
    de="Diese Adresse verweist auf einen fremden Rechner; von dort wird kein Profil geladen. Vielleicht verlangt Ihr "
    "WLAN erst eine Anmeldung im Browser. Sonst fragen Sie Ihre IT-Firma nach der richtigen Adresse.",
    en="This address points to another machine, and no profile is loaded from there. Perhaps your Wi-Fi wants a "
    "sign-in in the browser first. Otherwise ask your IT firm for the right address.",
)
DESK_FAULT = Refusal(
    kind="profile-desk-fault",
    de="Der Dienst der IT-Firma hat gerade eine Störung, das Profil lässt sich nicht laden. Bitte versuchen Sie es in "
    "einigen Minuten noch einmal.",
    en="The IT firm's service has a fault just now, and the profile cannot be loaded. Please try again in a few "
    "minutes.",
)
TOO_LARGE = Refusal(
    kind="profile-too-large",
    de="Diese Datei ist zu groß für ein Profil. Bitte fordern Sie bei Ihrer IT-Firma die richtige an.",
    en="This file is too large for a profile. Please ask your IT firm for the right one.",
)
