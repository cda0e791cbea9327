//! The passages behind the numbers: hits, attributions and mentions, row by row in document order, and
//! the tables that are sums of them.

use super::Report;
use super::scope::LeftOut;
use super::sources::{Kinds, Sources};
use crate::actor::{ActorKind, MentionKind};
use crate::count::{HitRow, MentionRow, MentionWords, Mentions, OutletCounts, QuoteRow};
use crate::measure::tables::{outlet_headers, table};
use crate::survey::Evidence;
use crate::table::{Cell, ColumnKind, Table, to_values};
use crate::token::{TermId, Vocabulary};
use crate::voice::Voice;
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;

/// Columns of `hits.csv`.
const HITS: &[&str] = &[
    "hit_id",
    "document_id",
    "outlet_id",
    "event_id",
    "zone",
    "voice",
    "speaker",
    "lexicon",
    "axis",
    "pole",
    "entry",
    "entry_line",
    "text",
    "char_start",
    "char_end",
    "sentence",
    "left",
    "sentence_text",
    "right",
    "suppressed_by",
    "negated",
    "trigger",
];
/// Columns of `quotes.csv`.
const QUOTES: &[&str] = &[
    "quote_id",
    "document_id",
    "outlet_id",
    "event_id",
    "zone",
    "voice",
    "kind",
    "speaker",
    "source_start",
    "source_end",
    "cue",
    "cue_start",
    "cue_end",
    "content_start",
    "content_end",
    "n_tokens",
    "text",
];
/// Columns of `mentions.csv`.
const MENTIONS: &[&str] = &[
    "mention_id",
    "document_id",
    "outlet_id",
    "event_id",
    "zone",
    "entity",
    "entity_kind",
    "label",
    "kind",
    "voice",
    "char_start",
    "char_end",
    "text",
];

/// Columns of `portrayal_words.csv`.
pub(super) const EVALUATIONS: &[&str] = &[
    "portrayal_id",
    "document_id",
    "outlet_id",
    "event_id",
    "mention_id",
    "zone",
    "entity",
    "family",
    "direction",
    "turned",
    "counts",
    "entry",
    "voice",
    "char_start",
    "char_end",
    "text",
    "sentence",
];

/// Columns of `actions.csv`.
pub(super) const ACTIONS: &[&str] = &[
    "action_id",
    "document_id",
    "outlet_id",
    "event_id",
    "zone",
    "agent",
    "class",
    "verb",
    "patient",
    "form",
    "status",
    "agent_mention_id",
    "patient_mention_id",
    "voice",
    "char_start",
    "char_end",
    "text",
    "sentence",
];

/// Name, columns and title of the passage tables.
const PASSAGES: [(&str, &[&str], &str); 5] = [
    ("hits", HITS, "Every hit"),
    ("quotes", QUOTES, "Every attribution: who is credited, by which words, with what"),
    ("mentions", MENTIONS, "Every mention of an actor"),
    ("portrayal_words", EVALUATIONS, "Every evaluative word near a mention of an actor"),
    ("actions", ACTIONS, "Who does what to whom: verbs of a list beside an actor"),
];

/// The passage tables without rows.
pub(super) fn empty_tables() -> [Table; 5] {
    PASSAGES.map(|(name, columns, title)| table(name, title, columns, Vec::new()))
}

/// Entity, label, outlet, voice.
type LabelKey = (TermId, TermId, u32, Voice);

/// Occurrences, documents, and the last of these.
type LabelSum = (u64, u64, u32);

type Sums<K, V> = HashMap<K, V, FixedState>;

/// How often a name is written so, and why it was taken for the actor's.
#[derive(Default)]
struct Written {
    sum: LabelSum,
    evidence: [Option<Evidence>; 2],
}

/// Sums over attributions while they pass.
#[derive(Default)]
struct Quotes {
    /// Speakers and verbs.
    words: Vocabulary,
    speakers: Sums<(TermId, u32), (Kinds, u64, u64)>,
    verbs: Sums<(TermId, TermId, u32), u64>,
    sources: Sources,
}

