"""What the parts tell each other, and how it is printed."""

from typing import Any, NotRequired, TypedDict


class Target(TypedDict):
    """Somebody's page, or what somebody sends."""

    session: str
    path: str
    form: NotRequired[dict[str, str]]


HEAD = ("", "median", "p95", "req/s", "of floor", "4: p95", "req/s", "of floor", "queries", "bytes")
WIDTHS = (20, 9, 9, 8, 9, 9, 8, 9, 8, 9)


def table(found: dict[str, dict[str, Any]]) -> str:
    """A line a page: one client, then four. Milliseconds."""
    lines = [_line(HEAD)]
    for name, one in found.items():
        four = one.get("clients_4", {})
        lines.append(
            _line(
                (
                    *(name, one.get("median_ms"), one.get("p95_ms")),
                    *(one.get("requests_per_second"), one.get("ratio_to_floor")),
                    *(four.get("p95_ms"), four.get("requests_per_second")),
                    *(four.get("ratio_to_floor"), one.get("queries"), one.get("bytes")),
                )
            )
            + ("  failed: " + str(one["failed"]) if one.get("failed") else "")
        )
    return "\n".join(lines)


def _line(values: tuple[Any, ...]) -> str:
    texts = ["" if value is None else str(value) for value in values]
    first, *rest = [
        text.ljust(w) if n == 0 else text.rjust(w)
        for n, (text, w) in enumerate(zip(texts, WIDTHS, strict=True))
    ]
    return "".join([first, *rest])
