"""What sets up, runs, tests and checks Stafett; nothing here is part of the running site."""
