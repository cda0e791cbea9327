//! The fixed parts of a workbook's package (ECMA-376): types, relations, styles, properties.

use std::fmt::Write as _;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// How a cell looks: its place in `cellXfs` of [`STYLES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Text, kept as text when the reader edits it.
    Text = 1,
    /// Whole numbers with thousands separators.
    Integer,
    /// Three decimals.
    Number,
    /// Four decimals, for probabilities.
    Probability,
    /// ISO day.
    Day,
    /// true or false, centred.
    Flag,
    /// The header line.
    Header,
    /// A text that leads to another sheet.
    Link,
    /// Wrapped text.
    Prose,
    /// A title or remark above a table.
    Title,
}

/// Number formats, fonts, fills and the combinations of them in the order of [`Style`].
pub(super) const STYLES: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">",
    "<numFmts count=\"3\"><numFmt numFmtId=\"164\" formatCode=\"0.000\"/><numFmt numFmtId=\"165\" formatCode=\"0.0000\"/>",
    "<numFmt numFmtId=\"166\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>",
    "<fonts count=\"4\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>",
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>",
    "<font><u/><sz val=\"11\"/><color rgb=\"FF0B5394\"/><name val=\"Calibri\"/><family val=\"2\"/></font>",
    "<font><b/><sz val=\"14\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>",
    "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>",
    "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE8EDF2\"/><bgColor indexed=\"64\"/></patternFill></fill></fills>",
    "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>",
    "<border><left/><right/><top/><bottom style=\"thin\"><color rgb=\"FF5F6B76\"/></bottom><diagonal/></border></borders>",
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>",
    "<cellXfs count=\"11\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>",
    "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"3\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"166\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyAlignment=\"1\"><alignment horizontal=\"center\"/></xf>",
    "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" ",
    "applyBorder=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>",
    "<xf numFmtId=\"49\" fontId=\"2\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>",
    "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\">",
    "<alignment vertical=\"top\" wrapText=\"1\"/></xf>",
    "<xf numFmtId=\"49\" fontId=\"3\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/></cellXfs>",
    "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>",
    "</styleSheet>",
);

/// What the workbook lists of a sheet once it is written.
pub(super) struct Listed {
    /// The tab's name, one of ours.
    pub(super) name: &'static str,
    /// Where it stands among the tabs.
    pub(super) place: usize,
    /// Range with the filter, e.g. `$A$1:$F$30`.
    pub(super) filter: String,
    /// Rows repeated on every printed page, e.g. `$1:$1`.
    pub(super) titles: String,
}

/// `[Content_Types].xml` for `n` sheets.
pub(super) fn content_types(n: usize) -> String {
    let sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let mut xml = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{sheet}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{sheet}.styles+xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>"
    );
    for i in 1..=n {
        // Writing to a String cannot fail.
        let _ = write!(xml, "<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"{sheet}.worksheet+xml\"/>");
    }
    xml + "</Types>"
}

/// `_rels/.rels`.
pub(super) fn package_relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{OFFICE}/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>"
    )
}

/// `xl/_rels/workbook.xml.rels` for `n` sheets.
pub(super) fn workbook_relations(n: usize) -> String {
    let mut xml = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for i in 1..=n {
        let _ = write!(xml, "<Relationship Id=\"rId{i}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>");
    }
    let _ = write!(xml, "<Relationship Id=\"rId{}\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>", n + 1);
    xml + "</Relationships>"
}

/// `xl/workbook.xml`; sheets are numbered in the order they were written and shown in the order of
/// their places.
pub(super) fn workbook(sheets: &[Listed]) -> String {
    let mut order: Vec<usize> = (0..sheets.len()).collect();
    order.sort_by_key(|&i| sheets[i].place);
    let mut tabs = String::new();
    let mut names = (String::new(), String::new());
    for (tab, &i) in order.iter().enumerate() {
        let s = &sheets[i];
        let _ = write!(tabs, "<sheet name=\"{}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>", s.name, n = i + 1);
        if !s.filter.is_empty() {
            let _ = write!(
                names.0,
                "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{tab}\" hidden=\"1\">'{}'!{}</definedName>",
                s.name, s.filter
            );
        }
        if !s.titles.is_empty() {
            let _ = write!(
                names.1,
                "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{tab}\">'{}'!{}</definedName>",
                s.name, s.titles
            );
        }
    }
    let (filters, titles) = names;
    let defined = if filters.is_empty() && titles.is_empty() {
        String::new()
    } else {
        format!("<definedNames>{filters}{titles}</definedNames>")
    };
    format!(
        "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><bookViews><workbookView xWindow=\"0\" yWindow=\"0\" \
         windowWidth=\"24000\" windowHeight=\"14000\" tabRatio=\"850\"/></bookViews><sheets>{tabs}</sheets>{defined}\
         <calcPr calcId=\"191029\"/></workbook>"
    )
}

/// `docProps/core.xml`, with a fixed day so that the same tables give the same bytes.
pub(super) fn core_properties() -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>framescope results</dc:title><dc:creator>framescope</dc:creator>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">2000-01-01T00:00:00Z</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">2000-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>"
    )
}

/// `docProps/app.xml`.
pub(super) fn app_properties() -> String {
    format!(
        "{HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>framescope</Application></Properties>"
    )
}

/// The opening of a worksheet.
pub(super) fn sheet_head() -> String {
    format!("{HEAD}<worksheet xmlns=\"{MAIN}\">")
}
