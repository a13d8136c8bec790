"""Which inputs are no microphones, and which names mean a headset or its telephone mode."""

import re

UNNAMED = {"input": "Mikrofon", "output": "Lautsprecher"}

_LOOPBACK = re.compile(
    r"stereo.?mi(?:x|sch)|mixage|mezcla|missaggio|what.?(?:u|you).?hear|was sie h[öo]ren|wave.?out|wave.?mi|loop.?back"
    r"|monitor of|blackhole|soundflower|vb-audio|cable output|voicemeeter out",
    re.IGNORECASE,
)
"""What plays the PC's own sound back."""
_NOT_A_MICROPHONE = re.compile(
    r"voicemeeter|virtual (?:audio )?(?:cable|input|output|device)|virtuelles|line.?in\b|\bline\b|s/?pdif"
    r"|hdmi|displayport|teams audio|zoomaudio|krisp|nvidia broadcast|steam streaming|iphone|ipad",
    re.IGNORECASE,
)
"""What wraps another microphone, has a plain socket, or would wake a telephone."""
_HEADSET = re.compile(
    r"headset|headphone|kopfhörer|earphone|earbud|buds\b|airpods|hands.?free|freisprech|jabra|plantronics|blackwire"
    r"|voyager|\bepos\b|openrun|beats|auricular|cuffie|casque|écouteur|\bsc ?\d{2,3}\b|\bbt ?[67]\d0\b"
    r"|\bzone (?:wired|wireless|vibe|true|learn|300|305)|evolve|\bsavi\b|\badapt \d|\bimpact \d",
    re.IGNORECASE,
)
_HEARING_AID = re.compile(
    r"phonak|aud[ée]o|naída|oticon|resound|widex|signia|starkey|bernafon|unitron|hörgerät|hearing aid|audífono",
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
    return bool(_HEADSET.search(name))


def is_hearing_aid(name: str) -> bool:
    """Whether it is somebody's hearing aids, as far as its name tells: no headset takes their place."""
    return bool(_HEARING_AID.search(name))


def is_hands_free(name: str) -> bool:
    """Whether it is Bluetooth's telephone mode, which Windows lists as a device of its own."""
    return bool(_HANDS_FREE.search(name))
