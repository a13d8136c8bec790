"""What is said about a profile beside the profile itself."""

import datetime

from checker.client.desk_api import sanitize_line
from checker.client.profiles.firm_name import visible_text
from checker.client.profiles.sources.address import desk_endpoint
from checker.client.profiles.trust import spell_fingerprint
from checker.model.failure import Failure, FailureKind, Refusal
from checker.model.profile import Profile
from checker.model.text import Text

TRUST_FILE_DAMAGED = Text(
    de="Die Liste der bekannten IT-Firmen auf diesem Computer war beschädigt und wird neu begonnen.",
    en="The list of known IT firms on this computer was damaged and is begun anew.",
)
NOT_VERIFIED = Text(
    de="Die Unterschrift dieses Profils wurde nicht geprüft (--unsigned-profile). Nur für Entwickler.",
    en="The signature of this profile was not checked (--unsigned-profile). For developers only.",
)
NOT_CACHED = Text(
    de="Das Profil konnte auf diesem Computer nicht aufgehoben werden; es wird beim nächsten Start neu geladen.",
    en="The profile could not be kept on this computer; it is loaded again at the next start.",
)
OWN_COMPUTER = Refusal(
    kind="profile-own-computer",
    de="Dieses Profil verlangt, dass das Programm Adressen auf Ihrem eigenen Computer abfragt. Das braucht keine "
    "IT-Firma, und das Profil wird nicht benutzt. Bitte rufen Sie Ihre IT-Firma an.",
    en="This profile wants the program to query addresses on your own computer. No IT firm needs that, and the profile "
    "is not used. Please call your IT firm.",
)
OTHER_CUSTOMER = Refusal(
    kind="profile-other-customer",
    de="Unter dieser Kennung liegt das Profil einer anderen Firma. Es wird nicht benutzt. Bitte prüfen Sie die "
    "Kennung, oder rufen Sie Ihre IT-Firma an.",
    en="This code leads to the profile of another company. It is not used. Please check the code, or call your IT "
    "firm.",
)


def join_notes(notes: list[Text]) -> Text | None:
    """All notes as one, or None."""
    if not notes:
        return None
    return Text(de=" ".join(note.de for note in notes), en=" ".join(note.en for note in notes))


def date_notes(profile: Profile, today: datetime.date) -> list[Text]:
    """What the calendar says of a profile."""
    if profile.issued is not None and profile.issued > today + datetime.timedelta(days=1):
        return [
            Text(
                de=f"Das Profil wurde am {profile.issued:%d.%m.%Y} ausgestellt, dieser Computer steht auf "
                f"{today:%d.%m.%Y}. Bitte prüfen Sie Datum und Uhrzeit.",
                en=f"The profile was issued on {profile.issued}, but this computer says {today}. Please check its date "
                "and time.",
            )
        ]
    if profile.expires is not None and profile.expires < today:
        return [
            Text(
                de=f"Das Profil ist am {profile.expires:%d.%m.%Y} abgelaufen. Die Prüfung läuft, aber die IT-Firma "
                "nimmt damit keine Berichte mehr an. Stimmt das Datum dieses Computers, fordern Sie bitte ein neues "
                "Profil an.",
                en=f"The profile expired on {profile.expires}. The checks run, but the IT firm no longer accepts "
                "reports with it. If this computer's date is right, please ask for a new profile.",
            )
        ]
    return []


def cache_note(fetched: datetime.datetime) -> Text:
    """The desk could not be asked, and an older copy serves."""
    day = fetched.astimezone()
    return Text(
        de=f"Die IT-Firma ist gerade nicht erreichbar. Benutzt wird das Profil, das am {day:%d.%m.%Y} um {day:%H:%M} "
        "Uhr geladen wurde.",
        en=f"The IT firm cannot be reached just now. The profile loaded on {day:%Y-%m-%d} at {day:%H:%M} is used.",
    )


def first_use_note(profile: Profile, key: str) -> Text:
    """A key was believed because it came first, over a safe way."""
    firm, host = _firm_name(profile), _host(profile.firm.desk_url if profile.firm else "")
    address_de, address_en = (f" unter {host}", f" at {host}") if host else ("", "")
    return Text(
        de=f"Dieser Computer kennt jetzt die IT-Firma „{firm}“{address_de}. Wer sichergehen will, lässt sich am "
        f"Telefon dieses Kennzeichen bestätigen: {spell_fingerprint(key)}.",
        en=f"This computer now knows the IT firm “{firm}”{address_en}. To be sure, have this mark confirmed on the "
        f"phone: {spell_fingerprint(key)}.",
    )


def successor_note(profile: Profile, key: str) -> Text:
    """A new key, which the old one signed for."""
    firm = _firm_name(profile)
    return Text(
        de=f"Die IT-Firma „{firm}“ unterschreibt jetzt mit einem neuen Schlüssel. Der bisherige bestätigt ihn. Das "
        f"neue Kennzeichen ist {spell_fingerprint(key)}.",
        en=f"The IT firm “{firm}” now signs with a new key. The earlier one confirms it. The new mark is "
        f"{spell_fingerprint(key)}.",
    )


