"""`load_framescope.R` against the Python loader, cell by cell."""

import datetime
import json
import math
import re
import subprocess
from pathlib import Path

import pytest

import framescope
from conftest import NAMES, need, write_corpus

LOADER = Path(__file__).resolve().parent.parent.parent / "notebooks" / "load_framescope.R"

# Every table as columns in JSON, digits kept, days as text; NA is null.
SCRIPT = """
arguments <- commandArgs(TRUE)
source(arguments[1])
tables <- load_framescope(arguments[2])
stopifnot(identical(tables$outlets$outlet, load_framescope(arguments[2], "outlets")$outlet))
stopifnot(inherits(try(load_framescope(arguments[2], "axis"), silent = TRUE), "try-error"))
plain <- lapply(tables, function(t) lapply(as.list(t), function(c) if (inherits(c, "Date")) as.character(c) else c))
writeLines(jsonlite::toJSON(plain, dataframe = "columns", digits = NA, na = "null"), arguments[3], useBytes = TRUE)
"""


@pytest.mark.parametrize("dialect", ["plain", "excel", "excel-eu"])
def test_r_reads_what_python_reads(tmp_path, dialect, monkeypatch):
    rscript = need("Rscript")
    monkeypatch.setattr("conftest.NAMES", [*NAMES[:2], "NA", "=SUM(A1)", "-5"])
    results = framescope.compare(write_corpus(tmp_path / "articles.csv", 6), out=tmp_path / "out", csv=dialect)
    script, answer = tmp_path / "read.R", tmp_path / "answer.json"
    script.write_text(SCRIPT)
    run = subprocess.run([rscript, script, LOADER, results.folder, answer], capture_output=True, text=True)
    if "there is no package called" in run.stderr:
        pytest.skip(f"R lacks readr or jsonlite: load_framescope.R was not tried\n{run.stderr}")
    assert run.returncode == 0, run.stderr
    assert "arning" not in run.stderr
    there = json.loads(answer.read_text(encoding="utf-8"))
    assert sorted(there) == [name for name in results if name != "codebook"]
    for name, columns in there.items():
        here = results.table(name).to_dict()
        assert list(columns) == list(here), name
        for column, values in here.items():
            assert all(map(same, values, columns[column])), (name, column)
            assert len(values) == len(columns[column])


def same(here, there) -> bool:
    if isinstance(here, datetime.date):
        return here.isoformat() == there
    if isinstance(here, float) and there is not None:
        return math.isclose(here, there, rel_tol=1e-12, abs_tol=1e-15)
    return here == there


def test_the_how_to(demo, tmp_path):
    """The R blocks of the page that read results run as they stand."""
    rscript = need("Rscript")
    root = LOADER.parent.parent
    blocks = re.findall(r"```r\n(.*?)```", (root / "docs" / "how-to" / "r.md").read_text(encoding="utf-8"), re.S)
    (tmp_path / "notebooks").symlink_to(LOADER.parent)
    (tmp_path / "out").symlink_to(demo.folder)
    (tmp_path / "page.R").write_text(blocks[0])
    run = subprocess.run([rscript, "page.R"], capture_output=True, text=True, cwd=tmp_path)
    if "there is no package called" in run.stderr:
        pytest.skip("R lacks readr or jsonlite: the page was not tried")
    assert run.returncode == 0, run.stderr
    assert "Meridian Post" in run.stdout
