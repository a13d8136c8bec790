"""The result of an import: tables for a profile, what was dropped, and which secrets were retained."""

from enum import Enum
from typing import Any

from checker.model.record import Record
from checker.model.text import Language, Text


class DroppedItem(Enum):
    """A secret or a personal thing that no probe needs: it is not in the table."""

    USER_CERTIFICATE = "user-certificate"
    USER_KEY = "user-key"
    LOGIN = "login"
    SHARED_SECRET = "shared-secret"  # noqa: S105 - a word for one
    WIREGUARD_KEY = "wireguard-key"
    PRESHARED_KEY = "preshared-key"
    OTHER_SETTINGS = "other-settings"


class RetainedSecret(Enum):
    """A secret that the probe needs: it stands in a key of the table that ends in `_secret`."""

    WRAP_KEY = "wrap-key"
    PROBE_KEY = "probe-key"


DROPPED_ITEM_TEXTS = {
    DroppedItem.USER_CERTIFICATE: Text(de="Zertifikat des Benutzers", en="the user's certificate"),
    DroppedItem.USER_KEY: Text(de="privater Schlüssel des Benutzers", en="the user's private key"),
    DroppedItem.LOGIN: Text(de="Benutzername oder Passwort", en="user name or password"),
    DroppedItem.SHARED_SECRET: Text(de="gemeinsames Geheimnis (PSK)", en="shared secret (PSK)"),
    DroppedItem.WIREGUARD_KEY: Text(
        de="privater WireGuard-Schlüssel des Benutzers", en="the user's private WireGuard key"
    ),
    DroppedItem.PRESHARED_KEY: Text(
        de="vorab geteilter WireGuard-Schlüssel (PresharedKey) des Benutzers",
        en="the user's preshared WireGuard key (PresharedKey)",
    ),
    DroppedItem.OTHER_SETTINGS: Text(
        de="andere Einstellungen der Datei (WLAN, Mail und Ähnliches)",
        en="other settings of the file (Wi-Fi, mail and the like)",
    ),
}
RETAINED_SECRET_TEXTS = {
    RetainedSecret.WRAP_KEY: Text(
        de="der OpenVPN-Schlüssel (tls-auth oder tls-crypt): ohne ihn antwortet der Zugang niemandem",
        en="the OpenVPN key (tls-auth or tls-crypt): without it the gateway answers nobody",
    ),
    RetainedSecret.PROBE_KEY: Text(
        de="ein neuer WireGuard-Schlüssel nur für die Prüfung",
        en="a new WireGuard key for this check alone",
    ),
}


class ImportNote(Record, frozen=True, kw_only=True):
    """What a technician should know of the table. The sentence is ours; `values` may come from the file."""

    text: Text
    values: dict[str, str] = {}

    def render(self, language: Language) -> str:
        """The sentence."""
        return self.text.render(language, **self.values)


class ImportResult(Record, frozen=True, kw_only=True):
    """`table`: tables of `needs` by check. Its gateways have unique ids; every check takes it."""

    table: dict[str, dict[str, Any]]
    dropped: tuple[DroppedItem, ...] = ()
    retained: tuple[RetainedSecret, ...] = ()
    notes: tuple[ImportNote, ...] = ()
