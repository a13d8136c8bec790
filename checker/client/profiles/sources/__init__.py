"""Where a profile comes from: what somebody typed, the program's own name, the desk, copies of before."""
