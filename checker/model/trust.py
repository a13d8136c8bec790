"""The verdict on a certificate, which probes and diagnoses share."""

from enum import Enum


class Trust(Enum):
    """The system's verdict on a certificate. `dates-valid`: its dates are good, and nobody was named to judge its
    issuer by."""

    TRUSTED = "trusted"
    DATES_VALID = "dates-valid"
    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"
    WRONG_NAME = "wrong-name"
    SELF_SIGNED = "self-signed"
    UNKNOWN_ISSUER = "unknown-issuer"
    REVOKED = "revoked"
    REFUSED = "refused"
