//! What a comparison hangs on: the entries and the events without which two outlets change places.
//!
//! In: what two outlets have of an axis, in all and by entry and event. Out: the notes of `contrasts.csv`.
//! Each part is left out in turn; the order of the two is compared in whole numbers, so that a tie is one.

use super::Corpus;
use super::cells::{ByEvent, Cells};
use crate::count::Voices;
use crate::lexicon::Pole;
use crate::measure::unit::Unit;
use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

/// Parts named in one note.
const NAMED: usize = 3;

/// What places an outlet: in all, and by entry and event number. Hits of a stand for a category's.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    all: Unit,
    entries: BTreeMap<u32, Unit>,
    events: BTreeMap<u32, Unit>,
}

impl Parts {
    /// The parts of an outlet on an axis, from its documents by event.
    pub(super) fn new(corpus: Corpus<'_>, cells: &Cells, (a, o, voices): (usize, usize, Voices), units: &ByEvent<Unit>) -> Parts {
        let sum = |units: &[(Option<u32>, Unit)]| units.iter().map(|u| u.1).sum::<Unit>();
        let events = units.chunk_by(|u, v| u.0 == v.0).filter_map(|of_event| Some((of_event[0].0?, sum(of_event))));
        let events = events.filter(|(_, u)| u.a + u.b > 0);
        let mut entries: BTreeMap<u32, Unit> = BTreeMap::new();
        for &(_, d, _) in cells.hits(a, o) {
            for &(id, voice, n) in &corpus.counts.documents[d as usize].entries {
                let entry = corpus.legend.entry(id);
                if entry.axis as usize != a || !voices.has(voice) {
                    continue;
                }
                let n = u64::from(n);
                match entry.pole {
                    Pole::A | Pole::Category => entries.entry(id.0).or_default().a += n,
                    Pole::B => entries.entry(id.0).or_default().b += n,
                    Pole::Neutral | Pole::Exclude => {}
                }
            }
        }
        Parts { all: sum(units), entries, events: events.collect() }
    }

    /// Both together.
    pub(super) fn plus(mut self, other: &Parts) -> Parts {
        self.all = self.all + other.all;
        let add = |sums: &mut BTreeMap<u32, Unit>, more: &BTreeMap<u32, Unit>| {
            for (part, u) in more {
                let sum = sums.entry(*part).or_default();
                *sum = *sum + *u;
            }
        };
        add(&mut self.entries, &other.entries);
        add(&mut self.events, &other.events);
        self
    }

    /// What is left when `other`, which is in it, is taken away.
    pub(super) fn minus(&self, other: &Parts) -> Parts {
        let take = |sums: &BTreeMap<u32, Unit>, less: &BTreeMap<u32, Unit>| {
            sums.iter().map(|(part, u)| (*part, *u - less.get(part).copied().unwrap_or_default())).collect()
        };
        Parts {
            all: self.all - other.all,
            entries: take(&self.entries, &other.entries),
            events: take(&self.events, &other.events),
        }
    }
}

/// Which of two outlets stands higher: by `ln((a+½)/(b+½))` on an axis, by `a/n` on a category.
fn order(x: Unit, y: Unit, is_category: bool) -> Ordering {
    let ratio = |u: Unit| if is_category { (u.a, u.n) } else { (2 * u.a + 1, 2 * u.b + 1) };
    let ((p, q), (r, s)) = (ratio(x), ratio(y));
    (u128::from(p) * u128::from(s)).cmp(&(u128::from(r) * u128::from(q)))
}

/// The notes of a comparison, empty when no single entry or event decides it.
pub(super) fn note(corpus: Corpus<'_>, axis: usize, (x, y): (&Parts, &Parts)) -> String {
    let legend = corpus.legend;
    let rule = (legend.axes[axis].is_category, corpus.parameters.floor_hits);
    let entry = |id: u32| legend.entries[id as usize].pattern.as_str();
    let event = |id: u32| legend.events[id as usize].as_str();
    let entries = clauses("hangs-on-entry", leave_out((x.all, y.all), (&x.entries, &y.entries), rule), &entry);
    let events = clauses("hangs-on-event", leave_out((x.all, y.all), (&x.events, &y.events), rule), &event);
    entries.into_iter().chain(events).collect::<Vec<_>>().join("; ")
}

