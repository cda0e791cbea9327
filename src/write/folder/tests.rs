use super::*;
use crate::write::tests::sample;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::sync::atomic::AtomicUsize;

/// The real disk, except that one operation fails, and with `dead` all that follow as in a crash.
struct Faulty {
    count: AtomicUsize,
    fail_at: usize,
    dead: bool,
}

impl Faulty {
    fn new(fail_at: usize, dead: bool) -> Arc<Faulty> {
        Arc::new(Faulty { count: AtomicUsize::new(0), fail_at, dead })
    }

    fn tick(&self) -> io::Result<()> {
        let n = self.count.fetch_add(1, Ordering::Relaxed) + 1;
        if n == self.fail_at || (self.dead && n > self.fail_at) { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
    }
}

struct FaultySink(Box<dyn Sink>, Arc<Faulty>);

impl Write for FaultySink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.1.tick()?;
        self.0.write(&bytes[..bytes.len().min(64)])
    }
    fn flush(&mut self) -> io::Result<()> {
        self.1.tick()?;
        self.0.flush()
    }
}

impl Sink for FaultySink {
    fn sync(&mut self) -> io::Result<()> {
        self.1.tick()?;
        self.0.sync()
    }
    fn again(&self) -> io::Result<Box<dyn Sink>> {
        self.1.tick()?;
        Ok(Box::new(FaultySink(self.0.again()?, Arc::clone(&self.1))))
    }
}

struct FaultyFs(Arc<Faulty>);

impl Fs for FaultyFs {
    fn kind(&self, path: &Path) -> io::Result<Kind> {
        self.0.tick()?;
        Disk.kind(path)
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        self.0.tick()?;
        Disk.list(folder)
    }
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.0.tick()?;
        Disk.read(path)
    }
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.0.tick()?;
        Disk.create_folder(path)
    }
    fn create(&self, path: &Path) -> io::Result<Box<dyn Sink>> {
        self.0.tick()?;
        Ok(Box::new(FaultySink(Disk.create(path)?, Arc::clone(&self.0))))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.0.tick()?;
        Disk.rename(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.0.tick()?;
        Disk.remove(path)
    }
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.0.tick()?;
        Disk.sync_folder(path)
    }
    fn lock(&self, path: &Path) -> io::Result<Option<Lock>> {
        self.0.tick()?;
        Disk.lock(path)
    }
}

fn fill(folder: ResultFolder, mark: &str) -> Result<(), WriteError> {
    folder.table(&sample())?;
    folder.file("mark.txt", mark.as_bytes())?;
    let run = serde_json::json!({ "mark": mark });
    folder.commit(run.as_object().cloned().unwrap())
}

/// A whole run on a disk that may fail.
fn run(fs: Arc<dyn Fs>, out: &Path, mark: &str, force: bool) -> Result<(), WriteError> {
    fill(ResultFolder::create_on(fs, out, force)?, mark)
}

fn mark(out: &Path) -> Option<String> {
    std::fs::read_to_string(out.join("mark.txt")).ok()
}

fn names(folder: &Path) -> BTreeSet<String> {
    Disk.list(folder).unwrap().iter().map(|n| n.to_string_lossy().into_owned()).collect()
}

/// Fails every operation in turn and looks at what is left; returns how many operations a run has.
fn inject(dead: bool, had_old: bool, stranger: bool) -> usize {
    for n in 1.. {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("out");
        if had_old {
            run(Arc::new(Disk), &out, "old", false).unwrap();
        }
        if stranger {
            std::fs::create_dir_all(&out).unwrap();
            std::fs::write(out.join("thesis.txt"), "mine").unwrap();
        }
        let faulty = Faulty::new(n, dead);
        let result = run(Arc::new(FaultyFs(Arc::clone(&faulty))), &out, "new", stranger);
        let whole = out.join(RUN).exists().then(|| verify(&out).unwrap());
        if let Some(found) = &whole {
            assert!(found.holds(), "fault {n}: {found:?}");
        }
        match &result {
            Ok(()) => assert_eq!(mark(&out).as_deref(), Some("new"), "fault {n}"),
            Err(e) => assert_eq!(e.code(), "output-full", "fault {n}"),
        }
        if !dead {
            let expected = if had_old { whole.is_some() } else { true };
            assert!(expected, "fault {n} lost the old result: {:?}", names(home.path()));
        }
        // Whatever happened, the next run clears it away and loses no file that is not ours.
        run(Arc::new(Disk), &out, "next", stranger).unwrap();
        assert_eq!(names(home.path()), BTreeSet::from(["out".to_owned()]), "fault {n}");
        assert_eq!(mark(&out).as_deref(), Some("next"));
        assert_eq!(out.join("thesis.txt").exists(), stranger, "fault {n}");
        if faulty.count.load(Ordering::Relaxed) < n {
            return n;
        }
    }
    0
}

