"""Small widgets that panels and dialogs are put together from."""
