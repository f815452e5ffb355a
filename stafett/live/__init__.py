"""Open pages stay live: a small process of its own that tells them that there is something new.

It tells a number and never a word: the page then asks the web server, as it always does. It knows
nothing of Django, holds one database connection however many pages are open, and sees only which
numbers of which books a person may know of.
"""
