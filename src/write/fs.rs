//! The few file operations the result folder is made of, behind one trait, so that a test can make
//! the N-th of them fail.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;

/// An open file that can be forced to the disk.
pub(super) trait Sink: io::Write + Send {
    /// Returns once the bytes are on the disk.
    fn sync(&mut self) -> io::Result<()>;
    /// The same file, to be synced while more is written.
    fn again(&self) -> io::Result<Box<dyn Sink>>;
}

/// Held until dropped; other processes see the file as locked.
pub(super) struct Lock(#[expect(dead_code, reason = "the open handle is the lock")] Option<fs::File>);

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Absent,
    Folder,
    Other,
}

/// File operations; links are never followed below the folder's own name.
pub(super) trait Fs: Send + Sync {
    fn kind(&self, path: &Path) -> io::Result<Kind>;
    /// Names in a folder, sorted.
    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>>;
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    fn create_folder(&self, path: &Path) -> io::Result<()>;
    fn create(&self, path: &Path) -> io::Result<Box<dyn Sink>>;
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file or a whole folder; nothing there is fine.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Forces a folder's entries to the disk.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
    /// Takes the lock, or `None` when another process holds it.
    fn lock(&self, path: &Path) -> io::Result<Option<Lock>>;
}

/// The real thing.
pub(super) struct Disk;

impl Sink for fs::File {
    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()
    }

    fn again(&self) -> io::Result<Box<dyn Sink>> {
        Ok(Box::new(self.try_clone()?))
    }
}

fn absent_is_fine(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

impl Fs for Disk {
    fn kind(&self, path: &Path) -> io::Result<Kind> {
        match fs::symlink_metadata(path) {
            Ok(m) => Ok(if m.is_dir() { Kind::Folder } else { Kind::Other }),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(Kind::Absent),
            Err(e) => Err(e),
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let names = fs::read_dir(folder)?.map(|e| Ok(e?.file_name()));
        let mut names = names.collect::<io::Result<Vec<_>>>()?;
        names.sort();
        Ok(names)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Sink>> {
        Ok(Box::new(fs::File::create_new(path)?))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        match self.kind(path)? {
            Kind::Absent => Ok(()),
            Kind::Folder => absent_is_fine(fs::remove_dir_all(path)),
            Kind::Other => absent_is_fine(fs::remove_file(path)),
        }
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        // Folders cannot be opened for syncing on Windows, where renames are durable by themselves.
        if cfg!(unix) { fs::File::open(path)?.sync_all() } else { Ok(()) }
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Lock>> {
        let file = fs::OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            // The holder before us may have removed the file between our opening and locking it.
            Ok(()) => Ok(is_still_there(&file, path).then_some(Lock(Some(file)))),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            // Some network file systems have no locks; the staged rename still keeps results whole.
            Err(fs::TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported => Ok(Some(Lock(None))),
            Err(fs::TryLockError::Error(e)) => Err(e),
        }
    }
}

#[cfg(unix)]
fn is_still_there(file: &fs::File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |a: fs::Metadata, b: fs::Metadata| (a.dev(), a.ino()) == (b.dev(), b.ino());
    file.metadata().is_ok_and(|a| fs::symlink_metadata(path).is_ok_and(|b| same(a, b)))
}

#[cfg(not(unix))]
fn is_still_there(_: &fs::File, _: &Path) -> bool {
    true
}
