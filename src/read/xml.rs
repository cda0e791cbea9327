//! Reads XML one node at a time, within bounds, resolving nothing but the five names and character
//! numbers that XML itself defines.
//!
//! In: bytes. Out: opened and closed elements and text. A document type is refused: no office program
//! writes one, and it is the way to entities that grow or reach outside.

use super::codes;
use super::item::Fault;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::io::{BufReader, Read};

/// One node.
pub(crate) enum Node<'b> {
    /// An element opens.
    Open(BytesStart<'b>),
    /// An element closes: its name without prefix.
    Close(String),
    /// Characters.
    Text(Cow<'b, str>),
    /// Nothing more.
    End,
}

/// XML being read.
pub(crate) struct Xml<R> {
    reader: Reader<BufReader<R>>,
    buffer: Vec<u8>,
    depth: u64,
    limit: u64,
}

impl<R: Read> Xml<R> {
    /// XML of at most `limit` levels.
    pub(crate) fn new(inner: R, limit: u64) -> Xml<R> {
        let mut reader = Reader::from_reader(BufReader::with_capacity(64 << 10, inner));
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, buffer: Vec::new(), depth: 0, limit }
    }

    /// The next node.
    ///
    /// # Errors
    /// `xml-entity`, `too-deep`, `corrupt`.
    pub(crate) fn next(&mut self) -> Result<Node<'_>, Fault> {
        loop {
            self.buffer.clear();
            // The borrow of an event that is passed over must end here, so it is looked at by kind first.
            match self.reader.read_event_into(&mut self.buffer).map_err(damaged)? {
                Event::Start(element) => {
                    self.depth += 1;
                    if self.depth > self.limit {
                        return Err(Fault::new(
                            &codes::TOO_DEEP,
                            format!("is nested deeper than {} levels (--max-xml-depth)", self.limit),
                        ));
                    }
                    return Ok(Node::Open(element.into_owned()));
                }
                Event::End(element) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Node::Close(element.local_name().as_ref().to_owned()));
                }
                Event::Text(text) => return Ok(Node::Text(Cow::Owned(text.xml10_content().into_owned()))),
                Event::CData(text) => return Ok(Node::Text(Cow::Owned(text.xml10_content().into_owned()))),
                Event::GeneralRef(name) => return Ok(Node::Text(Cow::Owned(resolved(&name)?))),
                Event::DocType(_) => {
                    return Err(Fault::new(&codes::XML_ENTITY, "declares a document type, which is never resolved"));
                }
                Event::Eof if self.depth > 0 => {
                    return Err(Fault::new(&codes::CORRUPT, "is damaged: its XML is cut off"));
                }
                Event::Eof => return Ok(Node::End),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Empty(_) => {}
            }
        }
    }
}

/// The character a reference stands for.
fn resolved(name: &quick_xml::events::BytesRef<'_>) -> Result<String, Fault> {
    if let Some(c) = name.resolve_char_ref().map_err(damaged)? {
        return Ok(c.to_string());
    }
    let content = name.xml10_content();
    let known = [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'")];
    match known.iter().find(|(known, _)| *known == content) {
        Some((_, text)) => Ok((*text).to_owned()),
        None => Err(Fault::new(&codes::XML_ENTITY, format!("uses the entity `{content}`, which is never resolved"))),
    }
}

/// A parser's error as a fault; faults of the layers below come out as they were.
fn damaged(error: quick_xml::Error) -> Fault {
    match error {
        quick_xml::Error::Io(io) => {
            let io = std::sync::Arc::try_unwrap(io).unwrap_or_else(|io| std::io::Error::new(io.kind(), io.to_string()));
            super::source::fault(io)
        }
        other => Fault::new(&codes::CORRUPT, format!("is damaged: {other}")),
    }
}

/// The value of an attribute, references resolved.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name);
    found.and_then(|attribute| attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(Cow::into_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let (mut xml, mut out) = (Xml::new(text.as_bytes(), 4), String::new());
        loop {
            match xml.next() {
                Ok(Node::Open(element)) => out += &format!("<{}>", element.local_name().as_ref()),
                Ok(Node::Close(name)) => out += &format!("</{name}>"),
                Ok(Node::Text(text)) => out += &text,
                Ok(Node::End) => return out,
                Err(fault) => return fault.0.code.name.to_owned(),
            }
        }
    }

    #[test]
    fn xml_is_read_and_entities_are_refused() {
        for (text, want) in [
            ("<?xml version='1.0'?><a:p><b/>x &amp; &#233;<![CDATA[<y>]]></a:p>", "<p><b></b>x & é<y></p>"),
            ("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", "xml-entity"),
            ("<a>&nbsp;</a>", "xml-entity"),
            ("<a><b><c><d><e/></d></c></b></a>", "too-deep"),
            ("<a><b>", "corrupt"),
            ("<a></b>", "corrupt"),
        ] {
            assert_eq!(shown(text), want, "{text}");
        }
    }
}
