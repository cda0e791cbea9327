//! Prepares lexicon entries exactly as text is prepared, and says what compounds are made of.

use super::chars::is_unspaced;
use super::{Block, Cut, TermId, Tokenizer, Vocabulary};
use crate::language::Language;

/// The parts of every form of a vocabulary that has parts: the words of a hyphenated compound
/// (`terror-group`: `terror`, `group`), the characters of a Chinese, Japanese, Thai, Lao, Khmer or
/// Burmese word.
///
/// A matcher that works on parts finds `terror group`, `terror-group` and `terror–group` alike, and a
/// Chinese entry however the text around it was cut. Parts are forms of the same vocabulary.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// For each form, where its parts end in `parts`.
    ends: Vec<u32>,
    parts: Vec<TermId>,
}

impl Parts {
    /// Looks at the forms added to `vocabulary` since the last call; adds their parts to it.
    pub fn update(&mut self, vocabulary: &mut Vocabulary) {
        let mut form = String::new();
        while self.ends.len() < vocabulary.len() {
            form.clear();
            form.push_str(vocabulary.form(TermId(self.ends.len() as u32)));
            self.parts.extend(units(&form).map(|unit| vocabulary.intern(unit)));
            self.ends.push(self.parts.len() as u32);
        }
    }

    /// The parts of a form; empty for a form that has none (or was not looked at yet).
    pub fn of(&self, term: TermId) -> &[TermId] {
        let i = term.0 as usize;
        let start = if i == 0 { 0 } else { self.ends.get(i - 1).map_or(0, |&e| e as usize) };
        self.ends.get(i).map_or(&[], |&end| &self.parts[start..end as usize])
    }
}

/// The parts of a folded form, none if it has fewer than two.
fn units(form: &str) -> impl Iterator<Item = &str> {
    let unspaced = form.chars().next().is_some_and(is_unspaced) && form.chars().nth(1).is_some();
    let compound = !unspaced && form.contains('-');
    let characters = form.char_indices().filter(move |_| unspaced).map(|(i, c)| &form[i..i + c.len_utf8()]);
    let words = form.split('-').filter(move |w| compound && !w.is_empty());
    characters.chain(words)
}

/// Byte offsets, within a token's surface, at which its part number `n` begins and ends.
///
/// `surface` is the token as it stands in the text; the parts are those of [`Parts::of`] its form.
pub fn part_span(surface: &str, n: usize) -> (usize, usize) {
    let visible = |c: &char| !matches!(super::chars::class(*c), super::chars::Class::Ignorable);
    if surface.chars().next().is_some_and(is_unspaced) {
        let mut characters = surface.char_indices().filter(|(_, c)| visible(c));
        return characters.nth(n).map_or((surface.len(), surface.len()), |(i, c)| (i, i + c.len_utf8()));
    }
    let hyphen = |c: char| super::chars::class(c) == super::chars::Class::Hyphen;
    let mut at = 0;
    for (i, part) in surface.split(hyphen).filter(|p| !p.is_empty()).enumerate() {
        let start = at + surface[at..].find(part).unwrap_or(0);
        at = start + part.len();
        if i == n {
            return (start, at);
        }
    }
    (surface.len(), surface.len())
}

/// The analyzer for lexicon entries: the same tokenizer and folding as for text.
#[derive(Clone, Debug, Default)]
pub struct Analyzer {
    tokenizer: Tokenizer,
    vocabulary: Vocabulary,
}

impl Analyzer {
    /// An analyzer whose forms are in NFC, or NFKC if `nfkc`.
    pub fn new(nfkc: bool) -> Analyzer {
        Analyzer { tokenizer: Tokenizer::new(nfkc), vocabulary: Vocabulary::default() }
    }

    /// The forms of a text's tokens, compounds and unspaced words taken apart: a text reaches an entry
    /// when the entry's forms follow one another in the text's.
    pub fn forms(&mut self, text: &str, language: &'static Language) -> Vec<String> {
        let tokens = self.tokens(text, language);
        let mut forms = Vec::new();
        for term in tokens {
            let form = self.vocabulary.form(term);
            let before = forms.len();
            forms.extend(units(form).map(str::to_owned));
            if forms.len() == before {
                forms.push(form.to_owned());
            }
        }
        forms
    }

    /// The form of each token of a text, compounds whole.
    pub fn whole_forms(&mut self, text: &str, language: &'static Language) -> Vec<String> {
        let tokens = self.tokens(text, language);
        tokens.into_iter().map(|term| self.vocabulary.form(term).to_owned()).collect()
    }

    fn tokens(&mut self, text: &str, language: &'static Language) -> Vec<TermId> {
        let mut cut = Cut::default();
        let block = Block { text, range: 0..text.len(), paragraph: 0, language };
        self.tokenizer.cut(&block, &mut self.vocabulary, &mut cut);
        cut.tokens.iter().map(|t| t.term).collect()
    }
}
