"""What the soak prints."""

from collections.abc import Iterator

from tools.soak.follower import Follower
from tools.soak.load import Tried
from tools.soak.site import Site
from tools.soak.verify import Counted

HEAD = ("what people did", "answered yes", "found", "lost", "twice", "kept untold")
WIDTHS = (18, 13, 7, 6, 7, 13)


def writes(counted: list[Counted]) -> str:
    """A line a kind. Untold: kept, though the answer never came."""
    rows = [
        (each.kind, each.yes, each.found, each.lost, each.double, each.unasked) for each in counted
    ]
    return "\n".join(_line(row) for row in [HEAD, *rows])


def _line(values: tuple[object, ...]) -> str:
    first, *rest = map(str, values)
    return first.ljust(WIDTHS[0]) + "".join(
        word.rjust(width) for word, width in zip(rest, WIDTHS[1:], strict=True)
    )


def requests(tried: list[Tried], dead: dict[str, float]) -> str:
    """How many, how they were answered, and how long it took after each death."""
    bad = [each for each in tried if each.failed]
    refused = sum(400 <= each.status < 500 for each in tried)
    lines = [f"{len(tried)} requests, {len(bad)} without an answer, {refused} refused"]
    for name, at in dead.items():
        lines.append(f"  {name}: {outage(tried, at, min_next(dead, at))}")
    return "\n".join(lines)


HEALED = 25.0  # seconds after the database died, a busy machine's slowness with them


def still_failing(tried: list[Tried], what: str, at: float, until: float) -> Iterator[str]:
    """Long after what happened `at`; `until` the next thing dies."""
    if late := [each for each in tried if each.failed and at + HEALED < each.at < until]:
        yield f"{len(late)} requests still failed {HEALED:.0f} s after {what}"


def unwell(site: Site, followers: list[Follower], at: float) -> Iterator[str]:
    """What did not come back by itself when the database died."""
    for part in site.parts.values():
        own = [how for _at, how in part.ended if how != "killed"]
        if own and part.name.startswith("web"):
            yield f"{part.name} did not outlive the database: {own[0]}"
    if not any(each > at for one in followers for each in one.heard):
        yield "no open page heard anything after the database died"


def min_next(dead: dict[str, float], at: float) -> float:
    """When the next thing died."""
    return min((each for each in dead.values() if each > at), default=float("inf"))


def outage(tried: list[Tried], since: float, until: float) -> str:
    """What people saw of a death: until the first page came again, and until none failed."""
    after = [each for each in tried if since <= each.at < until]
    bad = [each.at - since for each in after if each.failed]
    if not bad:
        return f"nobody saw it ({len(after)} requests went on)"
    good = [each.at - since for each in after if not each.failed and each.at - each.seconds > since]
    again = (
        f"answered again after {min(good):.1f} s" if good else "none begun after it was answered"
    )
    return f"{len(bad)} of {len(after)} failed, the last after {max(bad):.1f} s; {again}"


def parts(site: Site) -> str:
    """Who ended, and why."""
    lines = []
    for part in site.parts.values():
        ends = "; ".join(f"{how} at {at:.0f} s" for at, how in part.ended) or "never ended"
        lines.append(f"  {part.name}: {ends}")
    return "\n".join(lines)


def follows(followers: list[Follower], at: float) -> str:
    """The live pages before and after the database died."""
    before = sum(each < at for one in followers for each in one.heard)
    after = sorted(each - at for one in followers for each in one.heard if each >= at)
    came = f"the first of them {after[0]:.1f} s later" if after else "NOTHING CAME"
    opened = sum(each.opened for each in followers)
    told = f"{before} told before, {len(after)} after, {came}"
    return f"{len(followers)} open pages ({opened} streams): {told}"
