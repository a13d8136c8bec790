"""The sentences of the text mode."""

from checker.knowledge.words import Translator

tr = Translator("text")
