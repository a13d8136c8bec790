"""What a technician gives to employees: the address, a sheet to print, a text to mail, and codes that end."""
