"""Many fictional logs at once, for measuring: a few logs are told by the rooms' own actions, read
back as rows, and poured in again and again with keys, names and chains of their own.

So whatever a room stores is stored here too, and a new table needs no line.
"""
