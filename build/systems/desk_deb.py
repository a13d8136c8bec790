"""The desk's Debian package: the program with its Python packages, units, timers, and settings of proxies."""

from pathlib import Path

from recipe.product import NAME, ROOT, debian_version, processor
from systems.archive import ArchiveMember, folder_members
from systems.deb import ARCHITECTURES, installed_kib, pack_deb

DESK_PACKAGE = "homeoffice-check-desk"
SOURCES = ROOT / "build" / "desk"
HOME = f"usr/lib/{DESK_PACKAGE}"
DOCUMENTS = f"usr/share/doc/{DESK_PACKAGE}"
UNITS = tuple(sorted(path.name for path in SOURCES.glob("*.service"))) + tuple(
    sorted(path.name for path in SOURCES.glob("*.timer"))
)
SCRIPTS = ("postinst", "prerm", "postrm")
COPYRIGHT = f"""{NAME} desk

The program itself: see its licence. Each Python package below /{HOME}/python has its own in its *.dist-info folder.
"""


def debian_processor() -> str:
    """As dpkg calls it."""
    return ARCHITECTURES[processor()]


def make_desk_deb(site: Path, python_version: str, processor: str, mtime: int) -> bytes:
    """The package's bytes. `site`: the folder with the program and what it imports, for this version of Python."""
    texts = {
        f"usr/bin/{DESK_PACKAGE}": "launcher",
        f"{HOME}/bin/backup": "backup",
        f"etc/{DESK_PACKAGE}/options": "options",
        f"{DOCUMENTS}/examples/nginx.conf": "nginx.conf",
        f"{DOCUMENTS}/examples/Caddyfile": "Caddyfile",
        **{f"lib/systemd/system/{unit}": unit for unit in UNITS},
    }
    members = [
        *folder_members(site, f"./{HOME}/python"),
        *(ArchiveMember(f"./{name}", text=(SOURCES / source).read_bytes()) for name, source in texts.items()),
        ArchiveMember(f"./{DOCUMENTS}/README.md", text=(ROOT / "checker" / "desk" / "README.md").read_bytes()),
        ArchiveMember(f"./{DOCUMENTS}/copyright", text=COPYRIGHT.encode()),
    ]
    for member in members:
        member.is_executable = member.name in (f"./usr/bin/{DESK_PACKAGE}", f"./{HOME}/bin/backup")
    control = [
        ArchiveMember("./control", text=_control(python_version, processor, installed_kib(members)).encode()),
        ArchiveMember("./conffiles", text=f"/etc/{DESK_PACKAGE}/options\n".encode()),
        *(ArchiveMember(f"./{name}", text=(SOURCES / name).read_bytes()) for name in SCRIPTS),
    ]
    for member in control[2:]:
        member.is_executable = True
    return pack_deb(control, members, mtime, small=False)


def _control(python_version: str, processor: str, size_kib: int) -> str:
    major, minor = python_version.split(".")
    python = f"python3 (>= {python_version}), python3 (<< {major}.{int(minor) + 1})"
    return (
        f"Package: {DESK_PACKAGE}\nVersion: {debian_version()}\nArchitecture: {processor}\n"
        f"Installed-Size: {size_kib}\n"
        f"Maintainer: {NAME} <noreply@invalid>\nSection: net\nPriority: optional\n"
        f"Depends: {python}, libc6, adduser, ca-certificates\n"
        "Recommends: nginx | caddy\nSuggests: postgresql, postgresql-client\n"
        "Description: IT firm's web service of Homeoffice-Check\n"
        " It receives reports of home workplaces, keeps customers' profiles, and serves\n"
        " the guide and the measuring endpoints. SQLite by default, PostgreSQL by setting.\n"
    )
