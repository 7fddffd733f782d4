"""Single values out of what a forge answers, whose shape nobody vouches for."""

from __future__ import annotations

from datetime import UTC, datetime


def value_at(answer: object, *path: str) -> object:
    """What lies at a path of keys; None where there is nothing."""
    for key in path:
        if not isinstance(answer, dict):
            return None
        answer = answer.get(key)
    return answer


def text_at(answer: object, *path: str) -> str:
    """The text at a path, ``""`` where there is none."""
    value = value_at(answer, *path)
    return value if isinstance(value, str) else ""


def number_at(answer: object, *path: str) -> int:
    """The whole number at a path, 0 where there is none: no id and no number on a forge is 0."""
    value = value_at(answer, *path)
    return value if type(value) is int else 0


def list_at(answer: object, *path: str) -> tuple[object, ...]:
    """The items at a path, none where there is no list."""
    value = value_at(answer, *path)
    return tuple(value) if isinstance(value, list) else ()


def moment_at(answer: object, *path: str) -> datetime | None:
    """The time at a path, written as ISO 8601; None where there is none."""
    try:
        moment = datetime.fromisoformat(text_at(answer, *path))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
