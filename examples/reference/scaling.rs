//! Scaling, maps, distances and trees.

use crate::Case;
use crate::json::{count, count_rows, list, number, real, reals, words};
use framescope::measure::svd::{Sparse, svd};
use framescope::measure::{
    ca::Ca, delta::Delta, distance, distance::Distance, lss, pca::Pca, ppmi::Cooccurrence, tree, wordfish, wordscores::Wordscores,
};
use ndarray::{Array1, Array2};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Answers the measures of this family.
pub(crate) fn answer(case: &Case<'_>) -> Option<Value> {
    let input = case.input;
    match case.measure {
        "wordscores" => wordscores(input),
        "wordfish" => fish(input),
        "correspondence_analysis" => correspondence(input),
        "pca" => components(input),
        "distance_matrix" => distances(input, case.variant),
        "kl_divergence" => divergence(input),
        "delta" => deltas(input, case.variant),
        "hierarchical_clustering" => clustering(input),
        "lss_predict" => lss_predict(input),
        "lss_fit" => lss_fit(input),
        "ppmi" => ppmi(input),
        _ => None,
    }
}

fn named(names: &[&str], values: impl IntoIterator<Item = f64>) -> Value {
    Value::Object(names.iter().map(|n| n.to_string()).zip(values.into_iter().map(|v| json!(v))).collect::<Map<_, _>>())
}

fn rows(matrix: &Array2<f64>) -> Value {
    json!(matrix.rows().into_iter().map(|r| r.to_vec()).collect::<Vec<_>>())
}

fn dense(v: &Value, key: &str) -> Option<Array2<f64>> {
    let rows: Vec<Vec<f64>> =
        list(v, key)?.iter().map(|r| r.as_array()?.iter().map(Value::as_f64).collect()).collect::<Option<_>>()?;
    Array2::from_shape_vec((rows.len(), rows.first()?.len()), rows.concat()).ok()
}

fn wordscores(v: &Value) -> Option<Value> {
    let references = count_rows(v, "ref_counts")?;
    let fitted = Wordscores::fit(&references, &reals(v, "ref_scores")?)?;
    let virgin = fitted.score(&crate::json::counts(v, "virgin_counts")?)?;
    let mut names: Vec<String> = (1..=references.len()).map(|i| format!("R{i}")).collect();
    names.push("V1".into());
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let scores: Vec<_> = fitted.references().iter().copied().chain([virgin]).collect();
    let raw: Vec<f64> = scores.iter().map(|s| s.raw).collect();
    let (mv, factor) = fitted.mv(&raw)?;
    let z = framescope::measure::special::normal_multiplier(0.95)?;
    let by_word = words(v, "words")?.into_iter().zip(&fitted.word_scores).filter_map(|(w, s)| Some((w.to_owned(), json!((*s)?))));
    Some(json!({
        "word_scores": by_word.collect::<Map<_, _>>(), "raw": named(&names, raw.iter().copied()),
        "se": named(&names, scores.iter().map(|s| s.se)), "lbg": named(&names, fitted.lbg(&raw)?),
        "mv": named(&names, mv), "mv_se": named(&names, scores.iter().map(|s| s.se * factor.abs())),
        "raw_ci95_V1": [virgin.raw - z * virgin.se, virgin.raw + z * virgin.se],
    }))
}

fn fish(v: &Value) -> Option<Value> {
    let (docs, terms) = (words(v, "docs")?, words(v, "words")?);
    let at = |i: usize| docs.iter().position(|d| Some(*d) == v["dir"][i].as_str());
    let options = wordfish::Options { sigma_beta: real(v, "sigma_beta")?, direction: (at(0)?, at(1)?), ..Default::default() };
    let w = wordfish::Wordfish::fit(&count_rows(v, "counts")?, &options)?;
    Some(json!({
        "theta": named(&docs, w.theta), "se": named(&docs, w.se), "alpha": named(&docs, w.alpha), "beta": named(&terms, w.beta),
        "psi": named(&terms, w.psi), "log_posterior": w.log_posterior,
    }))
}

