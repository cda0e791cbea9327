//! Clustered inference, lexicon scores and shares.

use crate::Case;
use crate::json::{as_count, count, counts, interval, list, number, ratio, real};
use framescope::measure::pair::Pair;
use framescope::measure::unit::{Statistic, Unit};
use framescope::measure::{
    axis, bootstrap, clustered, fisher::Fisher, heterogeneity::heterogeneity, mantel_haenszel as mh, odds_ratio,
    overdispersion::overdispersion, permutation, poisson_ratio, pole::Poles, rate, share, shrinkage,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Answers the measures of this family.
pub(crate) fn answer(case: &Case<'_>) -> Option<Value> {
    let input = case.input;
    match case.measure {
        "clustered_contrast" => clustered_contrast(input),
        "overdispersion" => overdispersed(input),
        "share_of_articles" => share_of_articles(input),
        "two_shares" => two_shares(input),
        "pole_scores" => pole_scores(input),
        "proportion_ci" => proportion(input),
        "poisson_rate_ci" => poisson_rate(input),
        "shrinkage" => shrunk(input),
        "document_bootstrap_exact" => document_bootstrap(input),
        "cluster_bootstrap_exact" => cluster_bootstrap(input),
        "permutation_exact" => permuted(input),
        "within_event_permutation_exact" => permuted_within(input),
        "mantel_haenszel" => mantel_haenszel(input),
        _ => None,
    }
}

fn unit(v: &Value) -> Option<Unit> {
    Some(Unit { a: count(v, "A")?, b: count(v, "B")?, n: count(v, "n")? })
}

fn units(v: &Value, key: &str) -> Option<Vec<Unit>> {
    list(v, key)?.iter().map(unit).collect()
}

fn statistic(v: &Value) -> Option<Statistic> {
    let name = v.get("statistic")?.as_str()?;
    [("rate_a_per_1000", Statistic::RateA), ("log_ratio_half", Statistic::Theta), ("share_a_smoothed", Statistic::ShareA)]
        .into_iter()
        .find_map(|(ending, s)| name.ends_with(ending).then_some(s))
}

/// Units of an outlet: its documents, or their sums over events.
fn sampling_units(v: &Value, key: &str) -> Option<Vec<Unit>> {
    let documents = units(v, key)?;
    if v.get("unit")?.as_str()? != "event" {
        return Some(documents);
    }
    let mut events: BTreeMap<String, Unit> = BTreeMap::new();
    for (row, document) in list(v, key)?.iter().zip(documents) {
        let sum = events.entry(row.get("cluster")?.to_string()).or_default();
        *sum = *sum + document;
    }
    Some(events.into_values().collect())
}

fn clustered_contrast(v: &Value) -> Option<Value> {
    let (x, y) = (sampling_units(v, "x")?, sampling_units(v, "y")?);
    let moments = |u: &[Unit]| clustered::RatioUnits::of(u.iter().map(|u| (u.a, u.n)));
    let position = |u: &[Unit]| axis::theta(&u.iter().map(|u| (u.a, u.b)).collect::<Vec<_>>(), u.len() as u64, 0.95);
    let (mx, my, tx, ty) = (moments(&x), moments(&y), position(&x)?, position(&y)?);
    let (rates, axes) = (clustered::contrast(&mx, &my), axis::contrast(&tx, &ty, 0.95));
    let both = |f: &dyn Fn(&clustered::RatioUnits) -> Option<f64>, scale: f64| json!({"x": number(f(&mx).map(|r| scale * r)), "y": number(f(&my).map(|r| scale * r))});
    let thetas = |f: &dyn Fn(&axis::Theta) -> Option<f64>| json!({"x": number(f(&tx)), "y": number(f(&ty))});
    Some(json!({
        "rate_a_per_1000": both(&|m| m.rate(), 1000.0), "rate_se": both(&|m| m.se(), 1000.0),
        "rate_diff": number(rates.map(|c| 1000.0 * c.difference)), "rate_diff_z": number(rates.map(|c| c.z)),
        "rate_diff_p": number(rates.map(|c| c.p)), "design_effect_rate": both(&|m| m.design_effect(), 1.0),
        "theta": thetas(&|t| Some(t.theta)), "naive_var": thetas(&|t| Some(t.se_naive * t.se_naive)),
        "jackknife_var": thetas(&|t| t.se_jackknife.map(|s| s * s)),
        "theta_diff": number(axes.map(|c| c.difference)), "se_used": number(axes.map(|c| c.se)),
        "df": number(axes.map(|c| c.df as f64)), "t": number(axes.map(|c| c.t)), "p": number(axes.map(|c| c.p)),
        "ci95": interval(axes.map(|c| c.ci)),
    }))
    .map(whole_df)
}

/// Degrees of freedom are written as a whole number.
fn whole_df(mut v: Value) -> Value {
    if let Some(df) = count(&v, "df") {
        v["df"] = json!(df);
    }
    v
}

fn overdispersed(v: &Value) -> Option<Value> {
    let documents: Vec<_> = counts(v, "hits")?.into_iter().zip(counts(v, "tokens")?).collect();
    let o = overdispersion(&documents)?;
    let rate = clustered::RatioUnits::of(documents).rate().map(|r| 1000.0 * r);
    Some(json!({
        "pearson_chi2": o.pearson_chi2, "dispersion": o.dispersion, "log_rate": o.log_rate, "log_rate_se": o.log_rate_se,
        "rate_per_1000": number(rate),
    }))
}

fn share_of_articles(v: &Value) -> Option<Value> {
    let (x, n) = (count(v, "x")?, count(v, "n")?);
    Some(json!({
        "share_pct": number(share::share(x, n).map(|s| 100.0 * s)),
        "wilson95": interval(share::wilson(x, n, 0.95)), "clopper_pearson95": interval(share::clopper_pearson(x, n, 0.95)),
    }))
}

fn two_shares(v: &Value) -> Option<Value> {
    let (first, second) = ((count(v, "x1")?, count(v, "n1")?), (count(v, "x2")?, count(v, "n2")?));
    let pair = Pair::new(first.0, first.1, second.0, second.1)?;
    let (diff, ci) = share::newcombe(first, second, 0.95)?;
    Some(json!({
        "diff": diff, "newcombe_diff_ci95": interval(Some(ci)), "risk_ratio": ratio(poisson_ratio::rate_ratio(&pair), first.0),
        "odds_ratio": ratio(odds_ratio::odds_ratio(&pair), first.0), "fisher_p": Fisher::of(&pair).p_two_sided,
    }))
}

fn pole_scores(v: &Value) -> Option<Value> {
    let p = Poles { a: count(v, "A")?, b: count(v, "B")?, n: count(v, "n")? };
    let (rate_a, rate_b, total) = p.per_1000()?;
    let (theta, se) = (axis::log_ratio_half(p.a, p.b), axis::naive_variance(p.a, p.b).sqrt());
    let z = framescope::measure::special::normal_multiplier(0.95)?;
    Some(json!({
        "rate_a_per_1000": rate_a, "rate_b_per_1000": rate_b, "total_per_1000": total,
        "share_a": number(p.share_a()), "balance": number(p.net_share()), "balance_over_tokens": number(p.net_rate()),
        "log_ratio_half": theta, "log_ratio_half_se": se, "log_ratio_half_ci95": [theta - z * se, theta + z * se],
        "log_ratio_plus1": p.log_ratio_plus1(), "importance_log_total": p.importance(),
    }))
}

fn proportion(v: &Value) -> Option<Value> {
    let (x, n, level) = (count(v, "x")?, count(v, "n")?, real(v, "level")?);
    Some(json!({
        "wald": interval(share::wald(x, n, level)), "wilson": interval(share::wilson(x, n, level)),
        "clopper_pearson": interval(share::clopper_pearson(x, n, level)), "jeffreys": interval(share::jeffreys(x, n, level)),
        "agresti_coull": interval(share::agresti_coull(x, n, level)),
        "jeffreys_brown_endpoints": interval(share::jeffreys_endpoints(x, n, level)),
    }))
}

fn poisson_rate(v: &Value) -> Option<Value> {
    let (hits, tokens) = (count(v, "hits")?, count(v, "tokens")?);
    Some(json!({
        "rate_per_1000": number(rate::per_1000(hits, tokens)), "garwood_exact": interval(rate::garwood(hits, tokens, real(v, "level")?)),
    }))
}

fn shrunk(v: &Value) -> Option<Value> {
    let rows = list(v, "rows")?;
    let names: Vec<&str> = rows.iter().map(|r| r.get("outlet")?.as_str()).collect::<Option<_>>()?;
    let outlets = units(v, "rows")?;
    let total: Unit = outlets.iter().copied().sum();
    let pooled = share::share(total.a, total.a + total.b)?;
    let named = |values: Vec<Value>| Value::Object(names.iter().map(|n| n.to_string()).zip(values).collect::<Map<_, _>>());
    let each = |f: &dyn Fn(&Unit) -> Option<f64>| named(outlets.iter().map(|u| number(f(u))).collect());
    let beta = |m: f64| each(&|u| shrinkage::share((u.a, u.b), pooled, m));
    let gamma = |m: f64| each(&|u| shrinkage::rate_per_1000((u.a, u.n), total.a as f64 / total.n as f64, m));
    let (theta, variance) = (|u: &Unit| axis::log_ratio_half(u.a, u.b), |u: &Unit| axis::naive_variance(u.a, u.b));
    let h = heterogeneity(&outlets.iter().map(|u| (theta(u), variance(u))).collect::<Vec<_>>())?;
    Some(json!({
        "beta_prior_share_m1": beta(1.0), "beta_prior_share_m5": beta(5.0), "beta_prior_share_m20": beta(20.0),
        "gamma_prior_rate_a_per_1000_m1000tokens": gamma(1000.0), "gamma_prior_rate_a_per_1000_m10000tokens": gamma(10000.0),
        "theta": each(&|u| Some(theta(u))), "theta_var": each(&|u| Some(variance(u))),
        "fixed_mean": h.fixed_mean, "Q": h.q, "Q_p": h.q_p, "I2": h.i2, "tau2_dl": h.tau2,
        "random_mean": h.random_mean, "random_mean_se": h.random_mean_se,
        "theta_shrunk_dl": named(h.shrunk.iter().map(|t| json!(t)).collect()),
    }))
}

fn bootstrap_keys(sample: &[Unit], statistic: Statistic) -> Option<Map<String, Value>> {
    let b = bootstrap::exact(sample, statistic)?;
    let keys = json!({
        "boot_mean": b.mean, "boot_se": b.se, "q025": b.quantile(0.025), "q05": b.quantile(0.05), "q50": b.quantile(0.5),
        "q95": b.quantile(0.95), "q975": b.quantile(0.975), "n_resamples": b.n_resamples, "n_distinct": b.n_distinct,
        "estimate": number(statistic.of(sample.iter().copied().sum())),
    });
    keys.as_object().cloned()
}

fn document_bootstrap(v: &Value) -> Option<Value> {
    let (sample, statistic) = (units(v, "docs")?, statistic(v)?);
    let mut keys = bootstrap_keys(&sample, statistic)?;
    let (se, acceleration) = bootstrap::jackknife(&sample, statistic)?;
    keys.insert("jackknife_se".into(), json!(se));
    keys.insert("bca_acceleration".into(), json!(acceleration));
    Some(Value::Object(keys))
}

fn cluster_bootstrap(v: &Value) -> Option<Value> {
    let clusters: Vec<Vec<Unit>> =
        list(v, "clusters")?.iter().map(|c| c.as_array()?.iter().map(unit).collect()).collect::<Option<_>>()?;
    let sums: Vec<Unit> = clusters.iter().map(|c| c.iter().copied().sum()).collect();
    let statistic = statistic(v)?;
    let mut keys = bootstrap_keys(&sums, statistic)?;
    keys.insert("document_level_boot_se".into(), number(bootstrap::exact(&clusters.concat(), statistic).map(|b| b.se)));
    Some(Value::Object(keys))
}

fn permutation_keys(strata: &[permutation::Stratum], statistic: Statistic) -> Option<Value> {
    let p = permutation::permutation(strata, statistic, &permutation::Budget::default())?;
    Some(json!({
        "observed": p.observed, "n_permutations": p.n_permutations, "p_greater": p.p_greater(), "p_less": p.p_less(),
        "p_two_sided": p.p_two_sided(), "p_two_sided_plus1": p.p_two_sided_plus1(),
    }))
}

fn permuted(v: &Value) -> Option<Value> {
    permutation_keys(&[permutation::Stratum::new(&units(v, "x")?, &units(v, "y")?)], statistic(v)?)
}

fn permuted_within(v: &Value) -> Option<Value> {
    let side = |event: &Value, key: &str| match event.get(key)? {
        Value::Array(documents) => documents.iter().map(unit).collect(),
        one => Some(vec![unit(one)?]),
    };
    let stratum = |event: &Value| Some(permutation::Stratum::new(&side(event, "x")?, &side(event, "y")?));
    let events: Vec<_> = list(v, "events")?.iter().map(stratum).collect::<Option<_>>()?;
    permutation_keys(&events, statistic(v)?)
}

fn mantel_haenszel(v: &Value) -> Option<Value> {
    let cell = |t: &Value, i: usize, j: usize| as_count(t.get(i)?.get(j)?);
    let table = |t: &Value| Some([[cell(t, 0, 0)?, cell(t, 0, 1)?], [cell(t, 1, 0)?, cell(t, 1, 1)?]]);
    let events: Vec<mh::Event> = list(v, "tables_outlet_by_pole")?.iter().map(table).collect::<Option<_>>()?;
    let r = mh::mantel_haenszel(&events, 0.95)?;
    Some(json!({
        "common_odds_ratio": ratio(r.odds_ratio, 1), "log_or": number(r.odds_ratio.map(f64::ln)), "cmh_chi2": r.cmh, "p": r.p,
        "ci95": interval(r.ci), "naive_pooled_odds_ratio": ratio(mh::pooled_odds_ratio(&events), 1),
    }))
}