/// Parts that decide the order of two outlets: those without which it turns round, and those without which
/// one of the two has too few hits to be placed. Parts with most hits first.
fn leave_out(
    (x, y): (Unit, Unit),
    (in_x, in_y): (&BTreeMap<u32, Unit>, &BTreeMap<u32, Unit>),
    (is_category, floor): (bool, u64),
) -> [Vec<u32>; 2] {
    let before = order(x, y, is_category);
    let mut numbers: Vec<u32> = in_x.keys().chain(in_y.keys()).copied().collect();
    numbers.sort_unstable();
    numbers.dedup();
    let of = |part: u32, sums: &BTreeMap<u32, Unit>| sums.get(&part).copied().unwrap_or_default();
    let mut parts: Vec<(u32, Unit, Unit)> = numbers.into_iter().map(|part| (part, of(part, in_x), of(part, in_y))).collect();
    parts.sort_by_key(|(_, u, v)| Reverse(u.a + u.b + v.a + v.b));
    let (mut turned, mut starved) = (Vec::new(), Vec::new());
    for (part, of_x, of_y) in parts {
        let (u, v) = (x - of_x, y - of_y);
        if u.a + u.b < floor || v.a + v.b < floor {
            starved.push(part);
        } else if before != Ordering::Equal && order(u, v, is_category) == before.reverse() {
            turned.push(part);
        }
    }
    [turned, starved]
}

fn clauses<'n>(code: &str, [turned, starved]: [Vec<u32>; 2], name: &dyn Fn(u32) -> &'n str) -> Vec<String> {
    let clause = |what: &str, parts: Vec<u32>| {
        let shown: Vec<String> = parts.iter().take(NAMED).map(|p| format!("`{}`", name(*p))).collect();
        let more = if parts.len() > NAMED { format!(" and {} more", parts.len() - NAMED) } else { String::new() };
        (!parts.is_empty()).then(|| format!("{code}: {what} without {}{more}", shown.join(", ")))
    };
    [clause("the order turns round", turned), clause("too few hits", starved)].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(a: u64, b: u64) -> Unit {
        Unit { a, b, n: 1000 }
    }

    /// Parts `[turned, starved]` of two outlets whose parts are given as (a, b).
    fn check(x: &[(u64, u64)], y: &[(u64, u64)], want: [&[u32]; 2]) {
        let parts = |list: &[(u64, u64)]| -> BTreeMap<u32, Unit> {
            list.iter().zip(0..).filter(|(h, _)| **h != (0, 0)).map(|(&(a, b), i)| (i, Unit { a, b, n: 0 })).collect()
        };
        let sum = |list: &[(u64, u64)]| unit(list.iter().map(|h| h.0).sum(), list.iter().map(|h| h.1).sum());
        let got = leave_out((sum(x), sum(y)), (&parts(x), &parts(y)), (false, 5));
        assert_eq!(got, want.map(<[u32]>::to_vec), "{x:?} {y:?}");
    }

    #[test]
    fn one_part_can_carry_the_order() {
        // 20:10 against 8:10; without the first part 0:10 against 8:10.
        check(&[(20, 0), (0, 10), (0, 0)], &[(0, 0), (0, 10), (8, 0)], [&[0], &[]]);
        // The same part on both sides takes from both.
        check(&[(20, 0), (0, 10)], &[(10, 0), (0, 10)], [&[], &[]]);
        // Without its only part an outlet has nothing to be placed by.
        check(&[(20, 0), (0, 0)], &[(8, 0), (0, 10)], [&[], &[0]]);
        // A tie is no order that could turn.
        check(&[(5, 5), (3, 3)], &[(4, 4), (6, 6)], [&[], &[]]);
        check(&[], &[], [&[], &[]]);
    }

    #[test]
    fn a_long_list_is_cut() {
        let said = clauses("c", [vec![3, 1, 2, 0], vec![4]], &|i| ["a", "b", "c", "d", "e"][i as usize]);
        assert_eq!(said, ["c: the order turns round without `d`, `b`, `c` and 1 more", "c: too few hits without `e`"]);
    }

    #[test]
    fn categories_are_ordered_by_rate() {
        let (x, y) = (Unit { a: 3, b: 0, n: 100 }, Unit { a: 4, b: 0, n: 200 });
        assert_eq!(order(x, y, true), Ordering::Greater);
        assert_eq!(order(x, y, false), Ordering::Less);
    }
}
