"""The pages of a meeting that is held, one big decision at a time (screen 5)."""