/// Sums over mentions while they pass.
#[derive(Default)]
struct Labels {
    /// Actors and labels.
    words: Vocabulary,
    labels: Sums<LabelKey, LabelSum>,
    /// Mentions by name that differ from the actor's, by actor and the name as written.
    names: Sums<(TermId, TermId), Written>,
}

/// Where rows of one table go.
pub(super) type Sink<'a> = dyn FnMut(&[Cell<'_>]) -> io::Result<()> + 'a;

impl Report<'_> {
    /// Sends every attribution, then the speakers on each event; returns the other tables that are sums of them.
    pub(super) fn quotes(&self, [to_quotes, to_speakers]: [&mut Sink<'_>; 2]) -> io::Result<Vec<Table>> {
        let mut sums = Quotes::default();
        let mut bytes = Vec::new();
        for (i, document) in self.settled.documents.iter().enumerate() {
            let quotes = self.partial.quotes(document, &mut bytes)?;
            let mut keys = self.keys(i, 'q');
            for (n, q) in quotes.iter().enumerate() {
                let speaker = self.entities.name(q.speaker);
                to_quotes(&quote(keys.of(n), q, speaker))?;
                if q.zone.is_scored() {
                    sums.add(self, i, (q, speaker));
                }
            }
        }
        let sources = sums.sources.table(self, &sums.words, to_speakers)?;
        Ok(vec![sums.speaker_table(self), sources, sums.verb_table(self)])
    }

    /// Sends every mention, then the matrix of labels; returns the tables of labels
    /// and names, and that matrix for people.
    pub(super) fn mentions(&self, [to_mentions, to_labels]: [&mut Sink<'_>; 2]) -> io::Result<([Table; 2], Table)> {
        let mut sums = Labels::default();
        let mut bytes = (Vec::new(), Vec::new());
        for (i, document) in self.settled.documents.iter().enumerate() {
            let mentions = self.partial.mentions(document, &mut bytes.0)?;
            let words = self.partial.mention_words(document, &mut bytes.1)?;
            let named: Vec<(&str, ActorKind)> = mentions.names.iter().map(|name| self.entities.find(name)).collect();
            let mut keys = self.keys(i, 'm');
            for (n, (m, words)) in mentions.rows.iter().zip(&words).enumerate() {
                to_mentions(&mention(keys.of(n), (m, words), named[m.entity as usize]))?;
            }
            sums.add(self, i, (&mentions, &words, &named));
        }
        let labels = sums.sorted();
        Ok(([sums.table(self, &labels), sums.names()], sums.matrix(self, &labels, to_labels)?))
    }

    /// Sends the rows of `hits.csv` alone to `sink`.
    pub(in crate::study) fn hit_rows(&self, sink: &mut Sink<'_>) -> io::Result<()> {
        let (mut bytes, mut words) = (Vec::new(), [String::new(), String::new()]);
        for i in 0..self.settled.documents.len() {
            let mut keys = self.keys(i, 'h');
            let hits = self.scope().hits(i, &mut bytes)?;
            for (n, (hit, left_out)) in hits.iter().enumerate() {
                let [sentence, longer] = &mut words;
                sentence.clear();
                if self.plan.count.text {
                    sentence.extend([hit.left, hit.text, hit.right]);
                }
                longer.clear();
                if let Some(s) = hit.suppressed_by {
                    longer.push_str(self.keys(i, 'h').of(s as usize).id);
                }
                let taken = if longer.is_empty() { left_out.map_or("", LeftOut::name) } else { longer };
                sink(&self.hit(keys.of(n), hit, [self.entities.name(hit.speaker), sentence, taken]))?;
            }
        }
        Ok(())
    }

    /// What the rows of document `i` are known by.
    pub(super) fn keys(&self, i: usize, kind: char) -> Keys<'_> {
        let totals = &self.counts.documents[i];
        let document = self.legend.documents[i].as_str();
        Keys {
            id: format!("{document}.{kind}"),
            stem: document.len() + 2,
            document,
            outlet: &self.counts.outlets[totals.outlet as usize].id,
            event: totals.event.map_or("", |e| &self.legend.events[e as usize]),
        }
    }

    /// The row of a hit with its speaker, its sentence and what is counted in its place.
    fn hit<'a>(&'a self, key: Key<'a>, hit: &HitRow<'a>, [speaker, sentence, taken]: [&'a str; 3]) -> [Cell<'a>; HITS.len()] {
        let (entry, axis) = (self.legend.entry(hit.entry), self.legend.axis_of(hit.entry));
        [
            key.id.into(),
            key.document.into(),
            key.outlet.into(),
            key.event.into(),
            hit.zone.name().into(),
            hit.voice.name().into(),
            speaker.into(),
            Cell::from(&axis.lexicon),
            Cell::from(&axis.key),
            entry.pole.name().into(),
            Cell::from(&entry.pattern),
            entry.line.into(),
            hit.text.into(),
            hit.char_start.into(),
            hit.char_end.into(),
            hit.sentence.into(),
            hit.left.into(),
            sentence.into(),
            hit.right.into(),
            taken.into(),
            (!hit.trigger.is_empty()).into(),
            hit.trigger.into(),
        ]
    }
}

