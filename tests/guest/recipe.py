"""What the guest machine is made of."""

import re

RELEASE, PYTHON, GLIBC_MINOR = "bookworm", "3.11", 36
"""Debian 12, its Python, and its glibc 2.36, which decides what wheels fit."""
DEBIAN = (
    "linux-image-amd64",
    "initramfs-tools",
    "zstd",
    "kmod",
    "udev",
    "iproute2",
    "procps",
    "ca-certificates",
    "python3",
    "libportaudio2",
    "libasound2-plugins",
    "pulseaudio",
    "pulseaudio-utils",
    "alsa-utils",
    "v4l-utils",
)
LEFT_OUT = {
    "babel",
    "django",
    "granian",
    "psycopg",
    "psycopg-binary",
    "pyside6-essentials",
    "shiboken6",
    "whitenoise",
}
"""Packages of the window and the desk: half a gigabyte that the client in a terminal never loads."""
DISK = "3G"
VENV = "opt/venv"
"""Where the packages lie, seen from the guest's root."""


def requirements(text: str) -> str:
    """The hashed requirements without those that are LEFT_OUT."""
    blocks = re.split(r"^(?=\S)", text, flags=re.MULTILINE)
    return "".join(block for block in blocks if re.split(r"[=\[ \n]", block, maxsplit=1)[0].lower() not in LEFT_OUT)
