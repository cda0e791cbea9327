//! Keyness, dispersion and collocation cases.

use crate::Case;
use crate::json::{as_count, count, counts, list, number, ratio, real, reals, words};
use framescope::measure::pair::Pair;
use framescope::measure::{
    arf::Reduced, bic, brunner_munzel::brunner_munzel, chi2, clustered::RatioUnits, collocation, collocation::Association,
    difference_coefficient as difference, dispersion::Dispersion, ell, fisher::Fisher, g2, log_odds, log_ratio, lrc,
    mann_whitney::mann_whitney, odds_ratio, percent_diff, pmi, poisson_ratio, simple_maths, special, tidylo, welch::welch,
    window,
};
use serde_json::{Map, Value, json};

/// Answers the measures of this family.
pub(crate) fn answer(case: &Case<'_>) -> Option<Value> {
    let input = case.input;
    match case.measure {
        "g2" => pair(input).map(|p| g2_keys(&p)),
        "g2_4cell" => pair(input).map(|p| json!({"g2_4cell": g2::g2_4cell(&p)})),
        "chi2" => pair(input).map(|p| chi2_keys(&p)),
        "effect_size" => pair(input).map(|p| effect_keys(&p)),
        "information" => pair(input).map(|p| information_keys(&p)),
        "fisher_exact" => pair(input).map(|p| fisher_keys(&p)),
        "poisson_rate_ratio" => pair(input).and_then(|p| poisson_keys(&p)),
        "conservative_log_ratio" => conservative(input, case.variant),
        "simple_maths" => simple_maths_keys(input),
        "collocation_t_chi2" | "mi_log2" | "association_measures" => association(input),
        "log_odds_dirichlet" | "log_odds_informative_dirichlet" => dirichlet(input),
        "tidylo_weighted_log_odds" => tidylo_keys(input),
        "dispersion" => dispersion(input),
        "arf" => reduced(input),
        "text_dispersion_keyness" => text_dispersion(input),
        "document_level_tests" => document_level(input),
        "window_counts" => windows(input),
        "collocation_lambda" => lambda(input),
        _ => None,
    }
}

/// The 2 × 2 table of a case, in whichever way it is given.
fn pair(v: &Value) -> Option<Pair> {
    if v.get("f1").is_some() {
        Pair::new(count(v, "f1")?, count(v, "n1")?, count(v, "f2")?, count(v, "n2")?)
    } else if v.get("k11").is_some() {
        Pair::from_cells([[count(v, "k11")?, count(v, "k12")?], [count(v, "k21")?, count(v, "k22")?]])
    } else {
        Pair::from_margins(count(v, "c12")?, count(v, "c1")?, count(v, "c2")?, count(v, "N")?)
    }
}

fn g2_keys(p: &Pair) -> Value {
    let (four, two) = (g2::g2_4cell(p), g2::g2_2cell(p));
    let q = g2::williams_q(p);
    json!({
        "g2_4cell": four, "g2_2cell": two,
        "g2_4cell_signed": g2::signed(p, four), "g2_2cell_signed": g2::signed(p, two),
        "williams_q": number(q), "g2_4cell_williams": number(q.map(|q| four / q)),
        "p_g2_4cell": special::chi2_p(four, 1.0), "p_g2_2cell": special::chi2_p(two, 1.0),
        "log10_p_g2_4cell": special::log10_chi2_p(four), "log10_p_g2_2cell": special::log10_chi2_p(two),
    })
}

fn chi2_keys(p: &Pair) -> Value {
    let (plain, yates) = (chi2::chi2(p), chi2::yates_clamped(p));
    json!({
        "chi2": number(plain), "chi2_signed": number(plain.map(|x| g2::signed(p, x))),
        "chi2_yates": number(yates), "chi2_williams": number(chi2::williams(p)),
        "chi2_yates_quanteda_rule": number(chi2::yates_quanteda(p)),
        "yates_quanteda_rule_applied": chi2::quanteda_applies_yates(p),
        "phi": number(chi2::phi(p)), "z_two_proportion_pooled": number(chi2::z_pooled(p)),
        "p_chi2": number(plain.map(|x| special::chi2_p(x, 1.0))),
        "p_chi2_yates": number(yates.map(|x| special::chi2_p(x, 1.0))),
    })
}

