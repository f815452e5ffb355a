"""Stafett: a municipality's shared log for a child. `docs/house.md` is the map of the rooms."""
