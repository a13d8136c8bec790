"""How a finding is known, in words: witnesses, what they rule out, and the hypotheses that are left."""
