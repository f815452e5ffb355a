"""What PostgreSQL itself says of tables, policies, rights and functions, held against the house.

Every function gives sentences about what is wrong; none when all is well.
"""

from collections.abc import Iterator
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

WEB, WORKER, OWNER = "stafett_web", "stafett_worker", "stafett_owner"
LIVE = "stafett_live"

# Tables that need no wall, each with its reason.
OPEN = {
    "django_migrations": "which migrations have run; the runtime logins cannot read it",
    "django_content_type": "names of tables; the runtime logins cannot read it",
    "django_session": "found by its key alone, by functions; the web login has no right to it",
    "identity_tries": "keyed hashes and counts, asked before anybody is signed in",
    "identity_trainingaccount": "fictional people, shown to visitors on the start page",
    "training_making": "the day the fictional people were made",
    "municipality_municipality": "public: the municipality's name stands on the start page",
    "procrastinate_events": "jobs, which carry no content",
    "procrastinate_jobs": "jobs, which carry no content",
    "procrastinate_periodic_defers": "jobs, which carry no content",
    "procrastinate_workers": "jobs, which carry no content",
}
# Behind the wall, but seen by everybody.
SEEN_BY_ALL = {
    "guide_text": "public: the action guide, with who in the municipality wrote it",
    "guide_place": "public: how the steps of the action guide stand",
    "municipality_area": "public: the areas of development to choose among",
    "messages_beginning": "public: texts of no log, from which messages begin",
    "municipality_policyversion": "public: the rules that hold",
    "municipality_position": "public: who works where, in which role",
}
# These columns point at something of a log: their tables stand behind the wall.
OF_A_LOG = ("log_id", "book_id", "consent_id", "goal_id", "measure_id", "child_id")


