//! Shingles, MinHash, LSH, tf-idf and time decay.

use crate::Case;
use crate::json::{as_count, count, list, number, real, reals, words};
use framescope::measure::similarity::{self, Decay, Overlap, word_shingles};
use framescope::measure::tf_idf::{Convention, cosine};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Answers the measures of this family.
pub(crate) fn answer(case: &Case<'_>) -> Option<Value> {
    let input = case.input;
    match case.measure {
        "shingle_similarity" => shingles(input),
        "minhash_bounds" => minhash(input),
        "lsh_probability" => lsh(input),
        "tfidf_cosine" | "tfidf_weights" => tf_idf(input),
        "time_decay" => decay(input),
        _ => None,
    }
}

fn split(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

fn shingles(v: &Value) -> Option<Value> {
    let (first, second) = (v.get("text1")?.as_str()?, v.get("text2")?.as_str()?);
    let keys = |o: Overlap| {
        json!({
            "n1": o.n1, "n2": o.n2, "inter": o.shared, "jaccard": number(o.jaccard()), "overlap": number(o.overlap()),
            "containment_1_in_2": number(o.first_in_second()), "containment_2_in_1": number(o.second_in_first()),
        })
    };
    let (words1, words2) = (split(first), split(second));
    let (chars1, chars2): (Vec<char>, Vec<char>) = (first.chars().collect(), second.chars().collect());
    let mut out = Map::new();
    for w in 1..=8 {
        out.insert(format!("word{w}"), keys(Overlap::of(&word_shingles(&words1, w), &word_shingles(&words2, w))));
        out.insert(format!("char{w}"), keys(Overlap::of(&word_shingles(&chars1, w), &word_shingles(&chars2, w))));
    }
    Some(Value::Object(out))
}

/// A 64-bit name of a shingle (FNV-1a).
fn hashed(shingle: &[&str]) -> u64 {
    shingle
        .iter()
        .flat_map(|word| word.bytes().chain([0]))
        .fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

fn minhash(v: &Value) -> Option<Value> {
    let k = count(v, "num_perm")? as usize;
    let width: usize = v.get("shingle")?.as_str()?.trim_start_matches("word").parse().ok()?;
    let (mut exact, mut error, mut estimate) = (Map::new(), Map::new(), Map::new());
    for pair in list(v, "pairs")? {
        let (a, b) = (pair.get(0)?.as_str()?, pair.get(1)?.as_str()?);
        let (x, y) = (split(v.get("texts")?.get(a)?.as_str()?), split(v.get("texts")?.get(b)?.as_str()?));
        let (x, y) = (word_shingles(&x, width), word_shingles(&y, width));
        let jaccard = Overlap::of(&x, &y).jaccard()?;
        let signature = |set: &BTreeSet<&[&str]>| similarity::minhash(set.iter().map(|s| hashed(s)), k);
        let name = format!("{a}|{b}");
        exact.insert(name.clone(), json!(jaccard));
        error.insert(name.clone(), json!(similarity::minhash_se(jaccard, k)));
        estimate.insert(name, number(similarity::minhash_jaccard(&signature(&x), &signature(&y))));
    }
    Some(json!({"true": exact, "standard_error": error, "estimate": estimate}))
}

fn lsh(v: &Value) -> Option<Value> {
    let jaccard = reals(v, "jaccard")?;
    let curve = |pair: &Value| {
        let (bands, rows) = (as_count(pair.get(0)?)? as u32, as_count(pair.get(1)?)? as u32);
        let values: Vec<f64> = jaccard.iter().map(|j| similarity::lsh_probability(*j, bands, rows)).collect();
        Some((format!("b{bands}r{rows}"), json!(values)))
    };
    Some(json!({"prob": list(v, "bands_rows")?.iter().map(curve).collect::<Option<Map<_, _>>>()?}))
}

fn tf_idf(v: &Value) -> Option<Value> {
    let documents: Vec<Vec<&str>> = words(v, "docs")?.into_iter().map(split).collect();
    let described = format!("{} {}", v.get("tf").and_then(Value::as_str).unwrap_or(""), v.get("idf")?.as_str()?);
    let convention = if described.contains("log10") {
        Convention::CountLog10
    } else if described.contains("1+ln") || described.contains("sublinear") || described.contains("1 + ln") {
        Convention::SublinearL2
    } else {
        Convention::SmoothL2
    };
    let vocabulary: Vec<&str> = documents.iter().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let counted = |document: &Vec<&str>| -> Vec<(u32, u64)> {
        let count = |term: &str| document.iter().filter(|w| **w == term).count() as u64;
        vocabulary.iter().enumerate().map(|(t, term)| (t as u32, count(term))).filter(|c| c.1 > 0).collect()
    };
    let sparse: Vec<_> = documents.iter().map(counted).collect();
    let weights = convention.weigh(&sparse);
    let matrix: Vec<Vec<Value>> = weights.iter().map(|a| weights.iter().map(|b| number(cosine(a, b))).collect()).collect();
    let frequency = |term: &str| documents.iter().filter(|d| d.contains(&term)).count() as u64;
    let n = documents.len() as u64;
    let idf: Map<String, Value> = vocabulary.iter().map(|t| (t.to_string(), number(convention.idf(n, frequency(t))))).collect();
    let named =
        |row: &Vec<(u32, f64)>| row.iter().map(|&(t, w)| (vocabulary[t as usize].to_owned(), json!(w))).collect::<Map<_, _>>();
    let by_document: Map<String, Value> =
        weights.iter().enumerate().map(|(i, row)| (format!("doc{}", i + 1), Value::Object(named(row)))).collect();
    Some(json!({"cosine": matrix, "idf": idf, "weights": by_document}))
}

fn decay(v: &Value) -> Option<Value> {
    let days = real(v, "days")?;
    Some(json!({
        "gaussian": Decay::Gaussian(real(v, "mu")?, real(v, "sigma")?).at(days),
        "exponential_half_life": Decay::HalfLife(real(v, "half_life")?).at(days),
        "exponential_rate": Decay::Rate(real(v, "lam")?).at(days),
        "linear_window7": Decay::Linear(7.0).at(days),
    }))
}
