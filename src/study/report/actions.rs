//! Who does what to whom: the verbs beside actors, and how often each outlet gives an actor which part.
//!
//! In: mentions and actions of each document. Out: the rows of `actions.csv`, and `roles.csv`.

use super::Report;
use super::passages::{ACTIONS, Key, Sink};
use crate::actor::{ActionForm, ActionStatus, ActionVerb, action_verbs};
use crate::count::{ActionRow, MentionRow, Mentions};
use crate::measure::tables::table;
use crate::table::{Cell, Table, Value};
use crate::token::{TermId, Vocabulary};
use crate::voice::Voice;
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use std::collections::BTreeSet;
use std::io;

/// What an actor does in an action.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Role {
    Agent,
    Patient,
}

impl Role {
    fn name(self) -> &'static str {
        ["agent", "patient"][self as usize]
    }
}

/// How often an actor has a role with a verb in an outlet.
#[derive(Default)]
struct Sum {
    n: u64,
    n_quoted: u64,
    n_agentless: u64,
    n_documents: u64,
    /// The last document that was counted, from 1.
    last: usize,
}

/// Sums over the actions of the documents.
#[derive(Default)]
struct Roles {
    names: Vocabulary,
    sums: HashMap<(TermId, u32, Role, u16), Sum, FixedState>,
}

impl Report<'_> {
    /// Sends the rows of `actions.csv`; returns `roles.csv`.
    pub(super) fn actions(&self, sink: &mut Sink<'_>) -> io::Result<Table> {
        let mut roles = Roles::default();
        let mut bytes = (Vec::new(), Vec::new());
        for (i, document) in self.settled.documents.iter().enumerate() {
            let actions = self.partial.actions(document, &mut bytes.0)?;
            if actions.is_empty() {
                continue;
            }
            let Mentions { names, rows: mentions } = self.partial.mentions(document, &mut bytes.1)?;
            let name = |mention: u32| self.entities.name(names[mentions[mention as usize].entity as usize]);
            let entity = |mention: Option<u32>| mention.map_or("", name);
            let [mut ids, mut agents, mut patients] = ['a', 'm', 'm'].map(|kind| self.keys(i, kind));
            let mut counted = BTreeSet::new();
            for (n, action) in actions.iter().enumerate() {
                let named = [entity(action.agent), entity(action.patient)];
                let of = |m: Option<u32>| m.map(|m| m as usize);
                let mention_ids = [of(action.agent).map(|m| agents.of(m).id), of(action.patient).map(|m| patients.of(m).id)];
                let Some(mention) = action.agent.or(action.patient).map(|m| &mentions[m as usize]) else { continue };
                sink(&row((ids.of(n), mention_ids), action, (mention, named)))?;
                if !mention.zone.is_scored() || action.status != ActionStatus::Stated {
                    continue;
                }
                for (name, role) in named.into_iter().zip([Role::Agent, Role::Patient]).filter(|(name, _)| !name.is_empty()) {
                    let name = roles.names.intern(name);
                    // Several agents or patients of one verb have as many rows.
                    if counted.insert((action.token, name, role)) {
                        roles.add(name, role, action, (i, self.counts.documents[i].outlet));
                    }
                }
            }
        }
        Ok(roles.table(self))
    }
}

impl Roles {
    fn add(&mut self, name: TermId, role: Role, action: &ActionRow<'_>, (document, outlet): (usize, u32)) {
        let sum = self.sums.entry((name, outlet, role, action.verb)).or_default();
        sum.n += 1;
        sum.n_quoted += u64::from(matches!(action.voice, Voice::Quoted | Voice::Scare));
        sum.n_agentless += u64::from(action.form == ActionForm::Agentless);
        sum.n_documents += u64::from(sum.last != document + 1);
        sum.last = document + 1;
    }

    /// `roles.csv`.
    fn table(&self, report: &Report<'_>) -> Table {
        let mut sums: Vec<_> = self
            .sums
            .iter()
            .map(|(&(name, outlet, role, verb), sum)| ((self.names.form(name), outlet, role, action_verbs()[verb as usize]), sum))
            .collect();
        sums.sort_unstable_by_key(|((name, outlet, role, verb), _)| (*name, *outlet, *role, verb.class, verb.name));
        let rows = sums.into_iter().map(|((name, outlet, role, ActionVerb { name: verb, class }), sum)| {
            let outlet = report.counts.outlets[outlet as usize].id.as_str();
            let mut row: Vec<Value> = [name, outlet, role.name(), class, verb].map(Value::from).into();
            row.extend([sum.n, sum.n_documents, sum.n_agentless, sum.n_quoted].map(Value::from));
            row
        });
        let columns = ["entity", "outlet_id", "role", "class", "verb", "n", "n_documents", "n_agentless", "n_quoted"];
        table("roles", "What each actor does and has done to it, by outlet", &columns, rows.collect())
    }
}

/// One row of `actions.csv`.
fn row<'a>(
    (key, [agent_mention, patient_mention]): (Key<'a>, [Option<&'a str>; 2]),
    action: &ActionRow<'a>,
    (mention, [agent, patient]): (&MentionRow, [&'a str; 2]),
) -> [Cell<'a>; ACTIONS.len()] {
    let verb = action_verbs()[action.verb as usize];
    [
        key.id.into(),
        key.document.into(),
        key.outlet.into(),
        key.event.into(),
        mention.zone.name().into(),
        agent.into(),
        verb.class.into(),
        verb.name.into(),
        patient.into(),
        action.form.name().into(),
        action.status.name().into(),
        agent_mention.unwrap_or_default().into(),
        patient_mention.unwrap_or_default().into(),
        action.voice.name().into(),
        action.char_start.into(),
        action.char_end.into(),
        action.text.into(),
        mention.sentence.into(),
    ]
}
