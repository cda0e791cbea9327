//! The reason codes of reading: what each means, why it usually happens, what to do about it.
//!
//! One registry; every fault, reject and note of this module names an entry of it.

use crate::corpus::Code;

macro_rules! codes {
    ($($ident:ident $name:literal $meaning:literal $cause:literal $remedy:literal;)*) => {
        $(
            #[doc = $meaning]
            pub static $ident: Code = Code { name: $name, meaning: $meaning, cause: $cause, remedy: $remedy };
        )*
        /// Every reason code of reading, by name.
        pub const CODES: &[&Code] = &[$(&$ident),*];
    };
}

codes! {
    AMBIGUOUS_DATE "ambiguous-date"
        "Dates can be read day first or month first and the file does not prove which; they were left empty."
        "Dates written 03/04/2022, with no row that has a day above 12, or rows that prove both orders."
        "Say which it is with `--date-format dmy` or `--date-format mdy`, or export ISO dates.";
    ARCHIVE_DUPLICATE "archive-duplicate"
        "An archive holds two entries with one name; the archive was refused."
        "A damaged or hand-made archive; programs differ in which of the two they show."
        "Unpack it, look at both, and pack it again.";
    ARCHIVE_OVERLAP "archive-overlap"
        "Entries of an archive share bytes; the archive was refused."
        "A damaged archive, or one built to inflate without end."
        "Unpack it with a program you trust and give the folder.";
    ARCHIVE_PATH "archive-path"
        "An archive entry has a name that leaves the archive, or is a link; the entry was left out."
        "Names with `..`, absolute names, drive letters, or symbolic links, packed by mistake or on purpose."
        "Pack the files themselves, with relative names.";
    BAD_DATE "bad-date"
        "A date could not be read, or lies outside 1600 to 2035; it was left empty."
        "Another calendar, two-digit years, words, a spreadsheet's placeholder such as 0001-01-01, or a typing error."
        "Export dates as 2022-09-10.";
    BAD_ENCODING "bad-encoding"
        "Bytes that are not valid in the file's encoding; the record was left out."
        "The file was saved in another encoding than UTF-8, or two exports were joined, or it was cut off."
        "Say what it is with `--encoding NAME`, or save it as UTF-8.";
    BAD_ESCAPE "bad-escape"
        "A JSON text escapes half of a character (an unpaired surrogate); the record was left out."
        "A program cut a text in the middle of a character before writing it."
        "Cut texts at whole characters, or remove the half.";
    BAD_JSON "bad-json"
        "The text is not JSON; the record, or the file if its records cannot be told apart, was left out."
        "A line cut off, NaN or Infinity, comments, single quotes, a trailing comma."
        "Write the file with a JSON library: `json.dumps(record, allow_nan=False)`, one record per line.";
    BINARY_FILE "binary-file"
        "The file holds no text; it was left out."
        "A picture, a program or another binary file among the articles, whatever its name says."
        "Take it out of the input.";
    CHANGED "changed"
        "The file changed while it was read; nothing of it was used."
        "Another program was writing to it, or a download was still running."
        "Run again when the file is complete, or copy it first.";
    CORRUPT "corrupt"
        "Compressed or packed data is damaged: cut off, or with a wrong checksum or size."
        "An interrupted download or copy, or a faulty disk."
        "Fetch the file again; `--keep-partial` uses what came before the damage.";
    DUPLICATE_COLUMN "duplicate-column"
        "Two columns could be the same field; the file was left out."
        "A join of two tables that kept both columns."
        "Rename one of them, or pick one by a unique name with the column's flag.";
    DUPLICATE_ID "duplicate-id"
        "A record has the identifier of an earlier one; the later was left out."
        "The same export was appended twice, or the identifiers are not unique."
        "Remove one of the two, or give each record its own identifier.";
    DUPLICATE_KEY "duplicate-key"
        "A JSON object has a key twice; the record was left out."
        "Objects put together by hand; programs differ in which value they take."
        "Keep one of the two.";
    EMPTY_FILE "empty-file"
        "The file holds nothing but perhaps a byte-order mark, white space or padding."
        "An export or download that failed."
        "Export or fetch it again, or take it out of the input.";
    EMPTY_TEXT "empty-text"
        "The text holds no letter and no digit; the record was left out and enters no denominator."
        "An article that could not be fetched, or an empty cell."
        "Fetch the text, or remove the record.";
    ENCRYPTED "encrypted"
        "The archive or workbook is protected by a password."
        "It was saved with a password."
        "Save it without a password.";
    FIELD_COUNT "field-count"
        "A record has more or fewer fields than the header; it was left out."
        "A separator inside a text that is not in quotes, or a line break in one."
        "Export with quotes, or say `--delimiter`.";
    HTML_ENTITIES "html-entities"
        "A text contains HTML escapes such as &quot; or &nbsp;, whose letters would be counted as words."
        "The text was cut out of a page's source."
        "Unescape it before use, e.g. `html.unescape` in Python.";
    INVISIBLE_TEXT "invisible-text"
        "A text carries characters that are never shown and can hide words."
        "Copied from a page or chat that marks or hides text this way."
        "Look at the text; remove the invisible characters if they are not meant.";
    LFS_POINTER "lfs-pointer"
        "The file is a git LFS pointer, not the data."
        "The repository was cloned without git LFS."
        "Run `git lfs pull` in the repository it came from.";
    LOOKS_LIKE_HTML "looks-like-html"
        "The content is HTML, or contains its tags; tags are not counted when the whole file is HTML."
        "A page was saved under another name, or a text kept its markup; a data file that is HTML is often a log-in or error page."
        "Save the article's text, or name the file .html.";
    METADATA_UNMATCHED "metadata-unmatched"
        "A metadata row describes no document, or a document has no metadata row."
        "File names or identifiers differ in spelling between the two."
        "Compare the `file` or `id` column with the names of the files.";
    MISSING_COLUMN "missing-column"
        "A table has no column that is known to hold this field; the file was left out."
        "The column has a name we do not know."
        "Name it: `--text COLUMN`, `--outlet COLUMN`; or take the outlet from the file: `--outlet-from file`.";
    MISSING_FIELD "missing-field"
        "A record lacks a field it cannot be used without; it was left out."
        "An incomplete record, or a key spelled differently."
        "Complete the record, or name the key: `--text KEY`.";
    MISSING_FILE "missing-file"
        "There is no file or folder with that name."
        "A spelling mistake, or another current folder."
        "Check the name.";
    MISSING_OUTLET "missing-outlet"
        "Records name no outlet; they are counted under `(no outlet)`."
        "Empty cells or null values in the outlet column."
        "Complete the column, or give the outlet by `--metadata`, or by `--outlet-from file`.";
    MIXED_SCRIPT "mixed-script"
        "A word or an outlet's name mixes letters of two scripts that look alike; it is not the word it seems to be."
        "Letters swapped for look-alikes, by a keyboard slip or to get round a filter."
        "Replace them if they are not meant; they match no lexicon entry.";
    MOJIBAKE_SUSPECT "mojibake-suspect"
        "A text looks as if UTF-8 had been read in another encoding and saved again."
        "Some program before us opened the file in the wrong encoding."
        "Export again from the source; we never repair it silently.";
    NESTED_ARCHIVE "nested-archive"
        "An archive lies within an archive; the inner one was not opened."
        "Archives packed into one another."
        "Unpack the outer archive and give the inner ones.";
    NO_DOCUMENTS "no-documents"
        "There is nothing to read here: no entry, no record."
        "An empty archive or folder, or a table with a header only."
        "Check that this is the file you meant.";
    NOT_RECORDS "not-records"
        "The JSON holds no list of records but columns or a wrapper around the list; the file was left out."
        "pandas writes columns by default; interfaces wrap their results."
        "pandas: `df.to_json(path, orient='records', lines=True)`; else write the list itself, one record per line.";
    NUL_BYTE "nul-byte"
        "A record contains NUL bytes; they are removed from names and do not count in texts."
        "A program wrote raw memory or UTF-16 into the file."
        "Export the file again.";
    NUL_PADDING "nul-padding"
        "The file ends in NUL bytes, which were not read as a record."
        "The system stopped while the file was being written; records may be missing."
        "Compare the number of records with the source.";
    OUTLET_LOOKALIKE "outlet-lookalike"
        "Two outlets have names that look alike; they are counted apart."
        "Upper and lower case, accents, spaces or letters of another script in a name."
        "If they are one outlet, say so under [outlets.merge] in the study.";
    OWN_OUTPUT "own-output"
        "A result folder of an earlier run lies within the input; it was not read."
        "The result was written into the folder with the articles."
        "Nothing to do.";
    REPLACEMENT_CHARACTER "replacement-character"
        "A text contains U+FFFD, which stands for a character that was lost before it came to us."
        "Some program before us could not decode the text."
        "Export again from the source.";
    SHEET_SKIPPED "sheet-skipped"
        "A sheet of a workbook has no text column and was not read."
        "A sheet with notes, statistics or a chart."
        "Nothing to do, unless it holds articles: then name its column with `--text`.";
    SHEET_TOO_LARGE "sheet-too-large"
        "A sheet claims more cells than can be meant; only cells that hold something were read."
        "A stray cell far away from the table."
        "Delete the stray cells, or save the table as CSV.";
    SHORT_TEXT "short-text"
        "A page gave very little text: perhaps a consent or log-in page instead of the article."
        "The page was saved before the article appeared."
        "Look at it; save the article's text.";
    SKIPPED "skipped"
        "An input that is not a regular file, or one read already, was left out."
        "A pipe, device, socket or loop in the folder, or two links to one file."
        "Nothing to do.";
    STRAY_QUOTE "stray-quote"
        "A quoted field goes on after its closing quote; the record was left out."
        "A quote inside a quoted text that is not doubled, or a quote that was never closed."
        "Export with a CSV library, which doubles quotes inside texts.";
    TOO_DEEP "too-deep"
        "A value is nested deeper than the limit."
        "A broken or hostile file."
        "Raise the limit if it is meant; `framescope limits` names its flag.";
    TOO_LARGE "too-large"
        "Something is larger than its limit."
        "Many articles in one record, or a file that inflates without end."
        "Split it, or raise the limit; `framescope limits` names its flag.";
    TRAILING_DATA "trailing-data"
        "Bytes after the end of the compressed data; they were not used."
        "Files joined by mistake, or padding."
        "Fetch the file again.";
    UNREADABLE "unreadable"
        "The file could not be opened or read."
        "No permission, a broken link, or a failing disk."
        "Check its permissions, or take it out of the input.";
    UNSUPPORTED_FORMAT "unsupported-format"
        "The file is of a kind that is not read."
        "PDF, old or protected Office files, other archives."
        "Save it as text, CSV or .xlsx.";
    UNTERMINATED_QUOTE "unterminated-quote"
        "A quoted field never closes; what follows cannot be told apart, so the file was left out."
        "A quote at the start of a text that was not doubled or closed, or a file cut off."
        "Close or double the quote on that line; `--keep-partial` uses the records before it.";
    WRONG_EXTENSION "wrong-extension"
        "The content is not what the file's name says; the content decides."
        "A renamed file."
        "Nothing to do, unless the content surprises you.";
    WRONG_TYPE "wrong-type"
        "A value is not text where text is needed; the record was left out."
        "A list or an object where a text was expected."
        "Write the text itself, e.g. paragraphs joined by blank lines.";
    XML_ENTITY "xml-entity"
        "The file declares XML entities or a document type, which are never resolved; it was refused."
        "No office program writes this; it is used to attack readers."
        "Open it in an office program and save it again.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_unique_and_complete() {
        for pair in CODES.windows(2) {
            assert!(pair[0].name < pair[1].name, "{} before {}", pair[0].name, pair[1].name);
        }
        for code in CODES {
            assert!(code.meaning.ends_with('.') && code.cause.ends_with('.') && code.remedy.ends_with('.'));
            assert!(code.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
        }
    }
}
