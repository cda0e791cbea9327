//! Reads the directory of a zip file, distrusts it, and opens entries one by one, in memory only.
//!
//! In: bytes that can be read in any order. Out: [`Entry`]s whose names are unique and whose bytes do
//! not overlap, and for each a reader that checks size, checksum and inflation as it goes. Nothing is
//! ever written to disk, and no size in the file is believed.

use super::codes;
use super::inflate::{Bounded, counted};
use super::item::Fault;
use super::options::Limits;
use super::source::{Seekable, fault as io_fault};
use flate2::Crc;
use std::collections::HashSet;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

/// One entry of the directory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entry {
    /// The name, decoded leniently, as it stands.
    pub(crate) name: String,
    flags: u16,
    method: u16,
    crc: u32,
    packed: u64,
    size: u64,
    /// Where its local header starts in the file.
    header: u64,
    mode: u32,
}

impl Entry {
    /// Whether it is a folder.
    pub(crate) fn is_folder(&self) -> bool {
        self.name.ends_with('/')
    }

    /// Why its name cannot be trusted, if so.
    pub(crate) fn unsafe_name(&self) -> Option<&'static str> {
        let name = &self.name;
        let drive = name.as_bytes().get(1) == Some(&b':');
        match () {
            () if self.mode & 0o170_000 == 0o120_000 => Some("is a symbolic link"),
            () if name.starts_with(['/', '\\']) || drive => Some("has an absolute name"),
            () if name.split(['/', '\\']).any(|part| part == "..") => Some("has a name that leaves the archive"),
            () if name.contains('\0') || name.is_empty() => Some("has a broken name"),
            () => None,
        }
    }

    /// A reader of its content.
    ///
    /// # Errors
    /// `encrypted`, `unsupported-format` for a packing we do not know, `corrupt`.
    pub(crate) fn open<'f>(&self, file: &'f mut Seekable<'_>, limits: Limits) -> Result<Box<dyn Read + 'f>, Fault> {
        if self.flags & 1 != 0 {
            return Err(Fault::new(&codes::ENCRYPTED, "is protected by a password"));
        }
        let mut local = [0; 30];
        file.seek(SeekFrom::Start(self.header)).and_then(|_| file.read_exact(&mut local)).map_err(io_fault)?;
        if local[..4] != *b"PK\x03\x04" {
            return Err(corrupt("an entry is not where the directory says"));
        }
        let skip = u64::from(u16_at(&local, 26)) + u64::from(u16_at(&local, 28));
        file.seek(SeekFrom::Start(self.header + 30 + skip)).map_err(io_fault)?;
        let (packed, count) = counted(BufReader::with_capacity(64 << 10, file.take(self.packed)));
        let content: Box<dyn Read + 'f> = match self.method {
            0 => Box::new(packed),
            8 => Box::new(Bounded::new(flate2::read::DeflateDecoder::new(packed), count, limits)),
            other => {
                let what = format!("is packed by method {other}, which is not read");
                return Err(Fault::new(&codes::UNSUPPORTED_FORMAT, what).remedy("Pack it again with the usual method (deflate)."));
            }
        };
        Ok(Box::new(Verified { inner: content, crc: Crc::new(), left: self.size, want: self.crc }))
    }
}

/// Holds content to the size and checksum of the directory.
struct Verified<R> {
    inner: R,
    crc: Crc,
    left: u64,
    want: u32,
}

impl<R: Read> Read for Verified<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.crc.update(&out[..n]);
        let bad = |what: &str| Err(io::Error::new(io::ErrorKind::InvalidData, what.to_owned()));
        match self.left.checked_sub(n as u64) {
            None => return bad("an entry is larger than the directory says"),
            Some(left) => self.left = left,
        }
        if n == 0 && !out.is_empty() && (self.left > 0 || self.crc.sum() != self.want) {
            return bad("an entry's size or checksum is not that of the directory");
        }
        Ok(n)
    }
}

fn corrupt(what: &str) -> Fault {
    Fault::new(&codes::CORRUPT, format!("is damaged: {what}"))
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from(u32_at(bytes, at)) | u64::from(u32_at(bytes, at + 4)) << 32
}

/// Where the directory lies.
struct End {
    start: u64,
    size: u64,
    entries: u64,
    /// Bytes before the first entry that the offsets do not count.
    prefix: u64,
}

