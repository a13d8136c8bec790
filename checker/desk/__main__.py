"""python3 -m checker.desk: the desk without the bootstrap, as it starts its own jobs."""

import sys

from checker.desk.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
