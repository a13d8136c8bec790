"""Where reports arrive. The raw bytes are kept before anything is decided about them."""
