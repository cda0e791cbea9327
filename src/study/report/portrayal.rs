//! How actors are portrayed: the evaluative words near their mentions, and their sums by outlet.
//!
//! In: mentions and evaluative words of each document. Out: the rows of `portrayal_words.csv`, and
//! `portrayal.csv`. No sum says whether a portrayal is just, and none is a score of an outlet.

use super::Report;
use super::passages::{EVALUATIONS, Key, Sink};
use crate::actor::{ActorKind, evaluative_words};
use crate::count::{EvaluationRow, MentionRow, Mentions};
use crate::measure::tables::table;
use crate::measure::welch::mean_interval;
use crate::table::{Cell, Table, Value};
use crate::token::{TermId, Vocabulary};
use crate::voice::Voice;
use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;

/// Families listed per row.
const FAMILIES: usize = 8;

/// What is near an actor in an outlet.
#[derive(Default)]
struct Portrayed {
    /// Documents that mention the actor.
    documents: u64,
    /// Favourable minus unfavourable words of those in which they are not as many.
    net: Vec<i32>,
    /// Favourable and unfavourable words; those in quotation marks.
    words: [u64; 2],
    quoted: [u64; 2],
    /// Family, and whether a negation turns its words round.
    families: BTreeMap<(&'static str, bool), u64>,
}

/// Sums over the evaluative words of the documents.
#[derive(Default)]
struct Portrayals {
    names: Vocabulary,
    actors: HashMap<(TermId, u32), Portrayed, FixedState>,
    /// The actors of one document that can be portrayed, with the net of their words.
    here: HashMap<TermId, i32, FixedState>,
    /// Its words that were counted already.
    seen: HashSet<(TermId, u16, bool), FixedState>,
}

impl Report<'_> {
    /// Sends the rows of `portrayal_words.csv`; returns `portrayal.csv`.
    pub(super) fn portrayal(&self, sink: &mut Sink<'_>) -> io::Result<Table> {
        let mut sums = Portrayals::default();
        let mut bytes = (Vec::new(), Vec::new());
        for (i, document) in self.settled.documents.iter().enumerate().filter(|(_, d)| d.meta.language == "en") {
            let mentions = self.partial.mentions(document, &mut bytes.0)?;
            let evaluations = self.partial.evaluations(document, &mut bytes.1)?;
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
        (mentions, words): (&Mentions<'_>, &[EvaluationRow<'_>]),
        sink: &mut Sink<'_>,
    ) -> io::Result<()> {
        let outlet = report.counts.documents[i].outlet;
        self.here.clear();
        self.seen.clear();
        let known = mentions.names.iter().map(|name| report.entities.find(name));
        let actors: Vec<Option<(&str, TermId)>> =
            known.map(|(name, kind)| is_portrayed(name, kind).then(|| (name, self.names.intern(name)))).collect();
        for mention in mentions.rows.iter().filter(|mention| mention.zone.is_scored()) {
            if let Some((_, id)) = actors[mention.entity as usize] {
                self.here.insert(id, 0);
            }
        }
        let [mut ids, mut of_mentions] = ['p', 'm'].map(|kind| report.keys(i, kind));
        for (n, word) in words.iter().enumerate() {
            let mention = &mentions.rows[word.mention as usize];
            let Some((entity, id)) = actors[mention.entity as usize] else { continue };
            let entry = evaluative_words()[word.entry as usize];
            let favourable = entry.favourable != word.negated;
            let net = self.here.get_mut(&id).filter(|_| mention.zone.is_scored());
            let counted = net.filter(|_| self.seen.insert((id, word.entry, favourable)));
            let of_mention = of_mentions.of(word.mention as usize).id;
            sink(&row((ids.of(n), of_mention), word, (mention, entity, counted.is_some())))?;
            if let Some(net) = counted {
                *net += if favourable { 1 } else { -1 };
                let sum = self.actors.entry((id, outlet)).or_default();
                sum.words[usize::from(!favourable)] += 1;
                sum.quoted[usize::from(!favourable)] += u64::from(matches!(word.voice, Voice::Quoted | Voice::Scare));
                *sum.families.entry((entry.family, word.negated)).or_default() += 1;
            }
        }
        let (here, actors) = (&self.here, &mut self.actors);
        for (id, net) in here.iter().map(|(id, net)| (*id, *net)) {
            let of = actors.entry((id, outlet)).or_default();
            of.documents += 1;
            of.net.extend((net != 0).then_some(net));
        }
        Ok(())
    }

    /// `portrayal.csv`: actors with a word of either kind.
    fn table(&self, report: &Report<'_>) -> Table {
        let met = self.actors.iter().filter(|(_, p)| p.words != [0, 0]);
        let mut met: Vec<_> = met.map(|((name, outlet), p)| (self.names.form(*name), outlet, p)).collect();
        met.sort_unstable_by_key(|(name, outlet, _)| (*name, **outlet));
        let rows = met.into_iter().map(|(entity, outlet, portrayed)| {
            let keys = [entity.into(), report.counts.outlets[*outlet as usize].id.as_str().into()];
            keys.into_iter().chain(portrayed.values(report)).collect()
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
    fn values(&self, report: &Report<'_>) -> [Value; 10] {
        let p = report.corpus().parameters;
        let (words, documents) = (self.words[0] + self.words[1], self.documents);
        let enough = words >= p.floor_hits && documents >= p.floor_documents;
        let balanced = documents - self.net.len() as u64;
        let nets = self.net.iter().map(|net| (f64::from(*net), 1.0)).chain([(0.0, balanced as f64)]);
        let interval = if enough { mean_interval(nets, p.confidence) } else { None };
        let note = match interval {
            _ if !enough => {
                format!("below-floor: {words} words in {documents} documents, {} in {} needed", p.floor_hits, p.floor_documents)
            }
            None => "one-unit: no interval from one document or event".into(),
            Some(_) if documents < 20 => "wide: fewer than 20 documents".into(),
            Some(_) => String::new(),
        };
        let net = enough.then(|| f64::from(self.net.iter().sum::<i32>()) / documents as f64);
        let [favourable, unfavourable] = self.words.map(Value::from);
        let [favourable_quoted, unfavourable_quoted] = self.quoted.map(Value::from);
        [
            documents.into(),
            favourable,
            unfavourable,
            favourable_quoted,
            unfavourable_quoted,
            net.into(),
            interval.map(|i| i.0).into(),
            interval.map(|i| i.1).into(),
            self.families().into(),
            note.into(),
        ]
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
fn is_portrayed(name: &str, kind: ActorKind) -> bool {
    !name.is_empty() && !matches!(kind, ActorKind::Place | ActorKind::Medium)
}

/// One row of `portrayal_words.csv`.
fn row<'a>(
    (key, of_mention): (Key<'a>, &'a str),
    word: &EvaluationRow<'a>,
    (mention, entity, counts): (&MentionRow, &'a str, bool),
) -> [Cell<'a>; EVALUATIONS.len()] {
    let entry = evaluative_words()[word.entry as usize];
    let direction = if entry.favourable == word.negated { "unfavourable" } else { "favourable" };
    [
        key.id.into(),
        key.document.into(),
        key.outlet.into(),
        key.event.into(),
        of_mention.into(),
        mention.zone.name().into(),
        entity.into(),
        entry.family.into(),
        direction.into(),
        word.negated.into(),
        counts.into(),
        entry.pattern.into(),
        word.voice.name().into(),
        word.char_start.into(),
        word.char_end.into(),
        word.text.into(),
        mention.sentence.into(),
    ]
}
