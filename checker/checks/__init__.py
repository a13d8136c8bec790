"""One folder a check, all of one shape; `computer` is the example to copy. README.md says how."""
