"""The formats that can be imported, a file each."""
