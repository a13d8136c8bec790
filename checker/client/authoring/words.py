"""The sentences of the command `profile`."""

from checker.knowledge.translator import Translator

tr = Translator("profile")
