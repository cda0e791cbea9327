//! The words and 5-word shingles by which texts are compared with each other.
//!
//! In: a text. Out: its words as byte spans, and one hash per run of five words, in text order.
//! Here a word is a run of letters, digits and underscores (`\w+`), lower-cased; a character of a
//! script without spaces is a word of its own. This rule is the one near-duplicates are usually
//! measured by and is independent of tokens, stems and languages.

/// Words per shingle.
pub const SHINGLE: usize = 5;

/// Byte spans of the words of a text.
pub fn words(text: &str) -> Vec<(u32, u32)> {
    let mut spans = Vec::with_capacity(text.len() / 6);
    each_word(text, |start, end, _| spans.push((start, end)));
    spans
}

/// One hash per shingle: number `i` covers the words `i..i + 5`. Empty for less than five words.
pub fn shingles(text: &str) -> (u32, Vec<u64>) {
    let mut hashes: Vec<u64> = Vec::with_capacity(text.len() / 6);
    each_word(text, |_, _, hash| hashes.push(hash));
    let n = u32::try_from(hashes.len()).unwrap_or(u32::MAX);
    (n, hashes.windows(SHINGLE).map(|w| mix(w.iter().fold(0, |h, &x| step(h, x)))).collect())
}

/// The hash of a word: of the bytes of its lower case, eight at a time.
#[derive(Default)]
struct Hash {
    whole: u64,
    /// The bytes since; none of them is 0.
    rest: u64,
}

impl Hash {
    fn add(&mut self, byte: u8) {
        self.rest = self.rest << 8 | u64::from(byte);
        if self.rest >> 56 != 0 {
            self.whole = step(self.whole, std::mem::take(&mut self.rest));
        }
    }

    /// Adds the first `n` bytes of eight.
    fn add_first(&mut self, n: u32, eight: u64) {
        match (self.rest, n) {
            (0, 8) => self.whole = step(self.whole, eight),
            (0, 1..8) => self.rest = eight >> (64 - 8 * n),
            _ => eight.to_be_bytes().iter().take(n as usize).for_each(|&byte| self.add(byte)),
        }
    }

    /// The hash; what follows is another word.
    fn take(&mut self) -> u64 {
        let Hash { whole, rest } = std::mem::take(self);
        mix(step(whole, rest))
    }
}

fn each_word(text: &str, mut found: impl FnMut(u32, u32, u64)) {
    let (mut start, mut hash) = (None, Hash::default());
    let at = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    let (bytes, mut next) = (text.as_bytes(), 0);
    loop {
        // ASCII at once: nearly all of most texts.
        let (n, letters) = small(eight(&bytes[next..]));
        if n > 0 {
            hash.add_first(n, letters);
            start = start.or(Some(next));
            next += n as usize;
            if n == 8 {
                continue;
            }
        }
        let i = next;
        let Some(&byte) = bytes.get(i) else { break };
        let other = if byte.is_ascii() { None } else { text[i..].chars().next() };
        next += other.map_or(1, char::len_utf8);
        let other = other.filter(|c| c.is_alphanumeric());
        let alone = other.is_some_and(is_unspaced);
        if let Some(s) = start
            && (other.is_none() || alone)
        {
            found(at(s), at(i), hash.take());
            start = None;
        }
        let Some(c) = other else { continue };
        start = start.or(Some(i));
        c.to_lowercase().for_each(|l| l.encode_utf8(&mut [0; 4]).bytes().for_each(|b| hash.add(b)));
        if alone {
            found(at(i), at(next), hash.take());
            start = None;
        }
    }
    if let Some(s) = start {
        found(at(s), at(text.len()), hash.take());
    }
}

/// The first eight bytes, zeros where there are less; the first is the highest.
fn eight(bytes: &[u8]) -> u64 {
    let first = bytes.first_chunk().copied().unwrap_or_else(|| {
        let mut all = [0; 8];
        all[..bytes.len()].copy_from_slice(bytes);
        all
    });
    u64::from_be_bytes(first)
}

/// How many of eight bytes from the first on are ASCII letters, figures or underscores, and the eight with small letters.
fn small(eight: u64) -> (u32, u64) {
    const fn each(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; 8])
    }
    const HIGH: u64 = each(0x80);
    // The high bit of every byte that is in a range; none carries over to the next.
    let among = |bytes: u64, from: u8, to: u8| (bytes + each(0x80 - from)) & !(bytes + each(0x7f - to));
    let (ascii, low) = (!eight & HIGH, eight & !HIGH);
    let letters = among(low | each(0x20), b'a', b'z') & ascii;
    let inside = letters | (among(low, b'0', b'9') | among(low, b'_', b'_')) & ascii;
    ((inside ^ HIGH).leading_zeros() / 8, eight | letters >> 2)
}

/// Scripts written without spaces between words: ideographs, kana, Thai, Lao, Khmer, Burmese.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

fn step(hash: u64, x: u64) -> u64 {
    (hash ^ x).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23)
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
pub(crate) fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// A hash of a string that is the same on every machine.
pub(crate) fn hash_str(text: &str) -> u64 {
    // Eight bytes at once: each step waits for the one before.
    let (eights, rest) = text.as_bytes().as_chunks::<8>();
    let hash = eights.iter().fold(0x66_7261_6d65, |h, eight| step(h, u64::from_le_bytes(*eight)));
    mix(rest.iter().fold(hash, |h, &b| step(h, u64::from(b))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_told_eight_at_a_time() {
        for byte in 0..=255u8 {
            for place in 0..8 {
                let mut bytes = *b"Zz09_aA5";
                bytes[place] = byte;
                let inside = byte.is_ascii_alphanumeric() || byte == b'_';
                let (n, letters) = small(u64::from_be_bytes(bytes));
                assert_eq!(n as usize, if inside { 8 } else { place }, "{byte} {place}");
                assert_eq!(letters.to_be_bytes()[..n as usize], bytes.to_ascii_lowercase()[..n as usize]);
            }
        }
    }

    #[test]
    fn words_are_runs_of_letters_digits_and_underscores() {
        let cut = |t: &str| words(t).iter().map(|&(a, b)| t[a as usize..b as usize].to_string()).collect::<Vec<_>>();
        assert_eq!(cut("It’s Gaza-based, 3.5 _x_ "), ["It", "s", "Gaza", "based", "3", "5", "_x_"]);
        assert_eq!(cut("北京ab"), ["北", "京", "ab"]);
        assert_eq!(cut(""), [""; 0]);
    }

    #[test]
    fn shingles_ignore_case_and_punctuation() {
        let (n, a) = shingles("The head of the bureau, he said");
        assert_eq!((n, a.len()), (7, 3));
        assert_eq!(shingles("the HEAD of the bureau he said.").1, a);
        assert_ne!(a[0], a[1]);
        assert_eq!(shingles("one two three four"), (4, vec![]));
    }
}