fn mention<'a>(
    key: Key<'a>,
    (m, words): (&MentionRow, &MentionWords<'a>),
    (entity, kind): (&'a str, ActorKind),
) -> [Cell<'a>; MENTIONS.len()] {
    [
        key.id.into(),
        key.document.into(),
        key.outlet.into(),
        key.event.into(),
        m.zone.name().into(),
        entity.into(),
        kind.name().into(),
        words.label.into(),
        m.kind.name().into(),
        m.voice.name().into(),
        words.char_start.into(),
        words.char_end.into(),
        words.text.into(),
    ]
}

fn quote<'a>(key: Key<'a>, q: &QuoteRow<'a>, speaker: &'a str) -> [Cell<'a>; QUOTES.len()] {
    [
        key.id.into(),
        key.document.into(),
        key.outlet.into(),
        key.event.into(),
        q.zone.name().into(),
        q.voice.name().into(),
        q.kind.name().into(),
        speaker.into(),
        q.source.map(|s| s.0).into(),
        q.source.map(|s| s.1).into(),
        q.cue.into(),
        q.cue_span.map(|s| s.0).into(),
        q.cue_span.map(|s| s.1).into(),
        q.content.0.into(),
        q.content.1.into(),
        q.n_tokens.into(),
        q.text.into(),
    ]
}

/// Document, outlet and event of some rows, and the beginning of their ids.
pub(super) struct Keys<'a> {
    id: String,
    stem: usize,
    document: &'a str,
    outlet: &'a str,
    event: &'a str,
}

/// Id, document, outlet and event of a row.
#[derive(Clone, Copy)]
pub(super) struct Key<'a> {
    pub(super) id: &'a str,
    pub(super) document: &'a str,
    pub(super) outlet: &'a str,
    pub(super) event: &'a str,
}

/// Faster than the formatter, for numbers of few digits.
fn push_digits(text: &mut String, n: usize) {
    if n >= 10 {
        push_digits(text, n / 10);
    }
    text.push(char::from(b'0' + (n % 10) as u8));
}

impl Keys<'_> {
    /// The key of row `n`, from 0.
    pub(super) fn of(&mut self, n: usize) -> Key<'_> {
        self.id.truncate(self.stem);
        push_digits(&mut self.id, n + 1);
        Key { id: &self.id, document: self.document, outlet: self.outlet, event: self.event }
    }
}

