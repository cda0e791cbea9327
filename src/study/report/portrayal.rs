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
        let scored = mentions.iter().filter(|m| m.zone.is_scored()).map(|m| report.entities.name(i, &m.entity));
        let mentioned = |entity| (entity, Portrayed { net: vec![0.0], ..Portrayed::default() });
        let mut here: BTreeMap<&str, Portrayed> = scored.filter(|e| is_portrayed(report, e)).map(mentioned).collect();
        let mut seen: BTreeSet<(&str, u16, bool)> = BTreeSet::new();
        for (n, word) in words.iter().enumerate() {
            let mention = &mentions[word.mention as usize];
            let entity = report.entities.name(i, &mention.entity);
            let entry = evaluative_words()[word.entry as usize];
            let favourable = entry.favourable != word.negated;
            let of_entity = here.get_mut(entity).filter(|_| mention.zone.is_scored());
            let counted = of_entity.filter(|_| seen.insert((entity, word.entry, favourable)));
            sink(row(report, (i, n), word, (mention, entity, counted.is_some())))?;
            if let Some(sum) = counted {
                sum.net[0] += if favourable { 1.0 } else { -1.0 };
                sum.words[usize::from(!favourable)] += 1;
                sum.quoted[usize::from(!favourable)] += u64::from(matches!(word.voice, Voice::Quoted | Voice::Scare));
                *sum.families.entry((entry.family, word.negated)).or_default() += 1;
            }
        }
        for (entity, here) in here {
            self.actors.entry((entity.to_owned(), report.counts.documents[i].outlet)).or_default().add(here);
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
    /// Adds what is near the actor in more documents.
    fn add(&mut self, more: Portrayed) {
        self.net.extend(more.net);
        for (sum, n) in self.words.iter_mut().chain(&mut self.quoted).zip(more.words.into_iter().chain(more.quoted)) {
            *sum += n;
        }
        for (family, n) in more.families {
            *self.families.entry(family).or_default() += n;
        }
    }

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
