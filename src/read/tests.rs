//! Reads whole files of every kind, written by the tests, and checks the account given of them.

use super::*;
use crate::corpus::Document;
use std::path::Path;

/// Everything a reading gave.
#[derive(Default)]
struct Got {
    documents: Vec<Document>,
    codes: Vec<String>,
    items: Vec<Item>,
    totals: Inputs,
}

/// Reads inputs; documents of files at fault are dropped, as consumers do.
fn run(inputs: &[PathBuf], options: &ReadOptions) -> Got {
    let (mut got, mut pending) = (Got::default(), Vec::new());
    got.totals = read(inputs, options, &mut |item| {
        match &item {
            Item::Document(document) => pending.push((**document).clone()),
            Item::Reject(rejected) => got.codes.push(format!("{}:{}", rejected.reject.code, rejected.reject.origin.line)),
            Item::Note(note) => got.codes.push(format!("{}:{}", note.code, note.origin.line)),
            Item::Notice(problem) => got.codes.push(problem.code.to_owned()),
            Item::FileDone(_) => got.documents.append(&mut pending),
            Item::FileFault(fault) => {
                got.codes.push(format!("{}:{}", fault.reject.code, fault.reject.origin.line));
                if fault.kept {
                    got.documents.append(&mut pending);
                }
                pending.clear();
            }
            Item::Decision(_) => {}
        }
        got.items.push(item);
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(got.totals.documents + got.totals.rejects, got.totals.records);
    assert_eq!(got.totals.documents, got.documents.len() as u64);
    got
}

/// Reads one file of that name and content.
fn read_bytes(name: &str, bytes: &[u8], options: &ReadOptions) -> Got {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    run(&[path], options)
}

/// `documents | codes` of one file.
fn check(name: &str, bytes: &[u8], want: &str) {
    let got = read_bytes(name, bytes, &ReadOptions::default());
    assert_eq!(
        format!("{} | {}", got.documents.len(), got.codes.join(" ")),
        want,
        "{name}: {:?}",
        String::from_utf8_lossy(bytes)
    );
}

#[test]
fn delimited_files_give_documents_or_named_rejects() {
    for (bytes, want) in [
        (&b"id,outlet,text\n1,A,one\n2,B,two\n"[..], "2 | "),
        (b"id,outlet,text\n\n1,A,one\n  \n2,B,two", "2 | "),
        (b"id;outlet;text\n1;A;one, two\n", "1 | "),
        (b"sep=|\nid|outlet|text\n1|A|one, two\n", "1 | "),
        (b"\xEF\xBB\xBFid,outlet,text\n1,A,one\n", "1 | "),
        (b"id,outlet,text\n1,A\n2,B,two\n", "1 | field-count:2"),
        (b"id,outlet,text\n1,A,one,more\n2,B,two\n", "1 | field-count:2"),
        (b"id,outlet,text\n1,A,\"one\n2,B,two\n", "0 | unterminated-quote:2"),
        (b"id,outlet,text\n1,A,\"one\" x\n2,B,two\n", "1 | stray-quote:2"),
        (b"id,outlet,text\n1,A,caf\xe9\n2,B,two\n", "1 | bad-encoding:2"),
        (b"id,outlet,text\n1,A,one\n\0\0\0\0", "1 | nul-padding:3"),
        (b"id,outlet,text\n1,A,o\0ne\n", "1 | nul-byte:2"),
        (b"id,outlet,text\n1,A, ...\n", "0 | empty-text:2"),
        (b"id,outlet,text\n1,,one\n", "1 | missing-outlet:2"),
        (b"id,outlet,text\n", "0 | no-documents:0"),
        (b"id,outlet,text,text\n1,A,x,y\n", "0 | duplicate-column:0"),
        (b"id,outlet,words\n1,A,x\n", "0 | missing-column:0"),
        (b"id,text\n1,x\n", "0 | missing-column:0"),
        (b"", "0 | empty-file:0"),
        (b"id,outlet,date,text\n1,A,03/04/2022,x\n", "1 | ambiguous-date:2"),
        (b"id,outlet,date,text\n1,A,03/04/2022,x\n2,A,25/12/2022,x\n", "2 | "),
        (b"id,outlet,date,text\n1,A,0001-01-01,x\n", "1 | bad-date:2"),
    ] {
        check("a.csv", bytes, want);
    }
}

#[test]
fn json_gives_documents_or_named_rejects() {
    let good = r#"{"id":"1","outlet":"A","text":"one"}"#;
    for (text, want) in [
        (format!("{good}\n{good}\n"), "2 | "),
        (format!("{good}\r\n\r\n{good}"), "2 | "),
        (format!("{good}{good} {good}"), "3 | "),
        (format!("[{good},\n {good}]"), "2 | "),
        ("[]".to_owned(), "0 | no-documents:0"),
        (format!("[{good},]"), "0 | bad-json:1"),
        (format!("[\n// no\n{good}]"), "0 | bad-json:2"),
        (format!("[{good},{{\"text\":\"a"), "0 | bad-json:1"),
        (format!("[{good}] x"), "0 | bad-json:1"),
        (format!("{good}\n{{\"id\":\"2\",\"text\":\"cut\n{good}"), "2 | bad-json:2"),
        (format!("{good}\n{{}}\n"), "1 | missing-field:2"),
        (format!("{good}\n{{\"outlet\":\"A\",\"text\":null}}\n"), "1 | missing-field:2"),
        (format!("{good}\n{{\"outlet\":\"A\",\"text\":[\"a\"]}}\n"), "1 | wrong-type:2"),
        (format!("{good}\n{{\"text\":\"a\",\"text\":\"b\"}}\n"), "1 | duplicate-key:2"),
        (format!("{good}\n{{\"outlet\":\"A\",\"text\":\"x\",\"n\":NaN}}\n"), "1 | bad-json:2"),
        (format!("{good}\n{{\"outlet\":\"A\",\"text\":\"\\ud800\"}}\n"), "1 | bad-escape:2"),
        (format!("{good}\n{{\"text\":\"x\",\"n\":{}1{}}}\n", "[".repeat(200), "]".repeat(200)), "1 | too-deep:2"),
        ("{'id': '1', 'text': 'x'}\n".to_owned(), "0 | bad-json:1"),
        (r#"{"id": {"0": "1"}, "text": {"0": "x"}}"#.to_owned(), "0 | not-records:1"),
        (r#"{"id": ["1"], "text": ["x"]}"#.to_owned(), "0 | not-records:1"),
        (format!("{{\"status\":\"ok\",\"articles\":[{good}]}}"), "0 | not-records:1"),
        ("[\"a\",\"b\"]".to_owned(), "0 | not-records:1"),
        ("{\n \"id\": \"1\",\n \"outlet\": \"A\",\n \"text\": \"x\"\n}\n".to_owned(), "1 | "),
    ] {
        check("a.json", text.as_bytes(), want);
    }
}

#[test]
fn texts_are_documents_with_an_outlet_from_their_place() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("corpus");
    for (path, text) in [
        ("Alpha/1.txt", "Headline\n\nThe body."),
        ("Beta/1.txt", "Words."),
        ("Beta/empty.txt", ""),
        ("Beta/page.txt", "<html><p>x</p></html>"),
    ] {
        std::fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        std::fs::write(root.join(path), text).unwrap();
    }
    let got = run(&[root], &ReadOptions::default());
    let shown: Vec<String> = got.documents.iter().map(|d| format!("{} {} {}", d.id, d.outlet, d.title_len)).take(2).collect();
    assert_eq!(shown, ["Alpha/1 Alpha 8", "Beta/1 Beta 0"]);
    assert!(got.codes.contains(&"empty-file:0".to_owned()));
}

#[test]
fn identifiers_are_text_digit_for_digit() {
    let bytes = br#"{"id":12345678901234567890123,"outlet":"A","date":20220910,"text":"x"}
{"id":1e400,"outlet":7,"text":"x"}
{"outlet":"A","text":"x"}"#;
    let got = read_bytes("nums.jsonl", bytes, &ReadOptions::default());
    let ids: Vec<&str> = got.documents.iter().map(|d| d.id.as_str()).collect();
    assert_eq!(ids, ["12345678901234567890123", "1e400", "nums-3"]);
    assert_eq!(got.documents[0].date.unwrap().to_string(), "2022-09-10");
    assert_eq!(got.documents[1].outlet, "7");
}

#[test]
fn metadata_describes_files_and_what_matches_nothing_is_listed() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name);
    std::fs::write(path("a.txt"), "Text one.").unwrap();
    std::fs::write(path("b.txt"), "Text two.").unwrap();
    std::fs::write(path("metadata.csv"), "file,outlet,date,title\na.txt,The Post,2022-09-10,\"A, title\"\nz.txt,Wire,,\n")
        .unwrap();
    let options = ReadOptions { metadata: vec![path("metadata.csv")], ..ReadOptions::default() };
    let got = run(&[dir.path().to_owned()], &options);
    assert_eq!(got.documents.len(), 2);
    assert_eq!((got.documents[0].outlet.as_str(), got.documents[0].title.as_str()), ("The Post", "A, title"));
    assert!(got.codes.contains(&"metadata-unmatched:1".to_owned()), "{:?}", got.codes);
    assert_eq!(got.totals.unmatched_metadata.len(), 1);
    assert_eq!(got.totals.unmatched_metadata[0].origin.line, 3);
}

#[test]
fn a_column_that_is_named_must_be_there() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.csv");
    std::fs::write(&path, "id,outlet,datum,text\n1,A,2022-09-10,one\n").unwrap();
    let options =
        |date: &str| ReadOptions { columns: Columns { date: Some(date.into()), ..Columns::default() }, ..ReadOptions::default() };
    assert!(run(std::slice::from_ref(&path), &options("datum")).documents[0].date.is_some());
    let problems = read(&[path], &options("datums"), &mut |_| ControlFlow::Continue(())).unwrap_err();
    assert!(problems[0].code == "missing-column" && problems[0].remedy.contains("--date 'datum'"), "{problems:?}");
    let got = read_bytes("a.jsonl", b"{\"outlet\":\"A\",\"text\":\"x\"}", &options("datum"));
    assert_eq!(got.codes, ["missing-column:0"]);
}

