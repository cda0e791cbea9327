"""The main job, whole and in pieces, against the command line."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import framescope
from conftest import OUTLETS, write_corpus

COMMAND = Path(sys.executable).with_name("framescope")


def contents(folder) -> dict[str, bytes]:
    """Every file but the arguments in run.json."""
    files = {p.name: p.read_bytes() for p in Path(folder).iterdir()}
    run = json.loads(files["run.json"])
    run.pop("arguments")
    files["run.json"] = json.dumps(run).encode()
    return files


def test_pieces_give_the_bytes_of_the_whole(tmp_path):
    days = [write_corpus(Path(f"day{n}.csv"), days=[n]) for n in (1, 2, 3)]
    settings = {"lexicons": "armed-groups", "min_count": 1, "confidence": 0.9}
    framescope.compare(days, out="whole", **settings)
    parts = [framescope.count(day, threads=n + 1, **settings) for n, day in enumerate(days)]
    framescope.report(framescope.merge(parts[2], parts[0]), parts[1], out="pieces")
    assert contents("whole") == contents("pieces")


def test_the_command_line_gives_the_same_bytes(corpus):
    framescope.compare(corpus.name, out="here", lexicons=["armed-groups"], min_count=1, voices="own", no_text=True)
    done = subprocess.run(
        [COMMAND, "compare", corpus.name, "-o", "there", "-l", "armed-groups", "--min-count", "1", "--voices", "own", "--no-text"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert contents("here") == contents("there")


def test_the_command_is_the_program():
    version = subprocess.run([COMMAND, "--version"], capture_output=True, text=True, check=True).stdout
    assert version == f"framescope {framescope.__version__}\n"
    wrong = subprocess.run([COMMAND, "compaer"], capture_output=True, text=True)
    assert wrong.returncode == 2 and "compare" in wrong.stderr


@pytest.mark.parametrize("module", ["pandas", "polars"])
def test_a_data_frame_is_input_too(corpus, module):
    frames = pytest.importorskip(module)
    options = {"keep_default_na": False} if module == "pandas" else {"infer_schema": False}
    frame = frames.read_csv(corpus, **options)
    results = framescope.compare(frame, out="out", frames=module)
    assert set(results["outlets"]["outlet"]) == set(OUTLETS)


def test_what_is_left_out_is_warned_about(corpus):
    with corpus.open("a", encoding="utf-8") as file:
        file.write("one,field,too,few,here\n")
    with pytest.warns(framescope.FramescopeWarning, match="1 records were left out"):
        results = framescope.compare(corpus, out="out")
    assert [p.code for p in results.problems] == ["field-count"]
    assert len(results["rejects"]) == 1
    assert not framescope.compare(corpus, out="out", max_rejects=1)["hits"].empty


@pytest.mark.parametrize(
    ("call", "code", "says"),
    [
        (lambda a: framescope.compare(a, min_cuont=3), "unknown-key", "Did you mean `min_count`?"),
        (lambda a: framescope.compare(a, confidence=95), "out-of-range", "between 0.5 and 1"),
        (lambda a: framescope.compare(a, study={"term": {"min_count": 3}}), "unknown-key", "Did you mean `terms.min_count`?"),
        (lambda a: framescope.compare(a, study="none.toml"), "no-study", "none.toml"),
        (lambda a: framescope.compare(a, lexicons="armed-group"), "unknown-lexicon", "Did you mean `armed-groups`?"),
        (lambda a: framescope.compare("none.csv"), "missing-file", "none.csv"),
        (lambda a: framescope.compare(a, out=a), "output-not-a-folder", "is not a folder"),
        (lambda a: framescope.merge(b"not a partial"), "not-a-partial", "part 1"),
        (lambda a: framescope.merge(), "not-a-partial", "no partial"),
        (lambda a: framescope.merge(framescope.count(a), framescope.count(a, min_count=9)), "other-plan", "part 2"),
    ],
)
def test_faults_have_code_and_remedy(articles, call, code, says):
    with pytest.raises(framescope.FramescopeError) as caught:
        call(articles)
    assert caught.value.code == code
    assert says in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert caught.value.problems[0].remedy
    assert not Path("framescope-out").exists()


def test_faults_travel_between_processes():
    import pickle

    with pytest.raises(framescope.FramescopeError) as caught:
        framescope.Study(confidence=95)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.code, str(again)) == (caught.value.code, str(caught.value))


def large(tmp_path) -> Path:
    return write_corpus(tmp_path / "large.csv", [f"outlet {n}" for n in range(400)], range(1, 29))


def test_ctrl_c_stops_and_leaves_nothing(tmp_path):
    file = large(tmp_path)
    # A shell starts what runs in the background with the signal ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGINT)).start()
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        framescope.count(file)
        time.sleep(5)
    assert time.monotonic() - start < 4


def test_other_threads_run_meanwhile(corpus):
    beats = []
    done = threading.Event()

    def beat():
        while not done.is_set():
            beats.append(time.monotonic())
            time.sleep(0.005)

    thread = threading.Thread(target=beat)
    thread.start()
    framescope.compare(corpus, out="out")
    done.set()
    thread.join()
    assert max(b - a for a, b in zip(beats, beats[1:])) < 0.5


def test_results_are_whole(corpus):
    results = framescope.compare(corpus, out="out")
    for file in results.run["files"]:
        assert hashlib.sha256((results.folder / file["name"]).read_bytes()).hexdigest() == file["sha256"], file
