"""What is said about a profile beside the profile itself."""

import datetime

from checker.client.desk_api import sanitize_line
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
    firm = sanitize_line(profile.firm.name if profile.firm else "")
    return Text(
        de=f"Dieser Computer kennt jetzt die IT-Firma „{firm}“. Wer sichergehen will, lässt sich am Telefon dieses "
        f"Kennzeichen bestätigen: {spell_fingerprint(key)}.",
        en=f"This computer now knows the IT firm “{firm}”. To be sure, have this mark confirmed on the phone: "
        f"{spell_fingerprint(key)}.",
    )


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
