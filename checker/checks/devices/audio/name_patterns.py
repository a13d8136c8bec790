"""Which inputs are no microphones, and which names mean a headset or its telephone mode."""

import re

UNNAMED = {"input": "Mikrofon", "output": "Lautsprecher"}

_LOOPBACK = re.compile(
    r"stereo.?mi(?:x|sch)|stereofonick\w+ mix|mi[xk]s (?:stereo|audio)|mixage|mixagem|mistura|mezcla|missaggio|miksaj"
    r"|микшер|ミキサー|混音|스테레오 믹스|what.?(?:u|you).?hear|was sie h[öo]ren|wave.?out|wave.?mi|loop.?back"
    r"|\bmoni(?:tor|teur) (?:of|von|de|di|van|för|av)\b|blackhole|soundflower|vb-audio|cable output|voicemeeter out",
    re.IGNORECASE,
)
"""What plays the PC's own sound back."""
_NOT_A_MICROPHONE = re.compile(
    r"voicemeeter|virtual (?:audio )?(?:cable|input|output|device)|virtual (?:audio|desktop)\b|virtuelles|s/?pdif"
    r"|line.?in\b|\bline\b|\bligne\b|liniowe|\bl[ií]nea\b|\blinha\b|leitungseingang|lijn.?in"
    r"|hdmi|displayport|cam link|(?:video|game|hdmi) capture|digital audio interface|digitale audioschnittstelle"
    r"|teams audio|zoomaudio|krisp|nvidia broadcast|steam streaming|\bobs\b|droidcam|iriun|wo mic|voicemod"
    r"|remote ?audio|aggregate|iphone|ipad",
    re.IGNORECASE,
)
"""What wraps another microphone, has a plain socket, or would wake a telephone."""
_HEADSET = re.compile(
    r"headset|headphone|kopfhörer|ohrhörer|earphone|earpods|earbud|buds\b|airpods|auricular|diadema|cuffie|casque|écouteur"
    r"|hoofdtelefoon|koptelefoon|słuchawk|fones|auscultador|hörlur|hodetelefon|høretelefon|kuuloke|sluchátk|slúchadl|náhlavn"
    r"|fejhallgató|fülhallgató|căști|slušal|ausinės|austiņas|kõrvaklap|kulaklık|ακουστικ|наушник|гарнитур|навушник|слушалк"
    r"|אוזניות|سماعة الرأس|耳机|耳機|ヘッドセット|ヘッドホン|헤드셋",
    re.IGNORECASE,
)
"""The thing itself, in the words of systems and makers."""
_HEADSET_MODEL = re.compile(
    r"hands.?free|freisprech|mains.?libres|manos libres|jabra|plantronics|blackwire|voyager|\bepos\b|openrun|beats"
    r"|\bsc ?\d{2,3}\b|\bbt ?[67]\d0\b|\bzone (?:wired|wireless|vibe|true|learn|300|305)|evolve|\bsavi\b|encore ?pro"
    r"|\badapt \d|\bimpact \d|\bw[hf].?(?:1000|ch|xb)|\bqc ?\d{2}\b|quietcomfort|arctis"
    r"|cloud (?:ii|flight|stinger|alpha)|virtuoso|\bvoid\b|\bhs.?\d{2,3}\b|kraken|blackshark|barracuda|inzone"
    r"|\b[uw]h ?\d{2}\b|\bw[hl] ?\d{4}\b|momentum \d|shokz|opencomm|quantum \d{3}"
    r"|\bg ?(?:pro x|335|432|433|435|533|535|733|935)\b",
    re.IGNORECASE,
)
"""Makers and series that are headsets, as far as nothing else of the name says another thing."""
_OTHER_KIND = re.compile(
    r"\bspeak\b|speak\d? ?\d{2,3}|emeet|konftel|calisto|\bp[67]10e?\b|\b[cs]p ?\d{2,4}\b|seiren"
    r"|speaker.?phone|konferenz|conference|powerconf|\bsync ?\d{2}\b|panacast|web.?cam"
    r"|\bcam(?:era)?\b|kamera|monitor|display|\bdock|docking|thunderbolt|\bhub\b|\btv\b|scarlett|interface|mixer|yeti|snowball|quadcast"
    r"|\bwave:? ?\d|\bnt.?usb|at20\d\d|\bmv\d|podcast"
    r"|gxt ?2\d\d|solocast|quantum stream|beyerdynamic|tonor|fifine|samson|maono|\bq2u\b"
    r"|array|reali?tek|conexant|high definition audio|\bline\b"
    r"|sound ?blaster|usb (?:pnp )?(?:audio|sound)(?: device)?$",
    re.IGNORECASE,
)
"""Speakerphones, webcams, screens, docks and microphones on a table: many of them hear and play as well."""
_GENERIC = re.compile(
    r"\b(?:\d+-|mikrofon(?:array)?|microphones?|micro|mic|réseau|de|lautsprecher|speakers?|haut.?parleurs?|earphones?"
    r"|headset|headphones?|kopfhörer|casque|écouteurs?|mono|stereo|stéréo|analog(?:ique)?|digital|numérique|input|output"
    r"|eingang|ausgang|entrée|sortie|hands.?free|freisprech\w*|ag|audio|hfp|fallback|profile)(?!\w)",
    re.IGNORECASE,
)
_HEARING_AID = re.compile(
    r"phonak|aud[ée]o|naída|oticon|resound|widex|signia|starkey|bernafon|unitron|rexton|hansaton|hearlink|beltone"
    r"|gn hearing|jabra enhance|hörgerät|hearing aid|aides? auditives?|audífono|apparecch\w+ acustic|aparat\w* słuchow"
    r"|hoortoestel|hörapparat|høreapparat|слухов",
    re.IGNORECASE,
)
_HANDS_FREE = re.compile(r"hands.?free|freisprech|\bhfp\b", re.IGNORECASE)


def is_room_microphone(name: str) -> bool:
    """Whether an input of this name is a microphone in the room, as far as its name tells."""
    return not _NOT_A_MICROPHONE.search(name) and not is_loopback(name)


def is_loopback(name: str) -> bool:
    """Whether it is the PC's own sound, as far as its name tells: no room and nobody in it."""
    return bool(_LOOPBACK.search(name))


def is_headset(name: str) -> bool:
    """Whether it is one, as far as its name tells."""
    return bool(_HEADSET.search(name)) or bool(_HEADSET_MODEL.search(name) and not is_other_kind(name))


def is_other_kind(name: str) -> bool:
    """Whether it is a speakerphone, a webcam, a screen or the like, as far as its name tells."""
    return bool(_OTHER_KIND.search(name))


def model_of(name: str) -> str:
    """What an input and an output of one device have in common; empty where the name says no more than its kind."""
    bracket = re.search(r"\(([^()]+(?:\([^()]*\))?[^()]*)\)\s*$", name)
    return " ".join(_GENERIC.sub(" ", bracket[1] if bracket else name).casefold().split())


def is_hearing_aid(name: str) -> bool:
    """Whether it is somebody's hearing aids, as far as its name tells: no headset takes their place."""
    return bool(_HEARING_AID.search(name))


def is_hands_free(name: str) -> bool:
    """Whether it is Bluetooth's telephone mode, which Windows lists as a device of its own."""
    return bool(_HANDS_FREE.search(name))
