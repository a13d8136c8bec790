"""Windows on Debian: Wine in a folder of its own, with the CPython for Windows, for builds and tests made here."""
