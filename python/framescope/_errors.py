"""What can be wrong, in the words of the command line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple


class Problem(NamedTuple):
    """Something to tell: what, where, why, and what to do. `framescope explain CODE` says more."""

    severity: str
    """error, warning or note."""
    code: str
    """The reason code."""
    file: str
    """The file as it was named; empty when none is concerned."""
    line: int
    """Its line, from 1; 0 when unknown."""
    what: str
    """What is wrong, one sentence."""
    cause: str
    """The likely cause; may be empty."""
    remedy: str
    """What to do."""
    message: str
    """All of it, as the command line says it."""

    def __str__(self) -> str:
        return self.message


class FramescopeError(Exception):
    """Nothing was done, and why: `code` of the first problem, and all `problems`.

    >>> import framescope
    >>> try:
    ...     framescope.Study(confidence=95)
    ... except framescope.FramescopeError as error:
    ...     print(error.code, error.problems[0].remedy)
    out-of-range Give a number between 0.5 and 1, or leave it out (default: 0.95).
    """

    def __init__(self, problems: Iterable[tuple[Any, ...]]) -> None:
        self.problems = [Problem(*p) for p in problems]
        self.code = self.problems[0].code if self.problems else ""
        super().__init__("\n".join(str(p) for p in self.problems))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), ([tuple(p) for p in self.problems],)



class FramescopeWarning(UserWarning):
    """Something was left out and the run went on."""
