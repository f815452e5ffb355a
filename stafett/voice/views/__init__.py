"""The pages of the child's room, and of what the child has told."""