fn correspondence(v: &Value) -> Option<Value> {
    let counts = count_rows(v, "counts")?;
    let ca = Ca::of_dense(&counts, counts.len().min(counts.first()?.len()) - 1)?;
    let column = |m: &Array2<f64>, d: usize| json!(if d < m.ncols() { m.column(d).to_vec() } else { Vec::new() });
    let mut out = json!({
        "principal_inertias": ca.inertias.to_vec(), "pct": ca.percent().to_vec(), "total_inertia": ca.total_inertia, "chi2": ca.chi2,
    });
    for (side, p) in [("row", &ca.rows), ("col", &ca.columns)] {
        let vector = |x: &Array1<f64>| json!(x.to_vec());
        out[format!("{side}_mass")] = vector(&p.mass);
        out[format!("{side}_inertia")] = vector(&p.inertia);
        out[format!("{side}_chi2_dist")] = vector(&p.distance);
        for d in 0..2 {
            out[format!("{side}_principal_dim{}", d + 1)] = column(&p.principal, d);
            out[format!("{side}_contrib_dim{}", d + 1)] = column(&p.contribution, d);
            out[format!("{side}_cos2_dim{}", d + 1)] = column(&p.cos2, d);
        }
    }
    Some(out)
}

fn components(v: &Value) -> Option<Value> {
    let scale = v.get("scale").and_then(Value::as_str).is_some_and(|s| s.contains("sd"));
    let p = Pca::of(&dense(v, "x")?, scale)?;
    Some(json!({
        "sdev": p.sdev.to_vec(), "loadings": rows(&p.loadings), "explained_ratio": p.explained.to_vec(), "scores": rows(&p.scores),
        "scores_dim1_abs_first5": p.scores.column(0).iter().take(5).map(|s| s.abs()).collect::<Vec<_>>(),
    }))
}

/// The distance of this name; cases use a few names of other programs.
fn distance_named(name: &str) -> Option<Distance> {
    let ours = match name {
        "js_divergence_bits" | "js_divergence_base2" => "jsd_bits",
        "js_divergence_nats" | "js_divergence" => "jsd_nats",
        "js_distance_base2" => "js_distance_bits",
        "js_distance" | "js_distance_base_e" => "js_distance_nats",
        "cosine_distance" => "cosine",
        "hellinger_distance" => "hellinger",
        "tv" | "total_variation_distance" => "total_variation",
        "chi2_distance" | "chi_square" | "chi_squared" => "chi2",
        other => other,
    };
    Distance::ALL.into_iter().find(|d| d.name() == ours)
}

fn distances(v: &Value, variant: &str) -> Option<Value> {
    let name = v.get("distance").and_then(Value::as_str).unwrap_or(variant);
    Some(json!({"matrix": rows(&distance_named(name)?.matrix(&count_rows(v, "counts")?))}))
}

fn divergence(v: &Value) -> Option<Value> {
    let nats = distance::kullback_leibler(&count_rows(v, "counts")?, real(v, "add")?)?;
    Some(json!({"matrix_bits": rows(&(&nats / std::f64::consts::LN_2)), "matrix_nats": rows(&nats)}))
}

fn deltas(v: &Value, variant: &str) -> Option<Value> {
    let delta = Delta::ALL.into_iter().find(|d| d.name() == variant)?;
    Some(json!({"matrix": rows(&delta.matrix(&count_rows(v, "counts")?))}))
}

fn clustering(v: &Value) -> Option<Value> {
    let (outlets, d) = (words(v, "outlets")?, dense(v, "distance_matrix")?);
    let tree = tree::Tree::of(&d, tree::Linkage::named(v.get("linkage")?.as_str()?)?);
    let linkage: Vec<[f64; 4]> = tree.merges.iter().map(|m| [m.left as f64, m.right as f64, m.height, m.size as f64]).collect();
    let order: Vec<&str> = tree.optimal_order(&d).into_iter().map(|i| outlets[i]).collect();
    Some(json!({
        "merge_heights": tree.merges.iter().map(|m| m.height).collect::<Vec<_>>(), "scipy_linkage": linkage,
        "two_cluster_labels": tree.cut(2).into_iter().map(|c| c + 1).collect::<Vec<_>>(),
        "cophenetic_correlation": number(tree.cophenetic_correlation(&d)), "leaf_order_optimal": order,
    }))
}

