"""A database's address may name several servers, and say how they are spoken with."""

from stafett.database_address import as_django


def test_one_server() -> None:
    found = as_django("postgresql://stafett_web:p%40ss%2Fword@db.example:6432/stafett")
    names = ("HOST", "PORT", "USER", "PASSWORD", "NAME")
    assert [found[name] for name in names] == [
        "db.example", "6432", "stafett_web", "p@ss/word", "stafett",
    ]  # fmt: skip
    assert found["CONN_HEALTH_CHECKS"] is True
    assert found["OPTIONS"]["prepare_threshold"] is None


def test_a_server_and_its_replica_of_which_one_takes_writes() -> None:
    told = "postgresql://who:word@one:5432,two:5433/stafett?target_session_attrs=read-write"
    found = as_django(told)
    assert (found["HOST"], found["PORT"]) == ("one,two", "5432,5433")
    assert found["OPTIONS"]["target_session_attrs"] == "read-write"


def test_what_the_address_says_of_tls_is_not_passed_over() -> None:
    found = as_django("postgresql://who:word@one/stafett?sslmode=verify-full&connect_timeout=9")
    assert found["OPTIONS"]["sslmode"] == "verify-full"
    assert found["OPTIONS"]["connect_timeout"] == "9"


def test_a_socket_and_an_address_of_ipv6() -> None:
    socket = as_django("postgresql://who@/stafett?host=/run/postgresql")
    assert (socket["HOST"], socket["PORT"]) == ("/run/postgresql", "")
    assert "host" not in socket["OPTIONS"]
    six = as_django("postgresql://who@[::1]:5432/stafett")
    assert (six["HOST"], six["PORT"]) == ("::1", "5432")


def test_no_address_is_no_server() -> None:
    assert as_django("")["HOST"] == ""