#[test]
fn other_encodings_are_read_when_named_and_refused_with_a_hint_else() {
    let (bytes, ..) = encoding_rs::WINDOWS_1256.encode("id,outlet,text\n1,الجزيرة,زعيم المجموعة يصل إلى العاصمة لإجراء محادثات\n");
    let got = read_bytes("a.csv", &bytes, &ReadOptions::default());
    assert_eq!(got.codes, ["bad-encoding:2"]);
    let Some(Item::Reject(rejected)) = got.items.iter().find(|item| matches!(item, Item::Reject(_))) else { panic!() };
    assert!(rejected.problem.remedy.contains("--encoding windows-1256"), "{:?}", rejected.problem);
    let options = ReadOptions { encoding: Some(encoding_rs::WINDOWS_1256), ..ReadOptions::default() };
    assert_eq!(read_bytes("a.csv", &bytes, &options).documents[0].outlet, "الجزيرة");
}

#[test]
fn a_partial_file_is_kept_only_when_asked() {
    let bytes = b"id,outlet,text\n1,A,one\n2,A,\"two\n";
    assert_eq!(read_bytes("a.csv", bytes, &ReadOptions::default()).documents.len(), 0);
    let options = ReadOptions { keep_partial: true, ..ReadOptions::default() };
    assert_eq!(read_bytes("a.csv", bytes, &options).documents.len(), 1);
}

