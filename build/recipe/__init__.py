"""What the executable is made of, and how PyInstaller makes its folder."""
