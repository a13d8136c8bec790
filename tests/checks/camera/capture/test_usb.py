"""How a camera hangs on the computer, by sysfs and by a stand-in of Windows' configuration manager."""

import sys
from pathlib import Path

import pytest

from checker.checks.camera.capture import usb


def tree(root: Path, name: str, speed: str | None) -> None:
    """sysfs of a USB camera."""
    device = root / "devices" / "pci0000:00" / "usb2" / name
    interface = device / f"{name}:1.0"
    (interface / "video4linux" / "video0").mkdir(parents=True)
    if speed:
        (device / "speed").write_text(speed)
    link = root / "class" / "video4linux"
    link.mkdir(parents=True)
    (link / "video0").symlink_to(interface / "video4linux" / "video0")
    (interface / "video4linux" / "video0" / "device").symlink_to(interface)


@pytest.mark.skipif(sys.platform == "win32", reason="by links, which Linux has in /sys")
@pytest.mark.parametrize(
    ("name", "speed", "expected"),
    [
        ("2-1", "480\n", usb.UsbConnection(480.0, 0)),
        ("2-1.4", "480\n", usb.UsbConnection(480.0, 1)),
        ("1-2.3.1", "12\n", usb.UsbConnection(12.0, 2)),
        ("2-1", None, usb.UsbConnection(None, 0)),
    ],
)
def test_linux_counts_the_hubs(tmp_path: Path, name, speed, expected):
    tree(tmp_path, name, speed)
    assert usb.linux(0, tmp_path) == expected


def test_a_camera_that_is_not_on_usb(tmp_path: Path):
    assert usb.linux(0, tmp_path) is None
    assert usb.windows(r"\\?\pci#ven_8086&dev_1#3#{e5323777}\global") is None


class ConfigurationManager:
    """cfgmgr32's three calls over a chain of device ids, the camera first."""

    def __init__(self, *chain: str) -> None:
        self.chain = chain
        self.located = ""

    def CM_Locate_DevNodeW(self, node, name, flags) -> int:  # noqa: N802
        self.located = name.value
        node._obj.value = 1
        return 0 if name.value.upper() == self.chain[0].upper() else 13

    def CM_Get_Parent(self, parent, node, flags) -> int:  # noqa: N802
        if node.value >= len(self.chain):
            return 13
        parent._obj.value = node.value + 1
        return 0

    def CM_Get_Device_IDW(self, node, name, length, flags) -> int:  # noqa: N802
        assert length <= len(name)
        name.value = self.chain[node.value - 1]
        return 0


COMPOSITE = (r"USB\VID_046D&PID_0825&MI_00\7&1&0&0000", r"USB\VID_046D&PID_0825\ABC")
ROOT = (r"USB\ROOT_HUB30\4&2", r"PCI\VEN_8086&DEV_A36D\3", "ACPI\\PNP0A08\\0")
PATH = r"\\?\usb#vid_046d&pid_0825&mi_00#7&1&0&0000#{e5323777-f976-4f5b-9b55-b94699c46e44}\global"


@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        ((*COMPOSITE, *ROOT), usb.UsbConnection(None, 0)),
        ((*COMPOSITE, r"USB\VID_05E3&PID_0610\5&3", *ROOT), usb.UsbConnection(None, 1)),
        ((*COMPOSITE, r"USB\VID_05E3&PID_0610\5&3", r"USB\VID_2109&PID_2813\6", *ROOT), usb.UsbConnection(None, 2)),
        (COMPOSITE, None),
        ((r"USB\VID_1&PID_2\X", *ROOT), None),
    ],
)
def test_windows_counts_the_hubs(chain, expected):
    manager = ConfigurationManager(*chain)
    assert usb.windows(PATH, manager) == expected
    assert manager.located == r"usb\vid_046d&pid_0825&mi_00\7&1&0&0000"


def test_a_simple_camera_behind_a_hub():
    chain = (r"USB\VID_1&PID_2\X", r"USB\VID_05E3&PID_0610\5&3", *ROOT)
    assert usb.windows(r"\\?\usb#vid_1&pid_2#x#{e5}\global", ConfigurationManager(*chain)) == usb.UsbConnection(None, 1)