fn effect_keys(p: &Pair) -> Value {
    let (p1, p2) = p.rates();
    let f1 = p.target().0;
    let (haldane, haldane_se) = odds_ratio::log_haldane(p);
    json!({
        "rate_per_1000_target": 1000.0 * p1, "rate_per_1000_ref": 1000.0 * p2,
        "log_ratio_log2_hardie": number(log_ratio::half_if_zero(p)),
        "log_ratio_log2_plus_half": log_ratio::plus(p, 0.5),
        "log_ratio_log2_walter": log_ratio::walter(p),
        "log_ratio_log2_plus_001": log_ratio::plus(p, 0.01),
        "relative_risk": ratio(poisson_ratio::rate_ratio(p), f1), "pct_diff": ratio(percent_diff::percent_diff(p), f1),
        "difference_coefficient": number(difference::difference_coefficient(p)),
        "odds_ratio": ratio(odds_ratio::odds_ratio(p), f1),
        "log_odds_ratio_haldane": haldane, "log_odds_ratio_haldane_se": haldane_se,
        "delta_p_rows": difference::delta_p(p),
        "simple_maths_k1": simple_maths::simple_maths(p, 1.0), "simple_maths_k10": simple_maths::simple_maths(p, 10.0),
        "simple_maths_k100": simple_maths::simple_maths(p, 100.0), "simple_maths_k1000": simple_maths::simple_maths(p, 1000.0),
    })
}

fn information_keys(p: &Pair) -> Value {
    let never = |x: Option<f64>| {
        if p.target().0 == 0 { json!("-Inf") } else { number(x) }
    };
    let nats = pmi::ln(p);
    json!({
        "pmi_ln": never(nats), "pmi_log2": never(nats.map(|x| x / std::f64::consts::LN_2)), "npmi": number(pmi::npmi(p)),
        "bic_wilson_g4": bic::four_cell(p), "bic_wilson_g2": bic::two_cell(p), "ell_g2": number(ell::ell(p)),
    })
}

fn fisher_keys(p: &Pair) -> Value {
    let test = Fisher::of(p);
    let (estimate, low, high) = test.conditional_odds_ratio(0.95);
    let hits = p.target().0;
    json!({
        "p_two_sided": test.p_two_sided, "p_greater": test.p_greater, "p_less": test.p_less,
        "conditional_mle_odds_ratio": ratio(estimate, hits), "or_ci95_lower": low, "or_ci95_upper": ratio(high, 1),
        "sample_odds_ratio": ratio(odds_ratio::odds_ratio(p), hits),
    })
}

fn poisson_keys(p: &Pair) -> Option<Value> {
    let (low, high) = poisson_ratio::interval(p, 0.95)?;
    Some(json!({
        "p_two_sided": number(poisson_ratio::p_two_sided(p)), "rate_ratio": ratio(poisson_ratio::rate_ratio(p), p.target().0),
        "ci95_lower": low, "ci95_upper": ratio(high, 1),
    }))
}

/// The boundary, `poisson` or `normal`, is part of the case's name.
fn conservative(v: &Value, variant: &str) -> Option<Value> {
    let (mut alpha, m) = (real(v, "alpha")?, count(v, "n_comparisons").unwrap_or(1));
    if v.get("two_sided").and_then(Value::as_bool) == Some(false) {
        alpha *= 2.0;
    }
    let lrc = if variant.contains("normal") { lrc::normal } else { lrc::poisson };
    let one = |table: &Value| Some((table.get("id")?.as_str()?.to_owned(), number(lrc(&pair(table)?, alpha, m))));
    match list(v, "tables") {
        Some(tables) => Some(Value::Object(tables.iter().filter_map(one).collect())),
        None => pair(v).map(|p| json!({"lrc": number(lrc(&p, alpha, m))})),
    }
}

fn simple_maths_keys(v: &Value) -> Option<Value> {
    let (target, reference) = (real(v, "fpm_target")?, real(v, "fpm_ref")?);
    let at = |k: f64| simple_maths::of_rates(target, reference, k);
    Some(json!({"k1": at(1.0), "k10": at(10.0), "k100": at(100.0), "k1000": at(1000.0)}))
}

