"""A Debian package, written as deb(5) says: nothing is run at its installation."""

from pathlib import Path

from recipe.product import NAME, PACKAGE, SUMMARY_DE, SUMMARY_EN, debian_version
from systems.archive import ArchiveMember, folder_members, tar_gz, tar_xz
from systems.debian_depends import depends_field

ARCHITECTURES = {"x64": "amd64", "arm64": "arm64"}
HOME = f"usr/lib/{PACKAGE}"
LAUNCHER = f"""#!/bin/sh
exec /{HOME}/start.sh "$@"
"""
DESKTOP = f"""[Desktop Entry]
Type=Application
Name={NAME}
GenericName=Home office check
GenericName[de]=Prüfung des Heimarbeitsplatzes
Comment={SUMMARY_EN}
Comment[de]={SUMMARY_DE}
Exec={PACKAGE} %f
Icon={PACKAGE}
Terminal=false
StartupWMClass={NAME}
Categories=Utility;
Keywords=home office;VPN;camera;microphone;
Keywords[de]=Heimarbeit;VPN;Kamera;Mikrofon;
"""


def make_deb(folder: Path, icon: Path, notices: Path, cpu: str, mtime: int) -> bytes:
    """The package's bytes. `notices`: the third parties' licences, also its copyright file."""
    shared = {
        f"usr/bin/{PACKAGE}": LAUNCHER.encode(),
        f"usr/share/applications/{PACKAGE}.desktop": DESKTOP.encode(),
        f"usr/share/icons/hicolor/256x256/apps/{PACKAGE}.png": icon.read_bytes(),
        f"usr/share/doc/{PACKAGE}/copyright": notices.read_bytes(),
    }
    members = [
        *folder_members(folder, f"./{HOME}"),
        *(ArchiveMember(f"./{name}", text=text) for name, text in shared.items()),
    ]
    for member in members:
        member.is_executable = member.is_executable or member.name.startswith("./usr/bin/")
    control = ArchiveMember("./control", text=_control(folder, cpu, installed_kib(members)).encode())
    return pack_deb([control], members, mtime)


def pack_deb(control: list[ArchiveMember], members: list[ArchiveMember], mtime: int, *, small: bool = True) -> bytes:
    """The package's bytes, with every folder above its files. `small`: by xz, which takes minutes; else by gzip."""
    folders = [ArchiveMember(name) for name in _parents([member.name for member in members])]
    parts = {
        "debian-binary": b"2.0\n",
        "control.tar.xz": tar_xz(control, mtime, small=False),
    }
    if small:
        parts["data.tar.xz"] = tar_xz([*members, *folders], mtime)
    else:
        parts["data.tar.gz"] = tar_gz([*members, *folders], mtime)
    return b"!<arch>\n" + b"".join(_ar(name, data, mtime) for name, data in parts.items())


def installed_kib(members: list[ArchiveMember]) -> int:
    """What the files take, in KiB."""
    return sum(len(member.read()) for member in members) // 1024


def _control(folder: Path, cpu: str, size_kib: int) -> str:
    return (
        f"Package: {PACKAGE}\nVersion: {debian_version()}\nArchitecture: {ARCHITECTURES[cpu]}\n"
        f"Installed-Size: {size_kib}\n"
        f"Maintainer: {NAME} <noreply@invalid>\nSection: net\nPriority: optional\n"
        f"Depends: {depends_field(folder)}\nRecommends: iproute2, network-manager\n"
        f"Description: {SUMMARY_EN.lower()}\n It checks line, way to the company, camera and microphone,\n"
        " says in plain words who must act, and sends a report only after consent.\n"
    )


def _parents(names: list[str]) -> set[str]:
    """Every folder above them, as dpkg wants them named."""
    folders = {"."}
    for name in names:
        parts = name.split("/")
        folders |= {"/".join(parts[:depth]) for depth in range(2, len(parts))}
    return folders - set(names)


def _ar(name: str, data: bytes, mtime: int) -> bytes:
    head = f"{name:<16}{mtime:<12}{0:<6}{0:<6}{'100644':<8}{len(data):<10}`\n".encode()
    return head + data + b"\n" * (len(data) % 2)
