"""The window's sentences: one catalogue, switched for everyone at once."""

from checker.knowledge.translator import Translator

tr = Translator("window")
