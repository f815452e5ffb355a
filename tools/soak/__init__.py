"""`make soak`: Stafett on more than one machine, played on loopback, while machines die.

Two web servers behind nginx, two workers, the live pages, PgBouncer, PostgreSQL and its replica.
People write; a web server, a worker and the database are killed. Then everything that was answered
must be there, once. It takes some minutes and is no part of `make test`.
"""
