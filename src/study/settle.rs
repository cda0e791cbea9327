//! Puts a partial in order: dates get their file's verdict, broken files lose their documents, repeated
//! identifiers keep the first, and every list is sorted.

use super::partial::{Counted, Lists, Settled};
use crate::corpus::Reject;
use std::collections::{BTreeMap, BTreeSet};

/// The documents that count and the sorted lists.
pub(super) fn settle(mut kept: Vec<Counted>, mut lists: Lists) -> Settled {
    let faulted: BTreeSet<String> = lists.faulted.drain(..).collect();
    let verdicts: BTreeMap<&str, _> = lists.files.iter().map(|f| (f.file.as_str(), f.dates)).collect();
    kept.retain(|d| !faulted.contains(&d.meta.origin.file));
    kept.sort_by(|a, b| (&a.meta.id, &a.meta.origin).cmp(&(&b.meta.id, &b.meta.origin)));
    for d in &mut kept {
        let Some(readings) = d.meta.date_readings else { continue };
        let verdict = verdicts.get(d.meta.origin.file.as_str()).copied().flatten();
        d.meta.date = verdict.map(|order| order.choose(readings));
    }
    lists.notes.retain(|n| !faulted.contains(&n.origin.file) || n.document_id.is_empty());
    lists.rejects.retain(|r| !faulted.contains(&r.origin.file));
    lists.rejects.append(&mut lists.file_rejects);
    lists.raw.retain(|r| !faulted.contains(&r.file));
    lists.raw.sort();
    let documents = reject_repeated(kept, &mut lists.rejects);
    lists.rejects.sort();
    lists.notes.sort();
    lists.notes.dedup();
    lists.files.sort();
    lists.decisions.sort();
    lists.decisions = changes(lists.decisions);
    let n_records = (documents.len() + lists.rejects.len()) as u64;
    let mut rules = BTreeMap::new();
    for (rule, n) in documents.iter().flat_map(|d| &d.meta.rules) {
        *rules.entry(rule.clone()).or_default() += u64::from(*n);
    }
    Settled { documents, lists, n_records, rules }
}

/// Each decision where it is first taken or taken otherwise, as one reading of all files tells it.
fn changes(decisions: Vec<(String, String, String)>) -> Vec<(String, String, String)> {
    let mut last: BTreeMap<String, String> = BTreeMap::new();
    let changed = |(_, what, value): &(String, String, String)| last.insert(what.clone(), value.clone()).as_ref() != Some(value);
    decisions.into_iter().filter(changed).collect()
}

fn reject_repeated(kept: Vec<Counted>, rejects: &mut Vec<Reject>) -> Vec<Counted> {
    let mut documents: Vec<Counted> = Vec::with_capacity(kept.len());
    for d in kept {
        match documents.last() {
            Some(first) if first.meta.id == d.meta.id => {
                let at = &first.meta.origin;
                rejects.push(Reject {
                    code: "duplicate-id".into(),
                    document_id: d.meta.id,
                    field: "id".into(),
                    detail: format!("first at {}:{}", at.file, at.line),
                    excerpt: d.meta.title.chars().take(80).collect(),
                    origin: d.meta.origin,
                });
            }
            _ => documents.push(d),
        }
    }
    documents
}

#[cfg(test)]
mod tests {
    use super::changes;

    #[test]
    fn decisions_are_told_where_they_change() {
        let row = |(file, value): &(&str, &str)| (file.to_string(), "format".to_owned(), value.to_string());
        let all = [("a", "csv"), ("b", "csv"), ("c", "json"), ("d", "json"), ("e", "csv")];
        let told = [("a", "csv"), ("c", "json"), ("e", "csv")];
        let once = changes(all.iter().map(row).collect());
        assert_eq!(once, told.iter().map(row).collect::<Vec<_>>());
        assert_eq!(changes(once.clone()), once);
    }
}
