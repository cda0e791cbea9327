//! Groups documents by average similarity.
//!
//! In: similarities of neighbours, and groups that are known. Out: a group number per document.
//! Average-linkage agglomeration: the two most similar groups are joined until none reaches the
//! threshold. Two groups that are each tight are only joined when what lies between them is not much
//! looser than what lies inside (two rescues at sea in one week stay two). All sums are integers and
//! ties are broken by position, so there is one result.

use super::neighbours::{Decay, Edge};
use super::vectors::Vectors;
use foldhash::fast::FixedState;
use hashbrown::HashSet;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Documents from which a group has an inside worth comparing with.
const TIGHT: usize = 5;
/// Thousandths of the looser group's inner similarity that the similarity between must reach.
const RELATIVE: u64 = 700;
/// Similarities computed when the sum between two groups is not known; larger groups are sampled.
const SAMPLE: usize = 8;
/// Links are kept from one in so many of the threshold. The average of a joined group lies between those of its parts, so a
/// pair that could be joined is found through one of them; what the other part adds is then measured.
const NEAR: u64 = 2;

/// What the agglomeration needs to know.
pub(crate) struct Clustering<'a> {
    pub(crate) vectors: &'a Vectors,
    pub(crate) decay: &'a Decay,
    /// Least average similarity of two groups that are joined.
    pub(crate) threshold: u64,
    /// Per document the number of its known group.
    pub(crate) known: &'a [Option<u32>],
}

struct Group {
    members: Vec<u32>,
    /// Sum of similarities inside.
    inside: u64,
    /// Sums of similarities to other groups, by group.
    links: Vec<(u32, u64)>,
    known: Option<u32>,
}

/// Average similarity of two groups and the groups; stale once the average is another.
type Candidate = (u64, Reverse<(u32, u32)>);

/// The group of every document: the index of its first member.
pub(crate) fn cluster(task: &Clustering<'_>, edges: &[Edge]) -> Vec<u32> {
    let mut state = State::new(task, edges);
    state.join_known();
    state.fill();
    while let Some((value, Reverse((a, b)))) = state.heap.pop() {
        if value < task.threshold {
            break;
        }
        if state.current(a, b) != Some(value) {
            continue;
        }
        if state.may_join(a, b, value) {
            let before = state.averages(a);
            state.join(a, b);
            state.offer(a, &before);
        } else {
            state.refused.insert((a, b));
        }
    }
    let mut of = vec![0; task.known.len()];
    for (id, group) in (0u32..).zip(&state.groups) {
        group.members.iter().for_each(|&m| of[m as usize] = id);
    }
    of
}

struct State<'a> {
    task: &'a Clustering<'a>,
    groups: Vec<Group>,
    heap: BinaryHeap<Candidate>,
    /// Candidates that may not be joined as long as neither group changes.
    refused: HashSet<(u32, u32), FixedState>,
}

