//! One file's bytes, read once from front to back: counted, hashed, and buffered so that a record
//! always lies in one piece.
//!
//! In: anything that can be read. Out: a [`Stream`] that knows its line and byte, or a [`Seekable`]
//! for formats with a directory at their end. What the bytes mean is others' work.

use super::codes;
use super::item::Fault;
use super::options::Progress;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// First size of a stream's buffer; it doubles while a record does not fit.
const BUFFER: usize = 256 << 10;

/// Buffered bytes with a position.
pub struct Stream<'a> {
    inner: Box<dyn Read + 'a>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    last: bool,
    offset: u64,
    line: u64,
}

impl<'a> Stream<'a> {
    /// A stream at its first byte and line.
    pub fn new(inner: Box<dyn Read + 'a>) -> Stream<'a> {
        Stream { inner, buffer: vec![0; BUFFER], start: 0, end: 0, last: false, offset: 0, line: 1 }
    }

    /// The bytes that lie ready.
    pub fn data(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// Whether no bytes come after those that lie ready.
    pub fn is_last(&self) -> bool {
        self.last
    }

    /// Position of the first byte that lies ready.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// 1-based line of that byte.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Reads more behind the bytes that lie ready; afterwards [`Stream::is_last`] may hold.
    ///
    /// # Errors
    /// What the system or the unpacking says, as a fault of the file.
    pub fn more(&mut self) -> Result<(), Fault> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.end == self.buffer.len() {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        while !self.last {
            match self.inner.read(&mut self.buffer[self.end..]) {
                Ok(0) => self.last = true,
                Ok(n) => {
                    self.end += n;
                    break;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(fault(error)),
            }
        }
        Ok(())
    }

    /// Reads until `n` bytes lie ready or the input ends.
    ///
    /// # Errors
    /// As [`Stream::more`].
    pub fn need(&mut self, n: usize) -> Result<&[u8], Fault> {
        while self.end - self.start < n && !self.last {
            self.more()?;
        }
        Ok(self.data())
    }

    /// Goes past `n` bytes, which must end at the end of a line or lie within one.
    pub fn consume(&mut self, n: usize) {
        self.line += super::split::lines(&self.buffer[self.start..self.start + n]);
        self.skip(n);
    }

    /// Goes past `n` bytes that are no lines of text.
    pub fn skip(&mut self, n: usize) {
        self.start += n;
        self.offset += n as u64;
    }

    /// Everything that is left, if it is not more than `limit` bytes.
    ///
    /// # Errors
    /// `too-large`, or as [`Stream::more`].
    pub fn read_all(&mut self, limit: u64, what: &str) -> Result<Vec<u8>, Fault> {
        while !self.last {
            if (self.end - self.start) as u64 > limit {
                break;
            }
            self.more()?;
        }
        let size = (self.end - self.start) as u64;
        if size > limit {
            return Err(Fault::new(&codes::TOO_LARGE, format!("is larger than the limit of {limit} bytes for {what}"))
                .detail(format!("limit={limit}")));
        }
        let all = self.data().to_vec();
        self.skip(all.len());
        Ok(all)
    }

    /// Reads to the end and forgets, so that what counts and hashes below sees every byte.
    ///
    /// # Errors
    /// As [`Stream::more`].
    pub fn drain(&mut self) -> Result<(), Fault> {
        while !self.last {
            self.skip(self.end - self.start);
            self.more()?;
        }
        self.skip(self.end - self.start);
        Ok(())
    }

    /// The same bytes as a reader for another layer (unpacking, decoding).
    pub fn into_reader(mut self) -> Box<dyn Read + 'a> {
        self.buffer.truncate(self.end);
        let mut head = Cursor::new(self.buffer);
        head.set_position(self.start as u64);
        Box::new(head.chain(self.inner))
    }
}

/// An I/O error as a fault of the file; faults that travelled inside one come out again.
pub(crate) fn fault(error: io::Error) -> Fault {
    let text = error.to_string();
    let damaged = matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof);
    match error.into_inner().and_then(|inner| inner.downcast::<Fault>().ok()) {
        Some(fault) => *fault,
        None if damaged => Fault::new(&codes::CORRUPT, format!("is damaged: {text}")),
        None => Fault::new(&codes::UNREADABLE, format!("cannot be read: {text}")),
    }
}

/// A reader that lets its bytes be watched.
pub(crate) struct Watched<R> {
    /// What is read.
    pub(crate) inner: R,
    /// Where it is told.
    pub(crate) progress: Arc<Progress>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.progress.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Bytes seen so far and their hash.
#[derive(Default)]
pub struct Tally {
    hash: Sha256,
    bytes: u64,
}

/// A reader that counts and hashes what passes through it.
pub(crate) struct Tallied<R> {
    inner: R,
    tally: Rc<RefCell<Tally>>,
}

impl<R: Read> Tallied<R> {
    /// The reader, and the tally it shares.
    pub(crate) fn new(inner: R) -> (Tallied<R>, Rc<RefCell<Tally>>) {
        let tally = Rc::<RefCell<Tally>>::default();
        (Tallied { inner, tally: tally.clone() }, tally)
    }
}

impl<R: Read> Read for Tallied<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.tally.borrow_mut().add(&out[..n]);
        Ok(n)
    }
}

