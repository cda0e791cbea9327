//! Unpacks gzip and zstd while reading, within bounds.
//!
//! In: compressed bytes. Out: the bytes of all members, and afterwards whether something else stood
//! behind them. What inflates beyond its bound is a fault, long before it can fill memory.

use super::codes;
use super::item::Fault;
use super::options::Limits;
use flate2::bufread::GzDecoder;
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

/// A reader that counts what passes through it.
pub(crate) struct Counted<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.count.set(self.count.get() + n as u64);
        Ok(n)
    }
}

/// A decompressor's output, held to the bound on inflation.
pub(crate) struct Bounded<R> {
    inner: R,
    packed: Rc<Cell<u64>>,
    unpacked: u64,
    limits: Limits,
}

impl<R: Read> Bounded<R> {
    /// `packed` is the count of the compressed bytes taken so far.
    pub(crate) fn new(inner: R, packed: Rc<Cell<u64>>, limits: Limits) -> Bounded<R> {
        Bounded { inner, packed, unpacked: 0, limits }
    }
}

/// Counts what is read from `inner`.
pub(crate) fn counted<R: Read>(inner: R) -> (Counted<R>, Rc<Cell<u64>>) {
    let count = Rc::<Cell<u64>>::default();
    (Counted { inner, count: count.clone() }, count)
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.unpacked += n as u64;
        let Limits { inflate_free, inflate_ratio, .. } = self.limits;
        let bound = inflate_free.max(self.packed.get().saturating_mul(inflate_ratio));
        if self.unpacked > bound {
            let what = format!("inflates to more than {inflate_ratio} times its size (--max-inflate-ratio)");
            let fault =
                Fault::new(&codes::TOO_LARGE, what).detail(format!("inflated={} packed={}", self.unpacked, self.packed.get()));
            return Err(io::Error::other(fault));
        }
        Ok(n)
    }
}

/// All members of a gzip file.
struct Gunzip<R: BufRead> {
    member: Option<GzDecoder<R>>,
    trailing: Rc<Cell<bool>>,
}

impl<R: BufRead> Read for Gunzip<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let n = member.read(out)?;
            if n > 0 || out.is_empty() {
                return Ok(n);
            }
            let mut rest = self.member.take().map(GzDecoder::into_inner).ok_or(io::ErrorKind::Other)?;
            match rest.fill_buf()? {
                [] => {}
                [0x1f, ..] => self.member = Some(GzDecoder::new(rest)),
                _ => {
                    self.trailing.set(true);
                    // What counts and hashes below shall see the whole file.
                    io::copy(&mut rest, &mut io::sink())?;
                }
            }
        }
        Ok(0)
    }
}

/// Unpacked bytes, and whether something stood behind the compressed data.
pub(crate) struct Unpacked<'a> {
    pub(crate) reader: Box<dyn Read + 'a>,
    pub(crate) trailing: Rc<Cell<bool>>,
}

/// The bytes of a gzip file.
pub(crate) fn gzip<'a>(packed: Box<dyn Read + 'a>, limits: Limits) -> Unpacked<'a> {
    let (packed, count) = counted(packed);
    let trailing = Rc::<Cell<bool>>::default();
    let member = Some(GzDecoder::new(BufReader::with_capacity(64 << 10, packed)));
    let reader = Box::new(Bounded::new(Gunzip { member, trailing: trailing.clone() }, count, limits));
    Unpacked { reader, trailing }
}

/// The bytes of a zstd file.
pub(crate) fn zstd<'a>(packed: Box<dyn Read + 'a>, limits: Limits) -> Result<Unpacked<'a>, Fault> {
    let (packed, count) = counted(packed);
    let mut decoder = ::zstd::stream::read::Decoder::new(packed).map_err(super::source::fault)?;
    decoder.window_log_max(27).map_err(super::source::fault)?;
    Ok(Unpacked { reader: Box::new(Bounded::new(decoder, count, limits)), trailing: Rc::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn packed(data: &[u8]) -> Vec<u8> {
        let mut gz = GzEncoder::new(Vec::new(), Compression::default());
        gz.write_all(data).unwrap();
        gz.finish().unwrap()
    }

    fn unpacked(data: &[u8]) -> io::Result<(Vec<u8>, bool)> {
        let mut unpacked = gzip(Box::new(data), Limits::default());
        let mut out = Vec::new();
        unpacked.reader.read_to_end(&mut out)?;
        Ok((out, unpacked.trailing.get()))
    }

    #[test]
    fn all_members_are_read_and_what_follows_is_noticed() {
        let two = [packed(b"one "), packed(b"two")].concat();
        assert_eq!(unpacked(&two).unwrap(), (b"one two".to_vec(), false));
        assert_eq!(unpacked(&[&two[..], b"PADDING"].concat()).unwrap(), (b"one two".to_vec(), true));
    }

    #[test]
    fn damage_is_an_error_wherever_it_is() {
        let whole = packed(b"some text that is long enough to be cut");
        for cut in 1..whole.len() {
            assert!(unpacked(&whole[..cut]).is_err(), "cut at {cut}");
        }
        let mut flipped = whole.clone();
        let at = flipped.len() - 6;
        flipped[at] ^= 1;
        assert!(unpacked(&flipped).is_err());
    }

    #[test]
    fn a_bomb_stops_at_its_bound() {
        let bomb = packed(&vec![0; 80 << 20]);
        let fault = super::super::source::fault(unpacked(&bomb).unwrap_err());
        assert_eq!(fault.0.code.name, "too-large");
        let zst = ::zstd::encode_all(&b"abc"[..], 1).unwrap();
        let mut out = Vec::new();
        zstd(Box::new(&zst[..]), Limits::default()).unwrap().reader.read_to_end(&mut out).unwrap();
        assert_eq!(out, b"abc");
    }
}
