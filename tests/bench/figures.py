"""Measuring a command as a person meets it: a whole process, from outside."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured command: median wall seconds, processor seconds, and peak MiB."""

    name: str
    wall: float
    cpu: float
    peak: int


def measure(
    name: str, command: list[str], runs: int, before: Callable[[], object] = lambda: None
) -> Figure:
    """Run a command several times, each after ``before``, and give the medians."""
    walls, cpus, peaks = [], [], []
    for _ in range(runs):
        before()
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        _, status, usage = os.wait4(process.pid, 0)
        walls.append(time.perf_counter() - start)
        if status:
            said = process.stderr.read().decode() if process.stderr else ""
            message = f"{name} failed: {said}"
            raise SystemExit(message)
        cpus.append(usage.ru_utime + usage.ru_stime)
        peaks.append(usage.ru_maxrss // 1024)
    return Figure(name, statistics.median(walls), statistics.median(cpus), max(peaks))
