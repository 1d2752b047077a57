"""Regular expressions that are compiled when a text is first tried with them: compiling takes long, and no text asks for all."""

from __future__ import annotations

import re
from typing import Any, cast

TAKEN_OVER = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split", "flags")


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that is compiled on its first use, which raises re.error where it is none.

    >>> pattern("第[一二三]条").findall("第一条、第三条")
    ['第一条', '第三条']
    """
    return cast("re.Pattern[str]", _Postponed(source, flags))


class _Pattern:
    """A pattern with the methods of the compiled one."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __reduce__(self) -> tuple[object, ...]:
        return pattern, (self.pattern, self._flags)


class _Postponed(_Pattern):
    """A pattern that is not compiled yet; on its first use it takes over the methods of the compiled one."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # what copying and pickling ask for
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__.update({taken: getattr(compiled, taken) for taken in TAKEN_OVER})
        # Of a class that looks for no more names attributes are read faster.
        self.__class__ = _Pattern  # type: ignore[assignment]
        return getattr(compiled, name)
