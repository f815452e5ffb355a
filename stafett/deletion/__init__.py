"""What may be deleted of a log: the demand, the municipality's decision, and the carrying out."""
