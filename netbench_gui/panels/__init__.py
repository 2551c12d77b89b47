"""The panels of the window; each takes what it shows and none knows another."""
