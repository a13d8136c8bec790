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


def spell_out(reference: str, language: Language) -> str:
    """`Köln – sieben – München – vier – Frankfurt – Xanten`; other signs are left out."""
    return " – ".join(word for character in reference.upper() if (word := _spelling_word(character, language)))


def _spelling_word(character: str, language: Language) -> str:
    if character in "0123456789":
        return _DIGITS[language][int(character)]
    if "A" <= character <= "Z":
        return _NAMES[language][ord(character) - ord("A")]
    return ""
