"""What is asked of Windows by its own interfaces: COM, and the structures of its libraries."""