#[test]
fn every_single_fault_leaves_old_or_new_or_nothing() {
    for (had_old, stranger) in [(false, false), (true, false), (true, true), (false, true)] {
        assert!(inject(false, had_old, stranger) > 30);
    }
}

#[test]
fn a_crash_at_every_operation_is_recovered() {
    for (had_old, stranger) in [(false, false), (true, false), (true, true), (false, true)] {
        assert!(inject(true, had_old, stranger) > 30);
    }
}

#[test]
fn a_result_replaces_the_earlier_one_whole() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("a/b/out");
    let first = ResultFolder::create(&out, false).unwrap();
    first.file("extra.txt", b"only in the first").unwrap();
    fill(first, "1").unwrap();
    std::fs::write(out.join(".DS_Store"), "").unwrap();
    fill(ResultFolder::create(&out, false).unwrap(), "2").unwrap();
    let expected = ["mark.txt", "run.json", "sample.csv"].map(str::to_owned);
    assert_eq!(names(&out), BTreeSet::from(expected));
    assert_eq!(names(out.parent().unwrap()).len(), 1);
}

#[test]
fn run_json_lists_rows_bytes_and_hashes() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    fill(ResultFolder::create(&out, false).unwrap(), "abc").unwrap();
    let run: serde_json::Value = serde_json::from_slice(&std::fs::read(out.join(RUN)).unwrap()).unwrap();
    assert_eq!(run["files"][0]["name"], "mark.txt");
    assert_eq!(run["files"][0]["sha256"], "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(run["files"][0]["rows"], serde_json::Value::Null);
    assert_eq!(run["files"][1]["rows"], 2);
    assert_eq!(run["mark"], "abc");
}

#[test]
fn verify_names_what_changed() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    fill(ResultFolder::create(&out, false).unwrap(), "x").unwrap();
    assert!(verify(&out).unwrap().holds());
    std::fs::write(out.join("mark.txt"), "y").unwrap();
    std::fs::remove_file(out.join("sample.csv")).unwrap();
    std::fs::write(out.join("more.txt"), "").unwrap();
    let found = verify(&out).unwrap();
    assert!(!found.holds());
    assert_eq!(
        (found.changed, found.missing, found.foreign),
        (vec!["mark.txt".into()], vec!["sample.csv".into()], vec!["more.txt".into()])
    );
    std::fs::write(out.join(RUN), "{}").unwrap();
    assert!(verify(&out).is_err());
}

fn check_refused(make: impl Fn(&Path), code: &str) {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    make(&out);
    let before = names(home.path());
    let error = ResultFolder::create(&out, false).err().unwrap();
    assert_eq!(error.code(), code, "{error}");
    assert!(error.to_string().contains("out") && !error.problem().remedy.is_empty());
    assert_eq!(names(home.path()), before);
}

#[test]
fn what_is_not_ours_is_refused() {
    check_refused(|out| std::fs::write(out, "mine").unwrap(), "output-not-a-folder");
    check_refused(
        |out| {
            std::fs::create_dir(out).unwrap();
            std::fs::write(out.join("thesis.docx"), "mine").unwrap();
        },
        "output-foreign",
    );
    check_refused(
        |out| {
            fill(ResultFolder::create(out, false).unwrap(), "old").unwrap();
            std::fs::write(out.join("my_notes.csv"), "mine").unwrap();
        },
        "output-foreign",
    );
    check_refused(
        |out| {
            std::fs::create_dir(out).unwrap();
            std::fs::write(out.join(RUN), "{\"files\":[]}").unwrap();
        },
        "output-foreign",
    );
}

#[test]
fn a_second_run_at_once_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    let first = ResultFolder::create(&out, false).unwrap();
    assert_eq!(ResultFolder::create(&out, false).err().unwrap().code(), "output-busy");
    fill(first, "1").unwrap();
    fill(ResultFolder::create(&out, false).unwrap(), "2").unwrap();
}

#[test]
fn an_interruption_leaves_nothing() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    let stop = Arc::new(AtomicBool::new(false));
    let folder = ResultFolder::create(&out, false).unwrap().interrupt(Arc::clone(&stop));
    folder.file("first.txt", b"written before the stop").unwrap();
    stop.store(true, Ordering::Relaxed);
    assert_eq!(fill(folder, "x").err().unwrap().code(), "interrupted");
    assert!(names(home.path()).is_empty());
}

#[test]
fn an_unfinished_table_is_not_committed() {
    let home = tempfile::tempdir().unwrap();
    let folder = ResultFolder::create(&home.path().join("out"), false).unwrap();
    let rows = folder.rows("hits", &sample().columns).unwrap();
    assert!(folder.commit(serde_json::Map::new()).is_err());
    drop(rows);
    assert!(names(home.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_stays_a_link() {
    let home = tempfile::tempdir().unwrap();
    let (real, link) = (home.path().join("real"), home.path().join("link"));
    std::fs::create_dir(&real).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    fill(ResultFolder::create(&link, false).unwrap(), "1").unwrap();
    assert!(link.is_symlink() && real.join(RUN).exists());
}
