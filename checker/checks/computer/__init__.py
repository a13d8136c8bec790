"""The PC itself: is it strong, current and awake enough for the day. The example to copy for a new check."""

from checker.checks.computer.need import ComputerNeed
from checker.checks.declaration import Check
from checker.checks.icons import COMPUTER
from checker.checks.work_tasks import ALL_TASKS, Effect, TaskEffect
from checker.model.employee.task import Task
from checker.model.observation import Fact
from checker.model.privacy import DataGroup, Purpose
from checker.model.text import Text

CHECK = Check(
    name="computer",
    title=Text(de="Computer", en="Computer"),
    about=Text(
        de="Prozessor, Speicher, Strom, Betriebssystem und Uhr dieses Computers",
        en="Processor, memory, power, operating system and clock of this computer",
    ),
    groups=(DataGroup.PC,),
    need=ComputerNeed,
    lingers=True,
    deadline_s=120.0,
    icon=COMPUTER,
    task_effects=(
        TaskEffect(codes=("computer.",), tasks=(Task.VIDEO,), effect=Effect.WITHOUT_UNKNOWN),
        TaskEffect(codes=("computer.clock-wrong",), tasks=ALL_TASKS),
    ),
    fixed_codes=("computer.memory-small", "computer.cpu-weak"),
    facts=(
        Fact(
            name="cpu.cores",
            group=DataGroup.PC,
            purpose=Purpose.PURCHASE,
            meaning=Text(de="Rechenkerne des Prozessors", en="Cores of the processor"),
        ),
        Fact(
            name="memory.total",
            group=DataGroup.PC,
            unit="GiB",
            purpose=Purpose.PURCHASE,
            meaning=Text(de="Eingebauter Arbeitsspeicher", en="Built-in memory"),
        ),
        Fact(
            name="memory.available",
            group=DataGroup.PC,
            unit="GiB",
            meaning=Text(de="Freier Arbeitsspeicher", en="Free memory"),
        ),
        Fact(
            name="disk.free",
            group=DataGroup.PC,
            unit="GiB",
            meaning=Text(de="Freier Platz auf der Systemplatte", en="Free space on the system disk"),
        ),
        Fact(
            name="battery.percent",
            group=DataGroup.PC,
            unit="%",
            meaning=Text(de="Ladung des Akkus", en="Charge of the battery"),
        ),
        Fact(
            name="power.plugged",
            group=DataGroup.PC,
            meaning=Text(de="Netzteil angeschlossen", en="Power supply connected"),
        ),
        Fact(
            name="uptime",
            group=DataGroup.PC,
            unit="h",
            meaning=Text(de="Zeit seit dem letzten Neustart", en="Time since the last restart"),
        ),
        Fact(
            name="os.name",
            group=DataGroup.PC,
            meaning=Text(de="Betriebssystem und Ausgabe", en="Operating system and release"),
        ),
        Fact(
            name="os.build",
            group=DataGroup.PC,
            meaning=Text(de="Stand des Betriebssystems", en="Build of the operating system"),
        ),
        Fact(
            name="screen.size",
            group=DataGroup.PC,
            unit="px",
            purpose=Purpose.PURCHASE,
            meaning=Text(de="Breite und Höhe des Hauptbildschirms", en="Width and height of the main screen"),
        ),
        Fact(
            name="screen.count",
            group=DataGroup.PC,
            purpose=Purpose.PURCHASE,
            meaning=Text(de="Angeschlossene Bildschirme", en="Connected screens"),
        ),
        Fact(
            name="clock.offset",
            group=DataGroup.PC,
            unit="s",
            meaning=Text(
                de="Wie weit die Uhr vorgeht, verglichen mit der IT-Firma",
                en="How far the clock is ahead, compared with the IT firm",
            ),
        ),
        Fact(
            name="today",
            group=DataGroup.PC,
            meaning=Text(de="Datum laut der Uhr dieses Computers", en="Date by this computer's clock"),
        ),
        Fact(
            name="load.cpu",
            group=DataGroup.PC,
            unit="%",
            meaning=Text(
                de="Auslastung des Prozessors durch andere Programme, Mittel",
                en="Load of the processor by other programs, mean",
            ),
        ),
        Fact(
            name="load.cpu-peak",
            group=DataGroup.PC,
            unit="%",
            meaning=Text(
                de="Auslastung des Prozessors durch andere Programme, höchste Sekunde",
                en="Load of the processor by other programs, highest second",
            ),
        ),
        Fact(
            name="load.memory",
            group=DataGroup.PC,
            unit="%",
            meaning=Text(
                de="Belegter Arbeitsspeicher während der Prüfung, höchster Wert",
                en="Memory in use during the checks, highest value",
            ),
        ),
    ),
)