/// The entries of a zip file, in the order of their names.
///
/// # Errors
/// `corrupt`, `archive-duplicate`, `archive-overlap`, `too-large` for too many entries.
pub(crate) fn directory(file: &mut Seekable<'_>, limits: Limits) -> Result<Vec<Entry>, Fault> {
    let end = find_end(file)?;
    if end.entries > limits.archive_entries {
        let what = format!("has {} entries; the limit is {} (--max-archive-entries)", end.entries, limits.archive_entries);
        return Err(Fault::new(&codes::TOO_LARGE, what));
    }
    // A directory entry has at least 46 bytes and at most three fields of 64 KiB.
    if end.size > end.entries.saturating_mul(46 + 3 * 65_535) {
        return Err(corrupt("its directory is larger than its entries"));
    }
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(end.start)).map_err(io_fault)?;
    file.take(end.size).read_to_end(&mut bytes).map_err(io_fault)?;
    let mut entries = parse(&bytes, &end)?;
    check_overlap(&mut entries, end.start)?;
    let mut names = HashSet::new();
    if let Some(twice) = entries.iter().find(|entry| !names.insert(entry.name.as_str())) {
        return Err(Fault::new(&codes::ARCHIVE_DUPLICATE, format!("holds `{}` twice", twice.name)).field(twice.name.clone()));
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(entries)
}

/// Finds the end record, in the last 64 KiB, and the 64-bit one before it.
fn find_end(file: &mut Seekable<'_>) -> Result<End, Fault> {
    let len = file.seek(SeekFrom::End(0)).map_err(io_fault)?;
    let tail_start = len.saturating_sub(65_557);
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(tail_start)).and_then(|_| file.take(65_557).read_to_end(&mut tail)).map_err(io_fault)?;
    let at = memchr::memmem::rfind(&tail, b"PK\x05\x06").filter(|at| at + 22 <= tail.len());
    let at = at.ok_or_else(|| corrupt("it has no directory; it was cut off, or is no zip file"))?;
    let record = &tail[at..];
    let mut end_at = tail_start + at as u64;
    let (mut entries, mut size, mut offset) =
        (u64::from(u16_at(record, 10)), u64::from(u32_at(record, 12)), u64::from(u32_at(record, 16)));
    let locator = at.checked_sub(20).map(|at| &tail[at..at + 20]).filter(|l| l.starts_with(b"PK\x06\x07"));
    if let Some(locator) = locator {
        let mut wide = [0; 56];
        let found = u64_at(locator, 8);
        file.seek(SeekFrom::Start(found)).and_then(|_| file.read_exact(&mut wide)).map_err(io_fault)?;
        if !wide.starts_with(b"PK\x06\x06") {
            return Err(corrupt("its 64-bit directory is not where it says"));
        }
        (entries, size, offset, end_at) = (u64_at(&wide, 32), u64_at(&wide, 40), u64_at(&wide, 48), found);
    }
    let start = end_at.checked_sub(size).ok_or_else(|| corrupt("its directory is larger than the file"))?;
    let prefix = start.checked_sub(offset).ok_or_else(|| corrupt("its directory is not where it says"))?;
    Ok(End { start, size, entries, prefix })
}

/// The entries of the directory's bytes.
fn parse(bytes: &[u8], end: &End) -> Result<Vec<Entry>, Fault> {
    let (mut entries, mut rest) = (Vec::new(), bytes);
    while entries.len() as u64 != end.entries {
        if rest.len() < 46 || !rest.starts_with(b"PK\x01\x02") {
            return Err(corrupt("its directory has fewer entries than it says"));
        }
        let (name, extra, comment) =
            (usize::from(u16_at(rest, 28)), usize::from(u16_at(rest, 30)), usize::from(u16_at(rest, 32)));
        let Some(raw) = rest.get(46..46 + name) else { return Err(corrupt("its directory is cut off")) };
        let mut entry = Entry {
            name: String::from_utf8_lossy(raw).replace('\\', "/"),
            flags: u16_at(rest, 8),
            method: u16_at(rest, 10),
            crc: u32_at(rest, 16),
            packed: u64::from(u32_at(rest, 20)),
            size: u64::from(u32_at(rest, 24)),
            header: u64::from(u32_at(rest, 42)),
            mode: u32_at(rest, 38) >> 16,
        };
        widen(&mut entry, rest.get(46 + name..46 + name + extra).unwrap_or_default());
        entry.header = entry.header.saturating_add(end.prefix);
        entries.push(entry);
        rest = rest.get(46 + name + extra + comment..).ok_or_else(|| corrupt("its directory is cut off"))?;
    }
    Ok(entries)
}

