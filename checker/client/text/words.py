"""The sentences of the text mode."""

from checker.knowledge.words import Words

tr = Words("text")
