//! Reads the members of a zip archive as files of their own.
//!
//! In: a zip file. Out: what each member gives, under the name `archive!member`, in the order of the
//! names. A member that cannot be trusted is left out by itself; an archive that cannot, as a whole.

use super::intake::{Intake, Naming};
use super::item::{Fault, Halt};
use super::source::{Seekable, Source, Stream, Tallied};
use super::walk::without_extension;
use super::zip::{self, Entry};
use super::{Format, codes, detect, docx, ods, read_format, read_text, xlsx};
use std::io::Read;

/// What a zip file is.
pub(crate) fn format(entries: &[Entry]) -> Option<Format> {
    let has = |name: &str| entries.iter().any(|entry| entry.name == name);
    match () {
        () if has(xlsx::WORKBOOK) => Some(Format::Xlsx),
        () if has(docx::DOCUMENT) => Some(Format::Docx),
        () if has(ods::CONTENT) && has("mimetype") => Some(Format::Ods),
        () => None,
    }
}

/// Reads a zip file: a workbook, a document, or an archive of files.
pub(crate) fn read(source: &mut Source<'_>, extension: &str, intake: &mut Intake<'_>) -> Result<(), Halt> {
    let limits = intake.options.limits;
    let entries = zip::directory(source.seekable(limits.memory_bytes)?, limits)?;
    if let Some(format) = format(&entries) {
        super::check_name(extension, &["xlsx", "xlsm", "docx", "ods"], format.name(), intake)?;
        return read_format(format, source, intake);
    }
    super::check_name(extension, &["zip"], "a zip archive", intake)?;
    let archive = intake.naming().clone();
    let mut members = 0;
    for entry in entries.iter().filter(|entry| !entry.is_folder()) {
        let naming = member(&archive, &entry.name, intake.alone);
        let hidden = entry.name.split('/').any(|part| part.starts_with('.') && part != ".." || part == "__MACOSX");
        intake.open(naming);
        if hidden && entry.unsafe_name().is_none() {
            intake.notice(&codes::SKIPPED, "was not read: hidden")?;
            continue;
        }
        members += 1;
        read_member(entry, source.seekable(limits.memory_bytes)?, intake)?;
    }
    intake.open(archive);
    intake.set_format("zip");
    match members {
        0 => Err(Fault::new(&codes::NO_DOCUMENTS, "is an archive without a file in it").into()),
        _ => Ok(()),
    }
}

/// How a member is called.
fn member(archive: &Naming, name: &str, alone: bool) -> Naming {
    let folder = name.rsplit('/').nth(1).unwrap_or(&archive.stem).to_owned();
    let stem = without_extension(name);
    Naming {
        shown: format!("{}!{name}", archive.shown),
        relative: name.to_owned(),
        folder,
        stem: if alone { stem } else { format!("{}/{stem}", archive.stem) },
    }
}

/// Reads one member and ends its account.
fn read_member(entry: &Entry, file: &mut Seekable<'_>, intake: &mut Intake<'_>) -> Result<(), Halt> {
    if let Some(why) = entry.unsafe_name() {
        return intake.fault(Fault::new(&codes::ARCHIVE_PATH, format!("{why}; it was not read")).field("name"), None);
    }
    let reader = match entry.open(file, intake.options.limits) {
        Ok(reader) => reader,
        Err(fault) => return intake.fault(fault, None),
    };
    let (reader, tally) = Tallied::new(reader);
    let mut source = Source::new(Stream::new(Box::new(reader)), None);
    let mut result = content(&mut source, intake);
    if result.is_ok() {
        result = source.stream.drain().map_err(Halt::from);
    }
    super::finish(result, &tally, intake)
}

/// Reads what a member holds.
fn content(source: &mut Source<'_>, intake: &mut Intake<'_>) -> Result<(), Halt> {
    let nested = || Fault::new(&codes::NESTED_ARCHIVE, "is an archive within an archive; it was not opened");
    match detect::raw(source.stream.need(super::delimited::HEAD)?)? {
        detect::Raw::Gzip | detect::Raw::Zstd => Err(nested().into()),
        detect::Raw::Zip => {
            let limits = intake.options.limits;
            let entries = zip::directory(source.seekable(limits.memory_bytes)?, limits)?;
            match format(&entries) {
                Some(format) => read_format(format, source, intake),
                None => Err(nested().into()),
            }
        }
        detect::Raw::Format(format) => read_format(format, source, intake),
        detect::Raw::Text => {
            let extension = super::extension(intake.naming());
            read_text(source, &extension, intake)
        }
    }
}

/// Opens one part of a workbook or document.
///
/// # Errors
/// `corrupt` when there is no such part, and what [`Entry::open`] says.
pub(crate) fn part<'f>(
    file: &'f mut Seekable<'_>,
    entries: &[Entry],
    name: &str,
    intake: &Intake<'_>,
) -> Result<Box<dyn Read + 'f>, Fault> {
    let entry = entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name));
    let entry = entry.ok_or_else(|| Fault::new(&codes::CORRUPT, format!("is damaged: it has no part `{name}`")))?;
    entry.open(file, intake.options.limits)
}