#[test]
fn rejected_records_read_again_once_repaired() {
    let got = read_bytes("a.csv", b"id,outlet,text\n1,A\n2,B,two\n3,C,x,y\n", &ReadOptions::default());
    let mut again = Vec::new();
    for item in &got.items {
        if let Item::Reject(rejected) = item {
            if again.is_empty() {
                again.extend_from_slice(&rejected.header);
            }
            again.extend_from_slice(&rejected.raw);
        }
    }
    assert_eq!(again, b"id,outlet,text\n1,A\n3,C,x,y\n");
}

#[test]
fn archives_are_read_member_by_member_and_distrusted() {
    let zipped = zip::tests::zipped;
    let csv: &[u8] = b"id,outlet,text\n1,A,one\n";
    let inner = zipped(&[("a.csv", csv)]);
    for (entries, want) in [
        (vec![("Alpha/a.txt", &b"Words."[..]), ("b.csv", csv)], "2 | "),
        (vec![("../a.csv", csv), ("b.csv", csv)], "1 | archive-path:0"),
        (vec![("in.zip", &inner[..])], "0 | nested-archive:0"),
        (vec![("__MACOSX/._b.csv", csv), ("b.csv", csv)], "1 | skipped"),
        (vec![("empty.csv", b""), ("b.csv", csv)], "1 | empty-file:0"),
        (vec![], "0 | no-documents:0"),
    ] {
        check("a.zip", &zipped(&entries), want);
    }
}

