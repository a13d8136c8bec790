"""How systems of many languages name a device after its owner; `{model}` and `{name}` are put in.

The forms are those of iOS, Android and Windows where known, and of people who type a name themselves.
"""

OWNER_FORMS = {
    "de_DE": ["{model} von {name}", "{name}s {model}", "{name}’ {model}", "{model} ({name})", "{name} - {model}"],
    "en_GB": ["{name}'s {model}", "{name}’s {model}", "{model} of {name}", "{name} {model}", "{model} – {name}"],
    "fr_FR": ["{model} de {name}", "{model} d’{name}", "{model} d'{name}", "Le {model} de {name}"],
    "es_ES": ["{model} de {name}", "El {model} de {name}", "{model} del Sr. {name}"],
    "it_IT": ["{model} di {name}", "{model} della {name}", "{model} dell’{name}"],
    "pt_PT": ["{model} de {name}", "{model} do {name}", "{model} da {name}"],
    "nl_NL": ["{model} van {name}", "{name}s {model}", "{model} v. {name}"],
    "sv_SE": ["{name}s {model}", "{model} – {name}", "{model} tillhör {name}"],
    "da_DK": ["{name}s {model}", "{model} tilhørende {name}"],
    "no_NO": ["{name}s {model}", "{name} sin {model}", "{model} til {name}"],
    "fi_FI": ["{name}n {model}", "Käyttäjän {name} {model}"],
    "et_EE": ["{name} {model}", "Kasutaja {name} {model}"],
    "lt_LT": ["{name} {model}", "{model} ({name})"],
    "lv_LV": ["{name} {model}", "Lietotāja {name} {model}"],
    "pl_PL": ["{model} użytkownika {name}", "{model} – {name}", "{model} (użytkownik: {name})"],
    "cs_CZ": ["{model} uživatele {name}", "{model} ({name})"],
    "sk_SK": ["{model} používateľa {name}", "{model} – {name}"],
    "hu_HU": ["{name} {model}", "{name} – {model}", "{name}: {model}"],
    "ro_RO": ["{model} lui {name}", "{model} al {name}"],
    "hr_HR": ["{model} korisnika {name}", "{name} – {model}"],
    "sl_SI": ["{model} uporabnika {name}", "{name} {model}"],
    "tr_TR": ["{name}’nin {model}", "{name} adlı kullanıcının {model}", "{name}'ın {model}"],
    "el_GR": ["{model} του {name}", "{model} της {name}", "{model} – {name}"],
    "ru_RU": ["{model} ({name})", "{model} пользователя {name}", "{model} — {name}"],
    "uk_UA": ["{model} користувача {name}", "{model} ({name})"],
    "bg_BG": ["{model} на {name}", "{model} – {name}"],
    "he_IL": ["{model} של {name}", "ה-{model} של {name}"],
    "ar_SA": ["{model} الخاص بـ {name}", "{model} {name}"],
    "fa_IR": ["{model} {name}", "{model} متعلق به {name}"],
    "hi_IN": ["{name} का {model}", "{name} की {model}"],
    "th_TH": ["{model} ของ {name}", "{model}ของ{name}"],
    "vi_VN": ["{model} của {name}", "{name} – {model}"],
    "id_ID": ["{model} milik {name}", "{name} punya {model}"],
    "zh_CN": ["{name}的{model}", "“{name}”的 {model}", "{name}的 {model}"],
    "zh_TW": ["「{name}」的 {model}", "{name}的{model}"],
    "ja_JP": ["{name}の{model}", "{name} の {model}", "{model}（{name}）"],
    "ko_KR": ["{name}의 {model}", "{name}의{model}"],
}
PERSONAL_MODELS = [
    "AirPods",
    "AirPods Pro",
    "AirPods Max",
    "AirPods Pro 2",
    "iPhone",
    "iPhone 15 Pro Max",
    "iPad Air",
    "MacBook Pro",
    "Galaxy Buds2 Pro",
    "Galaxy S23",
    "Pixel 8 Pro",
    "Beats Studio Buds",
    "Redmi Note 12",
    "OnePlus Buds",
]
OTHER_MODELS = [
    "Jabra Elite 85h",
    "Jabra Evolve2 65",
    "WH-1000XM4",
    "Logitech Zone Vibe 100",
    "Poly Voyager Focus 2",
    "Bose QC35",
    "Sennheiser Momentum 4",
]
"""Names that people change seldom, but can."""
FRAMES = ["{name}", "Headset ({name} Hands-Free AG Audio)", "Kopfhörer ({name})", "{name} Mikrofon", "Kamera ({name})"]
"""Where Windows, Linux and macOS put them."""
HEALTHY = """
HD Pro Webcam C920
Logitech BRIO
Logitech BRIO 4K Stream Edition
Logi Webcam C920e
Logitech StreamCam
Logi Capture
HP TrueVision HD Camera
HP Wide Vision HD Camera
HP 320 FHD Webcam
HP HD Camera
HP IR Camera
Integrated_Webcam_HD
Integrated_Webcam_IR
Integrated Camera
Integrated IR Camera
USB2.0 HD UVC WebCam
USB Camera
USB Video Device
Chicony USB 2.0 Camera
Lenovo EasyCamera
Dell Webcam WB5023
Microsoft LifeCam HD-3000
Microsoft Modern Webcam
Surface Camera Front
FaceTime HD Camera
FaceTime HD-Kamera
OBS Virtual Camera
EOS Webcam Utility
NDI Webcam Video 1
Snap Camera
ManyCam Virtual Webcam
XSplit VCam
iPhone Desk View Camera
MacBook Pro Microphone
MacBook Pro Speakers
MacBook Pro-Mikrofon
MacBook Air-Lautsprecher
Studio Display Microphone
Microphone (HD Pro Webcam C920)
Mikrofon (2- USB Audio Device)
Mikrofonarray (Realtek(R) Audio)
Mikrofonarray (Intel® Smart Sound Technologie für digitale Mikrofone)
Mikrofonarray (AMD Audio Device)
Microphone Array (Intel® Smart Sound Technology for Digital Microphones)
Lautsprecher (Realtek(R) Audio)
Lautsprecher/Kopfhörer (Realtek High Definition Audio)
Stereomix (Realtek(R) Audio)
Stereo Mix (Realtek High Definition Audio)
Headset (Jabra Evolve 65)
Headset (Jabra Evolve2 65 UC)
Headset (Jabra Link 380)
Jabra Speak 750
Jabra PanaCast 20
Headset (WH-1000XM3 Hands-Free AG Audio)
Kopfhörer (WF-1000XM4 Stereo)
Headset H390
Headset (Plantronics Blackwire 3220 Series)
Poly BT700
Poly Voyager Focus 2
Poly Sync 20
Plantronics Savi 8200 Series
Sennheiser SC 160 USB
EPOS ADAPT 360
EPOS IMPACT SC 260
Yealink WH62
HyperX Cloud II Wireless
Mikrofon (HyperX Virtual Surround Sound)
Mikrofon (Yeti Stereo Microphone)
Razer Kiyo Pro
SteelSeries Arctis 7
Corsair VOID ELITE Wireless
Elgato Facecam
RODE NT-USB Mini
Shure MV7
Focusrite Scarlett Solo USB
Phonak Audéo P90 Hands-Free
Réseau de microphones (Realtek(R) Audio)
Haut-parleurs (Realtek(R) Audio)
Micrófono (USB Audio Device)
Altavoces (Realtek High Definition Audio)
Altoparlanti (Realtek(R) Audio)
Mikrofon (Realtek(R) Audio)
Głośniki (Realtek(R) Audio)
Микрофон (Realtek High Definition Audio)
麦克风 (Realtek(R) Audio)
マイク (Realtek(R) Audio)
스피커 (Realtek(R) Audio)
HDMI (NVIDIA High Definition Audio)
DELL U2720Q (NVIDIA High Definition Audio)
PHL 275B1 (Intel® Display-Audio)
LEN P27h-20 (Intel(R) Display Audio)
HP E24 G4
Built-in Audio Analog Stereo
Family 17h/19h HD Audio Controller Analog Stereo
Monitor of Built-in Audio Analog Stereo
Tiger Lake-LP Smart Sound Technology Audio Controller Digital Microphone
HDA Intel PCH: ALC257 Analog (hw:0,0)
USB Audio: - (hw:1,0)
sof-hda-dsp: - (hw:0,6)
Remote Audio
Remoteaudio
CABLE Output (VB-Audio Virtual Cable)
VoiceMeeter Output (VB-Audio VoiceMeeter VAIO)
Krisp Microphone
Microsoft Teams Audio Device
ZoomAudioDevice
BlackHole 2ch
Citrix HDX Audio
ThinkPad Thunderbolt 3 Dock USB Audio
Dell WD19 USB Audio
Logitech USB Headset
Logitech MeetUp Speakerphone
Anker PowerConf S3
Samsung Galaxy Buds
""".strip().splitlines()
"""Names of models as systems give them: nothing of them is cut, but what `AS_MODEL` says."""
AS_MODEL = {"Samsung Galaxy Buds": "Galaxy Buds"}
