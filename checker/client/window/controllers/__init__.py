"""What is behind the pages: runs checks, trials and the report's way; the pages only show it."""
