//! Agreement, dictionary validation, multiple testing, cluster evaluation.

use crate::Case;
use crate::json::{count, count_rows, interval, list, number, reals};
use framescope::measure::{adjust::Method, agreement, cluster_evaluation, validation::Confusion};
use serde_json::{Value, json};

/// Answers the measures of this family.
pub(crate) fn answer(case: &Case<'_>) -> Option<Value> {
    let input = case.input;
    match case.measure {
        "krippendorff_alpha" => krippendorff(input),
        "agreement_two_coders" => two_coders(input),
        "fleiss_kappa" => Some(json!({"fleiss_kappa": number(agreement::fleiss_kappa(&count_rows(input, "counts")?))})),
        "dictionary_validation" => dictionary(input),
        "multiple_testing" => adjusted(input),
        "cluster_evaluation" => clusters(input),
        _ => None,
    }
}

fn krippendorff(v: &Value) -> Option<Value> {
    use agreement::Metric;
    let ratings: Vec<Vec<Option<f64>>> =
        list(v, "ratings")?.iter().map(|r| Some(r.as_array()?.iter().map(Value::as_f64).collect())).collect::<Option<_>>()?;
    let metric = match v.get("level")?.as_str()? {
        "nominal" => Metric::Nominal,
        "ordinal" => Metric::Ordinal,
        "interval" => Metric::Interval,
        "ratio" => Metric::Ratio,
        _ => return None,
    };
    Some(json!({"alpha": number(agreement::krippendorff_alpha(&ratings, metric))}))
}

fn two_coders(v: &Value) -> Option<Value> {
    let codes = |key: &str| Some(list(v, key)?.iter().map(Value::to_string).collect::<Vec<_>>());
    let a = agreement::two_coders(&codes("coder1")?, &codes("coder2")?)?;
    Some(json!({
        "percent_agreement": a.percent_agreement, "cohen_kappa": number(a.cohen_kappa), "cohen_kappa_se0": number(a.cohen_kappa_se0),
        "cohen_kappa_se": number(a.cohen_kappa_se), "scott_pi": number(a.scott_pi), "gwet_ac1": number(a.gwet_ac1),
        "krippendorff_alpha_nominal": number(a.krippendorff_alpha), "mcc": number(a.mcc),
    }))
}

fn dictionary(v: &Value) -> Option<Value> {
    let c = Confusion { tp: count(v, "tp")?, fp: count(v, "fp")?, fn_: count(v, "fn")?, tn: count(v, "tn")? };
    Some(json!({
        "precision": number(c.precision()), "recall": number(c.recall()), "f1": number(c.f1()), "accuracy": number(c.accuracy()),
        "balanced_accuracy": number(c.balanced_accuracy()), "specificity": number(c.specificity()), "mcc": c.mcc(),
        "prevalence": number(c.prevalence()), "cohen_kappa": number(c.cohen_kappa()),
        "precision_wilson95": interval(c.precision_interval(0.95)), "recall_wilson95": interval(c.recall_interval(0.95)),
        "f1_wilson_via_jaccard95": interval(c.f1_interval(0.95)),
        "apparent_prevalence": number(c.apparent_prevalence()), "rogan_gladen_prevalence": number(c.rogan_gladen()),
    }))
}

fn adjusted(v: &Value) -> Option<Value> {
    let p: Vec<Option<f64>> = reals(v, "p")?.into_iter().map(Some).collect();
    let mut keys: serde_json::Map<String, Value> =
        Method::ALL.iter().map(|m| (m.name().to_owned(), json!(m.adjust(&p)))).collect();
    let rejected = |m: Method| m.adjust(&p).into_iter().flatten().filter(|q| *q <= 0.05).count();
    keys.insert("bh_rejected_at_05".into(), json!(rejected(Method::BenjaminiHochberg)));
    keys.insert("bonferroni_rejected_at_05".into(), json!(rejected(Method::Bonferroni)));
    Some(Value::Object(keys))
}

fn clusters(v: &Value) -> Option<Value> {
    let labels = |key: &str| Some(list(v, key)?.iter().map(Value::to_string).collect::<Vec<_>>());
    let e = cluster_evaluation::evaluate(&labels("gold")?, &labels("system")?)?;
    Some(json!({
        "bcubed_precision": e.bcubed_precision, "bcubed_recall": e.bcubed_recall, "bcubed_f1": e.bcubed_f1, "ari": e.ari,
        "nmi_arithmetic": e.nmi_arithmetic, "ami": e.ami, "homogeneity": e.homogeneity, "completeness": e.completeness,
        "v_measure": e.v_measure, "pairwise_precision": number(e.pairwise_precision), "pairwise_recall": number(e.pairwise_recall),
    }))
}
