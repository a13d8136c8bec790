"""Follow-ups, only where something did not get out: where it ends, and whose doing it is.

Each module is one experiment: what it separates, what each system shows, what it costs stands at its top.
"""
