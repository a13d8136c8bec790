"""What the program assumes of the operating system: one list, measured on the PC it runs on by `--self-test`."""
