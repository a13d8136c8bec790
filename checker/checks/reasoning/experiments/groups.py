"""Hypotheses that experiments tell apart, by where they lie. Data."""

WHOLE_WAY = ("pc-fails", "home-fails", "router-fails", "provider-fails", "beyond-fails")
ONE_KIND = (
    "pc-fails-for-one-kind",
    "home-fails-for-one-kind",
    "router-fails-for-one-kind",
    "provider-fails-for-one-kind",
    "beyond-fails-for-one-kind",
)
LITTLE_OUT = ("router-lets-little-out", "provider-lets-little-out")
ENTRANCES = ("router-filters-at-its-entrance", "provider-filters-at-its-entrance", "beyond-filters-at-its-entrance")
GATEWAY = ("gateway-does-not-answer", "gateway-is-gone")
CUT_OFF = ("router-filters-names", "session-is-cut-on-the-way", "gateway-stops-midway")
NAME = (
    "name-leads-elsewhere",
    "address-is-out-of-date",
    "strangers-answer-at-its-address",
    "names-are-answered-by-somebody-else",
    "name-may-exist-nowhere",
    "pc-leads-name-elsewhere",
    "zone-is-sick",
    "name-exists-nowhere",
    "home-name-server-fails",
)
KEPT_IN = ("pc-keeps-everything-in", "router-refuses-this-pc", "router-keeps-this-pc-in")
