"""Parts of a computer's or an account's name that name nobody, and that other texts need."""

_WORDS = """
admin administrator air and android arbeit audio azure book box buero büro camera chrome client com computer
container das debian default dell der des desktop die dns docker fedora firma for fritz galaxy gast gateway
guest headset home homeoffice host imac internet iphone jabra kamera lan laptop lenovo linux local localdomain
localhost localnet logitech mac macbook machine mic microsoft mikrofon mini name nas net network notebook
office online owner pad pc phone pro proxy root router runner server service sound speaker surface system
tablet test the thinkpad ubuntu und usb user users virtual vm vom von vpn web webcam wifi win windows wlan
work worker workstation
"""
COMMON_WORDS = frozenset(_WORDS.split())
