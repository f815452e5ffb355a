"""The job worker: `manage.py procrastinate worker` runs what the rooms' `jobs.py` hold.

A room writes `@app.task` or `@app.periodic(cron=...)` in its `jobs.py` with the app from
`procrastinate.contrib.django`; it is found by name. Arguments of a job are ids, never content:
the queue lies outside the second wall.
"""
