"""What all pages share: the headers, the frame, the language, and the pages for when something went wrong."""
