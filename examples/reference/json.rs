//! Fields of a case in, named values out.

use serde_json::{Value, json};

/// A finite number, or `NaN` where nothing is available.
pub(crate) fn number(x: Option<f64>) -> Value {
    x.map_or_else(|| json!("NaN"), |x| json!(x))
}

/// A ratio whose denominator may be 0: infinite if there is something to divide.
pub(crate) fn ratio(x: Option<f64>, numerator: u64) -> Value {
    match x {
        None if numerator > 0 => json!("Inf"),
        x => number(x),
    }
}

/// Lower and upper bound.
pub(crate) fn interval(ci: Option<(f64, f64)>) -> Value {
    ci.map_or_else(|| json!("NaN"), |(low, high)| json!([low, high]))
}

/// A field as a real number.
pub(crate) fn real(v: &Value, key: &str) -> Option<f64> {
    v.get(key)?.as_f64()
}

/// A field as a count; files may write counts as `3.0`.
pub(crate) fn count(v: &Value, key: &str) -> Option<u64> {
    as_count(v.get(key)?)
}

/// A value as a count.
pub(crate) fn as_count(v: &Value) -> Option<u64> {
    v.as_u64().or_else(|| v.as_f64().filter(|x| *x >= 0.0 && x.fract() == 0.0).map(|x| x as u64))
}

/// A field as a list.
pub(crate) fn list<'a>(v: &'a Value, key: &str) -> Option<&'a Vec<Value>> {
    v.get(key)?.as_array()
}

/// A field as words.
pub(crate) fn words<'a>(v: &'a Value, key: &str) -> Option<Vec<&'a str>> {
    list(v, key)?.iter().map(Value::as_str).collect()
}

/// A field as counts.
pub(crate) fn counts(v: &Value, key: &str) -> Option<Vec<u64>> {
    list(v, key)?.iter().map(as_count).collect()
}

/// A field as real numbers.
pub(crate) fn reals(v: &Value, key: &str) -> Option<Vec<f64>> {
    list(v, key)?.iter().map(Value::as_f64).collect()
}

/// A field as rows of counts.
pub(crate) fn count_rows(v: &Value, key: &str) -> Option<Vec<Vec<u64>>> {
    list(v, key)?.iter().map(|row| row.as_array()?.iter().map(as_count).collect()).collect()
}
