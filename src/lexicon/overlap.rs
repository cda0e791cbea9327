//! What happens when entries overlap: which hits count, and which longer hit takes another's place.
//!
//! In: the candidates of one lexicon in one document. Out: for each the candidate that suppresses it.
//! Lexicons do not suppress one another. Every policy does work linear in the words of all candidates.

use super::{Overlap, Pole};
use hashbrown::HashMap;
use std::cmp::Reverse;

/// A candidate as far as overlap is concerned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claim {
    /// First place claimed.
    pub(super) start: u64,
    /// Place after the last.
    pub(super) end: u64,
    /// How many words that is.
    pub(super) words: u32,
    /// Axis and pole, numbered within the lexicon.
    pub(super) axis: u32,
    pub(super) pole: Pole,
}

impl Claim {
    fn key(&self) -> (u32, Pole) {
        (self.axis, self.pole)
    }

    fn same_place(&self, other: &Claim) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }

    /// Whether both may count at the same place: not for one key, nor against an exclusion of the axis.
    fn agrees(&self, taken: &Claim) -> bool {
        self.key() != taken.key() && !(taken.pole == Pole::Exclude && taken.axis == self.axis)
    }
}

/// For each claim, in order, the index of the claim that takes its place. `places` lists the places a
/// claim covers.
pub(super) fn settle(policy: Overlap, claims: &[Claim], places: &dyn Fn(&Claim) -> Vec<u64>) -> Vec<Option<usize>> {
    match policy {
        Overlap::Longest => longest(claims, places),
        Overlap::Key => by_key(claims, places, false),
        Overlap::Dictionary => by_key(claims, places, true),
        Overlap::Leftmost => leftmost(claims),
        Overlap::None => excluded(claims, places),
    }
}

/// Indices, longest claim first, then leftmost, exclusions before what they exclude, then entry order.
fn by_length(claims: &[Claim]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_key(|&i| (Reverse(claims[i].words), claims[i].start, claims[i].end, claims[i].pole != Pole::Exclude, i));
    order
}

/// The longest match wins; at one place different axes and poles may count together.
fn longest(claims: &[Claim], places: &dyn Fn(&Claim) -> Vec<u64>) -> Vec<Option<usize>> {
    let mut out = vec![None; claims.len()];
    // The winners at each place; more than one only when they claim exactly the same places.
    let mut taken: HashMap<u64, Vec<usize>> = HashMap::new();
    for i in by_length(claims) {
        let claim = &claims[i];
        let places = places(claim);
        let holder = places.iter().find_map(|p| taken.get(p));
        let loser = holder.and_then(|winners| {
            let place = winners.iter().find(|&&w| !claims[w].same_place(claim));
            place.or_else(|| winners.iter().find(|&&w| !claim.agrees(&claims[w]))).copied()
        });
        out[i] = loser;
        if loser.is_none() {
            for p in places {
                taken.entry(p).or_default().push(i);
            }
        }
    }
    out
}

/// quanteda's nested scopes: a claim loses when any of its places is taken by its own key, and in the
/// dictionary scope also when all of them are taken by longer claims of any key.
fn by_key(claims: &[Claim], places: &dyn Fn(&Claim) -> Vec<u64>, dictionary: bool) -> Vec<Option<usize>> {
    let mut out = excluded(claims, places);
    let mut own: HashMap<((u32, Pole), u64), usize> = HashMap::new();
    let mut all: HashMap<u64, usize> = HashMap::new();
    let order = by_length(claims);
    for class in order.chunk_by(|&a, &b| claims[a].words == claims[b].words) {
        let mut won = Vec::new();
        for &i in class.iter().filter(|i| claims[**i].pole != Pole::Exclude) {
            if out[i].is_some() {
                continue;
            }
            let claim = &claims[i];
            let places = places(claim);
            out[i] = places.iter().find_map(|p| own.get(&(claim.key(), *p)).copied());
            if dictionary && out[i].is_none() && places.iter().all(|p| all.contains_key(p)) {
                out[i] = places.first().and_then(|p| all.get(p).copied());
            }
            if out[i].is_none() {
                for p in places {
                    own.insert((claim.key(), p), i);
                    won.push((p, i));
                }
            }
        }
        all.extend(won);
    }
    out
}

