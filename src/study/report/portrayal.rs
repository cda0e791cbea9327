//! How actors are portrayed: the evaluative words near their mentions, and their sums by outlet.
//!
//! In: mentions and evaluative words of each document. Out: the rows of `portrayal_words.csv`, and
//! `portrayal.csv`. No sum says whether a portrayal is just, and none is a score of an outlet.

use super::Report;
use crate::actor::{ActorKind, evaluative_words};
use crate::count::{EvaluationRow, MentionRow};
use crate::measure::tables::table;
use crate::measure::welch::mean_interval;
use crate::table::{Table, Value};
use crate::voice::Voice;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Families listed per row.
const FAMILIES: usize = 8;

/// What is near an actor in an outlet.
#[derive(Default)]
struct Portrayed {
    /// Favourable minus unfavourable words of every document that mentions the actor.
    net: Vec<f64>,
    /// Favourable and unfavourable words; those in quotation marks.
    words: [u64; 2],
    quoted: [u64; 2],
    /// Family, and whether a negation turns its words round.
    families: BTreeMap<(&'static str, bool), u64>,
}

/// Sums over the evaluative words of the documents.
#[derive(Default)]
struct Portrayals {
    actors: BTreeMap<(String, u32), Portrayed>,
}

impl Report<'_> {
    /// Sends the rows of `portrayal_words.csv`; returns `portrayal.csv`.
    pub(super) fn portrayal(&self, sink: &mut dyn FnMut(Vec<Value>) -> io::Result<()>) -> io::Result<Table> {
        let mut sums = Portrayals::default();
        for (i, document) in self.settled.documents.iter().enumerate().filter(|(_, d)| d.meta.language == "en") {
            let (mentions, evaluations) = (self.partial.mentions(document)?, self.partial.evaluations(document)?);
            sums.add(self, i, (&mentions, &evaluations), sink)?;
        }
        Ok(sums.table(self))
    }
}

impl Portrayals {
    /// Sends the evaluative words of document `i` as rows and adds them up.
    fn add(
        &mut self,
        report: &Report<'_>,
        i: usize,
        (mentions, words): (&[MentionRow], &[EvaluationRow]),
        sink: &mut dyn FnMut(Vec<Value>) -> io::Result<()>,
    ) -> io::Result<()> {
        let name = |m: &MentionRow| report.entities.name(i, &m.entity).to_owned();
        let scored = mentions.iter().filter(|m| m.zone.is_scored()).map(name);
        let mut net: BTreeMap<String, f64> = scored.filter(|e| is_portrayed(report, e)).map(|e| (e, 0.0)).collect();
        let mut seen: BTreeSet<(String, u16, bool)> = BTreeSet::new();
        for (n, word) in words.iter().enumerate() {
            let mention = &mentions[word.mention as usize];
            let entity = name(mention);
            let entry = evaluative_words()[word.entry as usize];
            let favourable = entry.favourable != word.negated;
            let counts = mention.zone.is_scored()
                && is_portrayed(report, &entity)
                && seen.insert((entity.clone(), word.entry, favourable));
            sink(row(report, (i, n), word, (mention, &entity, counts)))?;
            if counts {
                *net.entry(entity.clone()).or_default() += if favourable { 1.0 } else { -1.0 };
                let sum = self.actors.entry((entity, report.counts.documents[i].outlet)).or_default();
                sum.words[usize::from(!favourable)] += 1;
                sum.quoted[usize::from(!favourable)] += u64::from(matches!(word.voice, Voice::Quoted | Voice::Scare));
                *sum.families.entry((entry.family, word.negated)).or_default() += 1;
            }
        }
        for (entity, net) in net {
            self.actors.entry((entity, report.counts.documents[i].outlet)).or_default().net.push(net);
        }
        Ok(())
    }

    /// `portrayal.csv`: actors with a word of either kind.
    fn table(&self, report: &Report<'_>) -> Table {
        let met = self.actors.iter().filter(|(_, p)| p.words != [0, 0]);
        let rows = met.map(|((entity, outlet), portrayed)| {
            let mut row = vec![entity.as_str().into(), report.counts.outlets[*outlet as usize].id.as_str().into()];
            row.extend(portrayed.values(report));
            row
        });
        let columns = [
            "entity",
            "outlet_id",
            "n_documents",
            "n_favourable",
            "n_unfavourable",
            "n_favourable_quoted",
            "n_unfavourable_quoted",
            "net_per_document",
            "ci_low",
            "ci_high",
            "families",
            "note",
        ];
        table("portrayal", "Evaluative words near each actor, by outlet", &columns, rows.collect())
    }
}

impl Portrayed {
    fn values(&self, report: &Report<'_>) -> Vec<Value> {
        let p = report.corpus().parameters;
        let (words, documents) = (self.words[0] + self.words[1], self.net.len() as u64);
        let enough = words >= p.floor_hits && documents >= p.floor_documents;
        let interval = if enough { mean_interval(&self.net, p.confidence) } else { None };
        let note = match interval {
            _ if !enough => {
                format!("below-floor: {words} words in {documents} documents, {} in {} needed", p.floor_hits, p.floor_documents)
            }
            None => "one-unit: no interval from one document or event".into(),
            Some(_) if documents < 20 => "wide: fewer than 20 documents".into(),
            Some(_) => String::new(),
        };
        let net = enough.then(|| self.net.iter().sum::<f64>() / documents as f64);
        let mut values: Vec<Value> = vec![documents.into()];
        values.extend(self.words.map(Value::from));
        values.extend(self.quoted.map(Value::from));
        values.extend([net.into(), interval.map(|i| i.0).into(), interval.map(|i| i.1).into()]);
        values.extend([self.families().into(), note.into()]);
        values
    }

    /// `praise 5, crime 2, not praise 1`, the most frequent first.
    fn families(&self) -> String {
        let mut families: Vec<_> = self.families.iter().map(|(family, n)| (Reverse(*n), *family)).collect();
        families.sort_unstable();
        families.truncate(FAMILIES);
        let shown = families.iter().map(|(n, (name, turned))| format!("{}{name} {}", if *turned { "not " } else { "" }, n.0));
        shown.collect::<Vec<_>>().join(", ")
    }
}

/// Whether an actor can be portrayed: towns cannot, nor can newspapers, which are named as sources.
fn is_portrayed(report: &Report<'_>, entity: &str) -> bool {
    !entity.is_empty() && !matches!(report.entities.kind(entity), ActorKind::Place | ActorKind::Medium)
}

/// One row of `portrayal_words.csv`.
fn row(
    report: &Report<'_>,
    (i, n): (usize, usize),
    word: &EvaluationRow,
    (mention, entity, counts): (&MentionRow, &str, bool),
) -> Vec<Value> {
    let entry = evaluative_words()[word.entry as usize];
    let direction = if entry.favourable == word.negated { "unfavourable" } else { "favourable" };
    let mut row = report.keys(i, 'p', n);
    row.push(format!("{}.m{}", report.legend.documents[i], word.mention + 1).into());
    row.extend([mention.zone.name().into(), entity.into(), entry.family.into(), direction.into()]);
    row.extend([word.negated.into(), counts.into(), entry.pattern.into(), word.voice.name().into()]);
    row.extend([word.char_start.into(), word.char_end.into(), word.text.as_str().into(), mention.sentence.into()]);
    row
}