impl<'a> State<'a> {
    fn new(task: &'a Clustering<'a>, edges: &[Edge]) -> State<'a> {
        let single =
            |(document, &known): (u32, &Option<u32>)| Group { members: vec![document], inside: 0, links: Vec::new(), known };
        let mut groups: Vec<Group> = (0u32..).zip(task.known).map(single).collect();
        // Two known groups are never joined, so nobody asks what lies between them.
        let known = |d: u32| task.known[d as usize];
        let near = |e: &&Edge| e.similarity >= task.threshold / NEAR;
        let asked = |e: &&Edge| known(e.a).is_none() || known(e.b).is_none() || known(e.a) == known(e.b);
        for edge in edges.iter().filter(near).filter(asked) {
            groups[edge.a as usize].links.push((edge.b, edge.similarity));
            groups[edge.b as usize].links.push((edge.a, edge.similarity));
        }
        groups.iter_mut().for_each(|g| g.links.sort_unstable());
        State { task, groups, heap: BinaryHeap::new(), refused: HashSet::default() }
    }

    /// Joins what is known to belong together, into the first member's group.
    fn join_known(&mut self) {
        let mut first: Vec<(u32, u32)> = (0u32..).zip(self.task.known).filter_map(|(d, k)| k.map(|k| (k, d))).collect();
        first.sort_unstable();
        for same in first.chunk_by(|a, b| a.0 == b.0) {
            same[1..].iter().for_each(|&(_, member)| self.join(same[0].1, member));
        }
    }

    fn fill(&mut self) {
        for a in 0..self.groups.len() {
            self.offer(u32::try_from(a).unwrap_or(u32::MAX), &[]);
        }
    }

    /// The average similarities of a group to those it is linked with, by group.
    fn averages(&self, a: u32) -> Vec<(u32, u64)> {
        let group = &self.groups[a as usize];
        group.links.iter().map(|&(b, sum)| (b, self.average(group, b, sum))).collect()
    }

    /// The average of two groups; none when one of them is gone.
    fn current(&self, a: u32, b: u32) -> Option<u64> {
        let group = &self.groups[a as usize];
        find(&group.links, b).map(|sum| self.average(group, b, sum))
    }

    fn average(&self, group: &Group, other: u32, sum: u64) -> u64 {
        sum / (group.members.len() * self.groups[other as usize].members.len()) as u64
    }

    /// Puts the links of a group that could be joined on the heap, but for those that stand there with the
    /// average they had before the group grew.
    fn offer(&mut self, a: u32, before: &[(u32, u64)]) {
        for (b, value) in self.averages(a).into_iter().filter(|l| l.1 >= self.task.threshold) {
            let pair = (a.min(b), a.max(b));
            if self.refused.remove(&pair) || find(before, b) != Some(value) {
                self.heap.push((value, Reverse(pair)));
            }
        }
    }

    fn may_join(&self, a: u32, b: u32, value: u64) -> bool {
        let (a, b) = (&self.groups[a as usize], &self.groups[b as usize]);
        if a.known.is_some() && b.known.is_some() {
            return false;
        }
        let inner = |g: &Group| g.inside / (g.members.len() * (g.members.len() - 1) / 2) as u64;
        let tight = a.members.len() >= TIGHT && b.members.len() >= TIGHT;
        !tight || value * 1000 >= RELATIVE * inner(a).min(inner(b))
    }

    /// Moves the members of `b` into `a`.
    fn join(&mut self, a: u32, b: u32) {
        let gone = std::mem::take(&mut self.groups[b as usize].members);
        let (links_b, inside_b) = (std::mem::take(&mut self.groups[b as usize].links), self.groups[b as usize].inside);
        let links_a = std::mem::take(&mut self.groups[a as usize].links);
        let between = find(&links_a, b).unwrap_or_else(|| self.measure(&self.groups[a as usize].members, &gone));
        let mut links = self.merge_links((a, &links_a), (b, &links_b), &gone);
        let known = self.groups[b as usize].known;
        let group = &mut self.groups[a as usize];
        group.inside += inside_b + between;
        group.members.extend(gone);
        group.known = group.known.or(known);
        links.retain(|&(other, sum)| {
            let is_near = self.average(&self.groups[a as usize], other, sum) >= self.task.threshold / NEAR;
            replace(&mut self.groups[other as usize].links, (a, b), is_near.then_some(sum));
            is_near
        });
        self.groups[a as usize].links = links;
    }

    /// The sums from the joined group to every neighbour of either part.
    fn merge_links(&self, a: (u32, &[(u32, u64)]), b: (u32, &[(u32, u64)]), gone: &[u32]) -> Vec<(u32, u64)> {
        let mut others: Vec<u32> = a.1.iter().chain(b.1).map(|l| l.0).filter(|&o| o != a.0 && o != b.0).collect();
        others.sort_unstable();
        others.dedup();
        let sum = |links: &[(u32, u64)], members: &[u32], other: u32| {
            find(links, other).unwrap_or_else(|| self.measure(members, &self.groups[other as usize].members))
        };
        let members = &self.groups[a.0 as usize].members;
        others.into_iter().map(|o| (o, sum(a.1, members, o) + sum(b.1, gone, o))).collect()
    }

    /// The sum of similarities between two groups; of large ones from an even sample.
    fn measure(&self, a: &[u32], b: &[u32]) -> u64 {
        let (x, y) = (even(a), even(b));
        let pairs = x.iter().flat_map(|&i| y.iter().map(move |&j| (i, j)));
        let sum: u64 = pairs.map(|(i, j)| self.task.decay.similarity(self.task.vectors, i as usize, j as usize)).sum();
        sum * (a.len() * b.len()) as u64 / (x.len() * y.len()) as u64
    }
}

/// Puts the sum of group `a`, if there is one, in the place of those of `a` and `b`.
fn replace(links: &mut Vec<(u32, u64)>, (a, b): (u32, u32), sum: Option<u64>) {
    if let Ok(i) = links.binary_search_by_key(&b, |l| l.0) {
        links.remove(i);
    }
    match (links.binary_search_by_key(&a, |l| l.0), sum) {
        (Ok(i), Some(sum)) => links[i].1 = sum,
        (Ok(i), None) => drop(links.remove(i)),
        (Err(i), Some(sum)) => links.insert(i, (a, sum)),
        (Err(_), None) => {}
    }
}

fn find(links: &[(u32, u64)], other: u32) -> Option<u64> {
    links.binary_search_by_key(&other, |l| l.0).ok().map(|i| links[i].1)
}

/// At most [`SAMPLE`] members, evenly spaced.
fn even(members: &[u32]) -> Vec<u32> {
    let n = members.len().min(SAMPLE);
    (0..n).map(|i| members[i * members.len() / n]).collect()
}
