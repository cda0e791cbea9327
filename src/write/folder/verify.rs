//! Checks a result folder against the hashes in its `run.json`.

use super::{Disk, Fs, RUN, WriteError, foreign};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// What [`verify`] found; names are sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// Files whose bytes are as written.
    pub same: Vec<String>,
    /// Files whose bytes have changed.
    pub changed: Vec<String>,
    /// Files that are gone.
    pub missing: Vec<String>,
    /// Files that no run wrote; they do not make the result wrong.
    pub foreign: Vec<String>,
}

impl Verification {
    /// Whether every file is there and unchanged.
    pub fn holds(&self) -> bool {
        self.changed.is_empty() && self.missing.is_empty()
    }
}

/// The files a `run.json` lists with their SHA-256; `None` when it is not one of ours.
pub(super) fn listed(run: &[u8]) -> Option<BTreeMap<String, String>> {
    let run: serde_json::Value = serde_json::from_slice(run).ok()?;
    if run.get("generator")?.as_str()? != "framescope" {
        return None;
    }
    let files = run.get("files")?.as_array()?;
    files.iter().map(|f| Some((f.get("name")?.as_str()?.to_owned(), f.get("sha256")?.as_str()?.to_owned()))).collect()
}

/// Hashes every file of a result folder and compares with its `run.json`.
///
/// # Errors
/// When the folder has no `run.json` of ours or a file cannot be read.
pub fn verify(out: &Path) -> Result<Verification, WriteError> {
    let step = |e| WriteError::io(out, e);
    let run = Disk.read(&out.join(RUN)).map_err(step)?;
    let not_ours = || io::Error::new(io::ErrorKind::InvalidData, "run.json is not a complete result of framescope");
    let files = listed(&run).ok_or_else(not_ours).map_err(step)?;
    let mut found = Verification::default();
    for (name, sha256) in files {
        match hash(&out.join(&name)) {
            Ok(h) if h == sha256 => found.same.push(name),
            Ok(_) => found.changed.push(name),
            Err(e) if e.kind() == io::ErrorKind::NotFound => found.missing.push(name),
            Err(e) => return Err(step(e)),
        }
    }
    let strangers = foreign(&Disk, out).map_err(step)?;
    found.foreign = strangers.iter().map(|n| n.to_string_lossy().into_owned()).collect();
    Ok(found)
}

fn hash(path: &Path) -> io::Result<String> {
    let mut digest = Sha256::new();
    let mut file = std::fs::File::open(path)?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match io::Read::read(&mut file, &mut buffer)? {
            0 => return Ok(digest.finalize().iter().map(|b| format!("{b:02x}")).collect()),
            n => digest.update(&buffer[..n]),
        }
    }
}
