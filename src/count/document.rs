//! What is counted about one document: integers, and the passages behind them.

use super::Voices;
use super::speakers::speakers;
use crate::actor::{Action, ActionForm, ActionStatus, ActorKind, Evaluation, Mention, MentionKind};
use crate::annotate::Annotated;
use crate::corpus::{Date, Note, Origin, Zone};
use crate::lexicon::{EntryId, Hit};
use crate::survey::Features;
use crate::survey::words::words;
use crate::token::{CharIndex, TermId, Vocabulary, single_spaced};
use crate::voice::{AttributionKind, SpeakerKind, Voice};
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

/// Who and what a document is; all that is kept in memory for every document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentMeta {
    /// Identifier as given.
    pub id: String,
    /// Outlet as given, cleaned.
    pub outlet: String,
    /// Day of publication.
    pub date: Option<Date>,
    /// The two readings of a date whose order only the whole file can tell.
    pub date_readings: Option<(Date, Date)>,
    /// Event as given.
    pub event: Option<String>,
    /// Title as given or found.
    pub title: String,
    /// Address as given.
    pub url: String,
    /// Detected or given language.
    pub language: String,
    /// Where it was read.
    pub origin: Origin,
    /// SHA-256 of title, newline, text; hexadecimal.
    pub sha256: String,
    /// Word tokens by zone and voice.
    pub n_tokens: [[u32; 4]; 5],
    /// Sentences in scored zones.
    pub n_sentences: u32,
    /// Why sentences are not scored: rule and how many.
    pub rules: Vec<(String, u32)>,
    /// Hits, those that do not count included.
    pub n_hits: u32,
}

impl DocumentMeta {
    /// Word tokens of the scored zones, by voice.
    pub fn scored(&self) -> [u32; 4] {
        let mut sum = [0; 4];
        for zone in Zone::ALL.iter().filter(|z| z.is_scored()) {
            for (s, n) in sum.iter_mut().zip(self.n_tokens[*zone as usize]) {
                *s += n;
            }
        }
        sum
    }
}

/// One row of `hits.csv`. Offsets are code points into the text, or into the title in zone title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HitRow<'a> {
    /// Which entry.
    pub entry: EntryId,
    /// In which zone.
    pub zone: Zone,
    /// In whose voice.
    pub voice: Voice,
    /// Who is credited, by the name within the document; empty for nobody.
    pub speaker: &'a str,
    /// The matched text.
    pub text: &'a str,
    /// First character.
    pub char_start: u32,
    /// After the last character.
    pub char_end: u32,
    /// Number of the sentence, from 1.
    pub sentence: u32,
    /// The sentence before the hit.
    pub left: &'a str,
    /// The sentence after the hit.
    pub right: &'a str,
    /// Number of its first word among those of the text, where passages are not counted everywhere; never
    /// in the title.
    pub word: Option<u32>,
    /// Its first place and the one after its last, among [`DocumentCounts::places`], where these are kept.
    pub places: Option<(u32, u32)>,
    /// The negating or distancing words before it, as written; empty without any.
    pub trigger: &'a str,
    /// Position, in this list, of the longer hit that takes its place.
    pub suppressed_by: Option<u32>,
}

/// One row of `quotes.csv`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteRow<'a> {
    /// In which zone.
    pub zone: Zone,
    /// Voice of the content.
    pub voice: Voice,
    /// How it is attributed.
    pub kind: AttributionKind,
    /// Who is credited, by the name within the document; empty for nobody.
    pub speaker: &'a str,
    /// What kind of speaker.
    pub speaker_kind: SpeakerKind,
    /// Code points of the source.
    pub source: Option<(u32, u32)>,
    /// The cue as written.
    pub cue: &'a str,
    /// The cue's dictionary form.
    pub cue_lemma: &'a str,
    /// The cue's class.
    pub cue_class: &'a str,
    /// Code points of the cue.
    pub cue_span: Option<(u32, u32)>,
    /// Code points of the content.
    pub content: (u32, u32),
    /// Word tokens of the content.
    pub n_tokens: u32,
    /// The content as written.
    pub text: &'a str,
}

