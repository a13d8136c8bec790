"""The sentences of the command `profile`."""

from checker.knowledge.words import Translator

tr = Translator("profile")
