"""Knowing a process again: an id alone may have been given to somebody else since."""

import json
from pathlib import Path

import psutil

STOP_SECONDS = 30


def running(pid: int) -> psutil.Process | None:
    """The living process of that id; one that has ended and was not reaped does not live."""
    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else process
    except psutil.NoSuchProcess:
        return None


def remember(path: Path, pids: list[int]) -> None:
    """Write down processes with their start times, in seconds since 1970."""
    found = [process for pid in pids if (process := running(pid))]
    path.write_text(json.dumps([[process.pid, process.create_time()] for process in found]))


def remembered(path: Path) -> list[psutil.Process]:
    """Those of the processes written down that are still the same processes."""
    try:
        records = json.loads(path.read_text())
    except (FileNotFoundError, ValueError):
        return []
    found = [(running(pid), started) for pid, started in records]
    return [
        process
        for process, started in found
        if process and abs(process.create_time() - started) < 2
    ]


def ended(process: psutil.Process, seconds: float) -> bool:
    """Whether it ends within so many seconds."""
    try:
        process.wait(timeout=seconds)
    except psutil.TimeoutExpired:
        return False
    return True


def stop(processes: list[psutil.Process], seconds: float = STOP_SECONDS) -> None:
    """Ask the processes to stop, wait, and then end them and whatever they started."""
    family = list(processes)
    for process in processes:
        try:
            family += process.children(recursive=True)
            process.terminate()
        except psutil.NoSuchProcess:
            continue
    _, left = psutil.wait_procs(processes, timeout=seconds)
    _, strays = psutil.wait_procs(family, timeout=2 if not left else 0)
    for process in strays:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(strays, timeout=5)