/// A workbook of one sheet with those rows of XML.
fn workbook(rows: &str) -> Vec<u8> {
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    let book = format!("<workbook {main}><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
    let relations = "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/s.xml\"/></Relationships>";
    let sheet = format!("<worksheet {main}><sheetData>{rows}</sheetData></worksheet>");
    zip::tests::zipped(&[
        (xlsx::WORKBOOK, book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/s.xml", sheet.as_bytes()),
    ])
}

#[test]
fn workbooks_are_read_cell_by_cell() {
    let cell = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |n: u32, cells: &[&str]| {
        let cells: String =
            cells.iter().zip(["A", "B", "C", "D"]).map(|(text, column)| cell(&format!("{column}{n}"), text)).collect();
        format!("<row r=\"{n}\">{cells}</row>")
    };
    let header = row(1, &["id", "outlet", "text"]);
    for (rows, want) in [
        (header.clone() + &row(2, &["1", "A", "one"]) + &row(5, &["2", "B", "two"]), "2 | "),
        (header.clone() + &row(2, &["1", "A", "one", "more"]), "0 | field-count:2"),
        (
            header.clone() + &row(2, &["1", "A", "one"]) + "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>",
            "1 | field-count:1048576 sheet-too-large:1048576",
        ),
        (row(1, &["id", "words"]), "0 | sheet-skipped:0 missing-column:0"),
        ("<row><c t=\"inlineStr\"><is><t>&e;</t></is></c></row>".to_owned(), "0 | xml-entity:0"),
        (
            header
                + "<row r=\"2\"><c r=\"A2\"><v>12345678901234567890</v></c><c r=\"B2\" t=\"str\"><v>A</v></c><c r=\"C2\" t=\"inlineStr\"><is><r><t>on</t></r><r><t>e</t></r></is></c></row>",
            "1 | ",
        ),
    ] {
        check("a.xlsx", &workbook(&rows), want);
    }
}

#[test]
fn opendocument_sheets_and_word_documents_are_read() {
    let sheet = "<x:doc xmlns:x=\"x\" xmlns:table=\"t\" xmlns:text=\"p\" xmlns:office=\"o\"><table:table table:name=\"S\">\
        <table:table-row><table:table-cell><text:p>outlet</text:p></table:table-cell><table:table-cell><text:p>date</text:p></table:table-cell><table:table-cell><text:p>text</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
        <table:table-row><table:table-cell><text:p>A</text:p></table:table-cell><table:table-cell office:date-value=\"2022-09-10T00:00\"><text:p>10.9.22</text:p></table:table-cell><table:table-cell><text:p>one<text:s text:c=\"2\"/>two</text:p><text:p>three</text:p></table:table-cell></table:table-row>\
        </table:table></x:doc>";
    let got = read_bytes(
        "a.ods",
        &zip::tests::zipped(&[("mimetype", b"x"), (ods::CONTENT, sheet.as_bytes())]),
        &ReadOptions::default(),
    );
    let document = &got.documents[0];
    assert_eq!(
        (document.text.as_str(), document.date.unwrap().to_string().as_str(), document.origin.line),
        ("one  two\nthree", "2022-09-10", 1_000_002)
    );

    let word = "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>Headline</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>The </w:t></w:r><w:del><w:r><w:t>old</w:t></w:r></w:del><w:r><w:t>body.</w:t></w:r></w:p></w:body></w:document>";
    let got = read_bytes("a.docx", &zip::tests::zipped(&[(docx::DOCUMENT, word.as_bytes())]), &ReadOptions::default());
    assert_eq!(got.documents[0].text, "Headline\n\nThe body.");
}

/// Rows of a small corpus as every form of file that can hold it.
fn forms(rows: &[[String; 4]]) -> Vec<(&'static str, Vec<u8>)> {
    let names = ["id", "outlet", "date", "text"];
    let table = |delimiter: u8, end: &str| {
        let mut out = Vec::new();
        for row in std::iter::once(&names.map(str::to_owned)).chain(rows) {
            for (i, cell) in row.iter().enumerate() {
                out.extend((i > 0).then_some(delimiter));
                split::join(&mut out, cell, delimiter);
            }
            out.extend_from_slice(end.as_bytes());
        }
        out
    };
    let csv = table(b',', "\n");
    let text = String::from_utf8(csv.clone()).unwrap();
    let utf16 =
        |mark: &[u8], bytes: fn(u16) -> [u8; 2]| [mark, &text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>()].concat();
    let objects: Vec<String> = rows
        .iter()
        .map(|row| serde_json::json!({"id": row[0], "outlet": row[1], "date": row[2], "text": row[3]}).to_string())
        .collect();
    let gz = |data: &[u8]| {
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut gz, data).unwrap();
        gz.finish().unwrap()
    };
    let half = csv.len() / 2;
    let escape = |cell: &String| cell.replace('&', "&amp;").replace('<', "&lt;").replace('\r', "_x000D_");
    let cells = |row: &[String; 4]| {
        row.iter()
            .map(|cell| format!("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", escape(cell)))
            .collect::<String>()
    };
    let sheet: String =
        std::iter::once(&names.map(str::to_owned)).chain(rows).map(|row| format!("<row>{}</row>", cells(row))).collect();
    vec![
        ("a.csv", csv.clone()),
        ("a.csv", table(b',', "\r\n")),
        ("a.csv", table(b',', "\r")),
        ("a.csv", table(b',', "\n\n")),
        ("a.csv", [b"\xEF\xBB\xBF", &csv[..]].concat()),
        ("a.csv", csv.trim_ascii_end().to_vec()),
        ("a.csv", table(b';', "\n")),
        ("a.csv", [b"sep=;\r\n", &table(b';', "\r\n")[..]].concat()),
        ("a.tsv", table(b'\t', "\n")),
        ("a.txt", table(b'|', "\n")),
        ("a.csv", utf16(b"\xFF\xFE", u16::to_le_bytes)),
        ("a.csv", utf16(b"\xFE\xFF", u16::to_be_bytes)),
        ("a.jsonl", objects.join("\n").into_bytes()),
        ("a.jsonl", objects.join("\r\n\r\n").into_bytes()),
        ("a.json", format!("[{}]", objects.join(", \n")).into_bytes()),
        ("a.csv.gz", [gz(&csv[..half]), gz(&csv[half..])].concat()),
        ("a.csv", gz(&csv)),
        ("a.csv.zst", ::zstd::encode_all(&csv[..], 1).unwrap()),
        ("a.zip", zip::tests::zipped(&[("a.csv", &csv)])),
        ("a.xlsx", workbook(&sheet)),
    ]
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 24, ..Default::default() })]
    #[test]
    fn one_corpus_gives_equal_documents_in_every_form(
        texts in proptest::collection::vec("[a-zA-Zéж中“”,;|\"<& ]{0,30}(\n[a-z\" ]{1,9}){0,2}", 1..6)
    ) {
        let row = |(i, text): (usize, &String)| [format!("d{i}"), format!("Outlet, {}", i % 2), format!("2022-09-{:02}", i + 1), format!("Text {i} {text} end")];
        let rows: Vec<[String; 4]> = texts.iter().enumerate().map(row).collect();
        for (at, (name, bytes)) in forms(&rows).into_iter().enumerate() {
            let got = read_bytes(name, &bytes, &ReadOptions::default());
            let documents: Vec<[String; 4]> = got.documents.iter()
                .map(|d| [d.id.clone(), d.outlet.clone(), d.date.map_or_else(String::new, |day| day.to_string()), d.text.clone()])
                .collect();
            proptest::prop_assert_eq!(&documents, &rows, "form {} {}: {:?}", at, name, got.codes);
        }
    }

    #[test]
    fn no_bytes_whatever_stop_the_reader(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200), start in 0usize..8) {
        let starts: [&[u8]; 8] = [b"", b"id,outlet,text\n", b"{\"text\":\"", b"[", b"PK\x03\x04", b"\x1f\x8b\x08\0", b"<html>", b"\xFF\xFE"];
        let got = read_bytes("a.bin", &[starts[start], &bytes].concat(), &ReadOptions::default());
        proptest::prop_assert!(got.totals.records >= got.totals.documents);
    }
}

