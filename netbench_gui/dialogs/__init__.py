"""Windows of their own: opening a table, the list of keys, about, and the crash report."""
