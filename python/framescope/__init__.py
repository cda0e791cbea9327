"""Compare framing: who uses which words for the same thing, in whose voice, how often, how surely, and where.

>>> import framescope
>>> articles = framescope.example()                       # a small invented corpus, as CSV
>>> results = framescope.compare(articles, out="out")
>>> results
<framescope.Results out: 28 documents, 6 outlets, 4 events>

Every table is a data frame with the right types (pandas, polars or Arrow, whichever is there):

>>> poles = results["poles_by_outlet"]
>>> mine = poles[(poles["axis"] == "armed_group") & (poles["voice"] == "outlet")]
>>> print(mine[["pole", "Meridian Post", "Free Valley Voice"]].to_string(index=False))
   pole  Meridian Post  Free Valley Voice
      a             12                  0
      b              0                 10
neutral              0                  1

A setting of a study is an argument here, a flag of the command line and a key of `framescope.toml`:

>>> again = framescope.compare(articles, out="out", lexicons="armed-groups", min_count=3, voices="own")
>>> framescope.compare(articles, out="out", min_cuont=3)
Traceback (most recent call last):
framescope.FramescopeError: error[unknown-key]: unknown key `min_cuont`
   Did you mean `min_count`? Known here: ...
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, TypeAlias, Unpack

from framescope import _framescope
from framescope._errors import FramescopeError, FramescopeWarning, Problem
from framescope._framescope import EXAMPLE, Study, Table, __version__
from framescope._results import Frames, Results
from framescope._settings import Settings

__all__ = [
    "EXAMPLE",
    "FramescopeError",
    "FramescopeWarning",
    "Problem",
    "Results",
    "Study",
    "Table",
    "__version__",
    "compare",
    "count",
    "example",
    "load",
    "merge",
    "report",
]

Path_: TypeAlias = str | os.PathLike[str]
"""A path as Python takes it."""

Design: TypeAlias = Study | Path_ | Mapping[str, Any]
"""A study: ready, the path of a TOML file, or a dict of its sections."""

ALL_CORES = 0


# Tracebacks and documentation name what users import.
for _public in (FramescopeError, FramescopeWarning, Problem, Results):
    _public.__module__ = __name__


def compare(
    inputs: Path_ | Iterable[Path_] | Any,
    out: Path_ = "framescope-out",
    *,
    study: Design | None = None,
    lexicons: Path_ | Iterable[Path_] | None = None,
    frames: Frames | None = None,
    threads: int = ALL_CORES,
    force: bool = False,
    **settings: Unpack[Settings],
) -> Results:
    """The main job: reads `inputs`, writes the result folder `out`, and gives its tables.

    `inputs` are files, folders or archives, or one data frame (pandas or polars) with the columns of an
    articles table. `lexicons` are files or names of embedded ones; without any, all embedded are used.
    The other arguments are settings of the study, and override those of `study`.

    Records that cannot be used are left out, listed in the table `rejects`, and warned about unless
    `max_rejects` allows them. `force` keeps files in `out` that framescope did not write.

    Raises `FramescopeError` with `code` and message when nothing can be done; nothing is written then.

    >>> frame = compare(example(), out="out")["axes"]
    >>> str(frame["n_a"].dtype), str(frame["balance"].dtype)
    ('Int64', 'float64')
    """
    outcome = _framescope.compare(_inputs(inputs), _study(study, lexicons, settings), (Path(out), force), threads)
    return _told(outcome, out, frames)


def count(
    inputs: Path_ | Iterable[Path_] | Any,
    *,
    study: Design | None = None,
    lexicons: Path_ | Iterable[Path_] | None = None,
    threads: int = ALL_CORES,
    **settings: Unpack[Settings],
) -> bytes:
    """Reads and counts, and gives the counts as bytes for `merge` and `report`: the map half of `compare`.

    >>> partial = count(example(), lexicons="armed-groups")
    >>> report(partial, out="out")
    <framescope.Results out: 28 documents, 6 outlets, 4 events>
    """
    return _framescope.count(_inputs(inputs), _study(study, lexicons, settings), threads)


def merge(*parts: bytes) -> bytes:
    """Joins what `count` gave on parts of the input; order never matters.

    Raises `FramescopeError` (`other-plan`) when the parts were counted with different studies.
    """
    return _framescope.merge(list(parts))


def report(*parts: bytes, out: Path_ = "framescope-out", frames: Frames | None = None, force: bool = False) -> Results:
    """Measures and writes what `count` or `merge` gave: the same files as one `compare` of everything."""
    return _told(_framescope.report(list(parts), (Path(out), force)), out, frames)


def load(out: Path_, frames: Frames | None = None) -> Results:
    """The tables of a result folder, each read when it is first asked for.

    `frames` is "pandas", "polars" or "arrow"; by default the first of them that is installed. Types are
    those of `datapackage.json`: words stay words (an outlet may be called `NA`), whole numbers stay whole
    where cells are empty, days are dates.

    >>> results = load("out", frames="polars")
    >>> results["documents"].schema["date"]
    Date
    """
    return Results(out, frames)


def example(folder: Path_ = ".") -> Path:
    """Writes the example corpus, six invented outlets on four invented events, and gives its path.

    >>> example().name
    'articles.csv'
    """
    path = Path(folder) / "articles.csv"
    path.write_text(EXAMPLE, encoding="utf-8", newline="")
    return path


def _inputs(inputs: Any) -> list[Path] | tuple[str, bytes]:
    """Paths, or a data frame as the bytes of a CSV file."""
    if isinstance(inputs, (str, os.PathLike)):
        return [Path(inputs)]
    if hasattr(inputs, "to_csv"):
        return "frame.csv", inputs.to_csv(index=False).encode()
    if hasattr(inputs, "write_csv"):
        return "frame.csv", inputs.write_csv().encode()
    return [Path(i) for i in inputs]


def _study(study: Design | None, lexicons: Path_ | Iterable[Path_] | None, settings: Mapping[str, Any]) -> Study:
    if lexicons is not None:
        settings = {**settings, "lexicon": lexicons}
    return Study(dict(study) if isinstance(study, Mapping) else study, **settings)


def _told(outcome: _framescope.Outcome, out: Path_, frames: Frames | None) -> Results:
    """The results, after a warning about what was left out."""
    problems = [Problem(*p) for p in outcome.problems]
    if not outcome.tolerated:
        some = "\n".join(str(p) for p in problems[:3])
        warnings.warn(f"{outcome.rejects} records were left out, see the table rejects\n{some}", FramescopeWarning, stacklevel=3)
    return Results(out, frames, sentences=outcome.sentences, problems=problems)
