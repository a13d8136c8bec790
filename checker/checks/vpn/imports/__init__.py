"""Files that technicians have of a VPN, read into tables of a profile. Pure; one file a format."""
