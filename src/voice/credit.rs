//! Puts claims and quotations together: every quotation is credited, called a scare quote, or left
//! to the outlet, and every token gets its voice.
//!
//! In: one text. Out: its [`VoiceMarks`].

use super::clause::{self, Claim, Frame, Range, Unit, View};
use super::doer::main_subject;
use super::quotes::{self, Quote};
use super::source::subject_before;
use super::speaker::{self, Speakers};
use super::verbs::{CLAUSE, HEDGE, PAST, QUOTATION, WORK};
use super::words::*;
use super::{Attribution, AttributionKind, Recall, SpeakerKind, Voice, VoiceInput, VoiceMarks, foreign, unit};
use crate::corpus::Zone;
use crate::token::Sentence;

/// An uncredited quotation of at least this many words is somebody's speech, not a label.
const SPEECH: usize = 7;

/// Languages in which guillemets point inwards or one mark serves both ends.
const REVERSED: [&str; 10] = ["de", "da", "sl", "hr", "cs", "sk", "hu", "sv", "fi", "no"];

/// An attribution in words instead of bytes.
#[derive(Clone, Debug)]
pub(super) struct Record {
    kind: AttributionKind,
    voice: Voice,
    pub(super) source: Option<Range>,
    pub(super) cue: Option<Range>,
    verb: u16,
    pub(super) content: Range,
    /// Whether it goes on with the words of the speaker before, when it has no source of its own.
    pub(super) carried: bool,
}

/// One text taken apart.
struct Parts<'a> {
    view: View<'a>,
    quotes: &'a [Quote],
    ranges: &'a [Range],
    /// In the order of their words.
    units: &'a [Unit],
}

pub(super) fn mark(original: &VoiceInput<'_>, recall: &mut Recall) -> VoiceMarks {
    let input = original;
    let lexicon = lexicon(input.language);
    let words = lexicon.tag(input.field, input.tokens, (input.vocabulary, recall.0.of(lexicon.code)));
    let quotes = quotes::pair(input.field, &paragraphs(input), REVERSED.contains(&input.language));
    let ranges = unit::ranges(&quotes, &words);
    let quoted = unit::outermost(&quotes, &ranges, words.len());
    let view = View { text: input.field, lexicon, words: &words, quoted: &quoted };
    let sentences: Vec<Sentence> = input
        .sentences
        .iter()
        .map(|s| Sentence { first: s.first - input.first_token, end: s.end - input.first_token, ..*s })
        .collect();
    let input = &VoiceInput { sentences: &sentences, first_token: 0, ..*input };
    let base = original.first_token;
    let units = unit::units(&view, input.sentences);
    let parts = Parts { view, quotes: &quotes, ranges: &ranges, units: &units };
    let mut records = parts.records(input);
    records.sort_by_key(|r| (r.content.0, std::cmp::Reverse(r.content.1)));
    let mut marks = parts.finish(input, &records);
    for a in &mut marks.attributions {
        a.first += base;
        a.end += base;
    }
    marks
}

/// Byte offsets at which paragraphs begin.
fn paragraphs(input: &VoiceInput<'_>) -> Vec<u32> {
    let mut out = vec![0];
    let mut last = input.sentences.first().map_or(0, |s| s.paragraph);
    for s in input.sentences {
        if s.paragraph != last {
            out.push(s.start_byte);
            last = s.paragraph;
        }
    }
    out
}

