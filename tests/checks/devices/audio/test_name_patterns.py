"""What a device is by the name that is left of it, in the words of many systems, languages and makers."""

import pytest

from checker.checks.devices.audio.name_patterns import is_headset, is_hearing_aid, is_loopback, is_room_microphone
from checker.checks.devices.model_names import model_names

NAMES = {
    "headset": (
        "Headset (OpenRun Pro by Shokz)",
        "Kopfhörer mit Mikrofon (WH-CH720N)",
        "Zestaw słuchawkowy (Jabra Evolve 65)",
        "Auriculares con micrófono (Plantronics Savi 7200)",
        "Headset-Mikrofon (Jabra Link 380)",
        "Mikrofon (Jabra EVOLVE 20 MS)",
        "Mikrofon (Sennheiser USB headset)",
        "Mikrofon (SteelSeries Arctis 7 Chat)",
        "Microphone (Razer BlackShark V2 Pro)",
        "Microphone (Logitech PRO X Gaming Headset)",
        "Microphone (EPOS IMPACT 860T ANC)",
        "Mikrofon (Dell WL5022)",
        "Microphone (Cisco Headset 730)",
        "Cuffie con microfono (Trust GXT)",
        "Surface Headphones 2",
        "Ακουστικά (Sony WF-1000XM4 Hands-Free)",
        "Mikrofon (Sony INZONE H9)",
    ),
    "other": (
        "External Microphone",
        "Mikrofon (Realtek HD Audio Mic input)",
        "Echo Cancelling Speakerphone (Jabra Speak2 55)",
        "Mikrofon (Anker PowerConf C300)",
        "Mikrofon (ThinkVision P27h-20)",
        "Mikrofon (Dell WD19 Dock)",
        "Mikrofon (USB Audio Device)",
        "Microphone (Elgato Wave:3)",
        "Mikrofon (HP Z27k G3)",
        "Mikrofon (EMEET OfficeCore M2)",
        "Réseau de microphones (Realtek)",
        "Micro interne",
        "Studio Display-Mikrofon",
        "Microphone (OBSBOT Tiny 2)",
        "Mikrofon (Samson Q2U)",
        "Mikrofon (TONOR TC30)",
        "Mikrofon (Trust GXT 232)",
    ),
    "hearing aid": (
        "Headset (Phonak Audéo L90 Hands-Free)",
        "Headset (ReSound ONE)",
        "Headset (Oticon More)",
        "Widex Moment Hands-Free",
        "Headset (Starkey Genesis AI)",
        "Aparaty słuchowe (Oticon Real)",
        "Headset (Philips HearLink 9040)",
        "Jabra Enhance Plus",
        "Headset (GN Hearing Nexia)",
        "Apparecchi acustici (Phonak)",
        "Audífonos (Phonak Lumity)",
        "Roger On (Phonak)",
    ),
    "loopback": (
        "Stereomix (Realtek(R) Audio)",
        "Mixage stéréo (Realtek)",
        "Miks stereo (Realtek High Definition Audio)",
        "Mezcla estéreo (Realtek)",
        "Missaggio stereo (Realtek Audio)",
        "Stereo Mix (Realtek)",
        "What U Hear (Sound Blaster)",
        "BlackHole 16ch",
        "Soundflower (2ch)",
        "Monitor of Built-in Audio Analog Stereo",
        "Monitor von Internes Audio Analog Stereo",
        "Monitor de Audio Interno Estéreo analógico",
        "Moniteur de Audio interne Stéréo analogique",
        "Loopback Audio",
        "CABLE Output (VB-Audio Virtual Cable)",
        "Rogue Amoeba Loopback",
        "Miks audio (C-Media)",
        "Stereomixer (Realtek)",
        "Mixagem estéreo (Realtek)",
        "Stereo mixáž (Realtek)",
        "ステレオ ミキサー (Realtek)",
        "立体声混音 (Realtek)",
        "Stereofonický mix (Realtek)",
    ),
    "no microphone": (
        "Line In (Realtek)",
        "Eingang (Realtek Line-In)",
        "Ligne d'entrée (Realtek)",
        "Entrée ligne (Realtek High Definition Audio)",
        "Wejście liniowe (Realtek)",
        "Entrada de línea (Realtek)",
        "HDMI (Elgato HD60)",
        "Microsoft Teams Audio Device",
        "ZoomAudioDevice",
        "iPhone-Mikrofon",
        "Krisp Microphone",
        "Mikrofon (NVIDIA Broadcast)",
        "Microphone (Steam Streaming Microphone)",
        "Mikrofon (Virtual Desktop Audio)",
        "OBS Virtual Audio",
        "Mikrofon (Voicemod Virtual Audio Device (WDM))",
        "Microphone (DroidCam Virtual Audio)",
        "Remote Audio",
        "Mikrofon (Iriun Webcam)",
        "Digitale Audioschnittstelle (Cam Link 4K)",
        "Aggregate Device",
        "Mikrofon (Remoteaudio)",
    ),
}


def kind_of(name: str) -> str:
    """As the check takes it: only the model of a name is known to it."""
    model = model_names([name], "Mikrofon")[0]
    if is_loopback(model):
        return "loopback"
    if not is_room_microphone(model):
        return "no microphone"
    if is_hearing_aid(model):
        return "hearing aid"
    return "headset" if is_headset(model) else "other"


@pytest.mark.parametrize("kind", NAMES)
def test_what_it_is_by_its_name(kind: str) -> None:
    assert [name for name in NAMES[kind] if kind_of(name) != kind] == []
