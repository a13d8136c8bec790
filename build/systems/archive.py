"""Archives that depend on nothing but their contents: sorted, owned by root, of one time."""

import gzip
import io
import lzma
import tarfile
from collections.abc import Iterator
from pathlib import Path

DICTIONARY_B = 128 << 20
"""xz's window: two copies of one thing anywhere in this size cost once. Unpacking takes as much memory."""
FILTERS = (
    {"id": lzma.FILTER_X86},
    {"id": lzma.FILTER_LZMA2, "preset": 9, "dict_size": DICTIONARY_B},
)
"""The first turns the jumps of x86 code into what compresses better; every liblzma reads it."""


class ArchiveMember:
    """One thing in an archive: a file, a folder (no `source`, no `text`), a link (`link_target`), or bytes."""

    def __init__(
        self, name: str, *, source: Path | None = None, text: bytes | None = None, link_target: str = ""
    ) -> None:
        self.name = name
        self.source = source
        self.text = text
        self.link_target = link_target
        self.is_executable = source is not None and bool(source.stat().st_mode & 0o100)

    def info(self, mtime: int) -> tarfile.TarInfo:
        entry = tarfile.TarInfo(self.name)
        entry.mtime = mtime
        entry.mode = 0o755 if self.is_executable else 0o644
        if self.link_target:
            entry.type, entry.linkname, entry.mode = tarfile.SYMTYPE, self.link_target, 0o777
        elif self.source is None and self.text is None:
            entry.type, entry.mode = tarfile.DIRTYPE, 0o755
        else:
            entry.size = len(self.read())
        return entry

    def read(self) -> bytes:
        return self.text if self.text is not None else self.source.read_bytes() if self.source else b""


def folder_members(folder: Path, name: str) -> Iterator[ArchiveMember]:
    """The folder and everything in it, under another name."""
    yield ArchiveMember(name)
    for file in folder.rglob("*"):
        inner = f"{name}/{file.relative_to(folder).as_posix()}"
        if file.is_symlink():
            yield ArchiveMember(inner, link_target=file.readlink().as_posix())
        elif file.is_dir():
            yield ArchiveMember(inner)
        else:
            yield ArchiveMember(inner, source=file)


def tar_xz(members: list[ArchiveMember], mtime: int, *, small: bool = True) -> bytes:
    """`small`: with the large window, which takes minutes."""
    filters = [dict(member) for member in FILTERS] if small else None
    packer = lzma.LZMACompressor(format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC64, filters=filters)
    out = io.BytesIO()
    with tarfile.open(fileobj=_CompressingStream(packer, out), mode="w|", format=tarfile.GNU_FORMAT) as archive:
        for member in sorted(members, key=_by_kind):
            entry = member.info(mtime)
            archive.addfile(entry, io.BytesIO(member.read()) if entry.isreg() else None)
    out.write(packer.flush())
    return out.getvalue()


def tar_gz(members: list[ArchiveMember], mtime: int) -> bytes:
    """Packed in seconds, and a third larger."""
    out = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=out, mode="wb", mtime=mtime) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.GNU_FORMAT) as archive,
    ):
        for member in sorted(members, key=_by_kind):
            entry = member.info(mtime)
            archive.addfile(entry, io.BytesIO(member.read()) if entry.isreg() else None)
    return out.getvalue()


def _by_kind(member: ArchiveMember) -> tuple[str, str]:
    """Like beside like compresses best; folders come before what lies in them."""
    ending = member.name.rpartition("/")[2].rpartition(".")[2] if member.source else ""
    return ("" if not (member.source or member.text is not None or member.link_target) else f"~{ending}", member.name)


class _CompressingStream(io.RawIOBase):
    def __init__(self, packer: lzma.LZMACompressor, out: io.BytesIO) -> None:
        self._packer = packer
        self._out = out

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:  # type: ignore[no-untyped-def]
        self._out.write(self._packer.compress(data))
        return len(data)
