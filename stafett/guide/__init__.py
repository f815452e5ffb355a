"""The action guide: levels, steps and tools, open to everybody (B1–B24); nothing of a child."""
