"""Passwords, tokens, serial numbers, paths and the names in certificates, by the words and forms around them. Pure."""

import re

from checker.model.scrub.marks import HOME, ID, NAME, PATH, SECRET

_PEM = re.compile(r"-----BEGIN [A-Z ]{3,40}-----(?:[^-]|-(?!----))*+(?:-----END [A-Z ]{3,40}-----)?")
_HEADERS = re.compile(
    r"(?<![^\W_])((?:proxy-)?authorization|(?:proxy-|www-)?authenticate|(?:set-)?cookie)(\s*[:=]\s*)[^\r\n]++",
    re.IGNORECASE,
)
_AUTHORIZATION = re.compile(
    r"(?<![^\W_])(?:(bearer|negotiate|ntlm)\s++[^\s,;\"'<>]{4,}+"
    r"|(basic)\s++(?=[a-z0-9+/]{0,80}(?:[0-9=]|(?-i:[a-z][A-Z])))[a-z0-9+/]{8,}+=*)",
    re.IGNORECASE,
)
_CREDENTIAL_WORDS = (
    r"(?:pass(?:word|wort|phrase|wd|code)?|pwd|kennwort|secret|geheimnis|token|api[_-]?key|private[_-]?key|psk|otp|pin"
    r"|jwt|sid|session(?:[_-]?id)?|credentials?|enrolment|signature)"
)
_ASSIGNED_SECRET = re.compile(
    rf"(?<![^\W_])((?:[\w.-]{{0,40}}[_.-])?{_CREDENTIAL_WORDS}[\"']?\s{{0,3}}[:=]\s{{0,3}})(?!\[secret\])"
    r"(?:\"[^\"\r\n]{0,2000}\"?|'[^'\r\n]{0,2000}'?|[^\s,;&\"'<>]++)",
    re.IGNORECASE,
)
_QUERY_VALUE = re.compile(r"([?&#;](?:amp;)?[\w.%~\[\]-]{1,64}=)[^\s&#\"'<>]++")
_QUERY = re.compile(r"(?<=[^\s?])\?(?!\[secret\])[^\s\"'<>=]{6,}+(?![=])")
_TOKENS = re.compile(
    r"(?<![\w-])(?:eyJ[\w-]{5,}+\.[\w-]++(?:\.[\w-]*+)?"
    r"|(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk-|AKIA|AIza|ya29\.)[\w.-]{8,}+)"
)
_LONG_WORD = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/_=-]{20,}+")
_CLASS_CHANGE = re.compile(r"(?<=[a-z])[A-Z0-9]|(?<=[A-Z])[0-9]|(?<=[0-9])[A-Za-z]")
_RANDOM_SHARE = 0.3
"""Of a random text in base64 more than half of all letters are followed by one of another kind; of a product's name,
written together, hardly one in five."""

_SERIAL = re.compile(
    r"(?<![^\W_])((?:s/n|s\.n\.|sn|ser(?:ial|ien)?[ ._-]{0,2}(?:no|nr|num(?:ber|mer)?|#)?\.?|service[ _-]?tag|imei|uuid"
    r"|guid|asset[ _-]?tag)(?:\s{0,3}[:=#]\s{0,3}|\s{1,3}(?=[\w-]{0,40}\d)))[\w/-]{4,}+",
    re.IGNORECASE,
)
_UUID = re.compile(r"(?<![0-9a-f])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-f])", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"(?<![\w.])\d{10,}+(?![\w.])")
_SECURITY_ID = re.compile(r"(?<![\w-])S-1-5-\d++(?:-\d++)*+")
"""Of a user of Windows ([MS-DTYP] 2.4.2)."""

_OWNER = re.compile(
    r"(?<![^\W_])((?:CN|UID|GN|givenName|surname|emailAddress|user(?:[ _-]?name)?|login|benutzer(?:name)?|owner|account"
    r"|hostname|computername)\s{0,3}[=:]\s{0,3})(?!\[name\])(?:\"[^\"\r\n]{0,300}\"?|'[^'\r\n]{0,300}'?"
    r"|[^\s,;/+\"'<>]++(?: [^\s,;/+=\"'<>:]++(?!=))*+)",
    re.IGNORECASE,
)
"""A certificate's subject (RFC 4514), and what is written as somebody's or some machine's own."""
_DOMAIN_ACCOUNT = re.compile(
    r"(?<![\\\w:./%\]])(?!HK[A-Z]{1,3}\\|HKEY_)[A-Z][A-Z0-9-]{1,14}\\{1,2}(?![\\\s])[\w.$-]++(?!\\)"
)

