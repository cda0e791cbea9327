"""A result folder as a mapping from table name to data frame."""

from __future__ import annotations

import difflib
import importlib.util
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeAlias

from framescope import _framescope
from framescope._errors import Problem

Frames: TypeAlias = Literal["pandas", "polars", "arrow"]

# Missing values have their own mark in each of these, so that no word and no number stands for them.
PANDAS = {"string": "string", "integer": "Int64", "number": "float64", "date": "datetime64[s]", "boolean": "boolean"}


class Results(Mapping[str, Any]):
    """The tables of a result folder by name, each read when it is first asked for.

    >>> import framescope
    >>> results = framescope.compare(framescope.example(), out="out")
    >>> "axes" in results, len(results["outlets"])
    (True, 6)
    >>> results.sentences[0]
    '...'
    """

    def __init__(
        self,
        folder: str | os.PathLike[str],
        frames: Frames | None = None,
        *,
        sentences: Sequence[str] = (),
        problems: Sequence[Problem] = (),
    ) -> None:
        self.folder = Path(folder)
        """Where the files are."""
        self.frames: Frames = frames or _installed()
        """The kind of data frame given."""
        self.sentences = list(sentences)
        """What a reader wants to hear first; empty when a folder was loaded."""
        self.problems = list(problems)
        """What was left out and why, as the command line tells it; empty when a folder was loaded."""
        if self.frames not in ("pandas", "polars", "arrow"):
            raise ValueError(f"frames is pandas, polars or arrow, not {frames!r}")
        self.run: dict[str, Any] = json.loads((self.folder / "run.json").read_text(encoding="utf-8"))
        """`run.json`: release, inputs and lexicons with their hashes, seed, counts."""
        self._names = _framescope.table_names(self.folder)
        self._read: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._read:
            self._read[name] = _frame(self.table(name), self.frames)
        return self._read[name]

    def table(self, name: str) -> _framescope.Table:
        """A table as Arrow, with the meaning of every column."""
        if name not in self._names:
            near = difflib.get_close_matches(name, self._names, 1)
            raise KeyError(f"no table {name!r}" + (f"; did you mean {near[0]!r}?" if near else f"; there are {self._names}"))
        return _framescope.read_table(self.folder, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __repr__(self) -> str:
        n = self.run["counts"]
        return f"<framescope.Results {self.folder}: {n['documents']} documents, {n['outlets']} outlets, {n['events']} events>"


def _installed() -> Frames:
    for name in ("pandas", "polars"):
        if importlib.util.find_spec(name):
            return name  # type: ignore[return-value]
    return "arrow"


def _frame(table: _framescope.Table, frames: Frames) -> Any:
    if frames == "arrow":
        return table
    if frames == "polars":
        import polars

        return polars.DataFrame(table)
    import pandas

    types = table.types
    columns = {name: pandas.Series(values, dtype=PANDAS[types[name]]) for name, values in table.to_dict().items()}
    return pandas.DataFrame(columns)
