//! Decides in which encoding a file is and turns other encodings than UTF-8 into it.
//!
//! In: the first bytes of a file, and what the study says. Out: the encoding with the reason, and a
//! reader of UTF-8 in which every undecodable byte of the original has become the one byte 0xFF, so
//! that the check of each record finds it. A guess is only ever shown, never used.

use super::codes;
use super::intake::Place;
use super::item::Fault;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};
use std::io::{self, Read};

/// Stands in decoded text for a byte that could not be decoded; never valid in UTF-8.
const UNDECODABLE: u8 = 0xFF;

/// The encoding of a file and how it is known.
pub(crate) struct Decided {
    pub(crate) encoding: &'static Encoding,
    /// Bytes of the byte-order mark.
    pub(crate) mark: usize,
    pub(crate) why: &'static str,
}

/// A byte-order mark decides, then the study, then what the file itself declares; else it is UTF-8 and
/// checked as such.
pub(crate) fn decide(head: &[u8], told: Option<&'static Encoding>, declared: Option<&'static Encoding>) -> Decided {
    match (Encoding::for_bom(head), told, declared) {
        (Some((encoding, mark)), ..) => Decided { encoding, mark, why: "byte-order mark" },
        (None, Some(encoding), _) => Decided { encoding, mark: 0, why: "--encoding" },
        (None, None, Some(encoding)) => Decided { encoding, mark: 0, why: "declared by the page" },
        (None, None, None) => Decided { encoding: UTF_8, mark: 0, why: "default, every record checked" },
    }
}

/// A reader of UTF-8 over bytes in another encoding.
pub(crate) struct Decoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    pending: (usize, usize),
    out: Vec<u8>,
    sent: usize,
    done: bool,
}

impl<R: Read> Decoded<R> {
    pub(crate) fn new(inner: R, encoding: &'static Encoding) -> Decoded<R> {
        Decoded {
            inner,
            decoder: encoding.new_decoder_without_bom_handling(),
            raw: vec![0; 32 << 10],
            pending: (0, 0),
            out: Vec::new(),
            sent: 0,
            done: false,
        }
    }

    /// Decodes what is pending into `out`; `last` says that the input has ended.
    fn decode(&mut self, last: bool) {
        self.out.clear();
        self.sent = 0;
        loop {
            let source = &self.raw[self.pending.0..self.pending.1];
            let room = self.decoder.max_utf8_buffer_length_without_replacement(source.len()).unwrap_or(source.len() * 4 + 16);
            let from = self.out.len();
            self.out.resize(from + room, 0);
            let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(source, &mut self.out[from..], last);
            self.out.truncate(from + written);
            self.pending.0 += read;
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => self.out.push(UNDECODABLE),
            }
        }
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.sent == self.out.len() && !self.done {
            let n = self.inner.read(&mut self.raw)?;
            self.pending = (0, n);
            self.done = n == 0;
            self.decode(n == 0);
        }
        let n = out.len().min(self.out.len() - self.sent);
        out[..n].copy_from_slice(&self.out[self.sent..self.sent + n]);
        self.sent += n;
        Ok(n)
    }
}

/// UTF-16 without a byte-order mark, seen by its zero bytes in text that is mostly ASCII.
pub(crate) fn unmarked_utf16(head: &[u8]) -> Option<&'static str> {
    let pairs = head.len().min(4096) / 2;
    if pairs < 4 {
        return None;
    }
    let zeros = |offset: usize| head.chunks_exact(2).take(pairs).filter(|pair| pair[offset] == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match (even * 10, odd * 10) {
        (e, o) if o > pairs * 7 && e < pairs => Some("utf-16le"),
        (e, o) if e > pairs * 7 && o < pairs => Some("utf-16be"),
        _ => None,
    }
}

