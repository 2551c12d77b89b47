"""Files: new, open, save, recovery after a crash."""
