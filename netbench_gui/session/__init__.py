"""The run in the window: its thread, its questions, what it leaves behind."""
