"""python3 -m tests.bench line: how exact, quick and sparing the measurement of the line is, beside its peers.

python3 -m tests.bench faults: what the checks name as the cause of every fault of the lab, and in healthy homes.

python3 -m tests.bench package: how large the executable is, part by part, and how soon its window is there.

python3 -m tests.bench window: how soon the window is there, how long it is ever busy, and its memory.

python3 -m tests.bench gateways: how long the way to the company takes to judge.

python3 -m tests.bench imports: whether VPN files are read as openvpn and wg themselves read them.

python3 -m tests.bench desk: what a report costs at intake, and how soon the desk's pages answer beside many.

python3 -m tests.bench devices: what the check of the microphone says of recorded voices, healthy and in trouble.

python3 -m tests.bench fuzz: whether any parser of foreign bytes crashes, takes long or takes much memory.

python3 -m tests.bench trust: what the program reads, starts and says to whom, against its sentences.
"""

import sys

from checker.bootstrap import ensure_environment

if __name__ == "__main__":
    ensure_environment("tests", "tests.bench", sys.argv[1:])
    from tests.bench.command import main

    sys.exit(main())