impl Parts<'_> {
    fn records(&self, input: &VoiceInput<'_>) -> Vec<Record> {
        let mut records = Vec::new();
        let mut credited = vec![usize::MAX; self.quotes.len()];
        for &u in self.units {
            if zone_of(input, u.first) == Some(Zone::Furniture) {
                continue;
            }
            let claims =
                if self.view.lexicon.code == "en" { clause::claims(&self.view, u) } else { foreign::claims(&self.view, u) };
            for claim in claims {
                self.claim_records(&claim, &mut records, &mut credited);
            }
        }
        self.credit_rest(input, &mut records, &mut credited);
        records
    }

    /// The records of one claim: its contents, and the quotations inside them.
    fn claim_records(&self, claim: &Claim, records: &mut Vec<Record>, credited: &mut [usize]) {
        for &(first, end) in &claim.contents {
            if first >= end {
                continue;
            }
            let base = Record {
                kind: AttributionKind::Indirect,
                voice: self.wording(claim),
                source: claim.source,
                cue: Some(claim.cue),
                verb: claim.verb,
                content: (first, end),
                carried: false,
            };
            let inside = self.quotes_within(first, end);
            let covered: usize = inside.iter().map(|&q| self.ranges[q].1 - self.ranges[q].0).sum();
            let credits = !matches!(claim.frame, Frame::Adverb | Frame::Purpose);
            if credits && inside.len() == 1 && covered == end - first {
                let q = inside[0];
                credited[q] = records.len();
                records.push(Record { kind: AttributionKind::Direct, voice: Voice::Quoted, ..base });
                continue;
            }
            let kind = if inside.is_empty() { AttributionKind::Indirect } else { AttributionKind::Mixed };
            records.push(Record { kind, ..base.clone() });
            for q in inside {
                if !credits {
                    continue;
                }
                credited[q] = records.len();
                records.push(Record {
                    kind: AttributionKind::Mixed,
                    voice: Voice::Quoted,
                    content: self.ranges[q],
                    ..base.clone()
                });
            }
        }
    }

    /// Whose words a content outside quotation marks is in. What someone praises, wants or seems to
    /// be, and what someone signs or publishes, is told in the outlet's own words; what someone says is the
    /// speaker's, reported.
    fn wording(&self, claim: &Claim) -> Voice {
        let attitude = claim.verb != NONE && {
            let verb = self.view.lexicon.verb(claim.verb);
            verb.class == "stance" || verb.frames & (HEDGE | WORK) != 0
        };
        let phrase = matches!(claim.frame, Frame::Object | Frame::Gerund | Frame::Preposition | Frame::Infinitive);
        if matches!(claim.frame, Frame::Gap | Frame::Purpose) {
            return Voice::Own;
        }
        if attitude && phrase { Voice::Own } else { Voice::Reported }
    }

    /// The outermost quotations that lie in a range of words.
    fn quotes_within(&self, first: usize, end: usize) -> Vec<usize> {
        let from = self.ranges.partition_point(|r| r.0 < first);
        (from..self.ranges.len())
            .take_while(|&q| self.ranges[q].0 < end)
            .filter(|&q| self.quotes[q].depth == 0 && self.ranges[q].1 <= end && self.ranges[q].0 < self.ranges[q].1)
            .collect()
    }

    /// Quotations no claim covers: speech goes on, or a label stands in quotation marks.
    fn credit_rest(&self, input: &VoiceInput<'_>, records: &mut Vec<Record>, credited: &mut [usize]) {
        let mut last: Option<(usize, u32)> = None;
        for (q, &range) in self.ranges.iter().enumerate() {
            if self.quotes[q].depth > 0 || range.0 >= range.1 {
                continue;
            }
            if zone_of(input, range.0) == Some(Zone::Furniture) {
                continue;
            }
            let paragraph = paragraph_of(input, range.0);
            if credited[q] != usize::MAX {
                last = Some((credited[q], paragraph));
                continue;
            }
            let chained = q > 0 && self.chained(q);
            let same = last.filter(|l| l.1 == paragraph || chained);
            let title = self.is_title(q);
            let speech = chained || !title && (range.1 - range.0 >= self.speech_length() || self.is_sentence(q));
            if speech && let Some(answer) = self.answered(q).or_else(|| self.signed(q)) {
                credited[q] = records.len();
                last = Some((records.len(), paragraph));
                records.push(answer);
                continue;
            }
            let base = Record {
                kind: AttributionKind::Scare,
                voice: Voice::Scare,
                source: None,
                cue: None,
                verb: NONE,
                content: range,
                carried: false,
            };
            if speech {
                let model = same.map(|l| records[l.0].clone());
                let introduced = if model.is_none() { self.introducer(q) } else { None };
                records.push(Record {
                    kind: AttributionKind::Direct,
                    voice: Voice::Quoted,
                    source: model.as_ref().and_then(|m| m.source).or(introduced),
                    // The colon.
                    cue: model.as_ref().map_or(introduced.map(|_| (range.0, range.0)), |m| m.cue),
                    verb: model.as_ref().map_or(NONE, |m| m.verb),
                    carried: true,
                    ..base
                });
                credited[q] = records.len() - 1;
                if same.is_some() || introduced.is_some() {
                    last = Some((records.len() - 1, paragraph));
                }
            } else if !title {
                records.push(base);
            }
        }
    }

    /// `Ruiz disagreed. "TEXT"`: who the sentence before a quotation says speaks.
    fn answered(&self, q: usize) -> Option<Record> {
        let (view, first) = (&self.view, self.ranges[q].0);
        let head = first.checked_sub(1).filter(|&head| view.words[first].after(FULL_STOP) && !view.in_quote(head))?;
        let word = &view.words[head];
        let says = word.verb != NONE && word.forms & PAST != 0 && view.lexicon.verb(word.verb).frames & (CLAUSE | QUOTATION) != 0;
        if view.lexicon.code != "en" || !says {
            return None;
        }
        let before = self.units[..self.units.partition_point(|u| u.first < first)].last().filter(|u| u.end == first)?;
        let group = clause::group(view, *before, head);
        let source = subject_before(view, *before, group.start).filter(|_| !group.be)?;
        Some(Record { cue: Some((group.start, group.end)), verb: group.verb, ..self.spoken(q, source) })
    }

    /// `"TEXT" Anna Ruiz, Orven Courier`: who wrote it and where, and nothing else.
    fn signed(&self, q: usize) -> Option<Record> {
        let (words, first) = (self.view.words, self.ranges[q].1);
        let line = *self.units.get(self.units.partition_point(|u| u.first < first))?;
        let comma = (first + 2..line.end.min(first + 5)).find(|&k| words[k].after(COMMA))?;
        let name = words[first..comma].iter().all(|w| w.is(CAPITAL) && !w.is(TIME | CLOSED));
        let medium = line.end < comma + 6 && words[comma..line.end].iter().all(|w| w.is(CAPITAL) || w.is(CLOSED));
        (line.first == first && name && medium).then(|| self.spoken(q, (first, comma)))
    }

    /// A quotation as the direct speech of a source, without a cue.
    fn spoken(&self, q: usize, source: Range) -> Record {
        Record {
            kind: AttributionKind::Direct,
            voice: Voice::Quoted,
            source: Some(source),
            cue: None,
            verb: NONE,
            content: self.ranges[q],
            carried: false,
        }
    }

    /// The subject of the sentence whose colon introduces a quotation.
    fn introducer(&self, q: usize) -> Option<Range> {
        let first = self.ranges[q].0;
        if first == 0 || !self.view.words[first].after(COLON) {
            return None;
        }
        // "It surprised the pollster Anna Ruiz: "
        let name = (0..first)
            .rev()
            .take_while(|&k| self.view.words[k].is(CAPITAL) && (k + 1 == first || self.view.words[k + 1].stops == 0));
        let name = name.last().unwrap_or(first);
        if name + 1 < first {
            return Some((name, first));
        }
        let n = self.units.partition_point(|u| u.first < first);
        let unit = *self.units.get(n.checked_sub(1)?)?;
        main_subject(&self.view, unit, first.min(unit.end)).filter(|s| s.0 < s.1)
    }

    /// Whether the quotation before this one goes on here.
    fn chained(&self, q: usize) -> bool {
        (0..q).rev().find(|&p| self.quotes[p].depth == 0).is_some_and(|p| self.quotes[p].goes_on)
    }

    /// From how many words on a quotation is speech: fewer where articles and pronouns are written to
    /// the next word.
    fn speech_length(&self) -> usize {
        if matches!(self.view.lexicon.code, "ar" | "he" | "tr") { SPEECH - 2 } else { SPEECH }
    }

    /// Whether a quotation is a sentence of its own: no small letter at its start, stop before its end.
    fn is_sentence(&self, q: usize) -> bool {
        let (quote, (first, end)) = (&self.quotes[q], self.ranges[q]);
        let inner = &self.view.text[quote.inner as usize..quote.inner_end as usize];
        let small = self.view.surface(first).starts_with(char::is_lowercase);
        end - first >= 3 && !small && inner.trim_end().ends_with(['.', '!', '?', ',', '…', '。', '！', '？'])
    }

    /// Whether a quotation is the title of a work or a programme: all its long words capital, no verb small.
    fn is_title(&self, q: usize) -> bool {
        let (first, end) = self.ranges[q];
        let words = &self.view.words[first..end];
        let written = || &self.view.text[words[0].start as usize..words[words.len() - 1].end as usize];
        let content = words.iter().filter(|w| !w.is(CLOSED)).count();
        end - first >= 2
            && content > 0
            && words[0].is(CAPITAL)
            && words.iter().all(|w| w.is(CAPITAL) || w.is(CLOSED) && !w.is(AUXILIARY | FINITE))
            && written().contains(char::is_lowercase)
    }

    fn finish(&self, input: &VoiceInput<'_>, records: &[Record]) -> VoiceMarks {
        let speakers: Speakers = speaker::resolve(&self.view, records);
        let mut out = VoiceMarks {
            voices: vec![Voice::Own; input.tokens.len()],
            attribution_of: vec![u32::MAX; input.tokens.len()],
            attributions: Vec::with_capacity(records.len()),
        };
        for (n, r) in records.iter().enumerate() {
            let (first, end) = r.content;
            let number = u32::try_from(n).unwrap_or(u32::MAX);
            for t in first..end {
                let apart = r.voice == Voice::Own || r.voice == Voice::Reported && self.is_frame(r, t);
                if !apart {
                    out.voices[t] = r.voice;
                    out.attribution_of[t] = number;
                }
            }
            let (speaker, speaker_kind) = speakers.of(n);
            out.attributions.push(Attribution {
                kind: r.kind,
                voice: r.voice,
                speaker: speaker.to_owned(),
                speaker_kind,
                source: r.source.map(|s| self.bytes(s)),
                cue: r.cue.map(|c| self.bytes(c)),
                cue_lemma: self.lemma(r),
                cue_class: if r.verb == NONE {
                    if r.cue.is_some() { "neutral" } else { "" }
                } else {
                    self.view.lexicon.verb(r.verb).class
                },
                content: self.bytes(r.content),
                first: u32::try_from(first).unwrap_or(u32::MAX),
                end: u32::try_from(end).unwrap_or(u32::MAX),
                in_title: input.in_title,
            });
        }
        out
    }

    /// Whether a word of a content is its own source or cue.
    fn is_frame(&self, r: &Record, t: usize) -> bool {
        [r.source, r.cue].into_iter().flatten().any(|(a, b)| a <= t && t < b)
    }

    fn lemma(&self, r: &Record) -> String {
        match r.cue {
            None => String::new(),
            Some(_) if r.verb != NONE => self.view.lexicon.verb(r.verb).lemma.clone(),
            Some(cue) => {
                let (a, b) = self.bytes(cue);
                self.view.text[a as usize..b as usize].to_lowercase()
            }
        }
    }

    fn bytes(&self, (a, b): Range) -> (u32, u32) {
        if a == b {
            // A cue without words is the colon or dash before the next word.
            let from = self.view.words[..a].last().map_or(0, |w| w.end);
            let gap = &self.view.text[from as usize..self.view.words[a].start as usize];
            let (at, mark) = gap.char_indices().find(|(_, c)| ":：—–―-".contains(*c)).unwrap_or((0, ' '));
            let at = from + u32::try_from(at).unwrap_or(0);
            return (at, (at + mark.len_utf8() as u32).min(self.view.words[a].start));
        }
        (self.view.words[a].start, self.view.words[b - 1].end)
    }
}

fn zone_of(input: &VoiceInput<'_>, token: usize) -> Option<Zone> {
    let n = input.sentences.partition_point(|s| s.end as usize <= token);
    input.zones.get(n).copied()
}

fn paragraph_of(input: &VoiceInput<'_>, token: usize) -> u32 {
    let n = input.sentences.partition_point(|s| s.end as usize <= token);
    input.sentences.get(n).map_or(u32::MAX, |s| s.paragraph)
}

/// What a speaker's kind is when nothing was resolved.
pub(super) const NOBODY: (&str, SpeakerKind) = ("", SpeakerKind::Unknown);
