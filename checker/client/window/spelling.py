"""A reference as it is read out on the phone: letter by letter, with the spelling alphabet of the language."""

from checker.model.text import Language

_GERMAN = (
    "Aachen Berlin Chemnitz Düsseldorf Essen Frankfurt Goslar Hamburg Ingelheim Jena Köln Leipzig München Nürnberg "
    "Offenbach Potsdam Quickborn Rostock Salzwedel Tübingen Unna Völklingen Wuppertal Xanten Ypsilon Zwickau"
)
"""DIN 5009:2022-06, the table of town names."""
_ENGLISH = (
    "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo "
    "Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu"
)
"""ICAO Annex 10, Volume II, 5.2.1.3."""
_NAMES = {"de": _GERMAN.split(), "en": _ENGLISH.split()}
_GERMAN_DIGITS = "null eins zwei drei vier fünf sechs sieben acht neun"
_ENGLISH_DIGITS = "zero one two three four five six seven eight nine"
_DIGITS = {
    "de": _GERMAN_DIGITS.split(),
    "en": _ENGLISH_DIGITS.split(),
}


def spelled(reference: str, language: Language) -> str:
    """`Köln – sieben – München – vier – Frankfurt – Xanten`; other signs are left out."""
    return " – ".join(said for sign in reference.upper() if (said := _said(sign, language)))


def _said(sign: str, language: Language) -> str:
    if sign in "0123456789":
        return _DIGITS[language][int(sign)]
    if "A" <= sign <= "Z":
        return _NAMES[language][ord(sign) - ord("A")]
    return ""
