"""Runs the framescope program from a notebook and reads what it wrote.

The program is the one named by FRAMESCOPE_BIN, else the first on the PATH, else a build in this repository.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pandas as pd


def program() -> str:
    """The path of the framescope program."""
    named = os.environ.get("FRAMESCOPE_BIN") or shutil.which("framescope")
    if named:
        return named
    for build in ("release", "debug"):
        built = Path(__file__).resolve().parent.parent / "target" / build / "framescope"
        if built.exists():
            return str(built)
    raise FileNotFoundError("framescope is not on the PATH: run `cargo install --path .` or set FRAMESCOPE_BIN")


def framescope(*arguments, allow=(0, 3)) -> str:
    """Runs the program and gives what it printed; raises with its message when it fails.

    Status 3 means that it finished and left some input out, which rejects.csv explains.
    """
    done = subprocess.run([program(), *map(str, arguments)], capture_output=True, text=True, encoding="utf-8")
    if done.returncode not in allow:
        raise RuntimeError(f"framescope ended with status {done.returncode}\n{done.stderr}")
    return done.stdout


def load(folder, table: str) -> pd.DataFrame:
    """A table of a result folder. Only an empty cell is missing; `NA`, `None` and `null` are words."""
    return pd.read_csv(Path(folder) / f"{table}.csv", keep_default_na=False, na_values=[""])
