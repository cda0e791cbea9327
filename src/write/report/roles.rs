//! Who does what to whom.

use super::actors::{ACTORS, of_actors};
use super::html::{Grid, bdi, classed, count, counted, escape, outlets_of};
use super::story::Story;
use crate::write::view::rows;
use std::collections::BTreeMap;

/// Verbs in a cell.
const VERBS: usize = 3;

/// What an outlet has an actor do, or have done to it.
#[derive(Default)]
struct Deeds {
    n: i64,
    agentless: i64,
    /// How often each verb.
    verbs: Vec<(i64, String)>,
}

/// By role and class of the verb, then by outlet.
type Deals = BTreeMap<(String, String), BTreeMap<usize, Deeds>>;

/// What each outlet has each actor do and have done to it; nothing when nobody does anything.
pub(super) fn section(story: &Story<'_>) -> String {
    let mut by_entity: BTreeMap<String, Deals> = BTreeMap::new();
    for r in rows(story.tables, "roles") {
        let Some(outlet) = story.place(&r.text("outlet_id")) else { continue };
        let kind = (r.text("role").into_owned(), r.text("class").into_owned());
        let deals = by_entity.entry(r.text("entity").into_owned()).or_default();
        let deeds = deals.entry(kind).or_default().entry(outlet).or_default();
        deeds.n += r.count("n");
        deeds.agentless += r.count("n_agentless");
        deeds.verbs.push((r.count("n"), r.text("verb").into_owned()));
    }
    if by_entity.is_empty() {
        return String::new();
    }
    let weight = |deals: &Deals| deals.values().flat_map(BTreeMap::values).map(|d| d.n).sum::<i64>();
    let mut out = "<section id=\"roles\" aria-labelledby=\"h-roles\"><h2 id=\"h-roles\">Who does what</h2><p>Verbs of a list right beside an actor: \
        what it does, and what is done to it; how often a passive does not say by whom (“was killed”). Passages: actions.csv.</p>"
        .to_owned();
    out += &of_actors(&by_entity, weight, |entity, deals| table(story, entity, deals));
    let more = by_entity.len().saturating_sub(ACTORS);
    if more > 0 {
        out += &format!("<p>{} more in roles.csv.</p>", counted(more as i64, "actor", "actors"));
    }
    out + "</section>"
}

fn table(story: &Story<'_>, entity: &str, deals: &Deals) -> String {
    let deeds = deals.values().flatten().map(|(&outlet, deeds)| (outlet, deeds.n));
    let (outlets, others) = outlets_of(deeds, "roles.csv");
    let mut heads = vec![("Action".to_owned(), false)];
    heads.extend(outlets.iter().map(|&o| (bdi(&story.outlets[o].name), false)));
    let mut grid = Grid::new(&format!("What {entity} does and has done to it, by outlet"), heads);
    for ((role, class), by_outlet) in deals {
        let role = if role == "agent" { "does" } else { "done to it" };
        let mut row = vec![format!("{role}: {}", escape(class))];
        row.extend(outlets.iter().map(|o| by_outlet.get(o).map_or_else(|| classed("none", "·"), cell)));
        grid.row(row);
    }
    grid.html() + &others
}

/// `7 arrest 4, kill 3; 5 without a doer`.
fn cell(deeds: &Deeds) -> String {
    let mut verbs: Vec<_> = deeds.verbs.iter().map(|(n, verb)| (std::cmp::Reverse(*n), verb)).collect();
    verbs.sort_unstable();
    let named = verbs
        .iter()
        .take(VERBS)
        .map(|(n, verb)| if verbs.len() > 1 { format!("{} {}", escape(verb), count(n.0)) } else { escape(verb).into_owned() });
    let mut said = named.collect::<Vec<_>>().join(", ");
    if verbs.len() > VERBS {
        said += ", …";
    }
    if deeds.agentless > 0 {
        said += &format!("; {} without a doer", count(deeds.agentless));
    }
    format!("{} <small>{said}</small>", count(deeds.n))
}