/// The mentions of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mentions<'a> {
    /// Who is mentioned: canonical names within the document, each once.
    #[serde(borrow)]
    pub names: Vec<&'a str>,
    /// Who is meant, in text order.
    pub rows: Vec<MentionRow>,
}

/// One row of `mentions.csv`, but for its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MentionRow {
    /// In which zone.
    pub zone: Zone,
    /// Who, by place among the names.
    pub entity: u32,
    /// How.
    pub kind: MentionKind,
    /// What the entity is, as far as the document shows.
    pub actor: ActorKind,
    /// In whose voice.
    pub voice: Voice,
    /// Number of the sentence, from 1.
    pub sentence: u32,
}

/// The words of a mention: read by one table alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MentionWords<'a> {
    /// What the actor is called.
    pub label: &'a str,
    /// First character.
    pub char_start: u32,
    /// After the last character.
    pub char_end: u32,
    /// The text of the mention.
    pub text: &'a str,
}

/// One row of `portrayal_words.csv`: an evaluative word near a mention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvaluationRow<'a> {
    /// The mention, by its place among those of the document.
    pub mention: u32,
    /// The entry of [`crate::actor::evaluative_words`].
    pub entry: u16,
    /// A negating word turns it round.
    pub negated: bool,
    /// In whose voice.
    pub voice: Voice,
    /// First character.
    pub char_start: u32,
    /// After the last character.
    pub char_end: u32,
    /// The word as written.
    pub text: &'a str,
}

/// One row of `actions.csv`: who does what to whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionRow<'a> {
    /// The verb of [`crate::actor::action_verbs`].
    pub verb: u16,
    /// How the clause puts it.
    pub form: ActionForm,
    /// Whether it took place.
    pub status: ActionStatus,
    /// The mention of who does it, by its place among those of the document.
    pub agent: Option<u32>,
    /// The mention of whom it is done to.
    pub patient: Option<u32>,
    /// In whose voice.
    pub voice: Voice,
    /// The verb, by its place among the words; the same in the rows of several actors.
    pub token: u32,
    /// First character of the passage.
    pub char_start: u32,
    /// After its last character.
    pub char_end: u32,
    /// From actor to verb to actor, as written.
    pub text: &'a str,
}

/// Where a word token of a scored zone stands, kept when passages are not counted everywhere and for
/// tables that need the order of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Number of its word among those of the text, by [`crate::survey::words`]; none in the title.
    pub word: Option<u32>,
    /// Its term in the chunk's forms, when it is counted.
    pub term: Option<u32>,
    /// Whose word it is.
    pub voice: Voice,
    /// Its sentence, from 0.
    pub sentence: u32,
}

/// The passages of one document, with the words of its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentRows<'a> {
    /// Hits in text order, suppressed ones included.
    pub hits: Vec<HitRow<'a>>,
    /// Attributions in text order.
    pub quotes: Vec<QuoteRow<'a>>,
    /// Mentions of actors.
    pub mentions: Mentions<'a>,
    /// The words of each.
    pub mention_words: Vec<MentionWords<'a>>,
    /// Evaluative words near them, in text order.
    pub evaluations: Vec<EvaluationRow<'a>>,
    /// What they do to each other, in text order.
    pub actions: Vec<ActionRow<'a>>,
}

/// Everything counted about one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DocumentCounts<'a> {
    /// Who and what it is.
    pub meta: DocumentMeta,
    /// Term (number in the chunk's forms) and how often the counted voices use it; by term.
    pub terms: Vec<(u32, u32)>,
    /// Hits that count.
    pub entries: EntryCounts,
    /// The passages.
    pub rows: DocumentRows<'a>,
    /// What the survey needs.
    pub features: Features,
    /// Hashes of its shingles, by which duplicates are found.
    pub shingles: Vec<u64>,
    /// Where its words stand, when that is asked for.
    pub places: Vec<Place>,
    /// What was odd.
    pub notes: Vec<Note>,
}

/// Numbers the forms of one chunk of documents, so that a chunk can be read without the worker that
/// made it.
#[derive(Default)]
pub struct TermInterner {
    forms: Vec<String>,
    local: Vec<u32>,
    counts: Vec<u32>,
}