_SEGMENT = r"[^\\/:*?\"<>|\r\n']"
_REST = rf"(?:[\\/]+(?:{_SEGMENT}{{0,255}}(?=[\\/\"'])|[^\s\\/:*?\"<>|']{{0,255}}))*"
_HOMES = re.compile(
    r"(?:(?<![^\W_])(?:/(?:var|usr|export|data|srv|mnt/[a-z]|volume\d))?/(?:home|Users)/+"
    r"|(?<![^\W_])(?:/run)?/media/+"
    r"|(?<![^\W_])[a-z]:[\\/]+(?:Users|Dokumente und Einstellungen|Documents and Settings)[\\/]+"
    r"|\\{1,4}(?:Users|home)\\{1,4}|%2Fhome%2F|%2FUsers%2F|%5CUsers%5C)"
    rf"(?P<user>{_SEGMENT}{{1,64}}?(?=[\\/])|[^\s\\/:*?\"<>|']{{1,64}})(?P<rest>{_REST})",
    re.IGNORECASE,
)
_ROOT_HOME = re.compile(rf"(?<![^\W_])(?:/var|/private/var)?/root(?=[\\/\s\"',:;)]|$)(?P<rest>{_REST})")
_TILDE_HOME = re.compile(r"(?<![\w~/.])~[\w.-]{2,32}(?=/)")
_PROGRAM_PATH = re.compile(r"[\\/](?:checker|site-packages)[\\/].*")
_SHARE = re.compile(
    r"(?<![\w:\\])\\{2,}(?:[?.]\\+(?:UNC\\+)?)?[\w.$%#&{}@~()-]++\\+[^\\/:*?\"<>|\r\n']{0,255}?(?:(?=\\)|(?=[\s\"'<>|:*?]|$))"
    r"(?:\\+(?:[^\\/:*?\"<>|\r\n']{0,255}(?=\\)|[^\s\\/:*?\"<>|']{0,255}))*"
    r"|(?<![\w.+-])(?:smb|afp|nfs|cifs|s?ftp|ssh)://[^\s\"'<>]++"
    r"|(?<![:\w/])//[\w.-]++/[^\s\"'<>]++",
    re.IGNORECASE,
)


def scrub_secrets(text: str) -> str:
    """`text` with a mark for each password, token, serial number, foreign path and name that its form gives away."""
    text = _PEM.sub(SECRET, text)
    text = _SHARE.sub(PATH, text)
    text = _HOMES.sub(_replace_home, text)
    text = _ROOT_HOME.sub(_replace_home, text)
    text = _TILDE_HOME.sub(HOME, text)
    text = _HEADERS.sub(rf"\1\2{SECRET}", text)
    text = _AUTHORIZATION.sub(lambda match: f"{match[1] or match[2]} {SECRET}", text)
    text = _QUERY_VALUE.sub(rf"\1{SECRET}", text)
    text = _QUERY.sub(f"?{SECRET}", text)
    text = _ASSIGNED_SECRET.sub(rf"\1{SECRET}", text)
    text = _TOKENS.sub(SECRET, text)
    text = _UUID.sub(ID, text)
    text = _SECURITY_ID.sub(ID, text)
    text = _SERIAL.sub(rf"\1{ID}", text)
    text = _OWNER.sub(rf"\1{NAME}", text)
    text = _DOMAIN_ACCOUNT.sub(NAME, text)
    return _LONG_WORD.sub(_replace_random, text)


def scrub_long_numbers(text: str) -> str:
    """Ten digits or more: a serial, phone or card number. Called after addresses, which are numbers, too."""
    return _LONG_NUMBER.sub(ID, text)


def _replace_home(match: re.Match[str]) -> str:
    program_path = _PROGRAM_PATH.search(match["rest"])
    return HOME + (program_path.group() if program_path else "")


def _replace_random(match: re.Match[str]) -> str:
    word = match.group()
    is_random = len(_CLASS_CHANGE.findall(word)) >= _RANDOM_SHARE * len(word) and not _is_hexadecimal(word)
    return SECRET if is_random else word


def _is_hexadecimal(word: str) -> bool:
    """A digest of a file or a report's number."""
    return re.fullmatch(r"[0-9a-f]+|[0-9A-F]+", word) is not None
