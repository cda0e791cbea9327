//! The passages behind the numbers: hits, attributions and mentions, row by row in document order, and
//! the tables that are sums of them.

use super::scope::LeftOut;
use super::sources::Sources;
use super::{Report, RowSink};
use crate::actor::MentionKind;
use crate::count::{HitRow, MentionRow, OutletCounts, QuoteRow};
use crate::measure::tables::{outlet_headers, table};
use crate::table::{ColumnKind, Table, Value};
use crate::voice::SpeakerKind;
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
const EVALUATIONS: &[&str] = &[
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

/// Name, columns and title of the passage tables.
const PASSAGES: [(&str, &[&str], &str); 4] = [
    ("hits", HITS, "Every hit"),
    ("quotes", QUOTES, "Every attribution: who is credited, by which words, with what"),
    ("mentions", MENTIONS, "Every mention of an actor"),
    ("portrayal_words", EVALUATIONS, "Every evaluative word near a mention of an actor"),
];

/// The passage tables without rows.
pub(super) fn empty_tables() -> [Table; 4] {
    PASSAGES.map(|(name, columns, title)| table(name, title, columns, Vec::new()))
}

/// Entity, label, outlet, voice.
type LabelKey = (String, String, u32, &'static str);

/// Sums over passages while they pass.
#[derive(Default)]
struct Passages {
    speakers: BTreeMap<(String, u32), (SpeakerKind, u64, u64)>,
    verbs: BTreeMap<(String, String, u32), u64>,
    labels: BTreeMap<LabelKey, (u64, u64, u32)>,
    sources: Sources,
}

impl Report<'_> {
    /// Sends every attribution and mention, then the matrix of labels; returns the tables that are sums of them,
    /// and that matrix for people.
    pub(super) fn passages(&self, sinks: [RowSink<'_>; 3]) -> io::Result<(Vec<Table>, Table)> {
        let [mut to_quotes, mut to_mentions, mut to_labels] = sinks;
        let mut sums = Passages::default();
        for (i, document) in self.settled.documents.iter().enumerate() {
            let (quotes, mentions) = (self.partial.quotes(document)?, self.partial.mentions(document)?);
            quotes.iter().enumerate().try_for_each(|(n, quote)| to_quotes(self.quote(i, n, quote)))?;
            mentions.iter().enumerate().try_for_each(|(n, mention)| to_mentions(self.mention(i, n, mention)))?;
            sums.add(self, i, (&quotes, &mentions));
        }
        let matrix = sums.label_matrix(self, &mut *to_labels)?;
        let [speakers, sources] = sums.sources.tables(self);
        let sums = vec![sums.speaker_table(self), speakers, sources, sums.verb_table(self), sums.label_table(self)];
        Ok((sums, matrix))
    }

    /// Sends the rows of `hits.csv` alone to `sink`.
    pub(in crate::study) fn hit_rows(&self, sink: &mut dyn FnMut(Vec<Value>) -> io::Result<()>) -> io::Result<()> {
        (0..self.settled.documents.len()).try_for_each(|i| self.hits_of(i, sink))
    }

    fn hits_of(&self, i: usize, sink: &mut dyn FnMut(Vec<Value>) -> io::Result<()>) -> io::Result<()> {
        let hits = self.scope().hits(i)?;
        hits.iter().enumerate().try_for_each(|(n, (hit, left_out))| sink(self.hit((i, n), hit, *left_out)))
    }

    /// Document, outlet and event of a row, after its own id.
    pub(super) fn keys(&self, i: usize, kind: char, n: usize) -> Vec<Value> {
        let totals = &self.counts.documents[i];
        let id = &self.legend.documents[i];
        vec![
            format!("{id}.{kind}{}", n + 1).into(),
            id.as_str().into(),
            self.counts.outlets[totals.outlet as usize].id.as_str().into(),
            totals.event.map(|e| self.legend.events[e as usize].as_str()).into(),
        ]
    }

    fn hit(&self, (i, n): (usize, usize), hit: &HitRow, left_out: Option<LeftOut>) -> Vec<Value> {
        let (entry, axis) = (self.legend.entry(hit.entry), self.legend.axis_of(hit.entry));
        let mut row = self.keys(i, 'h', n);
        row.extend([hit.zone.name().into(), hit.voice.name().into(), hit.speaker.as_str().into()]);
        row.extend([axis.lexicon.as_str().into(), axis.key.as_str().into(), entry.pole.name().into()]);
        row.extend([entry.pattern.as_str().into(), entry.line.into(), hit.text.as_str().into()]);
        row.extend([hit.char_start.into(), hit.char_end.into(), hit.sentence.into()]);
        let sentence = if self.plan.count.text { format!("{}{}{}", hit.left, hit.text, hit.right) } else { String::new() };
        row.extend([hit.left.as_str().into(), sentence.into(), hit.right.as_str().into()]);
        let longer = hit.suppressed_by.map(|s| format!("{}.h{}", self.legend.documents[i], s + 1));
        let taken = longer.or_else(|| left_out.map(|why| why.name().to_owned()));
        row.extend([taken.into(), (!hit.trigger.is_empty()).into(), hit.trigger.as_str().into()]);
        row
    }

    fn quote(&self, i: usize, n: usize, q: &QuoteRow) -> Vec<Value> {
        let ends = |span: Option<(u32, u32)>| [span.map(|s| s.0).into(), span.map(|s| s.1).into()];
        let mut row = self.keys(i, 'q', n);
        row.extend([q.zone.name().into(), q.voice.name().into(), q.kind.name().into(), q.speaker.as_str().into()]);
        row.extend(ends(q.source));
        row.push(q.cue.as_str().into());
        row.extend(ends(q.cue_span));
        row.extend(ends(Some(q.content)));
        row.extend([q.n_tokens.into(), q.text.as_str().into()]);
        row
    }

    fn mention(&self, i: usize, n: usize, m: &MentionRow) -> Vec<Value> {
        let mut row = self.keys(i, 'm', n);
        let entity = self.entities.name(i, &m.entity);
        row.extend([m.zone.name().into(), entity.into(), self.entities.kind(entity).name().into()]);
        row.extend([m.label.as_str().into(), m.kind.name().into(), m.voice.name().into()]);
        row.extend([m.char_start.into(), m.char_end.into(), m.text.as_str().into()]);
        row
    }
}

/// What the names in a document stand for, so that a speaker goes by the name of the actor.
pub(super) struct Names<'a> {
    report: &'a Report<'a>,
    document: usize,
    entities: BTreeMap<&'a str, &'a str>,
}

impl<'a> Names<'a> {
    fn of(report: &'a Report<'a>, document: usize, mentions: &'a [MentionRow]) -> Names<'a> {
        let named = mentions.iter().filter(|m| m.kind <= MentionKind::Premodifier);
        Names { report, document, entities: named.map(|m| (m.text.as_str(), m.entity.as_str())).collect() }
    }

    /// The name of a speaker over the corpus; an article that opens it in lower case.
    pub(super) fn speaker(&self, speaker: &str) -> String {
        let local = self.entities.get(speaker).copied().unwrap_or(speaker);
        let name = self.report.entities.name(self.document, local);
        match name.strip_prefix("The ").filter(|rest| rest.starts_with(char::is_lowercase)) {
            Some(rest) => format!("the {rest}"),
            None => name.to_owned(),
        }
    }
}

impl Passages {
    fn add(&mut self, report: &Report<'_>, i: usize, (quotes, mentions): (&[QuoteRow], &[MentionRow])) {
        let outlet = report.counts.documents[i].outlet;
        let names = Names::of(report, i, mentions);
        self.sources.add(report, i, (quotes, &names));
        for q in quotes.iter().filter(|q| q.zone.is_scored()) {
            if !q.speaker.is_empty() {
                let name = names.speaker(&q.speaker);
                let sum = self.speakers.entry((name, outlet)).or_insert((q.speaker_kind, 0, 0));
                *sum = (sum.0.max(q.speaker_kind), sum.1 + 1, sum.2 + u64::from(q.n_tokens));
            }
            if !q.cue_lemma.is_empty() {
                *self.verbs.entry((q.cue_lemma.clone(), q.cue_class.clone(), outlet)).or_default() += 1;
            }
        }
        for m in mentions.iter().filter(|m| m.zone.is_scored() && !m.label.is_empty()) {
            let name = report.entities.name(i, &m.entity).to_owned();
            let document = i as u32 + 1;
            let sum = self.labels.entry((name, m.label.clone(), outlet, m.voice.name())).or_default();
            *sum = (sum.0 + 1, sum.1 + u64::from(sum.2 != document), document);
        }
    }

    fn speaker_table(&self, report: &Report<'_>) -> Table {
        let mut all = BTreeMap::new();
        for ((_, outlet), (_, _, tokens)) in &self.speakers {
            *all.entry(*outlet).or_insert(0) += tokens;
        }
        let mut rows: Vec<_> = self.speakers.iter().collect();
        rows.sort_by_key(|((name, outlet), (_, n, tokens))| (*outlet, std::cmp::Reverse((*tokens, *n)), name.clone()));
        let rows = rows.into_iter().map(|((name, outlet), (kind, n, tokens))| {
            let share = (all[outlet] > 0).then(|| *tokens as f64 / all[outlet] as f64);
            vec![
                name.as_str().into(),
                report.counts.outlets[*outlet as usize].id.as_str().into(),
                kind.name().into(),
                (*n).into(),
                (*tokens).into(),
                share.into(),
            ]
        });
        let columns = ["speaker", "outlet_id", "speaker_kind", "n_quotes", "n_tokens_quoted", "share"];
        table("speakers", "Who gets to speak: attributions and words per speaker and outlet", &columns, rows.collect())
    }

    fn verb_table(&self, report: &Report<'_>) -> Table {
        let rows = self.verbs.iter().map(|((verb, class, outlet), n)| {
            vec![
                verb.as_str().into(),
                class.as_str().into(),
                report.counts.outlets[*outlet as usize].id.as_str().into(),
                (*n).into(),
            ]
        });
        table(
            "reporting_verbs",
            "With which words outlets report what others say",
            &["verb", "class", "outlet_id", "n"],
            rows.collect(),
        )
    }

    fn label_table(&self, report: &Report<'_>) -> Table {
        let rows = self.labels.iter().map(|((entity, label, outlet, voice), (n, documents, _))| {
            vec![
                entity.as_str().into(),
                label.as_str().into(),
                report.counts.outlets[*outlet as usize].id.as_str().into(),
                (*voice).into(),
                (*n).into(),
                (*documents).into(),
            ]
        });
        let columns = ["entity", "label", "outlet_id", "voice", "n", "n_documents"];
        table("labels", "What each outlet calls each actor", &columns, rows.collect())
    }

    /// Sends the rows of `labels_by_outlet.csv`, and gives the table for people: those of the labels used
    /// most, in the same order.
    fn label_matrix(&self, report: &Report<'_>, sink: &mut dyn FnMut(Vec<Value>) -> io::Result<()>) -> io::Result<Table> {
        let outlets = report.counts.outlets.len();
        let own = |voice: &str| crate::voice::Voice::ALL.iter().any(|v| report.plan.count.voices.has(*v) && v.name() == voice);
        let used: Vec<_> = self.labels.iter().filter(|((_, _, _, voice), _)| own(voice)).collect();
        let by_label = || used.chunk_by(|a, b| (&a.0.0, &a.0.1) == (&b.0.0, &b.0.1));
        let total = |of_label: &[(&LabelKey, &(u64, u64, u32))]| of_label.iter().map(|(_, (n, ..))| n).sum::<u64>();
        let mut totals: Vec<u64> = by_label().map(total).collect();
        totals.sort_unstable_by_key(|n| std::cmp::Reverse(*n));
        let shown = SHOWN_CELLS / outlets.max(1);
        let least = totals.get(shown).map_or(0, |n| n + 1);
        let mut matrix = label_matrix(&report.counts.outlets);
        for of_label in by_label() {
            let mut row = vec![Value::Integer(0); outlets + 2];
            row[0] = of_label[0].0.0.as_str().into();
            row[1] = of_label[0].0.1.as_str().into();
            for outlet in of_label.chunk_by(|a, b| a.0.2 == b.0.2) {
                row[outlet[0].0.2 as usize + 2] = total(outlet).into();
            }
            if total(of_label) >= least {
                matrix.rows.push(row.clone());
            }
            sink(row)?;
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
