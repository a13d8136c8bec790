"""Processes as tests look at them: one may end while it is looked at."""

import contextlib

import psutil


def command_line(process: psutil.Process) -> list[str]:
    """Its words; none of one that has ended, be it that nobody has waited for it yet."""
    try:
        return process.cmdline()
    except (psutil.ZombieProcess, psutil.NoSuchProcess):
        return []


def existing_processes(pids: list[int]) -> list[psutil.Process]:
    """Those of them that have not ended since they were listed."""
    processes = []
    for pid in pids:
        with contextlib.suppress(psutil.NoSuchProcess):
            processes.append(psutil.Process(pid))
    return processes
