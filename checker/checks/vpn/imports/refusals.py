"""Why a file cannot become a profile: one sentence each, with what to do."""

from checker.model.codec import Unreadable
from checker.model.failure import Refusal

TOO_LARGE = Refusal(
    kind="import-too-large",
    de="Die Datei ist zu groß für eine VPN-Einstellung. Bitte nehmen Sie die Datei, die der VPN-Zugang exportiert.",
    en="The file is too large for VPN settings. Please take the file that the VPN gateway exports.",
)
EMPTY = Refusal(
    kind="import-empty",
    de="Die Datei ist leer. Bitte exportieren Sie sie noch einmal.",
    en="The file is empty. Please export it again.",
)
ARCHIVE_DAMAGED = Refusal(
    kind="import-archive",
    de="Das ist ein Zip-Archiv, das sich nicht öffnen lässt. Bitte packen Sie es aus und nehmen Sie die VPN-Datei "
    "darin.",
    en="This is a zip archive that cannot be opened. Please unpack it and take the VPN file inside.",
)
ARCHIVE_LOCKED = Refusal(
    kind="import-archive",
    de="Das Zip-Archiv hat ein Passwort. Bitte packen Sie es aus und nehmen Sie die VPN-Datei darin.",
    en="The zip archive has a password. Please unpack it and take the VPN file inside.",
)
ARCHIVE_TOO_LARGE = Refusal(
    kind="import-archive",
    de="Das Zip-Archiv ist zu groß. Bitte packen Sie es aus und nehmen Sie die VPN-Datei darin.",
    en="The zip archive is too large. Please unpack it and take the VPN file inside.",
)
ARCHIVE_EMPTY = Refusal(
    kind="import-archive",
    de="Im Zip-Archiv ist keine Datei, die hier gelesen wird. Bitte nehmen Sie das Archiv, das der VPN-Zugang "
    "exportiert.",
    en="The zip archive holds no file that can be read here. Please take the archive that the VPN gateway exports.",
)
STATIC_KEY = Refusal(
    kind="import-static-key",
    de="Dieses OpenVPN arbeitet mit einem festen Schlüssel ohne TLS („secret“). Solch ein Zugang antwortet niemandem "
    "erkennbar und lässt sich von außen nicht prüfen. Stellen Sie ihn auf TLS um.",
    en="This OpenVPN works with a fixed key and without TLS (“secret”). Such a gateway gives nobody an answer that can "
    "be recognised, so it cannot be checked from outside. Change it to TLS.",
)
AMNEZIA = Refusal(
    kind="import-amneziawg",
    de="Das ist AmneziaWG. Es verändert die Pakete von WireGuard, damit niemand sie erkennt; eine Prüfung bekommt "
    "dort keine Antwort. Prüfbar wird der Zugang mit den üblichen Werten (S1 und S2 gleich 0, H1 bis H4 gleich 1 bis "
    "4).",
    en="This is AmneziaWG. It changes WireGuard's packets so that nobody recognises them; a check gets no answer "
    "there. The gateway can be checked with the usual values (S1 and S2 equal to 0, H1 to H4 equal to 1 to 4).",
)
WARP = Refusal(
    kind="import-warp",
    de="Das ist Cloudflare WARP und kein Zugang einer Firma: An dessen Servern lässt sich kein Schlüssel für die "
    "Prüfung eintragen, und ohne ihn antworten sie nicht.",
    en="This is Cloudflare WARP and no company's gateway: no key for the check can be entered at its servers, and "
    "without one they do not answer.",
)
TOO_MANY = Refusal(
    kind="import-too-many",
    de="Das sind mehr Zugänge, als ein Profil haben kann (24). Bitte nehmen Sie nur die, die Mitarbeiter brauchen.",
    en="These are more gateways than a profile can have (24). Please take only those that employees need.",
)


def damaged_file(format_name: str, detail: str = "", *, line: int = 0) -> Unreadable:
    """The file begins as this format does, and does not go on as it. `detail`: for whoever mends it.

    `line`: where, from 1; 0 where a format has no lines.
    """
    refusal = Refusal(
        kind="import-damaged",
        de=f"Die {format_name}-Datei ist beschädigt oder unvollständig{f' (Zeile {line})' if line else ''}. Bitte "
        "exportieren Sie sie noch einmal.",
        en=f"The {format_name} file is damaged or incomplete{f' (line {line})' if line else ''}. Please export it "
        "again.",
    )
    return Unreadable(refusal, f"line {line}: {detail}" if line else detail)


def unreadable_line(format_name: str, line: int, detail: str = "") -> Unreadable:
    """One line holds what the format's own program refuses or cannot use."""
    refusal = Refusal(
        kind="import-damaged",
        de=f"Zeile {line} der {format_name}-Datei lässt sich so nicht verwenden. Bitte berichtigen Sie die Zeile.",
        en=f"Line {line} of the {format_name} file cannot be used as it is. Please correct that line.",
    )
    return Unreadable(refusal, f"line {line}: {detail}")


def missing_file(format_name: str, file: str) -> Unreadable:
    """What it needs stands in another file. `file`: as it is written there."""
    refusal = Refusal(
        kind="import-nothing",
        de=f"Die {format_name}-Datei verweist auf eine andere Datei ({file}), die nicht daneben liegt, und nennt "
        "selbst keinen Zugang. Legen Sie sie daneben und lesen Sie noch einmal ein.",
        en=f"The {format_name} file refers to another file ({file}) that does not lie beside it, and names no gateway "
        "itself. Put it there and import again.",
    )
    return Unreadable(refusal)


def unusable_table(detail: str) -> Unreadable:
    """What was read is no valid profile. `detail`: which field."""
    refusal = Refusal(
        kind="import-unusable",
        de="Aus der Datei entsteht kein gültiges Profil, weil ein Wert darin nicht möglich ist. Welcher das ist, steht "
        "mit --details da.",
        en="The file does not make a valid profile, since a value in it is not possible. With --details it is said "
        "which one.",
    )
    return Unreadable(refusal, detail)


def no_gateway_in(format_name: str) -> Unreadable:
    """It can be read, and names no gateway."""
    refusal = Refusal(
        kind="import-nothing",
        de=f"In der {format_name}-Datei steht kein Zugang, den eine Prüfung fragen könnte. Bitte nehmen Sie die Datei "
        "für Mitarbeiter, nicht die des Servers.",
        en=f"The {format_name} file names no gateway that a check could ask. Please take the file for employees, not "
        "the server's.",
    )
    return Unreadable(refusal)
