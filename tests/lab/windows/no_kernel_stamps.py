"""A plug-in for pytest: the line's packets are read by a process of their own, as where the kernel notes no arrivals.

`python3 -m tests -p tests.lab.windows.no_kernel_stamps tests/checks/line`.
"""

from checker.checks.line.packets import packet_probe

packet_probe.HAS_KERNEL_STAMPS = False
