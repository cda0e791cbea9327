//! Says what a file is by its first bytes.
//!
//! In: the first bytes, raw or decoded, and the extension, which only breaks ties between kinds of
//! text. Out: a packing, a format, or why it is refused.

use super::columns::Names;
use super::item::Fault;
use super::{Format, codes, delimited, encoding};
use crate::corpus::Code;

/// What the raw bytes say.
#[derive(Debug)]
pub(crate) enum Raw {
    /// Compressed by gzip.
    Gzip,
    /// Compressed by zstd.
    Zstd,
    /// A zip: an archive, a workbook or a document.
    Zip,
    /// A format that is not text.
    Format(Format),
    /// Text, perhaps.
    Text,
}

/// What is refused by its first bytes: where they stand, the bytes, the code, the name.
const REFUSED: [(usize, &[u8], &Code, &str, &str); 18] = [
    (0, b"\xFF\xFE\0\0", &codes::BAD_ENCODING, "UTF-32", "Save it as UTF-8."),
    (0, b"\0\0\xFE\xFF", &codes::BAD_ENCODING, "UTF-32", "Save it as UTF-8."),
    (0, b"%PDF-", &codes::UNSUPPORTED_FORMAT, "a PDF", "Save its text: `pdftotext FILE`, or copy it out of a viewer."),
    (
        0,
        b"\xD0\xCF\x11\xE0",
        &codes::UNSUPPORTED_FORMAT,
        "an old Office file (.xls, .doc) or one with a password",
        "Save it as .xlsx or .csv (texts as .txt), without a password.",
    ),
    (0, b"{\\rtf", &codes::UNSUPPORTED_FORMAT, "an RTF text", "Save it as .txt or .docx."),
    (0, b"7z\xBC\xAF\x27\x1C", &codes::UNSUPPORTED_FORMAT, "a 7z archive", "Unpack it and give the folder."),
    (0, b"Rar!", &codes::UNSUPPORTED_FORMAT, "a RAR archive", "Unpack it and give the folder."),
    (0, b"BZh", &codes::UNSUPPORTED_FORMAT, "compressed by bzip2", "Unpack it: `bunzip2 FILE`."),
    (0, b"\xFD7zXZ\0", &codes::UNSUPPORTED_FORMAT, "compressed by xz", "Unpack it: `unxz FILE`."),
    (257, b"ustar", &codes::UNSUPPORTED_FORMAT, "a tar archive", "Unpack it and give the folder, or pack it as .zip."),
    (0, b"SQLite format 3\0", &codes::UNSUPPORTED_FORMAT, "an SQLite database", "Export the table as CSV."),
    (0, b"\x89PNG", &codes::BINARY_FILE, "a PNG picture", ""),
    (0, b"\xFF\xD8\xFF", &codes::BINARY_FILE, "a JPEG picture", ""),
    (0, b"GIF8", &codes::BINARY_FILE, "a GIF picture", ""),
    (8, b"WEBP", &codes::BINARY_FILE, "a WebP picture", ""),
    (0, b"\x7FELF", &codes::BINARY_FILE, "a program", ""),
    (4, b"ftyp", &codes::BINARY_FILE, "a film or sound", ""),
    (0, b"ID3", &codes::BINARY_FILE, "a sound", ""),
];

/// What the raw first bytes say.
pub(crate) fn raw(head: &[u8]) -> Result<Raw, Fault> {
    let starts = |magic: &[u8]| head.starts_with(magic);
    for (at, magic, code, name, remedy) in REFUSED {
        if head.get(at..).is_some_and(|rest| rest.starts_with(magic)) {
            return Err(Fault::new(code, format!("is {name}, which is not read")).remedy(remedy));
        }
    }
    if starts(b"\x1f\x8b") {
        return Ok(Raw::Gzip);
    }
    if starts(b"\x28\xb5\x2f\xfd") {
        return Ok(Raw::Zstd);
    }
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") || starts(b"PK\x07\x08") {
        return Ok(Raw::Zip);
    }
    if starts(b"PAR1") {
        return Ok(Raw::Format(Format::Parquet));
    }
    if starts(b"ARROW1\0\0") || starts(b"\xff\xff\xff\xff") && head.len() > 8 {
        return Ok(Raw::Format(Format::Arrow));
    }
    Ok(Raw::Text)
}

/// Whether bytes without a byte-order mark are text at all.
pub(crate) fn check_text(head: &[u8]) -> Result<(), Fault> {
    if let Some(name) = encoding::unmarked_utf16(head) {
        let fault = Fault::new(&codes::BAD_ENCODING, format!("is {name} without a byte-order mark")).at(1, 0);
        return Err(fault.remedy(format!("Say so: `--encoding {name}`; or save it as UTF-8.")));
    }
    let end = head.iter().rposition(|b| *b != 0).map_or(0, |i| i + 1);
    let text = &head[..end];
    let control = |b: &&u8| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1B) || **b == 0x7F;
    let controls = text.iter().filter(control).count();
    if controls * 10 > text.len() && !text.is_empty() {
        return Err(Fault::new(&codes::BINARY_FILE, "holds bytes that are no text")
            .detail(format!("{controls} control bytes in the first {}", text.len())));
    }
    Ok(())
}

