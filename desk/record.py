"""Typed named tuples that are cheap to make.

`typing.NamedTuple` compiles the annotation of every field when the class is made, thirty microseconds a field, although
nobody asks for them at run time: four milliseconds of every start. The type checker sees `typing.NamedTuple` here; what runs
takes the names and defaults of the fields and leaves the annotations as they are written.
"""

from __future__ import annotations

from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NamedTuple
else:

    class _Maker(type):
        """Makes a tuple of the body of a class that names `NamedTuple` as its base, which stays nobody's base in truth."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = body["__annotations__"]
            # all of them stand behind the fields without one, or the type checker would have complained
            defaults = [body.pop(field) for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body.pop("__module__"))  # noqa: PYI024 - see above
            for word, value in body.items():
                setattr(made, word, value)
            return made

    class NamedTuple(metaclass=_Maker):
        """As `typing.NamedTuple`: the fields of the class body in their order, and its methods."""


__all__ = ["NamedTuple"]