def older_profile_note(profile: Profile, newer: Profile) -> Text:
    """What came is older than what is there already."""
    there = newer.issued or datetime.date.min
    received_de = f"vom {profile.issued:%d.%m.%Y}" if profile.issued else "ohne Datum"
    received_en = f"of {profile.issued}" if profile.issued else "without a date"
    return Text(
        de=f"Das geladene Profil {received_de} ist älter als das, was dieser Computer schon kennt. Benutzt wird das "
        f"vom {there:%d.%m.%Y}.",
        en=f"The profile that was loaded, {received_en}, is older than the one that this computer knows already. The "
        f"one of {there} is used.",
    )


def which_desk_refusal(code: str, firms: list[str], desk_url: str) -> Refusal:
    """A code that is new here, and more than nobody to ask: the person decides where it goes."""
    names = list(dict.fromkeys(sanitize_line(visible_text(firm)) for firm in firms if firm))
    known_de = ", ".join(f"„{name}“" for name in names)
    known_en = ", ".join(f"“{name}”" for name in names)
    page = f"{desk_url.partition('://')[2].rstrip('/')}/d/{code}"
    return Refusal(
        kind="code-which-desk",
        de=f"Die Kennung {code} ist auf diesem Computer neu"
        + (f"; bekannt ist hier {known_de}" if names else "")
        + ". Damit sie nicht an eine fremde Firma geht, geben Sie bitte die ganze Adresse ein, die Ihre IT-Firma Ihnen "
        f"geschickt hat. Gehört {_host(desk_url)} zu Ihrer IT-Firma, dann geben Sie {page} ein.",
        en=f"The code {code} is new on this computer"
        + (f"; known here is {known_en}" if names else "")
        + ". So that it does not go to a foreign firm, please enter the whole address that your IT firm sent you. If "
        f"{_host(desk_url)} belongs to your IT firm, enter {page} for that.",
    )


def code_owner_refusal(code: str, owned: Profile) -> Refusal:
    """The address that a code belongs to answers with a key that is not its firm's."""
    firm = _firm_name(owned)
    phone = sanitize_line(owned.firm.phone) if owned.firm else ""
    number_de, number_en = (f" unter {phone}", f" on {phone}") if phone else ("", "")
    return Refusal(
        kind="profile-other-firm",
        de=f"Achtung: Die Kennung {code} gehört auf diesem Computer zur IT-Firma „{firm}“. Geantwortet hat eine "
        f"andere. Das Profil wird nicht benutzt. Bitte rufen Sie „{firm}“{number_de} an.",
        en=f"Caution: on this computer the code {code} belongs to the IT firm “{firm}”. Another one has answered. The "
        f"profile is not used. Please call “{firm}”{number_en}.",
    )


def with_number(refusal: Refusal, owned: Profile) -> Refusal:
    """The same, with the number of the firm that this PC knew before: whoever is refused has somebody to call."""
    phone = sanitize_line(owned.firm.phone) if owned.firm else ""
    if not phone or phone in refusal.de:
        return refusal
    firm = _firm_name(owned)
    return Refusal(
        kind=refusal.kind,
        de=f"{refusal.de} Von „{firm}“ kennt dieser Computer die Nummer {phone}.",
        en=f"{refusal.en} This computer knows the number {phone} of “{firm}”.",
    )


def _firm_name(profile: Profile) -> str:
    return sanitize_line(visible_text(profile.firm.name if profile.firm else ""))


def _host(url: str) -> str:
    """The host as it is, in the letters of the network: an imitation in other letters shows as `xn--...`."""
    host = desk_endpoint(url)[0]
    try:
        return sanitize_line(host.encode("idna").decode())
    except UnicodeError:
        return sanitize_line(host)


def no_desk_refusal(code: str) -> Refusal:
    """A code alone, and nobody known to ask."""
    return Refusal(
        kind="code-without-desk",
        de=f"Die Kennung {code} allein genügt noch nicht, denn dieses Programm kennt die Adresse Ihrer IT-Firma nicht. "
        "Benutzen Sie beim ersten Mal den Link, den sie Ihnen geschickt hat.",
        en=f"The code {code} alone is not enough yet, because this program does not know your IT firm's address. Use "
        "the link that they sent you the first time.",
    )


def file_refusal(failure: Failure) -> Refusal:
    """A file that cannot be read."""
    if failure.kind is FailureKind.DENIED:
        return Refusal(
            kind="profile-denied",
            de="Das Programm darf diese Datei nicht lesen. Kopieren Sie sie in Ihren Ordner „Dokumente“ und öffnen Sie "
            "sie von dort.",
            en="The program may not read this file. Copy it into your “Documents” folder and open it from there.",
        )
    if failure.detail == "EISDIR":
        return Refusal(
            kind="profile-is-folder",
            de="Das ist ein Ordner und kein Profil. Öffnen Sie die Profildatei, die darin liegt; ihr Name endet auf "
            ".toml.",
            en="This is a folder, not a profile. Open the profile file that lies in it; its name ends in .toml.",
        )
    return Refusal(
        kind="profile-not-found",
        de="Diese Profildatei gibt es nicht. Prüfen Sie den Namen, oder benutzen Sie den Link oder die Kennung Ihrer "
        "IT-Firma.",
        en="There is no such profile file. Check its name, or use your IT firm's link or code.",
    )
