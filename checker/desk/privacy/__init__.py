"""Data protection as part of the desk: what is erased early, who opened what, access, deletion, and the papers."""
