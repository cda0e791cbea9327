//! Where a package goes.

use std::io::{self, ErrorKind, Seek, SeekFrom, Write};

/// An output that is left alone once it has failed.
///
/// A package that is dropped is ended all the same by its writer, which would fail again and complain to the terminal.
/// What it writes then goes nowhere, at the places it asks for.
pub(super) struct Output<W> {
    pub(super) to: W,
    at: u64,
    failed: bool,
}

impl<W> Output<W> {
    pub(super) fn new(to: W) -> Output<W> {
        Output { to, at: 0, failed: false }
    }

    /// What `act` gives, `instead` after a failure.
    fn unless_failed<T>(&mut self, instead: T, act: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.failed {
            return Ok(instead);
        }
        let result = act(&mut self.to);
        self.failed = result.as_ref().is_err_and(|e| e.kind() != ErrorKind::Interrupted);
        result
    }
}

impl<W: Write> Write for Output<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.unless_failed(bytes.len(), |to| to.write(bytes))?;
        self.at += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_failed((), W::flush)
    }
}

impl<W: Seek> Seek for Output<W> {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        let asked = match place {
            SeekFrom::Start(at) => at,
            SeekFrom::Current(by) => self.at.saturating_add_signed(by),
            SeekFrom::End(_) => self.at,
        };
        self.at = self.unless_failed(asked, |to| to.seek(place))?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::tests::Full;
    use std::io::Cursor;
    use zip::write::{SimpleFileOptions, StreamWriter};
    use zip::{ZipArchive, ZipWriter};

    #[test]
    fn a_failed_package_ends_without_a_word() {
        let mut parts = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a", "b", "c"] {
            parts.start_file(name, SimpleFileOptions::default()).unwrap();
            parts.write_all(&[7; 3000]).unwrap();
        }
        let mut parts = ZipArchive::new(parts.finish().unwrap()).unwrap();
        let mut failures = 0;
        let noise = std::iter::successors(Some(1u64), |n| Some(n.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1)));
        let noise: Vec<u8> = noise.map(|n| (n >> 56) as u8).take(200_000).collect();
        for room in 0..200 {
            let new = || ZipWriter::new(Output::new(StreamWriter::new(Full::new(room))));
            let (mut copied, mut written) = (new(), new());
            let copy = (0..parts.len()).try_for_each(|i| copied.raw_copy_file(parts.by_index_raw(i).unwrap()));
            let write = written.start_file("d", SimpleFileOptions::default()).and_then(|()| Ok(written.write_all(&noise)?));
            for (zip, done) in [(copied, copy), (written, write)] {
                // What dropping it does, which would say on the terminal what went wrong.
                let ended = zip.finish();
                failures += usize::from(done.is_err());
                assert!(done.is_ok() || ended.is_ok(), "{room}");
            }
        }
        assert!(failures > 50, "{failures}");
    }
}
