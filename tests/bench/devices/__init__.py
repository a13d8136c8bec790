"""Camera and sound on recorded voices and photographs: found, false alarms, called ready though broken, by strength."""