/// What decoded text is: its format, and whether that is a surprise worth noting.
pub(crate) fn text(head: &[u8], last: bool, extension: &str, names: &Names) -> Result<Format, Fault> {
    let start = head.iter().position(|b| !b.is_ascii_whitespace() && *b != 0);
    let Some(start) = start else {
        if last {
            return Err(Fault::new(&codes::EMPTY_FILE, "is empty"));
        }
        return Ok(Format::Text);
    };
    let body = &head[start..];
    if body.starts_with(b"version https://git-lfs.github.com/spec/") {
        return Err(Fault::new(&codes::LFS_POINTER, "is a git LFS pointer, not the data").at(1, 0));
    }
    if is_html(body, extension) {
        return match extension {
            "csv" | "tsv" | "json" | "jsonl" | "ndjson" => {
                Err(Fault::new(&codes::LOOKS_LIKE_HTML, format!("is an HTML page, not {extension}")).at(1, 0))
            }
            _ => Ok(Format::Html),
        };
    }
    let json_name = matches!(extension, "json" | "jsonl" | "ndjson");
    if is_json(body, json_name) {
        return Ok(Format::Json);
    }
    let table_name = matches!(extension, "csv" | "tsv" | "tab" | "psv" | "ssv");
    if table_name || delimited::looks_delimited(head, last, names) {
        return Ok(Format::Csv);
    }
    if extension == "xml" || body.starts_with(b"<?xml") {
        let fault = Fault::new(&codes::UNSUPPORTED_FORMAT, "is XML, which is not read");
        return Err(fault.remedy("Convert it to CSV or JSON Lines, or save the texts as .txt."));
    }
    Ok(Format::Text)
}

/// The start of a text, in lower case and without leading comments or an XML declaration.
fn is_html(body: &[u8], extension: &str) -> bool {
    let mut rest = &body[..body.len().min(4096)];
    loop {
        rest = rest.trim_ascii_start();
        let close: &[u8] = if rest.starts_with(b"<!--") {
            b"-->"
        } else if rest.starts_with(b"<?xml") {
            b"?>"
        } else {
            break;
        };
        let Some(end) = memchr::memmem::find(rest, close) else { break };
        rest = &rest[end + close.len()..];
    }
    let starts = |tag: &str| {
        rest.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag.as_bytes()))
            && rest.get(tag.len()).is_none_or(|b| !b.is_ascii_alphanumeric())
    };
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| starts(tag))
        || matches!(extension, "html" | "htm" | "xhtml") && rest.first() == Some(&b'<')
}

/// The encoding other than UTF-8 that a page declares, if it declares only that.
pub(crate) fn declared(head: &[u8], extension: &str) -> Option<&'static encoding_rs::Encoding> {
    let start = head.iter().position(|b| !b.is_ascii_whitespace())?;
    if !is_html(&head[start..], extension) {
        return None;
    }
    let names = super::html::charsets(head);
    let mut found = names.iter().map(|name| encoding_rs::Encoding::for_label(name.as_bytes()));
    let first = found.next()??;
    (found.all(|other| other == Some(first)) && first != encoding_rs::UTF_8).then_some(first)
}

/// Whether a text begins like JSON; with a JSON name, anything does that is no other format.
fn is_json(body: &[u8], named: bool) -> bool {
    let next = body.get(1..).map_or(&[][..], <[u8]>::trim_ascii_start).first().copied();
    match body[0] {
        b'{' => named || matches!(next, Some(b'"' | b'\'' | b'}') | None),
        b'[' => named || matches!(next, Some(b'{' | b']')),
        _ => named,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::options::Columns;

    fn kind(head: &[u8], extension: &str) -> String {
        match raw(head) {
            Err(fault) => return fault.0.code.name.to_owned(),
            Ok(Raw::Text) => {}
            Ok(other) => return format!("{other:?}"),
        }
        if let Err(fault) = check_text(head) {
            return fault.0.code.name.to_owned();
        }
        match text(head, true, extension, &Names::new(&Columns::default())) {
            Ok(format) => format.name().to_owned(),
            Err(fault) => fault.0.code.name.to_owned(),
        }
    }

    #[test]
    fn content_decides_and_the_name_breaks_ties() {
        for (head, extension, want) in [
            (&b"\x1f\x8b\x08"[..], "csv", "Gzip"),
            (b"PK\x03\x04", "txt", "Zip"),
            (b"%PDF-1.7", "txt", "unsupported-format"),
            (b"\xD0\xCF\x11\xE0\xA1", "xls", "unsupported-format"),
            (b"\xFF\xFE\0\0i\0\0\0", "csv", "bad-encoding"),
            (b"\x89PNG\r\n", "txt", "binary-file"),
            (b"\x01\x02\x03\x04\x05", "txt", "binary-file"),
            (b"i\0d\0,\0o\0u\0t\0", "csv", "bad-encoding"),
            (b"  \r\n", "csv", "empty-file"),
            (b"version https://git-lfs.github.com/spec/v1\n", "csv", "lfs-pointer"),
            (b"{\"id\":1}", "txt", "json"),
            (b"[{\"id\":1}]", "csv", "json"),
            (b"{'id': 1}", "jsonl", "json"),
            (b"[Reuters] The text", "txt", "text"),
            (b"<!DOCTYPE html><p>", "txt", "html"),
            (b"<!-- saved --><HTML>", "html", "html"),
            (b"<html>", "csv", "looks-like-html"),
            (b"outlet,text\nA,b\n", "txt", "csv"),
            (b"outlet\ttext\nA\tb\n", "", "csv"),
            (b"Dear editor, text\nmore", "txt", "text"),
            (b"a b c", "csv", "csv"),
            (b"<?xml version='1.0'?><rss>", "xml", "unsupported-format"),
        ] {
            assert_eq!(kind(head, extension), want, "{:?}", String::from_utf8_lossy(head));
        }
    }
}
