"""The data package, the schemas and the workbook, opened by other people's programs."""

import csv
import json
import math
import re
import subprocess
import tomllib
from pathlib import Path

import frictionless
import jsonschema
import openpyxl
import pytest

import framescope
from conftest import need

ROOT = Path(__file__).resolve().parent.parent.parent


def command(*arguments) -> str:
    """What the framescope command prints."""
    return subprocess.run(["framescope", *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", check=True).stdout


@pytest.mark.parametrize("dialect", ["plain", "excel", "excel-eu"])
def test_frictionless_finds_the_package_valid(tmp_path, dialect):
    results = framescope.compare(framescope.example(tmp_path), out=tmp_path / "out", csv=dialect)
    package = str(results.folder / "datapackage.json")
    report = frictionless.Package(package).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])[:20]
    assert report.stats["tasks"] == len(results) - 1  # all but the codebook


@pytest.fixture(scope="module")
def schemas() -> dict[str, jsonschema.Draft202012Validator]:
    """Validators of studies and lexicons."""
    texts = {name: json.loads(command("schema", name)) for name in ("study", "lexicon")}
    for schema in texts.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    return {name: jsonschema.Draft202012Validator(schema) for name, schema in texts.items()}


def uncommented(template: str) -> str:
    """A template with every commented setting that has a value in force."""
    setting = re.compile(r"# ([a-z_]+ = (?:\[|\{|\d|true|false|\"[^\"]).*)")
    return "\n".join(m.group(1) if (m := setting.fullmatch(line)) else line for line in template.splitlines())


def test_schemas_accept_what_the_program_writes(schemas, tmp_path, demo):
    command("init", tmp_path)
    template = (tmp_path / "framescope.toml").read_text(encoding="utf-8")
    for text in (template, uncommented(template), (demo.folder / "study.toml").read_text(encoding="utf-8")):
        schemas["study"].validate(tomllib.loads(text))
    lexicons = [tmp_path / "lexicon.toml", *sorted((ROOT / "lexicons").glob("*.toml"))]
    assert len(lexicons) > 10
    for file in lexicons:
        schemas["lexicon"].validate(tomllib.loads(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "study",
    ['[terms]\nmin_cuont = 1', "[terms]\nmin_count = 0", '[terms]\nmin_count = "2"', '[design]\nby = "outlets"', "version = 9"],
)
def test_the_study_schema_refuses_what_the_program_refuses(schemas, tmp_path, study):
    file = tmp_path / "study.toml"
    file.write_text(study)
    with pytest.raises(framescope.FramescopeError):
        framescope.Study(file)
    assert not schemas["study"].is_valid(tomllib.loads(study))


def test_libreoffice_gives_every_sheet_back(demo, tmp_path):
    book = demo.folder / "results.xlsx"
    # Comma, quote, UTF-8, all as text but numbers unformatted, every sheet into its own file.
    convert = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run([need("soffice"), profile, "--headless", "--convert-to", convert, "--outdir", tmp_path, book], check=True, capture_output=True)
    sheets = openpyxl.load_workbook(book).worksheets
    assert {"Outlets", "Axes", "Hits", "Codebook"} <= {s.title for s in sheets}
    for sheet in sheets:
        with (tmp_path / f"results-{sheet.title}.csv").open(encoding="utf-8", newline="") as file:
            opened = list(csv.reader(file))
        ours = [[cell for cell in row] for row in sheet.iter_rows(values_only=True)]
        assert len(opened) == len(ours), sheet.title
        for number, (row, other) in enumerate(zip(ours, opened), 1):
            other += [""] * (len(row) - len(other))
            for value, shown in zip(row, other, strict=True):
                assert same(value, shown), f"{sheet.title}:{number}: {value!r} became {shown!r}"


def same(value, shown: str) -> bool:
    """Whether LibreOffice shows the value that is in the workbook."""
    if value is None:
        return shown == ""
    if isinstance(value, bool):
        return shown.lower() == str(value).lower()
    if isinstance(value, (int, float)):
        return math.isclose(float(shown), value, rel_tol=1e-9, abs_tol=1e-12)
    if hasattr(value, "isoformat"):
        return shown == value.isoformat()[:10]
    return shown == value


def test_sheets_hold_the_tables(demo):
    """The sheets that are tables as they are have their rows."""
    book = openpyxl.load_workbook(demo.folder / "results.xlsx", read_only=True)
    for title, name in (("Outlets", "outlets"), ("Hits", "hits"), ("Keyness", "keyness"), ("Events", "events")):
        rows = list(book[title].iter_rows(values_only=True))
        columns = list(demo[name].columns)
        head = next(n for n, row in enumerate(rows) if columns[0] in row)
        kept = [c for c in rows[head] if c in columns]
        assert len(kept) > 3, title
        body = [dict(zip(rows[head], row)) for row in rows[head + 1 :]]
        assert len(body) == len(demo[name]), title
        for record, expected in zip(body, demo[name][kept].to_dict("records")):
            for column in kept:
                here, there = record.get(column), expected[column]
                missing = there is None or there != there or str(there) in ("<NA>", "NaT")
                assert (here is None) if missing else str(here)[:10] == str(there)[:10] or math.isclose(here, there), (title, column, here, there)
