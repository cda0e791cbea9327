//! The words of single documents under the numbers of the fold, for tables the fold cannot make.

use super::scope::Scope;
use crate::count::{Span, Text, Word};
use crate::measure::tables::Documents;
use std::io;

/// Reads documents one by one.
pub(super) struct Words<'a> {
    scope: &'a Scope<'a>,
    /// What the fold calls the terms of every chunk; none below the floors.
    of_chunk: Vec<Vec<Option<u32>>>,
}

impl<'a> Words<'a> {
    /// `terms` are those of the fold, sorted.
    pub(super) fn new(scope: &'a Scope<'a>, terms: &[String]) -> io::Result<Words<'a>> {
        let number = |form: &str| terms.binary_search_by(|term| term.as_str().cmp(form)).ok().map(|t| t as u32);
        let mut of_chunk = Vec::new();
        scope.partial.each_forms(|forms| of_chunk.push(forms.into_iter().map(number).collect()))?;
        Ok(Words { scope, of_chunk })
    }

    fn number(&self, document: usize, term: u32) -> Option<u32> {
        self.of_chunk[self.scope.settled.documents[document].forms as usize][term as usize]
    }
}

impl Documents for Words<'_> {
    fn terms(&self, document: usize) -> io::Result<Vec<(u32, u32)>> {
        let terms = self.scope.terms(document)?.into_iter();
        Ok(terms.filter_map(|(term, n)| Some((self.number(document, term)?, n))).collect())
    }

    fn text(&self, document: usize) -> io::Result<Text> {
        let places = self.scope.partial.places(&self.scope.settled.documents[document])?;
        let word = |(term, sentence): (Option<u32>, u32)| Word {
            term: term.and_then(|t| self.number(document, t)),
            counted: term.is_some(),
            sentence,
        };
        let counted = |p| if self.scope.word_left_out(document, p) { None } else { p.term };
        let words = places.iter().map(|p| word((counted(p), p.sentence))).collect();
        let mut bytes = Vec::new();
        let hits = self.scope.kept(document, &mut bytes)?.into_iter().filter(|h| h.suppressed_by.is_none());
        let hits = hits.filter_map(|h| {
            let (first, end) = h.places?;
            Some(Span { entry: h.entry, voice: h.voice, first, end })
        });
        Ok(Text { words, hits: hits.collect() })
    }
}
