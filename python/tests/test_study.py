"""Studies as plain data, and the registry of settings behind them."""

from pathlib import Path

import pytest

import framescope
import settings
from framescope import Study, _framescope

# A value other than the default for every setting that cannot be given its kind's usual one.
CHOSEN = {
    "date_format": "dmy",
    "overlap": "key",
    "events": "none",
    "by": "outlet",
    "duplicates": "once",
    "stemmer": "snowball",
    "csv": "excel",
    "voices": ["own", "scare"],
    "confidence": 0.9,
    "permutations": 1999,
    "correction": "holm",
}
USUAL = {"int": 2, "float": 0.5, "str": "x", "str | int": "5", "str | Sequence[str]": ["x", "y"], "bool": True, "Mapping[str, str]": {"a": "b"}}


@pytest.mark.parametrize(("argument", "key", "kind"), [s[:3] for s in _framescope.settings()])
def test_every_setting_is_an_argument_a_key_and_a_line(argument, key, kind):
    value = CHOSEN.get(argument, USUAL.get(kind))
    study = Study(**{argument: value})
    assert repr(study) == f"<framescope.Study: {key}>"
    section, name = key.split(".")
    Path("study.toml").write_text(study.to_toml())
    stored = not value if argument.startswith("no_") else value
    for same in (Study("study.toml"), Study(Path("study.toml")), Study(study.to_dict()), Study({key: stored}), Study({section: {name: stored}})):
        assert same.to_toml() == study.to_toml()
    assert Study(study, **{argument: None}) == study


def test_arguments_override_the_study():
    study = Study({"terms": {"min_count": 3, "min_docs": 2}}, min_count=5)
    assert study.to_dict()["terms"] == {"min_count": 5, "min_docs": 2, "per": 1000, "confidence": 0.95}
    assert "min_count = 5  # min_count=" in study.to_toml(origins=True)


def test_what_is_no_setting_is_a_type_error():
    with pytest.raises(TypeError, match="min_count"):
        Study(min_count=object())


def test_editors_know_every_setting():
    assert settings.FILE.read_text(encoding="utf-8") == settings.text(), "run python tests/settings.py --write"
    assert set(framescope.compare.__kwdefaults__) >= {"study", "lexicons", "frames", "threads", "force"}
