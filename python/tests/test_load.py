"""Result folders as data frames: types, missing values, awkward names."""

import csv
import datetime
import json

import pandas
import polars
import pyarrow
import pytest

import framescope
from conftest import OUTLETS

PANDAS = {"string": "string", "integer": "Int64", "number": "float64", "date": "datetime64[s]", "boolean": "boolean"}
POLARS = {
    "string": polars.String,
    "integer": polars.Int64,
    "number": polars.Float64,
    "date": polars.Date,
    "boolean": polars.Boolean,
}


@pytest.fixture(params=["plain", "excel", "excel-eu"])
def results(request, corpus):
    """The awkward corpus in every dialect of CSV."""
    return framescope.compare(corpus, out="out", csv=request.param)


def schema(results, name) -> dict[str, str]:
    """Column and type as the data package says."""
    package = json.loads((results.folder / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = [r for r in package["resources"] if r["name"] == name]
    return {f["name"]: f["type"] for f in resource["schema"]["fields"]}


def described(results) -> list[str]:
    return [name for name in results if name != "codebook"]


def test_every_table_is_described(results):
    package = json.loads((results.folder / "datapackage.json").read_text(encoding="utf-8"))
    assert sorted(r["name"] for r in package["resources"]) == described(results)
    assert len(described(results)) >= 30


def test_all_tables_have_their_types_in_pandas_and_polars(results):
    there = framescope.load(results.folder, frames="polars")
    for name in described(results):
        types = list(schema(results, name).values())
        pandas_frame, polars_frame = results[name], there[name]
        assert [str(t) for t in pandas_frame.dtypes] == [PANDAS[t] for t in types], name
        assert polars_frame.dtypes == [POLARS[t] for t in types], name
        assert len(pandas_frame) == len(polars_frame) == len(results.table(name))
        here = pandas_frame.astype(object).where(pandas_frame.notna(), None).values.tolist()
        for row, other in zip(here, polars_frame.rows()):
            assert [v.date() if isinstance(v, datetime.datetime) else v for v in row] == list(other), name


def test_words_stay_words(results):
    assert sorted(results["outlets"]["outlet"]) == sorted(OUTLETS)
    assert results["outlets"]["outlet"].notna().all()
    assert set(OUTLETS) <= set(results["poles_by_outlet"].columns)
    assert results["documents"]["title"].str.startswith("=1+1").all()
    assert results["documents"]["date"].dt.day.max() == 3


def test_empty_is_missing_and_nothing_else(corpus):
    results = framescope.compare(corpus, out="out")
    with (results.folder / "axes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    axes = results["axes"]
    assert list(axes["balance"].isna()) == [row["balance"] == "" for row in rows]
    assert axes["balance"].dropna().tolist() == [float(r["balance"]) for r in rows if r["balance"]]
    assert axes["n_negated"].isna().any() and str(axes["n_negated"].dtype) == "Int64"


def test_arrow_takes_tables_over(corpus):
    table = framescope.compare(corpus, out="out", frames="arrow")["documents"]
    arrow = pyarrow.table(table)
    assert arrow.schema.field("date").type == pyarrow.date32()
    assert arrow.column("date")[0].as_py() == table.to_dict()["date"][0] == datetime.date(2022, 9, 1)
    assert arrow.to_pydict() == table.to_dict()
    assert polars.DataFrame(table).height == len(table) == 36
    assert table.meanings["text_sha256"]


def test_a_wrong_name_is_told(results, tmp_path):
    with pytest.raises(KeyError, match="did you mean 'axes'"):
        results["axis"]
    with pytest.raises(ValueError, match="pandas, polars or arrow"):
        framescope.load(results.folder, frames="numpy")
    with pytest.raises(FileNotFoundError):
        framescope.load(tmp_path / "nothing")


def test_plain_readers_read_all_tables(corpus):
    """What docs/how-to says of pandas and polars without this package."""
    results = framescope.compare(corpus, out="out")
    for name in described(results):
        file = results.folder / f"{name}.csv"
        pandas_frame = pandas.read_csv(file, keep_default_na=False, na_values=[""])
        polars_frame = polars.read_csv(file, infer_schema_length=None)
        assert pandas_frame.shape == polars_frame.shape == results[name].shape, name