impl TermInterner {
    /// The forms of the chunk so far, which is then empty.
    pub fn take_forms(&mut self) -> Vec<String> {
        self.local.iter_mut().for_each(|l| *l = 0);
        self.counts.clear();
        std::mem::take(&mut self.forms)
    }

    #[inline]
    fn add(&mut self, term: TermId, vocabulary: &Vocabulary) -> u32 {
        match self.local.get(term.0 as usize) {
            Some(&n) if n > 0 => n - 1,
            _ => self.new_form(term, vocabulary),
        }
    }

    #[cold]
    fn new_form(&mut self, term: TermId, vocabulary: &Vocabulary) -> u32 {
        let i = term.0 as usize;
        if i >= self.local.len() {
            self.local.resize(vocabulary.len().max(i + 1), 0);
        }
        self.forms.push(vocabulary.form(term).to_owned());
        self.local[i] = u32::try_from(self.forms.len()).unwrap_or(u32::MAX);
        self.counts.push(0);
        self.local[i] - 1
    }

    fn count(&mut self, terms: impl Iterator<Item = TermId>, vocabulary: &Vocabulary) -> Vec<(u32, u32)> {
        let mut touched = Vec::new();
        for term in terms {
            let n = self.add(term, vocabulary);
            let count = &mut self.counts[n as usize];
            if *count == 0 {
                touched.push(n);
            }
            *count += 1;
        }
        touched.sort_unstable();
        touched.into_iter().map(|n| (n, std::mem::take(&mut self.counts[n as usize]))).collect()
    }
}

/// What else is found in a document beside its annotation.
#[derive(Default)]
pub struct Found<'a> {
    /// Lexicon hits.
    pub hits: &'a [Hit],
    /// Mentions of actors.
    pub mentions: &'a [Mention],
    /// Evaluative words near them.
    pub evaluations: &'a [Evaluation],
    /// What they do to each other.
    pub actions: &'a [Action],
    /// What the survey needs.
    pub features: Features,
    /// Hashes of its shingles.
    pub shingles: Vec<u64>,
}

/// What the study says about counting one document.
#[derive(Clone, Copy, Debug)]
pub struct CountOptions {
    /// Voices whose words are counted as terms.
    pub voices: Voices,
    /// Whether passages keep their text.
    pub text: bool,
    /// Whether terms are counted.
    pub terms: bool,
    /// Whether it is kept where words stand, and in which order.
    pub places: bool,
}

/// Counts one annotated document.
pub fn document<'a>(
    annotated: &'a Annotated,
    found: Found<'a>,
    forms: (&mut TermInterner, &Vocabulary),
    options: CountOptions,
) -> DocumentCounts<'a> {
    let places = Places::new(annotated, found.mentions);
    let (interner, vocabulary) = forms;
    let spans = if options.places { words(&annotated.document.text) } else { Vec::new() };
    let word_at = |byte: u32| (spans.partition_point(|s| s.0 <= byte) as u32).checked_sub(1);
    let terms = if options.terms {
        let counted = (0..annotated.tokens.len()).filter(|&t| {
            annotated.tokens[t].kind.is_word() && places.zone(t).is_scored() && options.voices.has(annotated.voices[t])
        });
        interner.count(counted.map(|t| annotated.tokens[t].term), vocabulary)
    } else {
        Vec::new()
    };
    let words_of_text = |t: usize, byte: u32| word_at(byte).filter(|_| !places.in_title(t));
    let scored: Vec<usize> = (0..annotated.tokens.len())
        .filter(|&t| options.places && annotated.tokens[t].kind.is_word() && places.zone(t).is_scored())
        .collect();
    let place_of = |h: &Hit| {
        let place = |token: u32| scored.partition_point(|&t| t < token as usize) as u32;
        Some((place(h.first), place(h.end))).filter(|(first, end)| first < end)
    };
    let mut rows = DocumentRows {
        hits: found
            .hits
            .iter()
            .map(|h| {
                let word = words_of_text(h.first as usize, h.start_byte);
                HitRow { word, places: place_of(h), ..places.hit_row(h) }
            })
            .collect(),
        quotes: (0..annotated.attributions.len()).map(|a| places.quote_row(a)).collect(),
        mentions: places.mentions(found.mentions),
        mention_words: found.mentions.iter().map(|m| places.mention_words(m)).collect(),
        evaluations: found.evaluations.iter().map(|e| places.evaluation_row(e)).collect(),
        actions: found.actions.iter().map(|a| places.action_row(a)).collect(),
    };
    let entries = entry_counts(&rows.hits);
    if !options.text {
        rows.drop_text();
    }
    let place = |&t: &usize| {
        let (token, voice) = (&annotated.tokens[t], annotated.voices[t]);
        let term = (options.terms && options.voices.has(voice)).then(|| interner.add(token.term, vocabulary));
        Place { word: words_of_text(t, token.start), term, voice, sentence: places.sentence_of[t] }
    };
    let kept = scored.iter().map(place).collect();
    let meta = places.meta(rows.hits.len());
    let notes = annotated.notes.clone();
    DocumentCounts { meta, terms, entries, rows, features: found.features, shingles: found.shingles, places: kept, notes }
}