#[test]
fn hostile_files_are_answered_as_their_manifest_says() {
    let folder = ["../shared/hostile", "../../shared/hostile"].map(Path::new).into_iter().find(|path| path.exists());
    let Some((folder, mut manifest)) =
        folder.and_then(|folder| Some((folder, csv::Reader::from_path(folder.join("manifest.csv")).ok()?)))
    else {
        println!("skipped: ../shared/hostile is not here");
        return;
    };
    let wanted = ["csv", "encoding", "json", "text", "archive", "dates", "unicode"];
    let mut wrong = Vec::new();
    for row in manifest.records().map(Result::unwrap) {
        let [id, file, kind, category, _, args, _, docs, _, code] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(|i| row[i].to_owned());
        if kind != "corpus" || !wanted.contains(&category.as_str()) {
            continue;
        }
        let label = args.split("--encoding ").nth(1).and_then(|rest| rest.split(' ').next());
        let encoding = label.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
        let got = run(&[folder.join("files").join(&file)], &ReadOptions { encoding, ..ReadOptions::default() });
        let documents = got.documents.len().to_string();
        let of_others =
            ["duplicate-id", "token-too-long", "outlet-lookalike", "boilerplate-suspect", "mixed-script", "unsegmented-script"];
        let coded = code.is_empty()
            || of_others.iter().any(|c| code.contains(c))
            || code.split('|').any(|c| got.codes.iter().any(|g| g.starts_with(c)));
        if !docs.is_empty() && docs != documents && code != "duplicate-id" || !coded {
            wrong.push(format!("{id} {file}: want {docs} {code}, got {documents} {:?}", got.codes));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
