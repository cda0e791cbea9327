//! Interns the forms that are counted: a form is stored once and then is a number.

use hashbrown::HashTable;

/// The number of a form in one [`Vocabulary`]; means nothing outside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub u32);

/// Forms in the order they were first seen, each once.
///
/// The table holds the forms of up to 16 bytes themselves, so that a known word costs one cache line; those seen last
/// stand close together besides, for they are most of a text.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    bytes: String,
    ends: Vec<u32>,
    table: HashTable<Slot>,
    /// By the upper bits of their hash.
    recent: Vec<Slot>,
}

/// Forms kept in [`Vocabulary::recent`], a power of two.
const RECENT: usize = 1 << 12;

impl PartialEq for Vocabulary {
    fn eq(&self, other: &Vocabulary) -> bool {
        (&self.bytes, &self.ends) == (&other.bytes, &other.ends)
    }
}

impl Vocabulary {
    /// The number of `form`, which is stored if it is new.
    #[inline]
    pub fn intern(&mut self, form: &str) -> TermId {
        let key = Key::of(form.as_bytes());
        let place = (key.hash() >> 32) as usize % RECENT;
        match self.recent.get(place) {
            Some(slot) if slot.key == key && key.is_whole() => return slot.id(),
            Some(_) => {}
            // Of a key that no form has.
            None => self.recent = vec![Slot { key: Key { head: [0; 2], tail: [0; 2], len: u32::MAX }, id: 0 }; RECENT],
        }
        let id = match self.find(key, form) {
            Some(id) => id,
            None => self.insert(key, form),
        };
        self.recent[place] = Slot { key, id: id.0 };
        id
    }

    #[inline]
    fn find(&self, key: Key, form: &str) -> Option<TermId> {
        let same = |slot: &Slot| slot.key == key && (key.is_whole() || self.form(slot.id()) == form);
        self.table.find(key.hash(), same).map(Slot::id)
    }

    #[cold]
    fn insert(&mut self, key: Key, form: &str) -> TermId {
        let id = TermId(u32::try_from(self.ends.len()).unwrap_or(u32::MAX));
        self.bytes.push_str(form);
        self.ends.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
        self.table.insert_unique(key.hash(), Slot { key, id: id.0 }, |slot| slot.key.hash());
        id
    }

    /// The number of `form` if it was seen.
    pub fn get(&self, form: &str) -> Option<TermId> {
        self.find(Key::of(form.as_bytes()), form)
    }

    /// The form behind a number of this vocabulary.
    #[inline]
    pub fn form(&self, id: TermId) -> &str {
        let i = id.0 as usize;
        let start = if i == 0 { 0 } else { self.ends[i - 1] as usize };
        &self.bytes[start..self.ends[i] as usize]
    }

    /// How many forms there are; ids are `0..len`.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no form was seen yet.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

/// 24 bytes, so that the words of a text mostly stay in the cache.
#[derive(Clone, Copy, Debug)]
struct Slot {
    key: Key,
    id: u32,
}

impl Slot {
    fn id(&self) -> TermId {
        TermId(self.id)
    }
}

/// A form's length with its first and last bytes; of forms of up to 16 bytes this is all of it, of
/// longer ones `tail` is a hash of what follows the first eight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    head: [u32; 2],
    tail: [u32; 2],
    len: u32,
}

fn halves(n: u64) -> [u32; 2] {
    [n as u32, (n >> 32) as u32]
}

fn whole([low, high]: [u32; 2]) -> u64 {
    u64::from(low) | u64::from(high) << 32
}

impl Key {
    #[inline]
    fn of(bytes: &[u8]) -> Key {
        let len = bytes.len();
        let (head, tail) = match len {
            0 => (0, 0),
            1..4 => (u64::from(bytes[0]) | u64::from(bytes[len / 2]) << 8, u64::from(bytes[len - 1])),
            4..8 => (four(bytes), four(&bytes[len - 4..])),
            8..=16 => (eight(bytes), eight(&bytes[len - 8..])),
            _ => {
                let rest = bytes[8..].chunks_exact(8).fold(len as u64, |h, chunk| mix(h, eight(chunk)));
                (eight(bytes), mix(rest, eight(&bytes[len - 8..])))
            }
        };
        Key { head: halves(head), tail: halves(tail), len: len as u32 }
    }

    /// Whether the key says every byte of the form.
    #[inline]
    fn is_whole(self) -> bool {
        self.len <= 16
    }

    #[inline]
    fn hash(self) -> u64 {
        mix(mix(u64::from(self.len), whole(self.head)), whole(self.tail))
    }
}

/// Multiplies to 128 bits and folds the halves together (as wyhash and foldhash do).
#[inline]
fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a ^ 0x9E37_79B9_7F4A_7C15) * u128::from(b ^ 0xD1B5_4A32_D192_ED03);
    product as u64 ^ (product >> 64) as u64
}

#[inline]
fn four(bytes: &[u8]) -> u64 {
    bytes.first_chunk::<4>().map_or(0, |b| u64::from(u32::from_le_bytes(*b)))
}

#[inline]
fn eight(bytes: &[u8]) -> u64 {
    bytes.first_chunk::<8>().map_or(0, |b| u64::from_le_bytes(*b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_stored_once() {
        let mut v = Vocabulary::default();
        let a = v.intern("group");
        assert_eq!(v.intern("terror"), TermId(1));
        assert_eq!(v.intern("group"), a);
        assert_eq!((v.form(a), v.len(), v.get("x")), ("group", 2, None));
    }

    proptest::proptest! {
        #[test]
        fn every_form_keeps_its_number(forms in proptest::collection::vec("[ab]{0,40}", 0..200)) {
            let mut v = Vocabulary::default();
            let ids: Vec<TermId> = forms.iter().map(|f| v.intern(f)).collect();
            for (form, id) in forms.iter().zip(ids) {
                proptest::prop_assert_eq!(v.form(id), form);
                proptest::prop_assert_eq!(v.get(form), Some(id));
            }
            let distinct: std::collections::BTreeSet<&String> = forms.iter().collect();
            proptest::prop_assert_eq!(v.len(), distinct.len());
        }
    }
}