fn association(v: &Value) -> Option<Value> {
    let field = |a: &str, b: &str| count(v, a).or_else(|| count(v, b));
    let a = Association::of(field("O11", "c12")?, field("R1", "c1")?, field("C1", "c2")?, count(v, "N")?)?;
    Some(json!({
        "expected": a.expected, "mi_log2": number(a.mi_log2), "mi2_log2": number(a.mi2_log2), "mi3_log2": number(a.mi3_log2),
        "local_mi_log10": number(a.local_mi_log10), "t_score": number(a.t_score), "z_score": a.z_score, "dice": a.dice,
        "log_dice": number(a.log_dice), "min_sensitivity": a.min_sensitivity, "log_likelihood": a.log_likelihood,
        "simple_ll": a.simple_ll, "chi2": number(a.chi2), "delta_p_collocate_given_node": a.delta_p_collocate_given_node,
        "delta_p_node_given_collocate": a.delta_p_node_given_collocate, "log_odds_ratio_haldane": a.log_odds_ratio_haldane,
        "liddell": a.liddell, "npmi": number(a.npmi), "jaccard": a.jaccard,
    }))
}

fn dirichlet(v: &Value) -> Option<Value> {
    use log_odds::{Prior, Variance};
    let described = v.get("prior").and_then(Value::as_str).unwrap_or("");
    let prior = if let Some(alpha) = real(v, "alpha_per_term") {
        Prior::Flat(alpha)
    } else if let Some(alpha) = reals(v, "alpha_w") {
        Prior::PerTerm(alpha)
    } else if described.contains("per class") {
        Prior::ClassSize
    } else {
        Prior::Pooled(real(v, "alpha_0")?)
    };
    let rows: Vec<_> = log_odds::log_odds(&counts(v, "y1")?, &counts(v, "y2")?, &prior).into_iter().collect::<Option<_>>()?;
    let all = |f: &dyn Fn(&log_odds::LogOdds) -> f64| json!(rows.iter().map(f).collect::<Vec<f64>>());
    let four = v.get("variance").and_then(Value::as_str).is_some_and(|s| s.matches("1/(").count() == 4);
    let variance = if four { Variance::FourTerm } else { Variance::TwoTerm };
    Some(json!({
        "delta": all(&|r| r.delta), "se": all(&|r| if four { r.se_four_term } else { r.se_two_term }), "zeta": all(&|r| r.zeta(variance)),
        "se_full": all(&|r| r.se_four_term), "zeta_full": all(&|r| r.zeta(Variance::FourTerm)),
        "se_two_term": all(&|r| r.se_two_term), "zeta_two_term": all(&|r| r.zeta(Variance::TwoTerm)),
    }))
}

fn tidylo_keys(v: &Value) -> Option<Value> {
    let row = |r: &Value| Some((r.get(0)?.to_string(), r.get(1)?.to_string(), as_count(r.get(2)?)?));
    let rows: Vec<_> = list(v, "rows")?.iter().map(row).collect::<Option<_>>()?;
    let empirical = v.get("prior")?.as_str()?.contains("total count");
    let out = tidylo::tidylo(&rows, if empirical { tidylo::Alpha::Empirical } else { tidylo::Alpha::Uninformative });
    Some(json!({
        "log_odds": out.iter().map(|r| number(r.map(|r| r.log_odds))).collect::<Vec<_>>(),
        "log_odds_weighted": out.iter().map(|r| number(r.map(|r| r.weighted))).collect::<Vec<_>>(),
    }))
}

fn dispersion(v: &Value) -> Option<Value> {
    let parts: Vec<_> = counts(v, "v")?.into_iter().zip(counts(v, "sizes")?).collect();
    let d = Dispersion::of(&parts)?;
    Some(json!({
        "range": d.range, "relative_range": d.range as f64 / d.n_parts as f64, "f": d.f as f64,
        "sd_population": d.sd_population, "sd_sample": number(d.sd_sample),
        "vc_population": d.vc_population, "vc_sample": number(d.vc_sample),
        "juilland_d_counts": number(d.juilland_d_counts), "juilland_d": number(d.juilland_d),
        "carroll_d2": number(d.carroll_d2), "rosengren_s": d.rosengren_s, "dp": d.dp, "dp_norm": number(d.dp_norm),
        "kld_log2": d.kld_log2, "kld_norm": d.kld_norm, "idf_log2": d.idf_log2, "d_a": number(d.d_a),
    }))
}