/// The leftmost match wins, the longest of those that start there.
fn leftmost(claims: &[Claim]) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_key(|&i| {
        (claims[i].start, Reverse(claims[i].words), Reverse(claims[i].end), claims[i].pole != Pole::Exclude, i)
    });
    let mut out = vec![None; claims.len()];
    let mut last: Vec<usize> = Vec::new();
    for i in order {
        let claim = &claims[i];
        match last.first() {
            Some(&w) if claims[w].end > claim.start => {
                let disagrees = last.iter().find(|&&w| !claim.agrees(&claims[w])).copied();
                out[i] = if claims[w].same_place(claim) { disagrees } else { Some(w) };
                if out[i].is_none() {
                    last.push(i);
                }
            }
            _ => last = vec![i],
        }
    }
    out
}

/// Only exclusions take the place of others: of claims of their axis that are not longer.
fn excluded(claims: &[Claim], places: &dyn Fn(&Claim) -> Vec<u64>) -> Vec<Option<usize>> {
    let mut taken: HashMap<(u32, u64), usize> = HashMap::new();
    for i in by_length(claims) {
        if claims[i].pole == Pole::Exclude {
            for p in places(&claims[i]) {
                taken.entry((claims[i].axis, p)).or_insert(i);
            }
        }
    }
    let loses = |claim: &Claim| {
        if claim.pole == Pole::Exclude || taken.is_empty() {
            return None;
        }
        let found = places(claim).iter().find_map(|p| taken.get(&(claim.axis, *p)).copied());
        found.filter(|&w| claims[w].words >= claim.words)
    };
    claims.iter().map(loses).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Claims as `key:start-end`, winners as a list of their keys.
    fn check(policy: Overlap, claims: &str, want: &str) {
        let parse = |c: &str| {
            let (key, span) = c.split_once(':').unwrap();
            let (start, end) = span.split_once('-').unwrap();
            let (start, end): (u64, u64) = (start.parse().unwrap(), end.parse().unwrap());
            let pole = if key.starts_with('!') { Pole::Exclude } else { Pole::Category };
            let axis = key.trim_start_matches('!').bytes().map(u32::from).sum();
            Claim { start, end, words: (end - start) as u32, axis, pole }
        };
        let parsed: Vec<Claim> = claims.split(' ').map(parse).collect();
        let losers = settle(policy, &parsed, &|c| (c.start..c.end).collect());
        let won: Vec<&str> =
            claims.split(' ').zip(&losers).filter(|(_, l)| l.is_none()).map(|(c, _)| c.split(':').next().unwrap()).collect();
        assert_eq!(won.join(" "), want, "{policy:?} {claims}");
    }

    #[test]
    fn policies_differ_as_documented() {
        use Overlap::{Dictionary, Key, Leftmost, Longest, None};
        let times = "paper:0-3 city:0-2 times:1-3 city:4-6";
        check(Longest, times, "paper city");
        check(Key, times, "paper city times city");
        check(Dictionary, times, "paper city");
        check(None, times, "paper city times city");
        for policy in [Dictionary, Key] {
            check(policy, "k:0-2 l:1-3", "k l");
        }
        for policy in [Longest, Leftmost] {
            check(policy, "k:0-2 l:1-3", "k");
        }
        for policy in [Longest, Key, Dictionary, Leftmost] {
            check(policy, "k:0-2 k:1-3", "k");
            check(policy, "k:0-1 k:0-1", "k");
            check(policy, "k:0-1 l:0-1", "k l");
        }
        check(Leftmost, "a:0-1 b:0-2 c:1-4", "b");
        check(Longest, "a:0-1 b:0-2 c:1-4", "a c");
        check(None, "k:0-2 k:1-3", "k k");
        let guinea = "g:1-2 eg:3-5 g:4-5 gb:6-8 g:6-7";
        check(Key, guinea, "g eg g gb g");
        check(Dictionary, guinea, "g eg gb");
    }

    #[test]
    fn exclusions_claim_their_axis() {
        use Overlap::{Dictionary, Key, Leftmost, Longest, None};
        for policy in [Longest, Key, Dictionary, Leftmost, None] {
            check(policy, "k:0-1 !k:0-2", "!k");
            check(policy, "k:0-1 !k:0-1", "!k");
        }
        check(Key, "l:0-1 !k:0-2", "l !k");
        check(Longest, "k:0-3 !k:1-2", "k");
    }
}
