"""Where reports arrive. The raw bytes are stored before anything is decided about them."""
