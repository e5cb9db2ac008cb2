"""Holds JSON against lsprotocol's types, to the letter.

The library itself is kind to servers: it turns a number into a string where one is wanted, and passes over keys that it does
not know. This is not: every key must be one of the protocol's, every value of its type, and `null` stands only where the
protocol says so.
"""

import collections.abc
import enum
import functools
import typing

import attrs
from lsprotocol import types


def camel(name: str) -> str:
    """The key in JSON of an attribute."""
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(word.capitalize() for word in rest)


@functools.cache
def fields(cls: type) -> dict[str, tuple[str, typing.Any, bool]]:
    """The keys of a type: the attribute, its type, and whether it must be there."""
    hints = typing.get_type_hints(cls, vars(types))
    return {
        camel(field.name): (field.name, hints[field.name], field.default is attrs.NOTHING)
        for field in attrs.fields(cls)
    }


def faults(value: typing.Any, hint: typing.Any, path: str = "") -> list[str]:
    """What is wrong with a value, each with its place."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint in (typing.Any, object, types.LSPAny) or (origin is typing.Union and typing.Any in inner):
        return []
    if origin is typing.Union:
        tries = [faults(value, one, path) for one in inner]
        # The branch that was meant is the one whose faults lie deepest.
        return min(tries, key=lambda t: (bool(t), -max((depth(f, path) for f in t), default=0), len(t)))
    if hint in (None, type(None)):
        return [] if value is None else [f"{path}: {value!r:.80} in place of null"]
    if origin is typing.Literal:
        return [] if value in inner else [f"{path}: {value!r:.80} is none of {inner}"]
    if origin in (collections.abc.Sequence, list, tuple):
        return sequence(value, origin, inner, path)
    if origin in (collections.abc.Mapping, dict):
        if not isinstance(value, dict):
            return [f"{path}: {value!r:.80} is no object"]
        return [f for k, v in value.items() for f in faults(k, inner[0], f"{path}.{k}") + faults(v, inner[1], f"{path}.{k}")]
    if attrs.has(hint):
        return record(value, hint, path)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        known = [member.value for member in hint]
        return [] if value in known and not isinstance(value, bool) else [f"{path}: {value!r:.80} is no {hint.__name__}"]
    if hint in (int, float):
        ok = isinstance(value, (int, float) if hint is float else int) and not isinstance(value, bool)
        return [] if ok else [f"{path}: {value!r:.80} is no {hint.__name__}"]
    if isinstance(hint, type):
        return [] if isinstance(value, hint) else [f"{path}: {value!r:.80} is no {hint.__name__}"]
    return [f"{path}: cannot tell what {hint!r} is"]


def depth(fault: str, path: str) -> int:
    """How far below `path` a fault lies."""
    place = fault[len(path) :].split(":")[0]
    return place.count(".") + place.count("[")


def sequence(value: typing.Any, origin: typing.Any, inner: tuple, path: str) -> list[str]:
    if not isinstance(value, list):
        return [f"{path}: {value!r:.80} is no list"]
    if origin is tuple and Ellipsis not in inner:
        if len(value) != len(inner):
            return [f"{path}: {len(value)} values in place of {len(inner)}"]
        return [f for i, (v, h) in enumerate(zip(value, inner)) for f in faults(v, h, f"{path}[{i}]")]
    return [f for i, v in enumerate(value) for f in faults(v, inner[0], f"{path}[{i}]")]


def record(value: typing.Any, cls: type, path: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{path}: {value!r:.80} is no {cls.__name__}"]
    known = fields(cls)
    found = [f"{path}.{key}: no key of {cls.__name__}" for key in value if key not in known]
    for key, (name, hint, required) in known.items():
        if key not in value:
            if required:
                found.append(f"{path}.{key}: missing in {cls.__name__}")
        elif value[key] is None and not may_be_null(cls, name):
            found.append(f"{path}.{key}: null in {cls.__name__}")
        elif value[key] is not None:
            found += faults(value[key], hint, f"{path}.{key}")
    return found


def may_be_null(cls: type, name: str) -> bool:
    """`null` is another thing than nothing: some keys want it, others must then be left out."""
    return types.is_special_property(cls, name) or fields(cls)[camel(name)][1] in (typing.Any, types.LSPAny)