/// Entry, voice and hits in scored zones that no longer hit suppresses, by entry and voice; and of those the hits with
/// a negating or distancing word before them, by entry.
pub type EntryCounts = (Vec<(EntryId, Voice, u32)>, Vec<(EntryId, u32)>);

/// Hits that count, by entry and voice, and the negated ones by entry.
pub fn entry_counts(hits: &[HitRow<'_>]) -> EntryCounts {
    let mut counted: Vec<&HitRow<'_>> = hits.iter().filter(|h| h.zone.is_scored() && h.suppressed_by.is_none()).collect();
    counted.sort_by_key(|h| (h.entry, h.voice));
    let entries = counted
        .chunk_by(|a, b| (a.entry, a.voice) == (b.entry, b.voice))
        .map(|run| (run[0].entry, run[0].voice, run.len() as u32))
        .collect();
    let negated = counted
        .chunk_by(|a, b| a.entry == b.entry)
        .map(|run| (run[0].entry, run.iter().filter(|h| !h.trigger.is_empty()).count() as u32))
        .filter(|(_, n)| *n > 0)
        .collect();
    (entries, negated)
}

impl DocumentRows<'_> {
    fn drop_text(&mut self) {
        for hit in &mut self.hits {
            (hit.left, hit.right) = ("", "");
        }
        self.quotes.iter_mut().for_each(|q| q.text = "");
        self.actions.iter_mut().for_each(|a| a.text = "");
    }
}

/// Longest sentence, in bytes, that is shown whole.
const LONGEST_SENTENCE: u32 = 2000;
/// Bytes shown on each side of a hit in a longer one.
const CONTEXT: u32 = 200;
/// Bytes of an attribution that are kept.
const LONGEST_QUOTE: u32 = 8000;

/// Turns token and byte places of one annotated document into zones and code points.
struct Places<'a> {
    annotated: &'a Annotated,
    title: CharIndex,
    text: CharIndex,
    sentence_of: Vec<u32>,
    /// Who is credited by each attribution.
    speakers: Vec<(&'a str, SpeakerKind)>,
}

