"""What became of a log at the municipality's archive, as its book tells it; `archive` does it."""

ARCHIVED = "logs.archived"
NOT_ARCHIVED = "logs.not_archived"
# Told of what went there, and no reason to send anything again.
OF_THE_ARCHIVE = (ARCHIVED, NOT_ARCHIVED)
