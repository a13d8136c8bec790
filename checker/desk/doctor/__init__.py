"""What a technician would look at when the desk is odd, looked at in one go: `desk doctor`."""
