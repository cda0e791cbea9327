"""The native half of the package."""

from collections.abc import Mapping, Sequence
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any, Self, Unpack, final

from framescope._settings import Settings

__version__: str
EXAMPLE: str

@final
class Study:
    """The design of a study: plain data, checked as it is set.

    The first argument is another study, the path of a `framescope.toml`, or a dict of its sections; settings
    given as arguments override it.

    >>> study = Study({"terms": {"min_count": 3}}, voices="own")
    >>> study
    <framescope.Study: design.voices, terms.min_count>
    >>> study.to_dict()["terms"]["min_count"]
    3
    """
    def __new__(cls, base: Study | str | PathLike[str] | dict[str, Any] | None = None, /, **settings: Unpack[Settings]) -> Self: ...
    def to_toml(self, *, origins: bool = False) -> str: ...
    def to_dict(self) -> dict[str, dict[str, Any]]: ...

@final
class Table:
    """A table of a result folder. Anything that reads the Arrow PyCapsule interface takes it over:
    `polars.DataFrame(table)`, `pyarrow.table(table)`, DuckDB.
    """
    @property
    def name(self) -> str: ...
    @property
    def types(self) -> dict[str, str]: ...
    @property
    def meanings(self) -> dict[str, str]: ...
    def to_dict(self) -> dict[str, list[str | int | float | date | bool | None]]: ...
    def __len__(self) -> int: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

@final
class Outcome:
    """What a run found, beside the files it wrote."""

    sentences: list[str]
    documents: int
    rejects: int
    tolerated: bool
    problems: list[tuple[str, str, str, int, str, str, str, str]]

def compare(inputs: Sequence[Path] | tuple[str, bytes], study: Study, target: tuple[Path, bool], threads: int) -> Outcome: ...
def count(inputs: Sequence[Path] | tuple[str, bytes], study: Study, threads: int) -> bytes: ...
def merge(parts: Sequence[bytes]) -> bytes: ...
def report(parts: Sequence[bytes], target: tuple[Path, bool]) -> Outcome: ...
def read_table(folder: Path, name: str) -> Table: ...
def table_names(folder: Path) -> list[str]: ...
def settings() -> list[tuple[str, str, str, str, str]]: ...
def main(typed: Sequence[str]) -> int: ...
