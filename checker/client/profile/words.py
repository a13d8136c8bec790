"""The sentences of the command `profile`."""

from checker.knowledge.words import Words

tr = Words("profile")
