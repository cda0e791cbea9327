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
    let rest = eight_digits(digits % EIGHT);
    let kept = 9 - (rest.leading_zeros() / 8) as usize;
    // Nine digits and noughts. Pieces are copied in one size, and what is too much is cut off: that takes a step or two.
    let mut padded = [b'0'; 18];
    padded[0] += (digits / EIGHT) as u8;
    padded[1..9].copy_from_slice(&written(rest));
    let (zeros, whole) = match exponent {
        0..15 => (0, exponent as usize + 1),
        -5..0 => ((-exponent - 1) as usize, 0),
        _ => (0, 1),
    };
    let mut plain = [b'0'; 32];
    if whole > 0 {
        plain[..16].copy_from_slice(&padded[..16]);
    }
    let (shown, point) = (kept.min(whole), whole.max(1));
    plain[point] = b'.';
    let from = point + 1 + zeros;
    plain[from..from + 9].copy_from_slice(&padded[shown..shown + 9]);
    let end = out.len() + (from + kept - shown).max(point + 2);
    out.extend_from_slice(&plain);
    out.truncate(end);
    if !(-5..15).contains(&exponent) {
        // Writing to memory cannot fail.
        let _ = write!(out, "e{exponent}");
    }
}

/// A whole number at the end of a text.
#[inline]
pub(super) fn push_integer(out: &mut Vec<u8>, n: i64) {
    if n < 0 {
        out.push(b'-');
    }
    push_unsigned(out, n.unsigned_abs());
}

fn push_unsigned(out: &mut Vec<u8>, n: u64) {
    if n < 10 {
        return out.push(b'0' + n as u8);
    }
    let digits = eight_digits((n % u64::from(EIGHT)) as u32);
    let skipped = if n < u64::from(EIGHT) {
        (digits.trailing_zeros() / 8).min(7)
    } else {
        push_unsigned(out, n / u64::from(EIGHT));
        0
    };
    let end = out.len() + 8 - skipped as usize;
    let kept = u64::from_le_bytes(written(digits)) >> (8 * skipped);
    out.extend_from_slice(&kept.to_le_bytes());
    out.truncate(end);
}

/// What is above eight digits.
const EIGHT: u32 = 100_000_000;

/// The eight digits of a number below [`EIGHT`], a byte each, the first lowest: halves are divided beside each other in
/// one word (Khuong 2017, "How to print integers really fast").
fn eight_digits(n: u32) -> u64 {
    let fours = u64::from(n / 10_000) | u64::from(n % 10_000) << 32;
    let hundreds = ((fours * 10_486) >> 20) & 0x7f_0000_007f;
    let twos = hundreds | (fours - 100 * hundreds) << 16;
    let tens = ((twos * 103) >> 10) & 0x000f_000f_000f_000f;
    tens | (twos - 10 * tens) << 8
}

/// Digits as characters.
fn written(digits: u64) -> [u8; 8] {
    (digits + u64::from_ne_bytes([b'0'; 8])).to_le_bytes()
}

/// Powers of ten from 1e-4 on, those from 1 on exact.
const TENS: [f64; 20] =
    [1e-4, 1e-3, 1e-2, 1e-1, 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// Nine digits and the exponent of the first, by one multiplication; `None` where its rounding error
/// could turn the last digit, and outside of the plain magnitudes.
fn quick(x: f64) -> Option<(u32, i32)> {
    if !(1e-4..1e15).contains(&x) {
        return None;
    }
    // By the binary exponent, rounded down: log10(2) is about 1233 / 4096.
    let least = (((x.to_bits() >> 52) as i32 - 1023) * 1233) >> 12;
    let exponent = least + i32::from(x >= TENS[(least + 5) as usize]);
    let scaled = match 8 - exponent {
        up @ 0.. => x * TENS[up as usize + 4],
        down => x / TENS[(4 - down) as usize],
    };
    let whole = scaled as u32;
    let part = scaled - f64::from(whole);
    // One rounding of a number below 1e9 is off by less than 1.2e-7.
    if (part - 0.5).abs() < 1e-6 || !(1e8..1e9 - 1.0).contains(&scaled) {
        return None;
    }
    Some((whole + u32::from(part > 0.5), exponent))
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
