"""Each demo user's own families to practise with, at every stage (S3)."""
