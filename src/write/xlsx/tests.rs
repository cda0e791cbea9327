use super::*;
use crate::corpus::Date;
use crate::table::cells;
use crate::write::AxisNames;
use crate::write::tests::{column, sample, table};
use calamine::{Data, Reader, Xlsx};
use std::io::{Cursor, Read};

fn results() -> Vec<Table> {
    use ColumnKind::*;
    let outlets = table(
        "outlets",
        vec![column("outlet_id", Id), column("outlet", Text), column("n_documents", Integer), column("first_date", Day)],
        vec![
            vec!["cradle".into(), "The Cradle".into(), 1u64.into(), Date::new(2022, 9, 11).into()],
            vec!["evil".into(), "=HYPERLINK(\"http://evil.invalid\")".into(), 2u64.into(), Value::Empty],
        ],
    );
    let axis = |outlet: &str, voice: &str, a: u64, b: u64, balance: Option<f64>| {
        vec![
            "all".into(),
            outlet.into(),
            outlet.to_uppercase().into(),
            "core".into(),
            "terror-resistance".into(),
            voice.into(),
            a.into(),
            b.into(),
            balance.into(),
        ]
    };
    let names = [
        ("event_id", Id),
        ("outlet_id", Id),
        ("outlet", Text),
        ("lexicon", Text),
        ("axis", Text),
        ("voice", Text),
        ("n_a", Integer),
        ("n_b", Integer),
        ("balance", Number),
    ];
    let axes = table(
        "axes",
        names.map(|(n, k)| column(n, k)).to_vec(),
        vec![
            axis("cradle", "outlet", 0, 12, Some(-3.218875825)),
            axis("cradle", "quoted", 9, 9, Some(0.0)),
            axis("evil", "outlet", 3, 0, None),
        ],
    );
    let hits = table(
        "hits",
        vec![column("hit_id", Id), column("outlet_id", Id), column("axis", Text), column("text", Text)],
        vec![vec!["h1".into(), "cradle".into(), "terror-resistance".into(), "_x000D_ <b>&".into()]],
    );
    vec![outlets, axes, hits]
}

