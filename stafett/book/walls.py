"""Words for migrations that raise the second wall: grants and row-level security.

Web sees what a policy lets it see; worker sees all of what it is granted; owner migrates.
"""

from django.db.migrations.operations import RunSQL

SIGNED_IN = "stafett_me() IS NOT NULL"
FEW = 25  # logs, people, things: what somebody has
TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
# The logs that somebody is let in to, those that somebody reads, and of these the open ones: a
# draft has no plan yet, and a closed log is written by nobody.
MINE = "log_id = ANY (ARRAY (SELECT my_logs()))"
READ = "log_id = ANY (ARRAY (SELECT my_readings()))"
NOT_CLOSED = """log_id = ANY (ARRAY (
    SELECT id FROM logs_log WHERE opened_at IS NOT NULL AND closed_at IS NULL))"""
OPEN = f"{READ} AND {NOT_CLOSED}"
# As these, but for those who are let in to the plan alone.
WHOLE = f"{READ} AND log_id = ANY (ARRAY (SELECT my_answers()))"
WHOLE_OPEN = f"{WHOLE} AND {NOT_CLOSED}"
# What has been said for good is changed by nobody but the owner's own functions, of which erasing
# by law is one (Q4).
BY_THE_OWNER = """
    IF current_user <> session_user THEN
        RETURN NEW;
    END IF;"""


def grant(table: str, web: str = "", worker: str = "SELECT") -> RunSQL:
    """Let the runtime logins do this with a table: `grant("book_entry", web="SELECT, INSERT")`."""
    lines = [
        f"GRANT {what} ON {table} TO {role};"
        for role, what in (("stafett_web", web), ("stafett_worker", worker))
        if what
    ]
    return RunSQL("\n".join(lines), RunSQL.noop)


