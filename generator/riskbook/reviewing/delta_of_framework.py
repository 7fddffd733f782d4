"""The changes of services, organisation, settings and registers: what all records lean on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from riskbook.model.book import Organization, Person, Register, RoleHeld, Services, Settings
from riskbook.model.digests import Value
from riskbook.reviewing.changes import Change, Kind, Thing, Weight
from riskbook.reviewing.delta_of_criteria import text_value
from riskbook.reviewing.differing import Ends, differing
from riskbook.wording.saying import Text

_MATERIAL_SETTINGS = ("currency", "fail_on", "severities/", "gate/")


def changes_of_services(was: Services, now: Services) -> Iterator[Change]:
    """The changes of services and of what else a process depends on."""
    ends = Ends(Thing.SERVICES, "", was.path, now.path)
    for pointer, before, after in differing(_whole(was), _whole(now)):
        yield ends.change(Kind.SERVICES_CHANGED, pointer, before, after)
    for key in was.services.keys() & now.services.keys():
        pairs = _service(was, key), _service(now, key)
        for field, before, after in differing(*pairs):
            kind = Kind.IMPORTANCE_CHANGED if field == "importance" else Kind.SERVICES_CHANGED
            weight = Weight.EDITORIAL if field == "name" else Weight.MATERIAL
            yield ends.change(kind, f"services/{key}/{field}", before, after, weight)
    for key in was.dependencies.keys() & now.dependencies.keys():
        fields = _dependency(was, key), _dependency(now, key)
        for field, before, after in differing(*fields):
            pointer = f"dependencies/{key}/{field}"
            yield ends.change(Kind.SERVICES_CHANGED, pointer, before, after, Weight.EDITORIAL)


def changes_of_organization(was: Organization, now: Organization) -> Iterator[Change]:
    """Who joined and left, which roles were granted and have ended, and how people are known.

    Addresses and logins are named and never shown.
    """
    ends = Ends(Thing.ORGANIZATION, "", was.path, now.path)
    for key in sorted({*was.people, *now.people}):
        before, after = was.people.get(key), now.people.get(key)
        if before is None or after is None:
            kind = Kind.JOINED if before is None else Kind.LEFT
            then, there = (text_value(one.name) if one else None for one in (before, after))
            yield ends.change(kind, f"people/{key}", then, there)
        elif before != after:
            yield from _changes_of_person(ends, before, after)
        yield from _roles(ends, key, before, after)
    for part, pairs in (
        ("roles", (was.roles, now.roles)),
        (
            "departments",
            tuple({key: one.name for key, one in org.departments.items()} for org in (was, now)),
        ),
    ):
        for key, old, new in differing(*map(_texts, pairs)):
            weight = Weight.EDITORIAL
            yield ends.change(Kind.ORGANIZATION_CHANGED, f"{part}/{key}", old, new, weight)


def changes_of_settings(was: Settings, now: Settings) -> Iterator[Change]:
    """The changes of riskbook.yml."""
    ends = Ends(Thing.SETTINGS, "", was.path, now.path)
    for pointer, before, after in differing(_settings(was), _settings(now)):
        material = pointer.startswith(_MATERIAL_SETTINGS)
        weight = Weight.MATERIAL if material else Weight.BOOKKEEPING
        yield ends.change(Kind.SETTINGS_CHANGED, pointer, before, after, weight)


def changes_of_registers(
    was: Mapping[str, Register], now: Mapping[str, Register]
) -> Iterator[Change]:
    """Registers that came and went, and what is said of them."""
    for key in sorted({*was, *now}):
        before, after = was.get(key), now.get(key)
        ends = Ends(
            Thing.REGISTER,
            key,
            before.source.path if before else "",
            after.source.path if after else "",
        )
        if before is None or after is None:
            kind = Kind.ADDED if before is None else Kind.REMOVED
            then, there = (text_value(one.title) if one else None for one in (before, after))
            yield ends.change(kind, "", then, there, Weight.EDITORIAL)
            continue
        for pointer, old, new in differing(_register(before), _register(after)):
            yield ends.change(Kind.REGISTER_CHANGED, pointer, old, new, Weight.EDITORIAL)


def _changes_of_person(ends: Ends, was: Person, now: Person) -> Iterator[Change]:
    at = f"people/{was.key}"
    if text_value(was.name) != text_value(now.name):
        names = text_value(was.name), text_value(now.name)
        yield ends.change(Kind.ORGANIZATION_CHANGED, f"{at}/name", *names, Weight.EDITORIAL)
    if was.department != now.department:
        departments = was.department, now.department
        yield ends.change(Kind.ORGANIZATION_CHANGED, f"{at}/department", *departments)
    if {one.casefold() for one in was.emails} != {one.casefold() for one in now.emails}:
        yield ends.change(Kind.ORGANIZATION_CHANGED, f"{at}/emails", None, None)
    if dict(was.logins) != dict(now.logins):
        yield ends.change(Kind.ORGANIZATION_CHANGED, f"{at}/logins", None, None)


def _roles(ends: Ends, key: str, was: Person | None, now: Person | None) -> Iterator[Change]:
    """Roles granted and ended; other days of the same role are the end of one and another grant."""
    then, there = (one.roles if one else () for one in (was, now))
    gone = [held for held in then if held not in there]
    come = [held for held in there if held not in then]
    roles = f"people/{key}/roles"
    for held in gone:
        ended = next((one for one in come if _is_same(held, one)), None)
        at = f"{roles}/{then.index(held)}"
        if ended is None:
            lies_at = at, roles if now else "people"
            yield ends.change(
                Kind.ROLE_ENDED, f"{roles}/{held.role}", _role(held), None, lies_at=lies_at
            )
            continue
        come.remove(ended)
        longer = held.end is not None and (ended.end is None or ended.end > held.end)
        yield ends.change(
            Kind.ROLE_GRANTED if longer else Kind.ROLE_ENDED,
            f"{roles}/{held.role}",
            _role(held),
            _role(ended),
            lies_at=(at, f"{roles}/{there.index(ended)}"),
        )
    for held in come:
        lies_at = roles if was else "people", f"{roles}/{there.index(held)}"
        yield ends.change(
            Kind.ROLE_GRANTED, f"{roles}/{held.role}", None, _role(held), lies_at=lies_at
        )


def _is_same(was: RoleHeld, now: RoleHeld) -> bool:
    """Whether a role is held as before but for its end."""
    return (was.role, was.department, was.start) == (now.role, now.department, now.start)


def _role(held: RoleHeld) -> Value:
    return {
        "role": held.role,
        "department": held.department or None,
        "from": held.start.isoformat(),
        "until": held.end.isoformat() if held.end else None,
    }


def _whole(services: Services) -> dict[str, Value]:
    """What there is. What is said of something that stays is told apart."""
    return {
        **{f"services/{key}": key for key in services.services},
        **{f"dependencies/{key}": key for key in services.dependencies},
    }


def _service(services: Services, key: str) -> dict[str, Value]:
    service = services.services[key]
    return {
        "name": text_value(service.name),
        "department": service.department,
        "importance": service.importance,
        **{f"objectives/{name}": text_value(text) for name, text in service.objectives},
    }


def _dependency(services: Services, key: str) -> dict[str, Value]:
    dependency = services.dependencies[key]
    return {"name": text_value(dependency.name), "kind": dependency.kind.value}


def _settings(settings: Settings) -> dict[str, Value]:
    return {
        "title": text_value(settings.title),
        "languages": list(settings.languages),
        "time_zone": settings.time_zone,
        "currency": settings.currency,
        "repository": settings.repository,
        "edit": settings.edit,
        "fail_on": settings.fail_on.value,
        **{
            f"severities/{code}": severity.value if severity else "off"
            for code, severity in settings.severities.items()
        },
        **{f"ids/{kind}": pattern for kind, pattern in settings.ids.items()},
        "site/url": settings.site.url,
        "site/description": text_value(settings.site.description),
        "gate/rereview_from": settings.gate.rereview_from,
        "gate/identity": settings.gate.identity.value,
    }


def _register(register: Register) -> dict[str, Value]:
    return {
        "title": text_value(register.title),
        "scope": text_value(register.scope),
        "department": register.department,
        "services": sorted(register.services),
        "language": register.language,
    }


def _texts(texts: Mapping[str, Text]) -> dict[str, Value]:
    return {key: text_value(text) for key, text in texts.items()}