def ask(connection: BaseDatabaseWrapper, question: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchall()


def tables(connection: BaseDatabaseWrapper) -> dict[str, bool]:
    """Every table of the schema, and whether row-level security is enabled."""
    return dict(
        ask(
            connection,
            "SELECT relname, relrowsecurity FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')",
        )
    )


def unwalled(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """Tables that are neither behind the wall nor on the list."""
    policies: dict[str, set[str]] = {}
    for table, command, using, check in ask(
        connection,
        "SELECT tablename, cmd, qual, with_check FROM pg_policies"
        " WHERE schemaname = 'public' AND %s = ANY (roles) AND permissive = 'PERMISSIVE'",
        WEB,
    ):
        policies.setdefault(table, set()).add(command)
        if "true" in (using, check) and not (command == "SELECT" and table in SEEN_BY_ALL):
            yield f"{table}: a policy lets web do everything"
    walled = tables(connection)
    for table, enabled in walled.items():
        if table in OPEN:
            continue
        if not enabled:
            yield f"{table}: row-level security is not enabled"
        elif policies.get(table) != {"SELECT", "INSERT", "UPDATE", "DELETE"}:
            yield f"{table}: web has policies for {sorted(policies.get(table, ()))} only"
    yield from (f"{table} is on the list, but does not exist" for table in OPEN.keys() - walled)


def open_tables_with_something_of_a_log(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """Columns that belong to a log or a child, in a table without a wall."""
    for table, column in ask(
        connection,
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND column_name = ANY (%s)",
        list(OF_A_LOG),
    ):
        if not tables(connection).get(table):
            yield f"{table}.{column} belongs to a log, but the table has no wall"


def ways_around(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """Views, foreign tables, other schemas and policies for everybody: ways past the wall."""
    for name, kind in ask(
        connection,
        "SELECT relname, relkind FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind NOT IN ('r', 'p', 'i', 'I', 'S', 'c')",
    ):
        yield f"{name}: a view or foreign table ({kind}) sees with its owner's eyes"
    for (schema,) in ask(
        connection,
        "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN"
        " ('public', 'information_schema')",
    ):
        yield f"a schema beside public: {schema}"
    for table, policy in ask(
        connection,
        "SELECT tablename, policyname FROM pg_policies WHERE NOT roles <@ %s::name[]",
        [WEB, WORKER, LIVE],
    ):
        yield f"{table}: policy {policy} is for others than the runtime logins"


def powers(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """What a runtime login owns, bypasses, or may become."""
    for role in (WEB, WORKER, LIVE):
        for (name,) in ask(
            connection,
            "SELECT rolname FROM pg_roles WHERE rolname = %s AND (rolsuper OR rolbypassrls"
            " OR rolcreaterole OR rolcreatedb OR rolreplication)",
            role,
        ):
            yield f"{name} has more than a login"
        for (group,) in ask(
            connection,
            "SELECT g.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid"
            " JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = %s",
            role,
        ):
            yield f"{role} may become {group}"
        for (name,) in ask(
            connection,
            "SELECT relname FROM pg_class WHERE relowner = %s::regrole"
            " UNION ALL SELECT proname FROM pg_proc WHERE proowner = %s::regrole"
            " UNION ALL SELECT nspname FROM pg_namespace WHERE nspowner = %s::regrole"
            " UNION ALL SELECT typname FROM pg_type WHERE typowner = %s::regrole",
            *[role] * 4,
        ):
            yield f"{role} owns {name}"
        for right, has in ask(
            connection,
            "SELECT 'create in public', has_schema_privilege(%s, 'public', 'CREATE')"
            " UNION ALL SELECT 'temporary tables',"
            " has_database_privilege(%s, current_database(), 'TEMPORARY')"
            " UNION ALL SELECT 'new schemas',"
            " has_database_privilege(%s, current_database(), 'CREATE')",
            *[role] * 3,
        ):
            if has:
                yield f"{role} has the right to: {right}"


def loose_functions(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """Functions that act with the owner's rights without a fixed path, or for everybody."""
    for name, config, for_all in ask(
        connection,
        "SELECT p.oid::regprocedure::text, p.proconfig,"
        " EXISTS (SELECT 1 FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a"
        "         WHERE a.grantee = 0 AND a.privilege_type = 'EXECUTE')"
        " FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef",
    ):
        if "search_path=public, pg_temp" not in (config or []):
            yield f"{name} has no fixed search path"
        if for_all:
            yield f"{name} may be called by everybody"


def different_for_live(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """Which entries the live pages' login is shown is decided as for the pages themselves."""
    for table, policy, permissive, live in ask(
        connection,
        "SELECT tablename, policyname, permissive = 'PERMISSIVE', %s = ANY (roles)"
        " FROM pg_policies WHERE schemaname = 'public' AND cmd IN ('SELECT', 'ALL')"
        " AND roles && %s::name[]",
        LIVE,
        [WEB, LIVE],
    ):
        if table == "book_entry" and not permissive and not live:
            yield f"{table}: {policy} hides from web and not from live"
        if table != "book_entry" and live:
            yield f"{table}: {policy} shows live more than entries"


def grants(connection: BaseDatabaseWrapper) -> set[str]:
    """`table role PRIVILEGE`, with `(columns)` where not all, for everybody but the owner."""
    whole = ask(
        connection,
        "SELECT c.relname, coalesce(r.rolname, 'public'), a.privilege_type, NULL"
        " FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a"
        " LEFT JOIN pg_roles r ON r.oid = a.grantee"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"
        " AND r.rolname IS DISTINCT FROM %s",
        OWNER,
    )
    columns = ask(
        connection,
        "SELECT c.relname, coalesce(r.rolname, 'public'), a.privilege_type,"
        " string_agg(t.attname, ' ' ORDER BY t.attname)"
        " FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid"
        " CROSS JOIN LATERAL aclexplode(t.attacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee"
        " WHERE c.relnamespace = 'public'::regnamespace GROUP BY 1, 2, 3",
    )
    return {
        f"{table} {role.removeprefix('stafett_')} {right}" + (f" ({names})" if names else "")
        for table, role, right, names in [*whole, *columns]
    }
