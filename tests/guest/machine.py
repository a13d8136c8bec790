"""The guest machine under emulation: started with a job, read line by line, gone when the reading ends."""

import contextlib
import queue
import subprocess
import threading
from collections.abc import Generator, Iterator
from pathlib import Path

import msgspec

from tests.guest.image import DISK, INITRD, KERNEL
from tests.guest.scenario import Booted, ScenarioResult
from tests.guest.tools import NotPossible

SILENT_S = 240.0
"""No scenario takes so long, not even on a busy machine; nor does booting."""
_MEMORY_MB = 3072
_CLOCK = "shift=0,sleep=off"
"""The guest's time is told by its own work, a nanosecond an instruction, and sleeping costs nothing: however busy this
machine is, in the guest everything takes as long as on a PC of a thousand million instructions a second."""
_KERNEL_WORDS = (
    "root=/dev/vda rw rootfstype=ext4 init=/init-guest console=ttyS0 quiet loglevel=4 panic=-1 mitigations=off "
    "audit=0 random.trust_cpu=on tsc=reliable clocksource=tsc"
)
"""The clock: the kernel mistrusts the processor's under emulation, and any other takes much longer to read."""
_PROCESSOR = "max,-la57,-smap,-smep"
"""All that the emulation can do, without protection that costs a third of the time."""


def run_guest(image: Path, job: Path, console: Path) -> Generator[Booted | ScenarioResult]:
    """What the guest tells, as it tells it. `console`: where the kernel's words go. Raises NotPossible."""
    with _running(image, job, console) as process:
        lines: queue.Queue[bytes | None] = queue.Queue()
        threading.Thread(target=_read, args=(process, lines), daemon=True).start()
        while True:
            try:
                line = lines.get(timeout=SILENT_S)
            except queue.Empty:
                raise NotPossible(f"The guest said nothing for {SILENT_S:.0f} s. {_last_words(console)}") from None
            if line is None:
                break
            with contextlib.suppress(msgspec.DecodeError):  # the firmware's words
                yield msgspec.json.decode(line, type=Booted | ScenarioResult)


@contextlib.contextmanager
def _running(image: Path, job: Path, console: Path) -> Iterator[subprocess.Popen[bytes]]:
    # Nothing that the guest writes to its system's disk outlives it.
    disks = (f"file={image / DISK},snapshot=on,cache=unsafe", f"file={job},cache=unsafe")
    command = ["qemu-system-x86_64", "-accel", "tcg,thread=single,tb-size=1024", "-cpu", _PROCESSOR]
    command += ["-icount", _CLOCK, "-smp", "1", "-m", str(_MEMORY_MB), "-nodefaults", "-no-user-config", "-no-reboot"]
    command += ["-display", "none", "-nic", "none", "-device", "virtio-rng-pci"]
    command += ["-serial", f"file:{console}", "-serial", "stdio"]
    command += ["-kernel", str(image / KERNEL), "-initrd", str(image / INITRD), "-append", _KERNEL_WORDS]
    for disk in disks:
        command += ["-drive", f"{disk},format=raw,if=virtio"]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        process_group=0,  # Ctrl-C is for this process, which then ends the guest
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _read(process: subprocess.Popen[bytes], lines: "queue.Queue[bytes | None]") -> None:
    if process.stdout is not None:
        for line in process.stdout:
            lines.put(line)
    lines.put(None)


def _last_words(console: Path) -> str:
    with contextlib.suppress(OSError):
        words = console.read_text(errors="replace").strip().splitlines()
        return f"Its last words: {words[-1]}" if words else ""
    return ""
