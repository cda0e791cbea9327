//! Converts byte offsets of a text to code point offsets.

/// Characters between two checkpoints of a [`CharIndex`], in bytes.
const STEP: usize = 64;

/// Byte offset to code point offset for one text: constant time for ASCII texts, else a checkpoint
/// every 64 bytes.
#[derive(Clone, Debug, Default)]
pub struct CharIndex {
    /// Code points before each multiple of the step; empty for ASCII texts.
    checkpoints: Vec<u32>,
}

/// Whether a byte begins a character.
fn begins(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// The characters that begin in up to [`STEP`] bytes: few enough to be counted in bytes, sixteen at a time.
fn count(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&b| u8::from(begins(b))).sum::<u8>().into()
}

impl CharIndex {
    /// Indexes `text`.
    pub fn new(text: &str) -> CharIndex {
        if text.is_ascii() {
            return CharIndex::default();
        }
        let mut seen = 0;
        let checkpoints = text.as_bytes().chunks(STEP).map(|chunk| {
            let before = seen;
            seen += count(chunk);
            before
        });
        CharIndex { checkpoints: checkpoints.collect() }
    }

    /// Code points of `text` (the one indexed) before byte `at`.
    pub fn offset(&self, text: &str, at: usize) -> usize {
        let at = at.min(text.len());
        if self.checkpoints.is_empty() {
            return at;
        }
        let step = (at / STEP).min(self.checkpoints.len() - 1);
        self.checkpoints[step] as usize + count(&text.as_bytes()[step * STEP..at]) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn offsets_equal_counting(text in "[a-zé中👍 ]{0,700}") {
            let index = CharIndex::new(&text);
            for (n, (at, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(index.offset(&text, at), n);
            }
            prop_assert_eq!(index.offset(&text, text.len()), text.chars().count());
        }
    }
}
