//! Where a package goes.

use std::io::{self, ErrorKind, Seek, SeekFrom, Write};

/// An output that is left alone once it has failed.
///
/// A package that is dropped is ended all the same by its writer, which would fail again and complain to the terminal.
pub(super) struct Output<W> {
    pub(super) to: W,
    failed: bool,
}

impl<W> Output<W> {
    pub(super) fn new(to: W) -> Output<W> {
        Output { to, failed: false }
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
        self.unless_failed(bytes.len(), |to| to.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_failed((), W::flush)
    }
}

impl<W: Seek> Seek for Output<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.unless_failed(0, |out| out.seek(to))
    }
}
