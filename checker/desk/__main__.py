"""python3 -m checker.desk: the desk without the bootstrap, as it starts its own jobs."""

import sys

from checker.desk.main import main


def run() -> None:
    """The command of the wheel and of the Debian package."""
    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    run()
