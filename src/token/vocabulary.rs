//! Interns the forms that are counted: a form is stored once and then is a number.

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use std::hash::BuildHasher;

/// The number of a form in one [`Vocabulary`]; means nothing outside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub u32);

/// Forms in the order they were first seen, each once.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    bytes: String,
    ends: Vec<u32>,
    table: HashTable<u32>,
    state: FixedState,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Vocabulary {
            bytes: String::new(),
            ends: Vec::new(),
            table: HashTable::new(),
            state: FixedState::with_seed(0x66_7261_6d65),
        }
    }
}

impl Vocabulary {
    /// The number of `form`, which is stored if it is new.
    pub fn intern(&mut self, form: &str) -> TermId {
        let hash = self.state.hash_one(form.as_bytes());
        if let Some(&id) = self.table.find(hash, |&id| slice(&self.bytes, &self.ends, id) == form) {
            return TermId(id);
        }
        let id = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.bytes.push_str(form);
        self.ends.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
        let (bytes, ends, state) = (&self.bytes, &self.ends, &self.state);
        self.table.insert_unique(hash, id, |&id| state.hash_one(slice(bytes, ends, id).as_bytes()));
        TermId(id)
    }

    /// The number of `form` if it was seen.
    pub fn get(&self, form: &str) -> Option<TermId> {
        let hash = self.state.hash_one(form.as_bytes());
        self.table.find(hash, |&id| slice(&self.bytes, &self.ends, id) == form).map(|&id| TermId(id))
    }

    /// The form behind a number of this vocabulary.
    pub fn form(&self, id: TermId) -> &str {
        slice(&self.bytes, &self.ends, id.0)
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

fn slice<'a>(bytes: &'a str, ends: &[u32], id: u32) -> &'a str {
    let i = id as usize;
    let start = if i == 0 { 0 } else { ends[i - 1] as usize };
    &bytes[start..ends[i] as usize]
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
}