fn lss_predict(v: &Value) -> Option<Value> {
    let beta = v.get("beta")?.as_object()?;
    let floor = count(v, "min_n").unwrap_or(0);
    let fits: Vec<Option<lss::Fit>> = words(v, "docs")?
        .iter()
        .map(|d| lss::fit(&d.split_whitespace().filter_map(|w| Some((1, beta.get(w)?.as_f64()?))).collect::<Vec<_>>(), floor))
        .collect();
    let scaled = if v.get("rescale").and_then(Value::as_bool) == Some(true) {
        lss::rescaled(&fits.iter().map(|f| f.map(|f| f.fit)).collect::<Vec<_>>())?
    } else {
        fits.iter().map(|f| f.map(|f| f.fit)).collect()
    };
    let row = |(f, fit): (&Option<lss::Fit>, Option<f64>)| json!({"fit": fit, "se": f.map(|f| f.se), "n": f.map_or(0, |f| f.n)});
    Some(json!({"rows": fits.iter().zip(scaled).map(row).collect::<Vec<_>>()}))
}

fn lss_fit(v: &Value) -> Option<Value> {
    let vocabulary = words(v, "vocab")?;
    let counts = dense(v, "counts")?;
    let seeds: Vec<(u32, f64)> = v
        .get("seeds")?
        .as_object()?
        .iter()
        .filter_map(|(word, weight)| Some((vocabulary.iter().position(|w| w == word)? as u32, weight.as_f64()?)))
        .collect();
    let documents = Sparse::from_dense(&counts);
    let k = count(v, "k")? as usize;
    let beta = lss::Lss::new(svd(&documents, k, 0)).grade(&seeds)?;
    let grade = |row: &Vec<(u32, f64)>| {
        let graded: Vec<(u64, f64)> = row.iter().filter_map(|&(w, n)| Some((n as u64, beta[w as usize]?))).collect();
        lss::fit(&graded, 0).map(|f| f.fit)
    };
    let raw: Vec<Option<f64>> = documents.rows.iter().map(grade).collect();
    let by_word = vocabulary.iter().zip(&beta).filter_map(|(w, b)| Some((w.to_string(), json!((*b)?))));
    Some(json!({
        "beta": by_word.collect::<Map<_, _>>(), "doc_raw": raw, "doc_z": lss::rescaled(&raw),
        "singular_values": svd(&documents, k + 1, 0).values.to_vec(),
    }))
}

fn ppmi(v: &Value) -> Option<Value> {
    let documents: Vec<Vec<&str>> = words(v, "docs")?.iter().map(|d| d.split_whitespace().collect()).collect();
    let vocabulary: Vec<&str> = documents.iter().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let id = |w: &&str| vocabulary.partition_point(|x| x < w) as u32;
    let numbered: Vec<Vec<u32>> = documents.iter().map(|d| d.iter().map(id).collect()).collect();
    let near = Cooccurrence::of(&numbered, vocabulary.len(), count(v, "window")? as usize);
    let (plain, smoothed) = (near.ppmi(1.0), near.ppmi(0.75));
    let value = |m: &Sparse, a: u32, b: u32| m.rows[a as usize].iter().find(|e| e.0 == b).map_or(0.0, |e| e.1);
    let (mut cooc, mut ppmi, mut cds) = (Map::new(), Map::new(), Map::new());
    for (a, first) in vocabulary.iter().enumerate() {
        for (b, second) in vocabulary.iter().enumerate() {
            let name = format!("{first}|{second}");
            cooc.insert(name.clone(), json!(near.pairs(a as u32, b as u32)));
            ppmi.insert(name.clone(), json!(value(&plain, a as u32, b as u32)));
            cds.insert(name, json!(value(&smoothed, a as u32, b as u32)));
        }
    }
    let entries = || plain.rows.iter().flatten().map(|e| e.1);
    Some(json!({
        "total_pairs": near.total, "cooc": cooc, "ppmi_log2": ppmi, "ppmi_cds75_log2": cds,
        "ppmi_frobenius": entries().map(|x| x * x).sum::<f64>().sqrt(), "ppmi_nonzero": entries().count(),
        "singular_values_top5": svd(&plain, 5, 0).values.to_vec(),
    }))
}
