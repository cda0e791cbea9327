//! `bigrams.csv`: words that stand side by side, as names and fixed phrases do.

use super::super::Corpus;
use super::spread::Looked;
use super::{Documents, Further, Rows};
use crate::measure::collocation::{Association, lambda, log_dice};
use crate::table::Value;
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use std::io;

/// Most frequent terms whose pairs are counted.
const TERMS: usize = 5_000;
/// Least occurrences of a pair that is listed.
const LEAST: u64 = 5;
/// Least documents.
const LEAST_DOCUMENTS: u64 = 3;
/// Pairs listed.
const STRONGEST: usize = 1_000;
/// Added to each count of Blaheta and Johnson's lambda.
const SMOOTHING: f64 = 0.5;

pub(super) const TABLE: Further = Further {
    name: "bigrams",
    title: "The 1,000 pairs of words most firmly side by side in a sentence, by z of lambda (Blaheta and Johnson, 0.5 added): \
        of the 5,000 most frequent terms, 5 times or more, in 3 documents",
    measure: "collocation",
    columns: &[
        "first_term",
        "second_term",
        "n",
        "n_documents",
        "n_first",
        "n_second",
        "lambda",
        "lambda_se",
        "lambda_z",
        "log_dice",
        "mi_log2",
        "npmi",
        "g2",
    ],
    needs: "two words side by side 5 times, in 3 documents",
    rows: Rows::Order(rows),
};

/// Adjacent pairs of the terms looked at.
struct Pairs {
    /// Occurrences, documents and the last document of a pair.
    joint: HashMap<(u32, u32), (u64, u64, usize), FixedState>,
    /// Pairs of which a term is the first word, and the second.
    first: Vec<u64>,
    second: Vec<u64>,
    total: u64,
}

impl Pairs {
    fn new(corpus: Corpus<'_>, documents: &dyn Documents) -> io::Result<Pairs> {
        let looked = Looked::new(corpus, TERMS);
        let none = || vec![0; corpus.counts.terms.len()];
        let mut pairs = Pairs { joint: HashMap::default(), first: none(), second: none(), total: 0 };
        for d in 0..corpus.counts.documents.len() {
            let text = documents.text(d)?;
            let beside = text.sentences().flat_map(|s| s.windows(2)).filter(|w| w[0].counted && w[1].counted);
            for pair in beside {
                let [first, second] = [pair[0], pair[1]].map(|w| w.term.filter(|t| looked.place[*t as usize].is_some()));
                pairs.total += 1;
                first.iter().for_each(|t| pairs.first[*t as usize] += 1);
                second.iter().for_each(|t| pairs.second[*t as usize] += 1);
                if let (Some(first), Some(second)) = (first, second) {
                    let (n, documents, last) = pairs.joint.entry((first, second)).or_insert((0, 0, usize::MAX));
                    *n += 1;
                    *documents += u64::from(std::mem::replace(last, d) != d);
                }
            }
        }
        Ok(pairs)
    }
}

fn rows(corpus: Corpus<'_>, documents: &dyn Documents) -> io::Result<Vec<Vec<Value>>> {
    let pairs = Pairs::new(corpus, documents)?;
    let mut ranked = Vec::new();
    for (&(a, b), &(n, in_documents, _)) in pairs.joint.iter().filter(|(_, p)| p.0 >= LEAST && p.1 >= LEAST_DOCUMENTS) {
        let (first, second) = (pairs.first[a as usize], pairs.second[b as usize]);
        let cells = [[n, first - n], [second - n, pairs.total + n - first - second]];
        if let (Some(l), Some(association)) = (lambda(cells, SMOOTHING), Association::of(n, first, second, pairs.total)) {
            ranked.push(((a, b), [n, in_documents, first, second], l, association));
        }
    }
    ranked.sort_by(|x, y| (y.2.0 / y.2.1).total_cmp(&(x.2.0 / x.2.1)).then(x.0.cmp(&y.0)));
    let row = |((a, b), counts, (lambda, se), of): ((u32, u32), [u64; 4], (f64, f64), Association)| {
        let mut row: Vec<Value> = [a, b].map(|t| corpus.counts.terms[t as usize].as_str().into()).to_vec();
        row.extend(counts.map(Value::from));
        row.extend([lambda, se, lambda / se].map(Value::from));
        row.extend([log_dice(counts[0], counts[2], counts[3]), of.mi_log2, of.npmi, Some(of.log_likelihood)].map(Value::from));
        row
    };
    Ok(ranked.into_iter().take(STRONGEST).map(row).collect())
}