impl Quotes {
    /// Adds an attribution of document `i` to a speaker.
    fn add(&mut self, report: &Report<'_>, i: usize, (q, speaker): (&QuoteRow<'_>, &str)) {
        let totals = &report.counts.documents[i];
        let outlet = totals.outlet;
        let [speaker, verb, class] = [speaker, q.cue_lemma, q.cue_class].map(|word| self.words.intern(word));
        if !q.speaker.is_empty() {
            let (kinds, quotes, tokens) = self.speakers.entry((speaker, outlet)).or_default();
            kinds.add(q.speaker_kind);
            (*quotes, *tokens) = (*quotes + 1, *tokens + u64::from(q.n_tokens));
        }
        let verb = (!q.cue_lemma.is_empty()).then_some(verb);
        if let Some(verb) = verb {
            *self.verbs.entry((verb, class, outlet)).or_default() += 1;
        }
        if let Some(event) = totals.event {
            self.sources.add((event, outlet), (speaker, verb), q);
        }
    }

    fn word(&self, id: TermId) -> &str {
        self.words.form(id)
    }

    fn speaker_table(&self, report: &Report<'_>) -> Table {
        let mut all = BTreeMap::new();
        let mut rows: Vec<_> = self.speakers.iter().map(|((name, outlet), sum)| (self.word(*name), *outlet, sum)).collect();
        rows.iter().for_each(|(_, outlet, (_, _, tokens))| *all.entry(*outlet).or_insert(0) += tokens);
        rows.sort_unstable_by_key(|(name, outlet, (_, n, tokens))| (*outlet, Reverse((*tokens, *n)), *name));
        let rows = rows.into_iter().map(|(name, outlet, (kinds, n, tokens))| {
            let share = (all[&outlet] > 0).then(|| *tokens as f64 / all[&outlet] as f64);
            vec![
                name.into(),
                report.counts.outlets[outlet as usize].id.as_str().into(),
                kinds.of(name, report).name().into(),
                (*n).into(),
                (*tokens).into(),
                share.into(),
            ]
        });
        let columns = ["speaker", "outlet_id", "speaker_kind", "n_quotes", "n_tokens_quoted", "share"];
        table("speakers", "Who gets to speak: attributions and words per speaker and outlet", &columns, rows.collect())
    }

    fn verb_table(&self, report: &Report<'_>) -> Table {
        let verbs = self.verbs.iter().map(|((verb, class, outlet), n)| (self.word(*verb), self.word(*class), *outlet, *n));
        let mut verbs: Vec<_> = verbs.collect();
        verbs.sort_unstable();
        let rows = verbs.into_iter().map(|(verb, class, outlet, n)| {
            vec![verb.into(), class.into(), report.counts.outlets[outlet as usize].id.as_str().into(), n.into()]
        });
        table(
            "reporting_verbs",
            "With which words outlets report what others say",
            &["verb", "class", "outlet_id", "n"],
            rows.collect(),
        )
    }
}