fn reduced(v: &Value) -> Option<Value> {
    let r = Reduced::of(&counts(v, "positions_1based")?, count(v, "N")?)?;
    Some(json!({"f": r.f, "arf": r.arf, "awt": r.awt, "f_awt": r.f_awt, "ald_log10": r.ald_log10, "f_ald": r.f_ald}))
}

fn text_dispersion(v: &Value) -> Option<Value> {
    let articles = Pair::new(
        count(v, "texts_with_term_target")?,
        count(v, "texts_target")?,
        count(v, "texts_with_term_ref")?,
        count(v, "texts_ref")?,
    )?;
    let (p1, p2) = articles.rates();
    let (four, two) = (g2::g2_4cell(&articles), g2::g2_2cell(&articles));
    Some(json!({
        "g2_4cell": four, "g2_2cell": two, "p_4cell": special::chi2_p(four, 1.0), "p_2cell": special::chi2_p(two, 1.0),
        "range_pct_target": 100.0 * p1, "range_pct_ref": 100.0 * p2,
    }))
}

fn document_level(v: &Value) -> Option<Value> {
    let units = |hits: &str, tokens: &str| Some(counts(v, hits)?.into_iter().zip(counts(v, tokens)?).collect::<Vec<_>>());
    let (x, y) = (units("hits_target", "tokens_target")?, units("hits_ref", "tokens_ref")?);
    let rates = |units: &[(u64, u64)]| units.iter().map(|(h, n)| 1000.0 * *h as f64 / *n as f64).collect::<Vec<f64>>();
    let (rx, ry) = (rates(&x), rates(&y));
    let (t, u, b) = (welch(&rx, &ry)?, mann_whitney(&rx, &ry)?, brunner_munzel(&rx, &ry));
    let (mx, my) = (RatioUnits::of(x), RatioUnits::of(y));
    let pooled = Pair::new(mx.sum_x, mx.sum_n, my.sum_x, my.sum_n)?;
    Some(json!({
        "mean_rate_target": t.means.0, "mean_rate_ref": t.means.1,
        "pooled_rate_target": number(mx.rate().map(|r| 1000.0 * r)), "pooled_rate_ref": number(my.rate().map(|r| 1000.0 * r)),
        "welch_t": t.t, "welch_df": t.df, "welch_p": t.p,
        "mannwhitney_u": u.u, "mannwhitney_p_asymptotic_cc": number(u.p), "cliffs_delta": u.cliffs_delta,
        "brunner_munzel_w": number(b.map(|b| b.w)), "brunner_munzel_p": number(b.map(|b| b.p)),
        "g2_4cell_pooled": g2::g2_4cell(&pooled),
    }))
}

fn windows(v: &Value) -> Option<Value> {
    let node = v.get("node")?.as_str()?;
    let boundary = v.get("boundary_token").and_then(Value::as_str);
    let span = window::Span { left: count(v, "left")? as usize, right: count(v, "right")? as usize, boundary: boundary.as_ref() };
    let counts = window::window_counts(&words(v, "tokens")?, &node, &span);
    Some(json!({"per_hit": counts.per_hit, "distinct_positions": counts.distinct_positions}))
}

fn lambda(v: &Value) -> Option<Value> {
    let smoothing = real(v, "smoothing")?;
    let keys = |counts: [[u64; 2]; 2]| {
        let found = collocation::lambda(counts, smoothing);
        let [[n11, n10], [n01, n00]] = counts;
        json!({
            "lambda_": number(found.map(|f| f.0)), "se": number(found.map(|f| f.1)), "z": number(found.map(|f| f.0 / f.1)),
            "count": n11, "n11": n11, "n10": n10, "n01": n01, "n00": n00,
        })
    };
    if let Some(texts) = words(v, "texts") {
        let texts: Vec<Vec<&str>> = texts.iter().map(|t| t.split_whitespace().collect()).collect();
        let all: Map<String, Value> =
            window::adjacent_pairs(&texts).into_iter().map(|((a, b), c)| (format!("{a} {b}"), keys(c))).collect();
        return Some(Value::Object(all));
    }
    Some(keys([[count(v, "n11")?, count(v, "n10")?], [count(v, "n01")?, count(v, "n00")?]]))
}
