//! Numbers as decimal text that every reader takes for the same number.

/// Nine significant digits, always with a decimal point so that a column of measured numbers is never
/// taken for whole numbers, never minus zero; empty when the number is not finite.
///
/// Magnitudes from 1e-5 up to 1e15 are written plainly, others with an exponent.
pub fn number(x: f64) -> String {
    if !x.is_finite() {
        return String::new();
    }
    let scientific = format!("{x:.8e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let negative = mantissa.starts_with('-');
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return "0.0".to_owned();
    }
    let sign = if negative { "-" } else { "" };
    let body = match exponent {
        0..15 => {
            let whole = exponent as usize + 1;
            let padded = format!("{digits:0<whole$}");
            let (left, right) = padded.split_at(whole);
            format!("{left}.{}", if right.is_empty() { "0" } else { right })
        }
        -5..0 => format!("0.{}{digits}", "0".repeat((-exponent - 1) as usize)),
        _ => {
            let (left, right) = digits.split_at(1);
            format!("{left}.{}e{exponent}", if right.is_empty() { "0" } else { right })
        }
    };
    format!("{sign}{body}")
}

#[cfg(test)]
mod tests {
    use super::number;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_plain() {
        for (x, want) in [
            (0.0, "0.0"),
            (-0.0, "0.0"),
            (1.0, "1.0"),
            (-2.5, "-2.5"),
            (1.0 / 3.0, "0.333333333"),
            (-1e-5 / 3.0, "-3.33333333e-6"),
            (0.00012, "0.00012"),
            (123_456_789.4, "123456789.0"),
            (999_999_999.9, "1000000000.0"),
            (1e14, "100000000000000.0"),
            (1e15, "1.0e15"),
            (1.5e-300, "1.5e-300"),
            (f64::MIN_POSITIVE / 4.0, "5.56268465e-309"),
            (f64::MAX, "1.79769313e308"),
            (f64::NAN, ""),
            (f64::NEG_INFINITY, ""),
        ] {
            assert_eq!(number(x), want, "{x:e}");
        }
    }

    proptest! {
        #[test]
        fn numbers_read_back_to_nine_digits(x in prop::num::f64::NORMAL) {
            let back: f64 = number(x).parse().unwrap();
            prop_assert!((back - x).abs() <= x.abs() * 5.1e-9);
        }
    }
}
