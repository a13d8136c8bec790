"""What is drawn while a measurement goes on: picture, level, curve."""
