//! Keeps the encoded rows of counted documents: in memory while they are few, in an unnamed temporary
//! file when they are many.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::Mutex;

/// Bytes kept in memory before the rest goes to a temporary file.
const IN_MEMORY: usize = 64 << 20;

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
    spilled: Option<Mutex<File>>,
    len: u64,
}

impl Store {
    /// Adds bytes at the end.
    pub(super) fn append(&mut self, bytes: &[u8]) -> io::Result<Slot> {
        let len = u32::try_from(bytes.len()).map_err(|_| io::Error::other("rows of one document above 4 GiB"))?;
        let slot = Slot { offset: self.len, len };
        if self.spilled.is_none() && self.memory.len() + bytes.len() > IN_MEMORY {
            self.spilled = Some(Mutex::new(tempfile::tempfile()?));
        }
        match &mut self.spilled {
            Some(file) => file.get_mut().map_err(poisoned)?.write_all(bytes)?,
            None => self.memory.extend_from_slice(bytes),
        }
        self.len += u64::from(len);
        Ok(slot)
    }

    /// The bytes of a slot.
    pub(super) fn read(&self, slot: Slot, into: &mut Vec<u8>) -> io::Result<()> {
        into.clear();
        let in_memory = self.memory.len() as u64;
        if slot.offset < in_memory || slot.len == 0 {
            let start = slot.offset.min(in_memory) as usize;
            into.extend_from_slice(&self.memory[start..start + slot.len as usize]);
            return Ok(());
        }
        let Some(file) = &self.spilled else { return Err(io::ErrorKind::UnexpectedEof.into()) };
        let mut file = file.lock().map_err(poisoned)?;
        file.seek(SeekFrom::Start(slot.offset - in_memory))?;
        into.resize(slot.len as usize, 0);
        file.read_exact(into)?;
        // Appending goes on at the end.
        file.seek(SeekFrom::End(0)).map(|_| ())
    }
}

fn poisoned<T>(_: std::sync::PoisonError<T>) -> io::Error {
    io::Error::other("a worker stopped while it held the row store")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_from_memory_and_from_the_file() {
        let mut store = Store::default();
        let big = vec![7; IN_MEMORY];
        let slots = [&b"first"[..], &big, b"last", b""].map(|b| (store.append(b).unwrap(), b.to_vec()));
        let mut bytes = Vec::new();
        for (slot, want) in slots {
            store.read(slot, &mut bytes).unwrap();
            assert!(bytes == want);
        }
        assert!(store.spilled.is_some());
    }
}