impl Labels {
    /// Adds the mentions of document `i`, with what those mentioned are called and are in the corpus.
    fn add(
        &mut self,
        report: &Report<'_>,
        i: usize,
        (mentions, words, named): (&Mentions<'_>, &[MentionWords<'_>], &[(&str, ActorKind)]),
    ) {
        let outlet = report.counts.documents[i].outlet;
        let document = i as u32 + 1;
        let more = |sum: &mut LabelSum| *sum = (sum.0 + 1, sum.1 + u64::from(sum.2 != document), document);
        for (m, MentionWords { label, text, .. }) in mentions.rows.iter().zip(words).filter(|(m, _)| m.zone.is_scored()) {
            let name = named[m.entity as usize].0;
            if !label.is_empty() {
                let [name, label] = [name, label].map(|word| self.words.intern(word));
                more(self.labels.entry((name, label, outlet, m.voice)).or_default());
            } else if m.kind == MentionKind::Name && *text != name {
                let key = [name, text].map(|word| self.words.intern(word)).into();
                let evidence = || report.entities.evidence(text, mentions.names[m.entity as usize]);
                more(&mut self.names.entry(key).or_insert_with(|| Written { evidence: evidence(), ..Written::default() }).sum);
            }
        }
    }

    fn word(&self, id: TermId) -> &str {
        self.words.form(id)
    }

    /// The labels by entity, label, outlet and name of the voice.
    fn sorted(&self) -> Vec<(LabelKey, LabelSum)> {
        let mut labels: Vec<_> = self.labels.iter().map(|(key, sum)| (*key, *sum)).collect();
        labels.sort_unstable_by_key(|((entity, label, outlet, voice), _)| {
            (self.word(*entity), self.word(*label), *outlet, voice.name())
        });
        labels
    }

    /// `entity_names.csv`.
    fn names(&self) -> Table {
        let names = self.names.iter().map(|((entity, name), sum)| (self.word(*entity), self.word(*name), sum));
        let mut names: Vec<_> = names.collect();
        names.sort_unstable_by_key(|(entity, name, written)| (*entity, Reverse(written.sum.0), *name));
        let rows = names.into_iter().map(|(entity, name, Written { sum: (n, documents, _), evidence })| {
            let evidence: Vec<&str> = evidence.iter().flatten().map(|e| e.name()).collect();
            vec![entity.into(), name.into(), evidence.join(", ").into(), (*n).into(), (*documents).into()]
        });
        let columns = ["entity", "written", "evidence", "n", "n_documents"];
        table(
            "entity_names",
            "Under which other names each actor was found, and why they were taken for it",
            &columns,
            rows.collect(),
        )
    }

    fn table(&self, report: &Report<'_>, labels: &[(LabelKey, LabelSum)]) -> Table {
        let rows = labels.iter().map(|((entity, label, outlet, voice), (n, documents, _))| {
            vec![
                self.word(*entity).into(),
                self.word(*label).into(),
                report.counts.outlets[*outlet as usize].id.as_str().into(),
                voice.name().into(),
                (*n).into(),
                (*documents).into(),
            ]
        });
        let columns = ["entity", "label", "outlet_id", "voice", "n", "n_documents"];
        table("labels", "What each outlet calls each actor", &columns, rows.collect())
    }

    /// Sends the rows of `labels_by_outlet.csv`, and gives the table for people: those of the labels used
    /// most, in the same order.
    fn matrix(&self, report: &Report<'_>, labels: &[(LabelKey, LabelSum)], sink: &mut Sink<'_>) -> io::Result<Table> {
        let outlets = report.counts.outlets.len();
        let used: Vec<_> = labels.iter().filter(|((_, _, _, voice), _)| report.plan.count.voices.has(*voice)).collect();
        let by_label = || used.chunk_by(|a, b| (a.0.0, a.0.1) == (b.0.0, b.0.1));
        let total = |of_label: &[&(LabelKey, LabelSum)]| of_label.iter().map(|(_, (n, ..))| n).sum::<u64>();
        let mut totals: Vec<u64> = by_label().map(total).collect();
        totals.sort_unstable_by_key(|n| Reverse(*n));
        let shown = SHOWN_CELLS / outlets.max(1);
        let least = totals.get(shown).map_or(0, |n| n + 1);
        let mut matrix = label_matrix(&report.counts.outlets);
        let mut row = Vec::new();
        for of_label in by_label() {
            let (entity, label, ..) = of_label[0].0;
            row.clear();
            row.extend([entity, label].map(|word| Cell::from(self.word(word))));
            row.resize(outlets + 2, Cell::Integer(0));
            for outlet in of_label.chunk_by(|a, b| a.0.2 == b.0.2) {
                row[outlet[0].0.2 as usize + 2] = total(outlet).into();
            }
            if total(of_label) >= least {
                matrix.rows.push(to_values(&row));
            }
            sink(&row)?;
        }
        Ok(matrix)
    }
}

/// Cells of the label matrix for people, about.
const SHOWN_CELLS: usize = 1_000_000;

/// `labels_by_outlet.csv` without its rows: entity and label, one count column per outlet, the outlet's
/// words only.
pub(super) fn label_matrix(outlets: &[OutletCounts]) -> Table {
    let title = "Labels per actor in the outlets' own words, one column per outlet";
    let mut matrix = table("labels_by_outlet", title, &["entity", "label"], Vec::new());
    outlet_headers(&mut matrix, outlets, ColumnKind::Integer);
    matrix
}
