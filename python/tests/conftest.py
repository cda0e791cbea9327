"""A corpus whose names and texts are as awkward as names and texts are."""

import csv
from pathlib import Path

import pytest

import framescope

# Names that loaders take for missing values, formulas or numbers, and names of other scripts.
OUTLETS = ["NA", "None", "null", "nan", "=SUM(A1)", "-5", "1e3", "TRUE", "'quoted", "القدس", "הארץ", "a,b;c"]

TEXT = 'The militants attacked. "The terrorists fled," said the minister, "and the resistance lost."\nThe terror group left.'


def write_corpus(path: Path, outlets=OUTLETS, days=range(1, 4)) -> Path:
    """A table of articles, one of each outlet per day."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "outlet", "date", "event", "title", "text"])
        for day in days:
            for n, outlet in enumerate(outlets):
                title = f"=1+1 day {day}"
                rows.writerow([f"{n}-{day}", outlet, f"2022-09-{day:02}", f"e{day}", title, TEXT])
    return path


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path, monkeypatch, request):
    """Nothing is written into the repository; results have no clock in them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    return tmp_path


@pytest.fixture
def corpus(tmp_path) -> Path:
    """The awkward corpus."""
    return write_corpus(tmp_path / "awkward.csv")


@pytest.fixture
def articles(tmp_path) -> Path:
    """The example corpus."""
    return framescope.example(tmp_path)
