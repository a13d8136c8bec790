"""A plug-in for pytest: the tests and every program that they start see Windows' old clocks.

`python3 -m tests -p tests.lab.windows.coarse_clocks tests/net tests/checks/line tests/checks/vpn tests/checks/network`:
what is measured must come out the same.
"""

import os
import runpy
from pathlib import Path

_FLOORED = Path(__file__).with_name("floored")

runpy.run_path(str(_FLOORED / "sitecustomize.py"))
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(_FLOORED), os.environ.get("PYTHONPATH"))))
