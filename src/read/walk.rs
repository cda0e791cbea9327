//! Finds the files that the inputs name.
//!
//! In: files, folders and `-` as the user typed them. Out: every regular file once, in the order of
//! its name; what is no regular file, a loop, a second link to a file or a result of ours is listed
//! and left out. No file is opened here but the `run.json` of what may be our own output.

use super::codes;
use super::intake::{Naming, stem};
use super::item::Fault;
use super::options::ReadOptions;
use crate::corpus::{Code, Problem};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::{self, File, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// One file to read.
#[derive(Debug)]
pub(crate) struct Entry {
    /// `None` is standard input.
    pub(crate) path: Option<PathBuf>,
    pub(crate) naming: Naming,
    is_link: bool,
    identity: Identity,
}

/// What makes two names one file.
type Identity = (u64, u64, PathBuf);

#[cfg(unix)]
fn identity(_: &Path, metadata: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino(), PathBuf::new())
}

#[cfg(not(unix))]
fn identity(path: &Path, _: &Metadata) -> Identity {
    (0, 0, fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()))
}

/// What the inputs come to.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) entries: Vec<Entry>,
    /// Left out: name, code, why.
    pub(crate) skipped: Vec<(String, &'static Code, String)>,
    /// Files that are there but cannot be read.
    pub(crate) broken: Vec<(Naming, Fault)>,
    own: HashSet<PathBuf>,
    metadata: HashSet<PathBuf>,
}

