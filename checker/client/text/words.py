"""The sentences of the text mode."""

from checker.knowledge.translator import Translator

tr = Translator("text")
