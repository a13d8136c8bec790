"""The commands of `checker profile`: import, check, sign, key, try."""
