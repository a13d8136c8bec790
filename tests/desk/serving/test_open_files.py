"""As many open files as the system gives, and never more than were asked for."""

import subprocess
import sys

import pytest

CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[1]), int(sys.argv[2])))
from checker.desk.serving.open_files import raise_open_file_limit
print(raise_open_file_limit(2000), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of this kind")
@pytest.mark.parametrize(
    ("soft", "hard", "returned", "now"), [(256, 4096, 2000, 2000), (256, 1024, 1024, 1024), (3000, 4096, 2000, 3000)]
)
def test_the_limit(soft: int, hard: int, returned: int, now: int) -> None:
    words = [sys.executable, "-c", CHILD, str(soft), str(hard)]
    output = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    assert output.split() == [str(returned), str(now)]
