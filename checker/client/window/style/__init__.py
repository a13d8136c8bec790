"""How the window looks: colours, style sheet, sizes of text, drawings."""