impl Tally {
    /// Sees more bytes.
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
    }

    /// Bytes seen.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// SHA-256 of the bytes seen, in hexadecimal.
    pub(crate) fn hex(&self) -> String {
        self.hash.clone().finalize().iter().map(|b| format!("{b:02x}")).collect()
    }
}

/// Bytes that can be read in any order.
pub enum Seekable<'a> {
    /// An open file.
    File(&'a File),
    /// Bytes in memory.
    Memory(Cursor<Vec<u8>>),
}

impl Read for Seekable<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self {
            Seekable::File(file) => file.read(out),
            Seekable::Memory(bytes) => bytes.read(out),
        }
    }
}

impl Seek for Seekable<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Seekable::File(file) => file.seek(to),
            Seekable::Memory(bytes) => bytes.seek(to),
        }
    }
}

/// A file ready to be read: its stream, and the file itself where its bytes can be had in any order.
pub struct Source<'a> {
    /// The bytes, unpacked and decoded.
    pub stream: Stream<'a>,
    /// Whether the bytes were decoded from another encoding than UTF-8.
    pub decoded: bool,
    file: Option<&'a File>,
    seekable: Option<Seekable<'a>>,
}

impl<'a> Source<'a> {
    /// A source; `file` when the stream's bytes are exactly that file's.
    pub(crate) fn new(stream: Stream<'a>, file: Option<&'a File>) -> Source<'a> {
        Source { stream, decoded: false, file, seekable: None }
    }

    /// The bytes for reading in any order: the file, or a copy in memory of at most `limit` bytes.
    /// The stream has been read to its end afterwards.
    ///
    /// # Errors
    /// `too-large`, or what the system says.
    pub fn seekable(&mut self, limit: u64) -> Result<&mut Seekable<'a>, Fault> {
        if self.seekable.is_none() {
            self.seekable = Some(match self.file {
                Some(file) => {
                    self.stream.drain()?;
                    Seekable::File(file)
                }
                None => Seekable::Memory(Cursor::new(self.stream.read_all(limit, "a file held in memory (--max-memory-bytes)")?)),
            });
        }
        Ok(self.seekable.get_or_insert_with(|| Seekable::Memory(Cursor::default())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let n = 1.min(self.0.len());
            out[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    #[test]
    fn streams_count_lines_and_bytes_however_slowly_they_come() {
        let mut stream = Stream::new(Box::new(Slow(b"ab\ncd\r\nef")));
        assert_eq!(stream.need(3).unwrap(), b"ab\n");
        stream.consume(3);
        assert_eq!((stream.line(), stream.offset()), (2, 3));
        stream.need(4).unwrap();
        stream.consume(4);
        assert_eq!((stream.line(), stream.offset()), (3, 7));
        assert_eq!(stream.read_all(10, "x").unwrap(), b"ef");
        assert!(stream.is_last());
    }

    #[test]
    fn tallies_hash_what_passes_and_limits_hold() {
        let (reader, tally) = Tallied::new(&b"abc"[..]);
        Stream::new(Box::new(reader)).drain().unwrap();
        assert_eq!(tally.borrow().bytes(), 3);
        assert!(tally.borrow().hex().starts_with("ba7816bf"));
        let code = Stream::new(Box::new(&b"abcd"[..])).read_all(3, "x").unwrap_err().0.code.name;
        assert_eq!(code, "too-large");
    }
}
