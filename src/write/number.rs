//! Numbers as decimal text that every reader takes for the same number.

use std::io::Write;

/// Nine significant digits, always with a decimal point so that a column of measured numbers is never
/// taken for whole numbers, never minus zero; empty when the number is not finite.
///
/// Magnitudes from 1e-5 up to 1e15 are written plainly, others with an exponent.
pub fn number(x: f64) -> String {
    let mut out = Vec::new();
    push_number(&mut out, x);
    String::from_utf8(out).unwrap_or_default()
}

/// [`number`] at the end of a text.
pub(super) fn push_number(out: &mut Vec<u8>, x: f64) {
    if !x.is_finite() {
        return;
    }
    if x == 0.0 {
        return out.extend_from_slice(b"0.0");
    }
    let (digits, exponent) = quick(x.abs()).unwrap_or_else(|| exact(x.abs()));
    if x < 0.0 {
        out.push(b'-');
    }
    let mut buffer = [b'0'; 9];
    let mut rest = digits;
    for pair in buffer.rchunks_exact_mut(2) {
        // Two at a time: each division waits for the one before.
        let two = (rest % 100) as u8;
        pair.copy_from_slice(&[b'0' + two / 10, b'0' + two % 10]);
        rest /= 100;
    }
    buffer[0] += rest as u8;
    let kept = buffer.iter().rposition(|&d| d != b'0').map_or(1, |last| last + 1);
    let (zeros, whole) = match exponent {
        0..15 => (0, exponent as usize + 1),
        -5..0 => ((-exponent - 1) as usize, 0),
        _ => (0, 1),
    };
    // Put together in one piece: as many as 15 whole digits, or a nought, a point, four noughts and nine digits.
    let mut plain = [b'0'; 26];
    let shown = kept.min(whole);
    plain[..shown].copy_from_slice(&buffer[..shown]);
    let point = whole.max(1);
    plain[point] = b'.';
    let from = point + 1 + zeros;
    let end = from + kept - shown;
    plain[from..end].copy_from_slice(&buffer[shown..kept]);
    out.extend_from_slice(&plain[..end.max(point + 2)]);
    if !(-5..15).contains(&exponent) {
        // Writing to memory cannot fail.
        let _ = write!(out, "e{exponent}");
    }
}

/// A whole number at the end of a text.
pub(super) fn push_integer(out: &mut Vec<u8>, n: i64) {
    let mut buffer = [0u8; 20];
    let (mut at, mut rest) = (buffer.len(), n.unsigned_abs());
    loop {
        at -= 1;
        buffer[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if n < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(&buffer[at..]);
}

/// Powers of ten that are exact.
const TENS: [f64; 14] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13];

/// Nine digits and the exponent of the first, by one multiplication; `None` where its rounding error
/// could turn the last digit, and outside of the plain magnitudes.
fn quick(x: f64) -> Option<(u32, i32)> {
    if !(1e-4..1e15).contains(&x) {
        return None;
    }
    // Most numbers are small.
    let mut exponent = TENS.iter().take_while(|&&ten| x >= ten).count() as i32 - 1;
    if x < 1.0 {
        exponent = -(TENS[1..5].iter().position(|&ten| x * ten >= 1.0)? as i32) - 1;
    } else if x >= 1e14 {
        exponent = 14;
    }
    let scaled = match 8 - exponent {
        up @ 0.. => x * TENS[up as usize],
        down => x / TENS[-down as usize],
    };
    let whole = scaled.floor();
    let part = scaled - whole;
    // One rounding of a number below 1e9 is off by less than 1.2e-7.
    if (part - 0.5).abs() < 1e-6 || !(1e8..1e9 - 1.0).contains(&scaled) {
        return None;
    }
    Some((whole as u32 + u32::from(part > 0.5), exponent))
}

/// The same by the standard library, which rounds the exact value.
fn exact(x: f64) -> (u32, i32) {
    let scientific = format!("{x:.8e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let digits = mantissa.bytes().filter(u8::is_ascii_digit).fold(0, |n, d| n * 10 + u32::from(d - b'0'));
    (digits, exponent.parse().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
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

        #[test]
        fn the_quick_way_is_the_exact_way(x in -5.0..16.0f64, digits in 1u32..12) {
            let x = libm::pow(10.0, x);
            let short: f64 = format!("{x:.*e}", digits as usize).parse().unwrap();
            for x in [x, short, libm::floor(x) + 0.5, libm::floor(x)] {
                prop_assert!(quick(x).is_none_or(|found| found == exact(x)), "{x:e}");
            }
        }

        #[test]
        fn integers_are_as_usual(n in any::<i64>()) {
            let mut out = Vec::new();
            push_integer(&mut out, n);
            prop_assert_eq!(out, n.to_string().into_bytes());
        }
    }
}
