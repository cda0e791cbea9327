//! What a result hangs on: how the order of outlets changes when one entry or one event is left out.
//!
//! In: hits of two poles per outlet and part (an entry, or an event). Out: for every part left out the pairs
//! of outlets that change places, with the parts that matter most first.

use crate::measure::axis::log_ratio_half;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Hits of both poles that one part gives one outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The outlet.
    pub outlet: String,
    /// The entry or event.
    pub part: String,
    /// Hits of pole a.
    pub a: u64,
    /// Hits of pole b.
    pub b: u64,
}

/// The effect of leaving one part out.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// The part left out.
    pub part: String,
    /// Pairs of outlets whose order turns round, in the order they had.
    pub swapped: Vec<(String, String)>,
    /// Kendall's tau-a of the two orders; 1 if nothing changes. Ties count as neither.
    pub tau: f64,
    /// The outlet whose position moves most, and by how much.
    pub largest: Option<(String, f64)>,
}

/// Leaves each part out in turn. Outlets with fewer than `floor` hits in all are not ordered, since their
/// place says nothing. Effects come with the most swaps first, then the largest move, then by name.
pub fn leave_one_out(shares: &[Share], floor: u64) -> Vec<Effect> {
    let mut total: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    let mut parts: BTreeMap<&str, BTreeMap<&str, (u64, u64)>> = BTreeMap::new();
    for s in shares {
        let all = total.entry(&s.outlet).or_default();
        *all = (all.0 + s.a, all.1 + s.b);
        let own = parts.entry(&s.part).or_default().entry(&s.outlet).or_default();
        *own = (own.0 + s.a, own.1 + s.b);
    }
    total.retain(|_, (a, b)| *a + *b >= floor);
    let full: Vec<(&str, f64)> = total.iter().map(|(o, (a, b))| (*o, log_ratio_half(*a, *b))).collect();
    let mut out: Vec<Effect> = parts
        .iter()
        .map(|(part, own)| {
            let without = full.iter().map(|(outlet, _)| {
                let ((a, b), (x, y)) = (total[outlet], own.get(outlet).copied().unwrap_or_default());
                log_ratio_half(a - x, b - y)
            });
            effect(part, &full, &without.collect::<Vec<_>>())
        })
        .collect();
    out.sort_by(|x, y| {
        let moved = |e: &Effect| e.largest.as_ref().map_or(0.0, |(_, d)| d.abs());
        y.swapped.len().cmp(&x.swapped.len()).then(moved(y).total_cmp(&moved(x))).then_with(|| x.part.cmp(&y.part))
    });
    out
}

fn effect(part: &str, full: &[(&str, f64)], without: &[f64]) -> Effect {
    let mut swapped = Vec::new();
    let mut agreement = 0i64;
    for i in 0..full.len() {
        for j in i + 1..full.len() {
            let (before, after) = (full[i].1.total_cmp(&full[j].1), without[i].total_cmp(&without[j]));
            agreement += order(before) * order(after);
            if before != Ordering::Equal && after == before.reverse() {
                let (high, low) = if before == Ordering::Greater { (i, j) } else { (j, i) };
                swapped.push((full[high].0.to_owned(), full[low].0.to_owned()));
            }
        }
    }
    let pairs = (full.len() * full.len().saturating_sub(1) / 2) as f64;
    let moves = full.iter().zip(without).map(|((o, x), y)| (*o, y - x));
    let largest = moves.max_by(|x, y| x.1.abs().total_cmp(&y.1.abs()).then_with(|| y.0.cmp(x.0)));
    Effect {
        part: part.to_owned(),
        swapped,
        tau: if pairs > 0.0 { agreement as f64 / pairs } else { 1.0 },
        largest: largest.map(|(o, d)| (o.to_owned(), d)),
    }
}

fn order(o: Ordering) -> i64 {
    match o {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    }
}

/// The note for a contrast of two outlets: which parts turn it round; empty when none does.
pub fn note(effects: &[Effect], (first, second): (&str, &str), kind: &str) -> String {
    let turns = |e: &&Effect| {
        e.swapped
            .iter()
            .any(|(x, y)| (x, y) == (&first.to_owned(), &second.to_owned()) || (x, y) == (&second.to_owned(), &first.to_owned()))
    };
    let parts: BTreeSet<&str> = effects.iter().filter(turns).map(|e| e.part.as_str()).collect();
    if parts.is_empty() {
        return String::new();
    }
    let shown: Vec<String> = parts.iter().take(3).map(|p| format!("`{p}`")).collect();
    let more = if parts.len() > shown.len() { format!(" and {} more", parts.len() - shown.len()) } else { String::new() };
    format!("order turns round without {kind} {}{more}", shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(outlet: &str, part: &str, a: u64, b: u64) -> Share {
        Share { outlet: outlet.into(), part: part.into(), a, b }
    }

    #[test]
    fn one_entry_can_carry_the_order() {
        let shares = [
            share("P", "terrorist", 20, 0),
            share("P", "fighter", 0, 10),
            share("Q", "militant", 8, 0),
            share("Q", "fighter", 0, 10),
            share("R", "terrorist", 1, 0),
        ];
        let effects = leave_one_out(&shares, 10);
        assert_eq!(effects[0].part, "terrorist");
        assert_eq!(effects[0].swapped, [("P".to_owned(), "Q".to_owned())]);
        assert_eq!(effects[0].tau, -1.0);
        assert_eq!(note(&effects, ("P", "Q"), "entry"), "order turns round without entry `terrorist`");
        assert_eq!(note(&effects, ("P", "R"), "entry"), "");
        assert_eq!(effects.iter().filter(|e| e.swapped.is_empty()).count(), 2);
        assert!(leave_one_out(&[], 1).is_empty());
    }
}
