"""The values of the fact `permission`, what the system's switch says: words alone, which a diagnosis may read too."""

ALLOWED = "allowed"
NOT_ASKED = "not-asked"
DENIED = "denied"
DENIED_DESKTOP = "denied-desktop-programs"
DENIED_DEVICE = "denied-for-all"
DENIED_VALUES = {DENIED, DENIED_DESKTOP, DENIED_DEVICE}
