//! Reads the text of a Word document: one file, one document.
//!
//! In: the document part of a .docx file. Out: its paragraphs, with a blank line between them. Deleted
//! text, field codes, notes and comments are not read.

use super::archive::part;
use super::intake::Intake;
use super::item::{Fault, Halt};
use super::source::Source;
use super::xml::{Node, Xml};
use super::{Format, Reader, codes, text, zip};

/// The part that makes a zip file a Word document.
pub(crate) const DOCUMENT: &str = "word/document.xml";

/// Reads Word documents.
pub(crate) struct Docx;

impl Reader for Docx {
    fn format(&self) -> Format {
        Format::Docx
    }

    fn read(&self, source: &mut Source<'_>, intake: &mut Intake<'_>) -> Result<(), Halt> {
        let limits = intake.options.limits;
        let file = source.seekable(limits.memory_bytes)?;
        let entries = zip::directory(file, limits)?;
        let mut xml = Xml::new(part(file, &entries, DOCUMENT, intake)?, limits.xml_depth);
        let mut words = Words::default();
        loop {
            match xml.next()? {
                Node::Open(element) => words.open(element.local_name().as_ref()),
                Node::Close(name) => words.close(&name),
                Node::Text(text) => words.text(&text),
                Node::End => break,
            }
            if words.out.len() as u64 > limits.document_bytes {
                let what = format!("has a text of more than {} bytes (--max-document-bytes)", limits.document_bytes);
                return Err(Fault::new(&codes::TOO_LARGE, what).into());
            }
        }
        text::document(words.out.trim_end(), words.out.as_bytes(), intake)
    }
}

/// The text so far.
#[derive(Default)]
struct Words {
    out: String,
    in_text: bool,
    /// Elements open within one whose text is not the document's.
    hidden: u32,
}

/// Elements whose text is not read: deletions, and the older of two forms of one thing.
const HIDDEN: [&str; 3] = ["del", "moveFrom", "Fallback"];

impl Words {
    fn open(&mut self, name: &str) {
        match name {
            _ if HIDDEN.contains(&name) => self.hidden += 1,
            "t" => self.in_text = true,
            "tab" if !self.out.ends_with('\n') && !self.out.is_empty() => self.out.push('\t'),
            "br" | "cr" => self.out.push('\n'),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            _ if HIDDEN.contains(&name) => self.hidden = self.hidden.saturating_sub(1),
            "t" => self.in_text = false,
            "p" if !self.out.is_empty() && !self.out.ends_with("\n\n") => {
                self.out.truncate(self.out.trim_end().len());
                self.out.push_str("\n\n");
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text && self.hidden == 0 {
            self.out.push_str(text);
        }
    }
}
