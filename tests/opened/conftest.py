"""Results that are opened in the programs people open them in."""

import csv
import shutil
from pathlib import Path

import pytest

import framescope

# Sentences on one theme, in three scripts, by who writes them.
VOICES = [
    "The terrorists struck the bridge at dawn. The terror group fled.",
    "The resistance fighters held the bridge. The resistance group thanked them.",
    "Militants took the bridge. “The terrorists will pay,” the minister said.",
    "Illegal immigrants crossed the river, and rioters burned cars.",
    "Refugees crossed the river, and protesters marched.",
]
NAMES = ["القدس العربي", "הארץ", "The <b>Bold</b> & \"Brave\"", "Le Monde", "Σημερινή"]


def write_corpus(path: Path, outlets: int, events: int = 4) -> Path:
    """Articles of this many outlets, one on every event."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "outlet", "date", "event", "title", "text"])
        for o in range(outlets):
            name = NAMES[o % 5] + ("" if o < 5 else f" {o}")
            for e in range(events):
                text = "\n".join([VOICES[(o + e % 2) % 5]] * 3 + [f"Kessa spoke of the bridge, day {e}.", "قال الوزير إن المقاومة ردت. אמר השר."])
                rows.writerow([f"{o}-{e}", name, f"2022-09-{e + 1:02}", f"event {e}", f"גשר الجسر bridge {e}", text])
    return path


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> framescope.Results:
    """The results of the example corpus."""
    home = tmp_path_factory.mktemp("demo")
    return framescope.compare(framescope.example(home), out=home / "out")


@pytest.fixture(scope="session", params=["demo", 5, 200])
def page(request, tmp_path_factory) -> Path:
    """The report of the example corpus, of 5 and of 200 outlets."""
    if request.param == "demo":
        return request.getfixturevalue("demo").folder / "report.html"
    home = tmp_path_factory.mktemp(f"outlets{request.param}")
    corpus = write_corpus(home / "articles.csv", request.param)
    return framescope.compare(corpus, out=home / "out").folder / "report.html"


def need(program: str) -> str:
    """The program's path; the test is skipped, and says so, without it."""
    found = shutil.which(program)
    if not found:
        pytest.skip(f"{program} is not installed: what it would open was not opened")
    return found
