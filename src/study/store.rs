//! Keeps the encoded rows of counted documents: in memory while they are few, in an unnamed temporary
//! file when they are many.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};

/// Bytes kept in memory before the rest goes to a temporary file.
const IN_MEMORY: usize = 64 << 20;
/// Bytes from which on room is made for all of them at once: growing step by step copies them again and again.
const MANY: usize = 4 << 20;

/// Where some bytes lie in a [`Store`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) struct Slot {
    /// First byte.
    pub(super) offset: u64,
    /// Number of bytes.
    pub(super) len: u32,
}

/// An append-only heap of bytes.
#[derive(Default)]
pub(super) struct Store {
    memory: Vec<u8>,
    spilled: Option<File>,
    len: u64,
}

impl Store {
    /// Adds bytes at the end; where they begin.
    pub(super) fn append(&mut self, bytes: &[u8]) -> io::Result<u64> {
        let offset = self.len;
        if self.spilled.is_none() && self.memory.len() + bytes.len() > IN_MEMORY {
            self.spilled = Some(tempfile::tempfile()?);
        }
        match &mut self.spilled {
            Some(file) => {
                // Reading may have moved it.
                file.seek(SeekFrom::End(0))?;
                file.write_all(bytes)?;
            }
            None => {
                if self.memory.len() + bytes.len() > MANY {
                    self.memory.reserve_exact(IN_MEMORY - self.memory.len());
                }
                self.memory.extend_from_slice(bytes);
            }
        }
        self.len += bytes.len() as u64;
        Ok(offset)
    }

    /// The bytes of a slot.
    pub(super) fn read(&self, slot: Slot, into: &mut Vec<u8>) -> io::Result<()> {
        into.clear();
        // A partial read from a file is appended in pieces of any size: a slot may begin here and end there.
        let in_memory = self.memory.len() as u64;
        let (start, end) = (slot.offset, slot.offset + u64::from(slot.len));
        into.extend_from_slice(&self.memory[start.min(in_memory) as usize..end.min(in_memory) as usize]);
        let from_memory = into.len();
        if from_memory == slot.len as usize {
            return Ok(());
        }
        let Some(file) = &self.spilled else { return Err(io::ErrorKind::UnexpectedEof.into()) };
        into.resize(slot.len as usize, 0);
        read_at(file, &mut into[from_memory..], start.max(in_memory) - in_memory)
    }
}

/// Reads from a place in a file, whoever else reads from it.
#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], place: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, place)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut place: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, bytes, place)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            n => {
                bytes = &mut bytes[n..];
                place += n as u64;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_from_memory_and_from_the_file() {
        let mut store = Store::default();
        let big = vec![7; IN_MEMORY];
        let mut append = |b: &[u8]| Slot { offset: store.append(b).unwrap(), len: b.len() as u32 };
        let slots = [&b"first"[..], &big, b"last", b""].map(|b| (append(b), b.to_vec()));
        let mut bytes = Vec::new();
        for (slot, want) in slots {
            store.read(slot, &mut bytes).unwrap();
            assert!(bytes == want);
        }
        assert!(store.spilled.is_some());
    }

    #[test]
    fn a_slot_may_lie_on_both_sides() {
        let mut store = Store::default();
        store.append(&vec![7; IN_MEMORY - 2]).unwrap();
        store.append(b"ab").unwrap();
        store.append(b"cde").unwrap();
        let mut bytes = Vec::new();
        store.read(Slot { offset: IN_MEMORY as u64 - 1, len: 3 }, &mut bytes).unwrap();
        assert_eq!(bytes, b"bcd");
        assert!(store.read(Slot { offset: IN_MEMORY as u64 + 2, len: 9 }, &mut bytes).is_err());
    }
}
