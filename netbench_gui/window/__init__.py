"""The main window: bars, menus, the two rows of panels, commands."""
