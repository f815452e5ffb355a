"""`make bench`: how fast Stafett is, as ratios to a bare page of Django's in the same server.

A machine is as fast as it is; what counts is how much of a bare page's speed is left, and that a
page costs the same with twenty thousand logs as with five hundred. It is no test and has no limits.
"""