/// Takes the 64-bit sizes from the extra field where the 32-bit ones say so.
fn widen(entry: &mut Entry, extra: &[u8]) {
    let mut rest = extra;
    while rest.len() >= 4 {
        let (tag, len) = (u16_at(rest, 0), usize::from(u16_at(rest, 2)));
        let mut body = rest.get(4..4 + len).unwrap_or_default();
        if tag == 1 {
            for value in [&mut entry.size, &mut entry.packed, &mut entry.header] {
                if *value == u64::from(u32::MAX) && body.len() >= 8 {
                    *value = u64_at(body, 0);
                    body = &body[8..];
                }
            }
        }
        rest = rest.get(4 + len..).unwrap_or_default();
    }
}

/// Refuses entries that share bytes with one another or with the directory.
fn check_overlap(entries: &mut [Entry], directory: u64) -> Result<(), Fault> {
    entries.sort_by_key(|entry| entry.header);
    let least = |entry: &Entry| entry.header.saturating_add(30).saturating_add(entry.packed);
    let starts = entries.iter().skip(1).map(|entry| entry.header).chain([directory]);
    match entries.iter().zip(starts).find(|(entry, next)| least(entry) > *next) {
        Some((entry, _)) => {
            Err(Fault::new(&codes::ARCHIVE_OVERLAP, format!("has entries that share bytes, `{}` among them", entry.name)))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use ::zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};
    use std::io::{Cursor, Write};

    /// A zip file of those entries.
    pub(crate) fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in entries {
            zip.start_file(*name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn read(bytes: Vec<u8>) -> Result<Vec<(String, Vec<u8>)>, Fault> {
        let mut file = Seekable::Memory(Cursor::new(bytes));
        let entries = directory(&mut file, Limits::default())?;
        let content = |entry: &Entry| {
            let mut out = Vec::new();
            entry.open(&mut file, Limits::default())?.read_to_end(&mut out).map_err(io_fault)?;
            Ok((entry.name.clone(), out))
        };
        entries.iter().map(content).collect()
    }

    #[test]
    fn entries_come_by_name_with_their_content() {
        let zip = zipped(&[("b.txt", b"two"), ("a/x.txt", b"one one one one")]);
        let want = vec![("a/x.txt".to_owned(), b"one one one one".to_vec()), ("b.txt".to_owned(), b"two".to_vec())];
        assert_eq!(read(zip.clone()).unwrap(), want);
        assert_eq!(read([&b"#!/bin/sh\n"[..], &zip].concat()).unwrap(), want);
        assert!(read(zipped(&[])).unwrap().is_empty());
    }

    #[test]
    fn no_damage_is_taken_for_content() {
        let zip = zipped(&[("a.txt", &b"some text that is long enough ".repeat(20)), ("b.txt", b"two")]);
        let want = read(zip.clone()).unwrap();
        for at in 0..zip.len() {
            let mut damaged = zip.clone();
            damaged[at] ^= 0x10;
            if let Ok(got) = read(damaged) {
                let contents = |all: &[(String, Vec<u8>)]| all.iter().map(|(_, c)| c.clone()).collect::<Vec<_>>();
                // A flipped bit in a name or a date goes unnoticed; in content or sizes never.
                assert!(contents(&got).iter().all(|c| contents(&want).contains(c)), "byte {at}");
            }
        }
        for cut in 0..zip.len() {
            assert!(read(zip[..cut].to_vec()).is_err(), "cut at {cut}");
        }
    }

    #[test]
    fn names_that_leave_the_archive_are_seen() {
        for (name, bad) in
            [("a/b.txt", false), ("../a", true), ("a/../../b", true), ("/etc/passwd", true), ("C:/x", true), ("a..b", false)]
        {
            assert_eq!(Entry { name: name.into(), ..Entry::default() }.unsafe_name().is_some(), bad, "{name}");
        }
    }
}
