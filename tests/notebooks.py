"""Runs every notebook from the top and compares what it shows with what is kept in it.

    python tests/notebooks.py            check
    python tests/notebooks.py --write    run and keep the new outputs

Needs notebooks/requirements.txt and the framescope program (see notebooks/tools.py).
"""

import base64
import difflib
import io
import sys
from pathlib import Path

import nbformat
import numpy as np
from nbclient import NotebookClient
from PIL import Image

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"


def run(path: Path) -> nbformat.NotebookNode:
    """The notebook after a fresh run, without what differs between machines."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(FOLDER)}}).execute()
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    for cell in notebook.cells:
        cell.metadata = {}
        for output in cell.get("outputs", []):
            if "metadata" in output:
                output.metadata = {}
    return notebook


def shown(notebook: nbformat.NotebookNode) -> list[str]:
    """What a reader sees as text, line by line."""
    lines = []
    for number, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            text = output.get("text") or data.get("text/plain", "") if "image/png" not in data else "(picture)"
            lines += [f"cell {number}: {line}" for line in "".join(text).splitlines()]
    return lines


def pictures(notebook: nbformat.NotebookNode) -> list[np.ndarray]:
    """The pictures a reader sees."""
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            png = output.get("data", {}).get("image/png")
            if png:
                found.append(np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("L"), dtype=float))
    return found


def same_picture(a: np.ndarray, b: np.ndarray) -> bool:
    """Whether two pictures look alike; font rendering may differ a little between machines."""
    return a.shape == b.shape and float(np.abs(a - b).mean()) < 3


def main() -> int:
    """Status 0 when every notebook runs and shows what it did."""
    faults = 0
    paths = sorted(FOLDER.glob("*.ipynb"))
    for path in paths:
        kept, fresh = nbformat.read(path, as_version=4), run(path)
        if "--write" in sys.argv[1:]:
            path.write_text(nbformat.writes(fresh) + "\n", encoding="utf-8")
            continue
        difference = list(difflib.unified_diff(shown(kept), shown(fresh), "kept", "fresh", lineterm="", n=1))
        old, new = pictures(kept), pictures(fresh)
        if len(old) != len(new) or not all(map(same_picture, old, new)):
            difference.append("a picture differs")
        faults += bool(difference)
        print(f"{path.name}: {'differs' if difference else 'ok'}", *difference[:40], sep="\n    " if difference else "")
    print(f"{len(paths)} notebooks, {faults} differ")
    return 1 if faults or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
