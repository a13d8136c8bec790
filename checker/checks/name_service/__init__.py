"""What several DNS servers make of the same name: who leads it elsewhere, who withholds it, and whether it is sick."""
