"""The window of NetBench: everything that needs Qt."""
