"""What can be done with the child's words: one function a verb, one transaction."""