impl<'a> Places<'a> {
    fn new(annotated: &'a Annotated, mentions: &'a [Mention]) -> Places<'a> {
        let mut sentence_of = vec![0; annotated.tokens.len()];
        for (i, s) in annotated.sentences.iter().enumerate() {
            sentence_of[s.first as usize..s.end as usize].fill(i as u32);
        }
        Places {
            annotated,
            title: CharIndex::new(&annotated.document.title),
            text: CharIndex::new(&annotated.document.text),
            sentence_of,
            speakers: speakers(annotated, mentions),
        }
    }

    fn zone(&self, token: usize) -> Zone {
        self.annotated.zones[self.sentence_of[token] as usize]
    }

    fn in_title(&self, token: usize) -> bool {
        token < self.annotated.n_title_tokens as usize
    }

    /// Code points of a byte range of the title or the text.
    fn chars(&self, in_title: bool, (start, end): (u32, u32)) -> (u32, u32) {
        let document = &self.annotated.document;
        let (index, field) = if in_title { (&self.title, &document.title) } else { (&self.text, &document.text) };
        let chars = |byte: u32| index.offset(field, byte as usize) as u32;
        (chars(start), chars(end))
    }

    fn slice(&self, in_title: bool, (start, end): (u32, u32)) -> &'a str {
        let document = &self.annotated.document;
        let field = if in_title { &document.title } else { &document.text };
        field.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The part of a sentence that is shown around a span: all of it, unless it is longer than sentences
    /// are (a text without stops would else be copied into every row).
    fn context(&self, in_title: bool, sentence: (u32, u32), span: (u32, u32)) -> (u32, u32) {
        if sentence.1 - sentence.0 <= LONGEST_SENTENCE {
            return sentence;
        }
        let document = &self.annotated.document;
        let field = if in_title { &document.title } else { &document.text };
        let start = sentence.0.max(span.0.saturating_sub(CONTEXT)) as usize;
        let end = sentence.1.min(span.1.saturating_add(CONTEXT)) as usize;
        (field.ceil_char_boundary(start) as u32, field.floor_char_boundary(end) as u32)
    }

    /// The attribution a token stands in.
    fn speaker(&self, token: usize) -> &'a str {
        let a = self.annotated.attribution_of.get(token).copied().unwrap_or(u32::MAX);
        self.speakers.get(a as usize).map_or("", |speaker| speaker.0)
    }

    /// The beginning of an attribution that is longer than anyone reads.
    fn window_of_quote(&self, in_title: bool, content: (u32, u32)) -> (u32, u32) {
        let document = &self.annotated.document;
        let field = if in_title { &document.title } else { &document.text };
        (content.0, field.floor_char_boundary(content.1.min(content.0 + LONGEST_QUOTE) as usize) as u32)
    }

    /// The words that negate a hit or hold it at a distance.
    fn trigger(&self, hit: &Hit) -> &'a str {
        let Some((first, end)) = hit.negated else { return "" };
        let tokens = &self.annotated.tokens[first as usize..end as usize];
        let span = (tokens.first().map_or(0, |t| t.start), tokens.last().map_or(0, |t| t.end));
        self.slice(self.in_title(first as usize), span)
    }

    fn hit_row(&self, hit: &Hit) -> HitRow<'a> {
        let first = hit.first as usize;
        let in_title = self.in_title(first);
        let span = (hit.start_byte, hit.end_byte);
        let sentence = self.annotated.sentences[hit.sentence as usize];
        let (char_start, char_end) = self.chars(in_title, span);
        let around = self.context(in_title, (sentence.start_byte.min(span.0), sentence.end_byte.max(span.1)), span);
        HitRow {
            entry: hit.entry,
            zone: self.zone(first),
            voice: self.annotated.voices[first],
            speaker: self.speaker(first),
            text: self.slice(in_title, span),
            char_start,
            char_end,
            sentence: hit.sentence + 1,
            left: self.slice(in_title, (around.0, span.0)),
            right: self.slice(in_title, (span.1, around.1)),
            word: None,
            places: None,
            trigger: self.trigger(hit),
            suppressed_by: hit.suppressed_by,
        }
    }

    fn quote_row(&self, index: usize) -> QuoteRow<'a> {
        let a = &self.annotated.attributions[index];
        let tokens = a.first as usize..a.end as usize;
        let words = self.annotated.tokens[tokens.clone()].iter().filter(|t| t.kind.is_word()).count();
        let zone = if tokens.is_empty() { Zone::Body } else { self.zone(tokens.start) };
        let (speaker, speaker_kind) = self.speakers[index];
        QuoteRow {
            zone,
            voice: a.voice,
            kind: a.kind,
            speaker,
            speaker_kind,
            source: a.source.map(|s| self.chars(a.in_title, s)),
            cue: a.cue.map(|s| self.slice(a.in_title, s)).unwrap_or_default(),
            cue_lemma: &a.cue_lemma,
            cue_class: a.cue_class,
            cue_span: a.cue.map(|s| self.chars(a.in_title, s)),
            content: self.chars(a.in_title, a.content),
            n_tokens: words as u32,
            text: self.slice(a.in_title, self.window_of_quote(a.in_title, a.content)),
        }
    }

    fn mentions(&self, mentions: &'a [Mention]) -> Mentions<'a> {
        let mut names = Vec::new();
        let mut places: HashMap<&str, u32, FixedState> =
            HashMap::with_capacity_and_hasher(mentions.len() / 4, FixedState::default());
        let mut place = |name: &'a str| {
            *places.entry(name).or_insert_with(|| {
                names.push(name);
                names.len() as u32 - 1
            })
        };
        let rows = mentions.iter().map(|m| self.mention_row(m, place(&m.entity))).collect();
        Mentions { names, rows }
    }

    fn mention_row(&self, m: &Mention, entity: u32) -> MentionRow {
        let Mention { kind, actor, voice, .. } = *m;
        MentionRow { zone: self.zone(m.first as usize), entity, kind, actor, voice, sentence: m.sentence + 1 }
    }

    fn mention_words(&self, m: &'a Mention) -> MentionWords<'a> {
        let (in_title, span) = (self.in_title(m.first as usize), (m.start_byte, m.end_byte));
        let (char_start, char_end) = self.chars(in_title, span);
        MentionWords { label: &m.label, char_start, char_end, text: self.slice(in_title, span) }
    }

    fn evaluation_row(&self, e: &Evaluation) -> EvaluationRow<'a> {
        let (in_title, token) = (self.in_title(e.token as usize), &self.annotated.tokens[e.token as usize]);
        let (char_start, char_end) = self.chars(in_title, (token.start, token.end));
        EvaluationRow {
            mention: e.mention,
            entry: e.entry,
            negated: e.negated,
            voice: e.voice,
            char_start,
            char_end,
            text: self.slice(in_title, (token.start, token.end)),
        }
    }

    fn action_row(&self, a: &Action) -> ActionRow<'a> {
        let (in_title, tokens) = (self.in_title(a.token as usize), &self.annotated.tokens);
        let span = (tokens[a.first as usize].start, tokens[a.end as usize - 1].end);
        let (char_start, char_end) = self.chars(in_title, span);
        let Action { verb, form, status, agent, patient, voice, token, .. } = *a;
        ActionRow { verb, form, status, agent, patient, voice, token, char_start, char_end, text: self.slice(in_title, span) }
    }

    fn meta(&self, n_hits: usize) -> DocumentMeta {
        let d = &self.annotated.document;
        let mut n_tokens = [[0; 4]; 5];
        for (t, token) in self.annotated.tokens.iter().enumerate().filter(|(_, t)| t.kind.is_word()) {
            debug_assert!(token.start < token.end);
            n_tokens[self.zone(t) as usize][self.annotated.voices[t] as usize] += 1;
        }
        let title = if d.title.is_empty() { &d.text[..d.title_len] } else { d.title.as_str() };
        DocumentMeta {
            id: d.id.clone(),
            outlet: d.outlet.clone(),
            date: d.date,
            date_readings: d.date_readings,
            event: d.event.clone(),
            title: single_spaced(title.split_whitespace()),
            url: d.url.clone(),
            language: self.annotated.language.code.to_owned(),
            origin: d.origin.clone(),
            sha256: sha256(&d.text),
            n_tokens,
            n_sentences: self.annotated.zones.iter().filter(|z| z.is_scored()).count() as u32,
            rules: rule_counts(&self.annotated.rules),
            n_hits: n_hits as u32,
        }
    }
}

fn rule_counts(rules: &[&'static str]) -> Vec<(String, u32)> {
    let mut named: Vec<&str> = rules.iter().copied().filter(|r| !r.is_empty()).collect();
    named.sort_unstable();
    named.chunk_by(|a, b| a == b).map(|run| (run[0].to_owned(), run.len() as u32)).collect()
}

fn sha256(text: &str) -> String {
    use sha2::Digest;
    let digest = sha2::Sha256::digest(text.as_bytes());
    digest.iter().map(|b| format!("{b:02x}")).collect()
}
