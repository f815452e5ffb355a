"""What can be done with meetings: a file for each part."""
