"""Where the packaged program begins."""

import sys

from checker.__main__ import main

sys.exit(main())
