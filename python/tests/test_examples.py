"""The examples in docstrings and stubs, run."""

import ast
import doctest
import re
from pathlib import Path

import framescope

FLAGS = doctest.ELLIPSIS


def test_docstrings():
    done = doctest.testmod(framescope, optionflags=FLAGS)
    assert done.attempted > 20 and not done.failed


def test_stubs():
    stub = Path(framescope.__file__).with_name("_framescope.pyi")
    tree = ast.parse(stub.read_text(encoding="utf-8"))
    native = framescope._framescope
    for node in tree.body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            assert hasattr(native, node.name), node.name
        if isinstance(node, ast.ClassDef):
            members = [m.name for m in node.body if isinstance(m, ast.FunctionDef)]
            assert all(hasattr(getattr(native, node.name), m) for m in members), node.name
            text = ast.get_docstring(node) or ""
            test = doctest.DocTestParser().get_doctest(text, vars(framescope).copy(), node.name, str(stub), node.lineno)
            assert not doctest.DocTestRunner(optionflags=FLAGS).run(test).failed
    public = {n for n in dir(native) if not n.startswith("__")} | {"__version__"}
    named = {n.name for n in tree.body if hasattr(n, "name")} | {n.target.id for n in tree.body if isinstance(n, ast.AnnAssign)}
    assert public == named


def test_the_how_to(articles):
    """The Python blocks of the page run in order."""
    page = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "python.md"
    blocks = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
    assert len(blocks) > 5
    Path("framescope.toml").write_text("version = 1\n[terms]\nmin_count = 2\n")
    header, *rows = re.split(r"(?m)^(?=[a-z]{2}-0)", articles.read_text(encoding="utf-8"))
    for number, month in enumerate(("2031-03", "2031-08")):
        Path(f"{month}.csv").write_text(header + "".join(rows[number::2]), encoding="utf-8")
    exec(compile("\n".join(blocks), page.name, "exec"), {})
