"""The window's sentences: one catalogue, switched for everyone at once."""

from checker.knowledge.words import Translator

tr = Translator("window")