def wall(
    table: str, see: str, *, insert: str = "", change: str = "", worker: bool = True
) -> RunSQL:
    """Row-level security: web sees the rows where `see` holds, and inserts where `insert` holds
    (`see` when not given); changes and removes only what it sees and where `change` holds too.
    Where `worker` is false, not even a right granted by mistake shows the worker a row.
    """
    change = f"({see}) AND ({change})" if change else see
    works = f"CREATE POLICY worker_works ON {table} TO stafett_worker USING (true)"
    return RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY web_sees ON {table} FOR SELECT TO stafett_web USING ({see});
        CREATE POLICY web_writes ON {table} FOR INSERT TO stafett_web WITH CHECK ({insert or see});
        CREATE POLICY web_changes ON {table} FOR UPDATE TO stafett_web
            USING ({change}) WITH CHECK ({change});
        CREATE POLICY web_removes ON {table} FOR DELETE TO stafett_web USING ({change});
        {works + " WITH CHECK (true);" if worker else ""}
        """,
        RunSQL.noop,
    )


def hide(table: str, *columns: str, things: str = "my_hidden") -> RunSQL:
    """Whatever else lets somebody see a row, it is not seen where one of these columns names
    something that is hidden from them; `things` is the function that gives the keys of it.
    """
    hidden = f"ANY (ARRAY (SELECT {things}()))"
    none = " AND ".join(f"({column} = {hidden}) IS NOT TRUE" for column in columns)
    return restrict(table, none)


def restrict(table: str, only: str) -> RunSQL:
    """Web sees a row only where this holds too, whatever another policy lets it see."""
    return RunSQL(
        f"CREATE POLICY hidden ON {table} AS RESTRICTIVE FOR SELECT TO stafett_web USING ({only});",
        RunSQL.noop,
    )


def few_rows(name: str) -> str:
    """SQL by which PostgreSQL expects some rows of a function, where none says how many: what one
    person has does not grow with the country, and of the thousand that it otherwise expects, it
    reads whole tables.
    """
    return f"""
        DO $few$ BEGIN
            IF (SELECT proretset AND prorows = 1000 FROM pg_proc
                    WHERE oid = '{name}'::regprocedure) THEN
                ALTER FUNCTION {name} ROWS {FEW};
            END IF;
        END $few$;"""  # noqa: S608 (names from migrations alone)


def function(sql: str, name: str, to: str = "stafett_web, stafett_worker") -> RunSQL:
    """A function of the owner's that these logins may call, with a fixed search path; with `to=""`
    one for other functions alone.
    """
    return RunSQL(
        f"""{sql}
        ALTER FUNCTION {name} SET search_path = public, pg_temp;
        {few_rows(name)}
        REVOKE ALL ON FUNCTION {name} FROM PUBLIC;
        {f"GRANT EXECUTE ON FUNCTION {name} TO {to};" if to else ""}
        """,
        RunSQL.noop,
    )


def asked_once(name: str, *, and_held: bool = False) -> RunSQL:
    """Ask a function of one's own keys (`my_logs`) once, for each pair of eyes, in a transaction
    that has written and locked nothing: every policy of every table asks it. Once something is
    written it is asked anew each time, so what ends somebody's sight counts at once. What was
    found lies in a setting of the transaction, as the person it is for does. A later definition of
    the function takes the place of this one.

    With `and_held` it is asked anew by the first lock or writing, and then each time that a table
    it depends on is written (`moves_sight`).
    """
    return RunSQL(
        f"""
        DO $$ BEGIN
            EXECUTE replace(pg_get_functiondef('{name}()'::regprocedure),
                'FUNCTION public.{name}(', 'FUNCTION public.{name}_now(');
        END $$;
        REVOKE ALL ON FUNCTION {name}_now() FROM PUBLIC;
        CREATE OR REPLACE FUNCTION {name}() RETURNS SETOF uuid
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        DECLARE
            eyes text;
            found text;
        BEGIN
            {"" if and_held else NOT_ONCE_SOMETHING_IS_WRITTEN.format(name=name)}
            eyes := concat(current_setting('stafett.person', true), ' ',
                current_setting('stafett.own_alone', true), ' '
                {SINCE if and_held else ""});
            found := current_setting('stafett.{name}', true);
            IF found IS NULL OR NOT starts_with(found, eyes) THEN
                found := eyes || ARRAY(SELECT {name}_now())::text;
                PERFORM set_config('stafett.{name}', found, true);
            END IF;
            RETURN QUERY SELECT unnest(substr(found, length(eyes) + 1)::uuid[]);
        END $$;
        {few_rows(f"{name}()")}
        """,
        RunSQL.noop,
    )


NOT_ONCE_SOMETHING_IS_WRITTEN = """
            IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
                RETURN QUERY SELECT {name}_now();
                RETURN;
            END IF;"""
SINCE = """, pg_current_xact_id_if_assigned(), ' ',
                current_setting('stafett.moved', true), ' '"""
SIGHT_MOVES = "set_config('stafett.moved', gen_random_uuid()::text, true)"


def moves_sight(*tables: str) -> RunSQL:
    """Whatever is written in one of these tables, what was found before counts no more: before the
    statement, and again once each of its rows is there. A test looks for the tables that the
    functions depend on."""
    triggers = "\n".join(
        f"""
        CREATE TRIGGER a_sight_moves BEFORE INSERT OR UPDATE OR DELETE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION sight_moves();
        CREATE TRIGGER a_sight_moved AFTER INSERT OR UPDATE OR DELETE ON {table}
            FOR EACH ROW WHEN (stafett_me() IS NOT NULL) EXECUTE FUNCTION sight_moves();"""
        for table in tables
    )
    return trigger(
        f"""
        CREATE FUNCTION sight_moves() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM {SIGHT_MOVES};
            RETURN NULL;
        END $$;
        {triggers}""",
        "sight_moves",
    )


def trigger(sql: str, name: str) -> RunSQL:
    """A trigger's function, which nobody calls by hand, with the triggers that call it."""
    return RunSQL(
        f"""{sql}
        ALTER FUNCTION {name}() SET search_path = public, pg_temp;
        REVOKE ALL ON FUNCTION {name}() FROM PUBLIC;
        """,
        RunSQL.noop,
    )


def same_log(table: str, column: str, parent: str) -> RunSQL:
    """What a row of a log hangs on lies in the same log: `same_log("plan_goal", "main_id",
    "plan_goal")`. A row under another log's parent would be seen by one wall and not by the other.
    """
    return RunSQL(
        f"""
        CREATE UNIQUE INDEX IF NOT EXISTS {parent}_by_log ON {parent} (log_id, id);
        ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_same_log
            FOREIGN KEY (log_id, {column}) REFERENCES {parent} (log_id, id)
            DEFERRABLE INITIALLY DEFERRED;
        """,
        RunSQL.noop,
    )