/// What a record that is not valid in its encoding looks like, and what might be done.
///
/// `record` is the record's bytes and `place` where it starts, `sample` more of the file for the guess, `decoded` says that the
/// bytes come from [`Decoded`].
pub(crate) fn undecodable(record: &[u8], sample: &[u8], decoded: bool, place: Place) -> Fault {
    let at = std::str::from_utf8(record).err().map_or(0, |error| error.valid_up_to());
    let cut_off = std::str::from_utf8(record).err().is_some_and(|error| error.error_len().is_none());
    let start = memchr::memrchr2(b'\n', b'\r', &record[..at]).map_or(0, |i| i + 1);
    let end = memchr::memchr2(b'\n', b'\r', &record[at..]).map_or(record.len(), |i| at + i);
    let line = &record[start..end];
    let mark = (at - start, at - start + 1);
    let (on_line, byte) = (place.line + super::split::lines(&record[..at]), place.byte + at as u64);
    if decoded {
        return Fault::new(&codes::BAD_ENCODING, "has bytes that do not exist in the encoding given")
            .at(on_line, byte)
            .shown(line, mark, "lost here")
            .cause("The file is in another encoding than the one given, or damaged here.");
    }
    let what = match cut_off {
        true => format!("ends in the middle of a character, at byte {byte}"),
        false => format!("byte {byte}, 0x{:02X}, is not valid UTF-8", record[at]),
    };
    let detail = format!("byte {byte}: 0x{:02X}", record[at]);
    let fault = Fault::new(&codes::BAD_ENCODING, what).at(on_line, byte).detail(detail);
    if cut_off {
        return fault.shown(line, mark, "cut off here").cause("The file was cut off.").remedy("Fetch or export the file again.");
    }
    suggest(fault, line, mark, if sample.is_ascii() { record } else { sample })
}

/// Adds the likely encoding, what the line would read in it, and the flag that says so.
fn suggest(fault: Fault, line: &[u8], mark: (usize, usize), sample: &[u8]) -> Fault {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let (text, malformed) = guess.decode_without_bom_handling(line);
    let name = guess.name().to_ascii_lowercase();
    let fault = fault.shown(line, mark, "here");
    if malformed || guess == UTF_8 {
        return fault;
    }
    let shown: String = text.trim().chars().take(120).collect();
    fault
        .cause(format!("Saved as {name}? Then the line reads: {shown}"))
        .remedy(format!("If that is right: `--encoding {name}`; else try another name, or save the file as UTF-8."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], name: &str) -> Vec<u8> {
        let mut out = Vec::new();
        Decoded::new(bytes, Encoding::for_label(name.as_bytes()).unwrap()).read_to_end(&mut out).unwrap();
        out
    }

    #[test]
    fn other_encodings_become_utf8_and_losses_stay_visible() {
        for (bytes, name, want) in [
            (&b"a\0b\0"[..], "utf-16le", &b"ab"[..]),
            (b"\0a\xd8\0\0b", "utf-16be", b"a\xffb"),
            (b"caf\xe9", "windows-1252", "café".as_bytes()),
            (b"\xc7\xe1", "windows-1256", "ال".as_bytes()),
            (b"a\0b", "utf-16le", b"a\xff"),
        ] {
            assert_eq!(decoded(bytes, name), want, "{name}");
        }
        let long = "é".repeat(100_000);
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(&long);
        assert_eq!(decoded(&bytes, "latin1"), long.as_bytes());
    }

    #[test]
    fn unmarked_utf16_is_told_from_text_with_a_few_zero_bytes() {
        assert_eq!(unmarked_utf16(b"i\0d\0,\0o\0u\0t\0"), Some("utf-16le"));
        assert_eq!(unmarked_utf16(b"\0i\0d\0,\0o\0u"), Some("utf-16be"));
        assert_eq!(unmarked_utf16(b"id,outlet\0,text"), None);
    }

    #[test]
    fn refusals_show_the_line_as_it_may_be_meant() {
        let (record, ..) = encoding_rs::WINDOWS_1251.encode("d1,Газета,Делегация прибыла в столицу на переговоры\n");
        let parts = undecodable(&record, &record, false, Place::default()).into_parts("a.csv");
        assert!(parts.1.remedy.contains("--encoding windows-1251"), "{}", parts.1.remedy);
        assert!(parts.1.cause.contains("Газета"), "{}", parts.1.cause);
        let cut = undecodable(b"abc \xe2\x80", b"", false, Place::default()).into_parts("a.csv");
        assert!(cut.1.what.contains("middle of a character"));
    }
}
