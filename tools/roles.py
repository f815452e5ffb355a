"""The four logins of Stafett in PostgreSQL, and the database they share.

The names are fixed, because migrations grant rights to them by name:
`stafett_owner` runs the migrations and owns all tables; `stafett_web`, `stafett_worker` and
`stafett_live` own nothing and bypass nothing. For one's own server, `python -m tools.roles` prints
the SQL.
"""

import psycopg
from psycopg import sql

OWNER, WEB, WORKER, LIVE = ROLES = (
    "stafett_owner",
    "stafett_web",
    "stafett_worker",
    "stafett_live",
)
DATABASE = "stafett"


def make_roles(connection: psycopg.Connection, passwords: dict[str, str]) -> None:
    """Make the roles that are missing and set every role's password and limits."""
    for role in ROLES:
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        verb = sql.SQL("ALTER" if known else "CREATE")
        connection.execute(
            sql.SQL(
                "{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
                " PASSWORD {}"
            ).format(verb, sql.Identifier(role), sql.Literal(passwords[role]))
        )


def make_database(connection: psycopg.Connection, name: str = DATABASE) -> None:
    """Make the database when it is missing, owned by the owner and closed to everyone else.

    `connection` must be in autocommit mode.
    """
    known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    if not known:
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(
                sql.Identifier(name), sql.Identifier(OWNER)
            )
        )
    for statement in database_rights(name):
        connection.execute(statement)


def database_rights(name: str) -> list[sql.Composed]:
    """Who may connect. Temporary tables are refused too: they could shadow a real one."""
    database = sql.Identifier(name)
    everyone = sql.SQL(", ").join(map(sql.Identifier, ROLES))
    return [
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, everyone),
    ]


def script() -> str:
    """The same as SQL for psql on one's own server, with passwords to be filled in."""
    lines = [
        f"CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
        f" PASSWORD 'choose one for {role}';"
        for role in ROLES
    ]
    lines.append(f"CREATE DATABASE {DATABASE} OWNER {OWNER} ENCODING 'UTF8' TEMPLATE template0;")
    lines += [f"{statement.as_string()};" for statement in database_rights(DATABASE)]
    return "\n".join(lines)


if __name__ == "__main__":
    print(script())