fn book(tables: &[Table]) -> Vec<u8> {
    let names = AxisNames {
        axis: "terror-resistance".into(),
        title: String::new(),
        pole_a: "terror label".into(),
        pole_b: "resistance label".into(),
    };
    let about =
        About { title: "A study".into(), lines: vec![("Version".into(), "0.1".into())], axes: vec![names], ..About::default() };
    let hits = find(tables, "hits").unwrap();
    let send = |sink: HitSink<'_>| hits.rows.iter().try_for_each(|r| sink(&cells(r)));
    let hits = HitRows { columns: &hits.columns, total: hits.rows.len() as u64, send: &send };
    let beside = std::env::temp_dir();
    let hits = hit_sheet((tables, &about.axes), &hits, &beside).unwrap();
    workbook(Vec::new(), (tables, &about), hits, &beside).unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

#[test]
fn sheets_stand_in_order_with_typed_cells() {
    let bytes = book(&results());
    let mut x = open(&bytes);
    assert_eq!(x.sheet_names(), ["Read me", "Outlets", "Axes", "Axis intervals", "Hits", "Codebook"]);
    let outlets = x.worksheet_range("Outlets").unwrap();
    assert_eq!(outlets.get_value((2, 1)), Some(&Data::String("=HYPERLINK(\"http://evil.invalid\")".into())));
    assert_eq!(outlets.get_value((1, 2)), Some(&Data::Float(1.0)));
    assert!(matches!(outlets.get_value((1, 3)), Some(Data::DateTime(_))));
    let axes = x.worksheet_range("Axes").unwrap();
    assert_eq!(axes.get_value((0, 4)), Some(&Data::String("CRADLE".into())));
    assert_eq!(axes.get_value((1, 4)), Some(&Data::Float(-3.21887583)));
    assert_eq!(axes.get_value((1, 6)), Some(&Data::Float(12.0)));
    assert_eq!(axes.get_value((1, 7)), Some(&Data::Empty));
    assert_eq!(axes.get_value((1, 8)), Some(&Data::Float(3.0)));
}

/// Read from the front, as programs do that cannot seek or that look for hidden parts.
#[test]
fn parts_stand_one_after_the_other() {
    let bytes = book(&results());
    let number = |at: usize, n: usize| bytes[at..at + n].iter().rev().fold(0usize, |sum, b| sum << 8 | usize::from(*b));
    let (mut at, mut names) = (0, Vec::new());
    while bytes[at..].starts_with(b"PK\x03\x04") {
        let (flags, size, name, extra) = (number(at + 6, 2), number(at + 18, 4), number(at + 26, 2), number(at + 28, 2));
        assert!(flags & 8 == 0 && size > 0 && number(at + 22, 4) > 0, "a size that stands elsewhere");
        names.push(String::from_utf8(bytes[at + 30..at + 30 + name].to_vec()).unwrap());
        at += 30 + name + extra + size;
    }
    assert!(bytes[at..].starts_with(b"PK\x01\x02"), "the list of parts follows the last");
    let listed = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    assert_eq!((names.len(), names[0].as_str()), (listed.len(), "[Content_Types].xml"));
}

#[test]
fn nothing_computes_and_nothing_leads_outside() {
    let bytes = book(&results());
    let names: Vec<String> =
        zip::ZipArchive::new(Cursor::new(&bytes)).unwrap().file_names().map(|n| n.unwrap().into_owned()).collect();
    for name in names {
        let xml = part(&bytes, &name);
        assert!(!xml.contains("<f>") && !xml.contains("TargetMode"), "{name}");
        let mut reader = quick_xml::Reader::from_str(&xml);
        while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
    }
    let hits = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(hits.contains("<hyperlink ref=\"B2\" location=\"'Outlets'!A2\"/>"));
    assert!(hits.contains("<hyperlink ref=\"C2\" location=\"'Axes'!A2\"/>"));
    assert!(hits.contains("_x005F_x000D_ &lt;b&gt;&amp;"));
    assert!(part(&bytes, "xl/worksheets/sheet4.xml").contains("colorScale"));
}

#[test]
fn same_tables_same_bytes() {
    assert_eq!(book(&results()), book(&results()));
}

#[test]
fn a_single_table_is_a_workbook_too() {
    let mut bytes = Vec::new();
    xlsx_table(&sample(), &mut bytes).unwrap();
    assert_eq!(open(&bytes).sheet_names(), ["Table", "Codebook"]);
}

/// A hundred thousand hits of twenty columns.
fn stream(rows: u64, total: u64) -> Vec<u8> {
    let columns: Vec<Column> =
        (0..20).map(|i| column(&format!("c{i}"), if i < 5 { ColumnKind::Integer } else { ColumnKind::Text })).collect();
    let row = |n: u64| -> Vec<Value> {
        (0..20).map(|i| if i < 5 { (n + i).into() } else { format!("the armed group {n} {i}").into() }).collect()
    };
    let send = |sink: HitSink<'_>| (0..rows).try_for_each(|n| sink(&cells(&row(n))));
    let beside = std::env::temp_dir();
    let hits = hit_sheet((&[], &[]), &HitRows { columns: &columns, total, send: &send }, &beside).unwrap();
    workbook(Vec::new(), (&[], &About::default()), hits, &beside).unwrap()
}

#[test]
fn more_rows_than_a_sheet_holds_are_announced() {
    let bytes = stream(3, 2_000_000);
    let hits = open(&bytes).worksheet_range("Hits").unwrap();
    assert_eq!(
        hits.get_value((0, 0)),
        Some(&Data::String("A worksheet holds the first 1048574 of 2000000 rows; hits.csv has them all.".into()))
    );
    assert_eq!(hits.get_value((1, 0)), Some(&Data::String("c0".into())));
    assert_eq!(hits.height(), 5);
}

#[test]
fn of_many_positions_those_with_a_balance_are_shown() {
    let sheet = |rows: usize| {
        let mut tables = results();
        let axes = tables.iter_mut().find(|t| t.name == "axes").unwrap();
        let [with, _, without] = [0, 1, 2].map(|i| axes.rows[i].clone());
        axes.rows = std::iter::once(with).chain(std::iter::repeat_n(without, rows - 1)).collect();
        open(&book(&tables)).worksheet_range("Axis intervals").unwrap()
    };
    assert_eq!(sheet(20_000).height(), 20_001);
    let shown = sheet(20_001);
    let note = "1 of 20001 rows, those that say most; axes.csv has them all.";
    assert_eq!((shown.height(), shown.get_value((0, 0))), (3, Some(&Data::String(note.into()))));
}

/// Opens the workbook for real and reads every sheet back; needs LibreOffice.
#[test]
fn libreoffice_opens_it_and_gives_the_values_back() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("results.xlsx");
    std::fs::write(&file, book(&results())).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", home.path().display());
    let convert = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
    let run = std::process::Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", convert, "--outdir"])
        .args([home.path(), file.as_path()])
        .output();
    let Ok(run) = run else {
        eprintln!("SKIPPED: LibreOffice (soffice) is not installed; the workbook was not opened for real");
        return;
    };
    let sheet = |name: &str| {
        std::fs::read_to_string(home.path().join(format!("results-{name}.csv"))).unwrap_or_else(|e| panic!("{name}: {e} {run:?}"))
    };
    assert_eq!(
        sheet("Outlets"),
        "outlet_id,outlet,n_documents,first_date\ncradle,The Cradle,1,2022-09-11\nevil,\"=HYPERLINK(\"\"http://evil.invalid\"\")\",2,\n"
    );
    assert!(
        sheet("Axes").contains("terror-resistance,core,terror label,resistance label,-3.21887583,0,12,,3,0"),
        "{}",
        sheet("Axes")
    );
    assert!(sheet("Hits").contains("h1,cradle,terror-resistance,_x000D_ <b>&"), "{}", sheet("Hits"));
}
