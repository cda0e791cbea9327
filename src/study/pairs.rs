//! Pairs of numbers in few bytes: the terms of a document with their counts, most of what a partial holds beside texts.
//!
//! The first numbers rise: the step from the one before is written, then the second number, seven bits a byte, the
//! lowest first (LEB128).

use std::io;

/// Writes pairs, sorted by their first number.
pub(super) fn put(bytes: &mut Vec<u8>, pairs: &[(u32, u32)]) {
    let mut last = 0;
    bytes.reserve(2 * pairs.len());
    for &(first, second) in pairs {
        for mut n in [first.wrapping_sub(last), second] {
            while n >= 0x80 {
                bytes.push(n as u8 | 0x80);
                n >>= 7;
            }
            bytes.push(n as u8);
        }
        last = first;
    }
}

/// Reads what [`put`] wrote.
///
/// # Errors
/// When the bytes end in a number.
pub(super) fn read(bytes: &[u8]) -> io::Result<Vec<(u32, u32)>> {
    let (mut pairs, mut rest, mut last) = (Vec::with_capacity(bytes.len() / 2), bytes.iter(), 0u32);
    while !rest.as_slice().is_empty() {
        let (Some(step), Some(second)) = (number(&mut rest), number(&mut rest)) else {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "numbers of terms are cut short"));
        };
        last = last.wrapping_add(step);
        pairs.push((last, second));
    }
    Ok(pairs)
}

#[inline]
fn number(bytes: &mut std::slice::Iter<'_, u8>) -> Option<u32> {
    let (mut n, mut shift) = (0, 0);
    loop {
        let byte = *bytes.next()?;
        n |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(n);
        }
        shift += 7;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read(mut pairs: Vec<(u32, u32)>, small in proptest::collection::vec((0..200u32, 0..3u32), 0..50)) {
            pairs.extend(small);
            pairs.sort_unstable();
            let mut bytes = Vec::new();
            put(&mut bytes, &pairs);
            proptest::prop_assert_eq!(read(&bytes).unwrap(), pairs);
            if bytes.pop().is_some() {
                // One number less, or part of one.
                proptest::prop_assert!(read(&bytes).is_err());
            }
        }
    }
}
