"""What a device is called in a report: the model, and never the person it belongs to."""

import pytest

from checker.checks.devices.model_names import model_name, model_names


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("AirPods von Anna", "AirPods"),
        ("Anna's AirPods Pro", "AirPods Pro"),
        ("Headset (Anna’s AirPods Pro Hands-Free AG Audio)", "Headset (AirPods Pro Hands-Free AG Audio)"),
        ("Annas iPhone", "iPhone"),
        ("Jane's iPhone Camera", "iPhone Camera"),
        ("iPhone von Anna Kamera", "iPhone Kamera"),
        ("iPhone de Anne-Marie", "iPhone"),
        ("Anna Maria's Headset", "Headset"),
        ("James' Headset", "Headset"),
        ("Bose von Anna Muster Freisprech", "Bose Freisprech"),
        ("bluez 00:11:22:AA:BB:CC", "bluez"),
        ("HD Pro Webcam C920", "HD Pro Webcam C920"),
        ("Headset (WH-1000XM3 Hands-Free AG Audio)", "Headset (WH-1000XM3 Hands-Free AG Audio)"),
        ("Mikrofon (2- USB Audio Device)", "Mikrofon (2- USB Audio Device)"),
        ("HDA Intel PCH: ALC257 Analog (hw:0,0)", "HDA Intel PCH: ALC257 Analog (hw:0,0)"),
        ("  USB\tAudio\nDevice  ", "USB Audio Device"),
        ("", ""),
    ],
)
def test_model_only(raw, expected):
    assert model_name(raw) == expected


def test_names_are_short_and_different():
    names = model_names(["x" * 90, "x" * 90, "", ""], "Webcam")
    assert len(set(names)) == 4
    assert max(map(len, names)) <= 60
