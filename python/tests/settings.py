"""Writes `framescope/_settings.py` from the registry of settings: python tests/settings.py --write."""

import sys
import textwrap
from pathlib import Path

from framescope import _framescope

FILE = Path(__file__).resolve().parent.parent / "framescope" / "_settings.py"

HEAD = '''"""Every setting of a study as an argument. Written by `tests/settings.py` from the registry of settings."""

from collections.abc import Mapping, Sequence
from typing import TypedDict


class Settings(TypedDict, total=False):
    """A setting left out keeps its default."""

'''


def text() -> str:
    """The module as it must be."""
    lines = []
    for argument, key, kind, default, help_ in _framescope.settings():
        if argument.startswith("no_"):
            default = "false"
        about = f"{help_}. Key `{key}`" + (f", default {default}." if default else ".")
        about = about.replace("\\", "\\\\").replace('"', "'")
        doc = textwrap.fill(about, 112, subsequent_indent="    ")
        lines.append(f'    {argument}: {kind} | None\n    """{doc}"""\n')
    return HEAD + "".join(lines)


if __name__ == "__main__" and "--write" in sys.argv:
    FILE.write_text(text(), encoding="utf-8")