/// Finds every file.
///
/// # Errors
/// A problem for each input that does not exist or is no file and no folder: nothing is read then.
pub(crate) fn find(inputs: &[PathBuf], options: &ReadOptions) -> Result<Found, Vec<Problem>> {
    let mut found = Found::default();
    let canonical = |path: &PathBuf| fs::canonicalize(path).ok();
    found.own = options.skip.iter().filter_map(canonical).collect();
    found.metadata = options.metadata.iter().filter_map(canonical).collect();
    let mut problems = Vec::new();
    for input in inputs {
        if let Err(fault) = found.add_input(input) {
            problems.push(fault.into_parts(&input.to_string_lossy()).1);
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    found.entries.sort_by(|a, b| a.naming.shown.split('/').cmp(b.naming.shown.split('/')));
    found.drop_second_links();
    found.make_stems_unique();
    found.skipped.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found)
}

/// A path as shown: what the user typed, with `/`.
fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

impl Found {
    fn add_input(&mut self, input: &Path) -> Result<(), Fault> {
        if input.as_os_str() == "-" {
            let naming = Naming { shown: "-".into(), relative: "stdin".into(), folder: "stdin".into(), stem: "stdin".into() };
            self.entries.push(Entry { path: None, naming, is_link: false, identity: Identity::default() });
            return Ok(());
        }
        let metadata = match fs::metadata(input) {
            Ok(metadata) => metadata,
            Err(_) if fs::symlink_metadata(input).is_ok() => {
                return Err(Fault::new(&codes::MISSING_FILE, "is a link to nothing"));
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(Fault::new(&codes::MISSING_FILE, "does not exist"));
            }
            Err(error) => return Err(super::source::fault(error)),
        };
        if metadata.is_dir() {
            self.add_folder(input);
            return Ok(());
        }
        if !metadata.is_file() {
            return Err(Fault::new(&codes::SKIPPED, "is not a regular file")
                .cause("A pipe, device or socket.")
                .remedy("Read a pipe as `-`: `... | framescope compare -`."));
        }
        let relative = input.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let parent = input.parent().and_then(folder_name);
        let stem = stem(&relative).to_owned();
        let naming = Naming { shown: shown(input), folder: parent.unwrap_or_else(|| stem.clone()), relative, stem };
        let is_link = fs::symlink_metadata(input).is_ok_and(|m| m.is_symlink());
        self.entries.push(Entry { path: Some(input.to_owned()), naming, is_link, identity: identity(input, &metadata) });
        Ok(())
    }

    fn add_folder(&mut self, root: &Path) {
        let root_name =
            folder_name(root).or_else(|| fs::canonicalize(root).ok().as_deref().and_then(folder_name)).unwrap_or_default();
        let mut walk = WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
        while let Some(next) = walk.next() {
            let entry = match next {
                Ok(entry) => entry,
                Err(error) => {
                    self.add_error(root, &error);
                    continue;
                }
            };
            let hidden = entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
            if let Some((code, why)) =
                if hidden { Some((&codes::SKIPPED, "hidden")) } else { self.reason_to_skip(entry.path(), &entry.file_type()) }
            {
                self.skipped.push((shown(entry.path()), code, why.to_owned()));
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
                continue;
            }
            let is_metadata = || fs::canonicalize(entry.path()).is_ok_and(|path| self.metadata.contains(&path));
            if entry.file_type().is_dir() || !self.metadata.is_empty() && is_metadata() {
                continue;
            }
            let naming = naming_below(root, entry.path(), &root_name);
            match entry.metadata() {
                Ok(metadata) => {
                    let identity = identity(entry.path(), &metadata);
                    self.entries.push(Entry {
                        is_link: entry.path_is_symlink(),
                        path: Some(entry.into_path()),
                        naming,
                        identity,
                    });
                }
                Err(error) => self.broken.push((naming, Fault::new(&codes::UNREADABLE, format!("cannot be read: {error}")))),
            }
        }
    }

    /// Why something in a folder is not read, if so.
    fn reason_to_skip(&self, path: &Path, kind: &fs::FileType) -> Option<(&'static Code, &'static str)> {
        if !self.own.is_empty() && fs::canonicalize(path).is_ok_and(|path| self.own.contains(&path)) {
            return Some((&codes::OWN_OUTPUT, "output of this run"));
        }
        match (kind.is_dir(), kind.is_file()) {
            (true, _) if is_own_output(path) => Some((&codes::OWN_OUTPUT, "result of an earlier run")),
            (false, false) => Some((&codes::SKIPPED, "not a regular file")),
            _ => None,
        }
    }

    fn add_error(&mut self, root: &Path, error: &walkdir::Error) {
        let path = error.path().unwrap_or(root);
        if error.loop_ancestor().is_some() {
            self.skipped.push((shown(path), &codes::SKIPPED, "a link that leads back to a folder above it".to_owned()));
            return;
        }
        let dangling = fs::symlink_metadata(path).is_ok_and(|m| m.is_symlink()) && !path.exists();
        let why = match (dangling, error.io_error()) {
            (true, _) => "is a link to nothing".to_owned(),
            (false, Some(error)) => format!("cannot be read: {error}"),
            (false, None) => "cannot be read".to_owned(),
        };
        self.broken.push((naming_below(root, path, ""), Fault::new(&codes::UNREADABLE, why)));
    }

    /// Keeps one name per file, a real one rather than a link.
    fn drop_second_links(&mut self) {
        let mut first: HashMap<Identity, (bool, String)> = HashMap::new();
        for entry in self.entries.iter().filter(|entry| entry.path.is_some()) {
            let kept = first.entry(entry.identity.clone()).or_insert_with(|| (entry.is_link, entry.naming.shown.clone()));
            if kept.0 && !entry.is_link {
                *kept = (false, entry.naming.shown.clone());
            }
        }
        let mut taken = HashSet::new();
        let mut stdin = false;
        let skipped = &mut self.skipped;
        self.entries.retain(|entry| {
            let keep = match (&entry.path, first.get(&entry.identity)) {
                (Some(_), Some((_, name))) => *name == entry.naming.shown && taken.insert(name.clone()),
                _ => !std::mem::replace(&mut stdin, true),
            };
            if !keep {
                skipped.push((entry.naming.shown.clone(), &codes::SKIPPED, "the same file under another name".to_owned()));
            }
            keep
        });
    }

    /// Where two files would make the same identifiers, their paths as typed do.
    fn make_stems_unique(&mut self) {
        let mut count: BTreeMap<String, u32> = BTreeMap::new();
        for entry in &self.entries {
            *count.entry(entry.naming.stem.clone()).or_default() += 1;
        }
        for entry in &mut self.entries {
            if count.get(&entry.naming.stem).is_some_and(|&n| n > 1) {
                entry.naming.stem = without_extension(&entry.naming.shown);
            }
        }
    }
}

/// The name of a folder, when its path says it.
fn folder_name(path: &Path) -> Option<String> {
    path.file_name().map(|name| name.to_string_lossy().into_owned())
}

fn naming_below(root: &Path, path: &Path, root_name: &str) -> Naming {
    let relative = shown(path.strip_prefix(root).unwrap_or(path));
    let folder = match relative.rsplit('/').nth(1) {
        Some(folder) => folder.to_owned(),
        None => root_name.to_owned(),
    };
    Naming { shown: shown(path), folder, stem: without_extension(&relative), relative }
}

/// A path without the extension of its last part.
pub(crate) fn without_extension(path: &str) -> String {
    let (folders, base) = path.rsplit_once('/').map_or(("", path), |(folders, base)| (folders, base));
    if folders.is_empty() { stem(base).to_owned() } else { format!("{folders}/{}", stem(base)) }
}

/// Whether a folder holds a result of ours: its `run.json` names the tool.
fn is_own_output(folder: &Path) -> bool {
    let Ok(file) = File::open(folder.join("run.json")) else { return false };
    let mut head = Vec::new();
    file.take(4096).read_to_end(&mut head).is_ok() && memchr::memmem::find(&head, b"\"framescope\"").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(found: &Found) -> Vec<String> {
        found.entries.iter().map(|e| format!("{} {} {}", e.naming.relative, e.naming.folder, e.naming.stem)).collect()
    }

    #[test]
    fn folders_give_each_file_once_by_name() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("corpus");
        for path in ["Beta/2.txt", "Alpha/1.txt", ".hidden", "out/hits.csv"] {
            fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            fs::write(root.join(path), "x").unwrap();
        }
        fs::write(root.join("out/run.json"), "{\"tool\":\"framescope\"}").unwrap();
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("Beta/2.txt", root.join("again.txt")).unwrap();
            std::os::unix::fs::symlink(".", root.join("loop")).unwrap();
            std::os::unix::fs::symlink("nowhere", root.join("broken.csv")).unwrap();
        }
        let found = find(std::slice::from_ref(&root), &ReadOptions::default()).unwrap();
        assert_eq!(names(&found), ["Alpha/1.txt Alpha Alpha/1", "Beta/2.txt Beta Beta/2"]);
        let skipped: Vec<&str> = found.skipped.iter().map(|(_, code, _)| code.name).collect();
        assert_eq!(skipped.iter().filter(|code| **code == "own-output").count(), 1);
        #[cfg(unix)]
        {
            assert_eq!(found.skipped.len(), 4, "{:?}", found.skipped);
            assert_eq!(found.broken.len(), 1);
        }
    }

    #[test]
    fn missing_inputs_are_found_before_anything_is_read() {
        let problems = find(&[PathBuf::from("no/such/file.csv")], &ReadOptions::default()).unwrap_err();
        assert_eq!((problems[0].code, problems[0].file.as_str()), ("missing-file", "no/such/file.csv"));
    }

    #[test]
    fn equal_stems_fall_back_on_paths() {
        let dir = tempfile::tempdir().unwrap();
        let inputs: Vec<PathBuf> = ["a", "b"].iter().map(|f| dir.path().join(f).join("x.csv")).collect();
        for input in &inputs {
            fs::create_dir(input.parent().unwrap()).unwrap();
            fs::write(input, "x").unwrap();
        }
        let found = find(&inputs, &ReadOptions::default()).unwrap();
        assert!(found.entries[0].naming.stem.ends_with("a/x") && found.entries[0].naming.folder == "a");
    }
}
