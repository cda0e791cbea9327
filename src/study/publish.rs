//! Writes a report as a result folder.

use super::report::{LONG_TABLES, Report, RowSink, Sent};
use crate::corpus::Note;
use crate::measure::tables::KeyTerms;
use crate::parallel::{Job, largest_first};
use crate::table::Table;
use crate::write::{
    self, About, AxisNames, Dialect, HitRows, HitSheet, HitSink, ResultFolder, RowWriter, Sample, WriteError, codebook,
    datapackage, report_html,
};
use rayon::prelude::*;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;
use std::io;

/// What is said about a run beside its results.
#[derive(Clone, Debug, Default)]
pub struct RunInfo {
    /// Arguments as typed, paths included as typed.
    pub arguments: Vec<String>,
    /// Seconds since 1970; `None` leaves the time out.
    pub time: Option<u64>,
}

/// Writes every table, the codebook, the data package, the study and `run.json`; returns the tables as workbook and
/// page show them: many small texts, which a process that ends need not let go of one by one.
///
/// # Errors
/// When a row cannot be read back or the folder cannot be written.
pub fn publish(report: &mut Report<'_>, folder: ResultFolder, info: &RunInfo) -> Result<Vec<Table>, WriteError> {
    let dialect = Dialect::named(report.plan().study.text("output.csv")).unwrap_or(Dialect::Plain);
    let folder = folder.dialect(dialect);
    // Tables can be large: they are handed on, never copied. The long ones stand last, without rows.
    let mut tables = std::mem::take(&mut report.tables);
    let (further, notes) = further(report, &folder)?;
    report.settled.lists.notes.extend(notes);
    tables.extend(report.faults(&[]));
    let csv = || rayon::join(|| long_tables(report, &folder), || short_tables(&tables, &folder));
    let ((long, short), hits) = rayon::join(csv, || hits(report, &tables, &folder));
    let (Sent { sums, shown, key_terms }, totals, sample) = long?;
    short.and_then(|()| short_tables(&sums, &folder))?;
    tables.extend(sums);
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    tables.extend(further);
    tables.extend(report.long_tables());
    folder.table(&codebook(&tables))?;
    let package = serde_json::to_vec_pretty(&datapackage(&tables, dialect)).unwrap_or_default();
    folder.file("datapackage.json", &package)?;
    folder.file("study.toml", report.plan().study.to_toml(false).as_bytes())?;
    folder.file("README.txt", readme(&tables).as_bytes())?;
    let methods = serde_json::to_vec_pretty(&methods(report)).unwrap_or_default();
    folder.file("methods.json", &methods)?;
    raw_rejects(report, &folder)?;
    tables.retain(|t| t.name != HITS && shown.iter().all(|s| s.name != t.name));
    tables.extend(shown);
    let about = About { totals, ..about(report, &key_terms) };
    tables.push(sample);
    let hits = hits?;
    let (book, page) = rayon::join(|| workbook(&folder, (&tables, &about), hits), || page(&folder, &tables, &about));
    book.and(page)?;
    folder.commit(run_json(report, info))?;
    Ok(tables)
}

/// The error of a writer that came through code that knows none, or what the disk said.
fn failed(folder: &ResultFolder) -> impl Fn(io::Error) -> WriteError + '_ {
    |e| e.downcast().unwrap_or_else(|e| folder.failed(e))
}

/// Writes tables that are held.
fn short_tables(tables: &[Table], folder: &ResultFolder) -> Result<(), WriteError> {
    let write = |t| Box::new(move || folder.table(t)) as Job<'_, _>;
    largest_first(tables.iter().map(|t| (t.n_cells(), write(t))).collect()).into_iter().collect()
}

/// Writes the tables made on request; returns them without rows, and why some have none.
fn further(report: &Report<'_>, folder: &ResultFolder) -> Result<(Vec<Table>, Vec<Note>), WriteError> {
    let written = report.further(|mut table| {
        folder.table(&table).map_err(io::Error::other)?;
        table.rows = Vec::new();
        Ok(table)
    });
    written.map_err(failed(folder))
}

/// Writes the tables that are never held; returns how many rows each has, and some of the hits for the page.
fn long_tables(report: &Report<'_>, folder: &ResultFolder) -> Result<(Sent, BTreeMap<String, u64>, Table), WriteError> {
    let long = report.long_tables();
    let writers = long.iter().map(|t| folder.rows(&t.name, &t.columns)).collect::<Result<Vec<_>, _>>()?;
    let Ok(mut writers) = <[RowWriter; LONG_TABLES]>::try_from(writers) else { unreachable!("one for each table") };
    let hits = long.iter().find(|t| t.name == HITS).map_or(&[][..], |t| &t.columns);
    let mut sample = Sample::new(HITS, hits);
    let (mut names, mut offered) = (long.iter().map(|t| &t.name), Some(&mut sample));
    let sinks = writers.each_mut().map(|writer| -> RowSink<'_> {
        let mut sample = names.next().filter(|name| *name == HITS).and_then(|_| offered.take());
        Box::new(move |row| {
            if let Some(sample) = &mut sample {
                sample.offer(row);
            }
            writer.row(row).map_err(io::Error::other)
        })
    });
    let sent = report.rows(sinks).map_err(failed(folder))?;
    let totals = long.iter().map(|t| t.name.clone()).zip(writers.iter().map(RowWriter::n_rows)).collect();
    writers.into_par_iter().try_for_each(RowWriter::finish)?;
    Ok((sent, totals, sample.into_table()))
}

/// The table of passages that the workbook and the report show.
const HITS: &str = "hits";

/// The records left out, as they stood in their files: each file of them reads as input again.
fn raw_rejects(report: &Report<'_>, folder: &ResultFolder) -> Result<(), WriteError> {
    let raw = &report.settled.lists.raw;
    for (n, of_file) in raw.chunk_by(|a, b| a.file == b.file).enumerate() {
        let mut bytes = of_file[0].header.clone();
        of_file.iter().for_each(|r| bytes.extend_from_slice(&r.raw));
        folder.file(&format!("rejected-{}.raw", n + 1), &bytes)?;
    }
    Ok(())
}

/// The sheet of hits for the workbook of these tables.
fn hits(report: &Report<'_>, tables: &[Table], folder: &ResultFolder) -> Result<HitSheet, WriteError> {
    let long = report.long_tables();
    let columns = long.iter().find(|t| t.name == HITS).map_or(&[][..], |t| &t.columns);
    let total = report.settled.documents.iter().map(|d| u64::from(d.meta.n_hits)).sum();
    let send = |sink: HitSink<'_>| {
        report.hit_rows(&mut |row| {
            folder.go_on()?;
            sink(row)
        })
    };
    let hits = HitRows { columns, total, send: &send };
    write::hit_sheet((tables, &axis_names(report)), &hits, folder.stage()).map_err(failed(folder))
}

/// `results.xlsx`: the tables and the hits.
fn workbook(folder: &ResultFolder, (tables, about): (&[Table], &About), hits: HitSheet) -> Result<(), WriteError> {
    let out = folder.open("results.xlsx")?;
    write::workbook(out, (tables, about), hits, folder.stage()).map_err(failed(folder))?.finish()
}

/// `report.html`.
fn page(folder: &ResultFolder, tables: &[Table], about: &About) -> Result<(), WriteError> {
    let mut out = folder.open("report.html")?;
    report_html(tables, about, &mut out).map_err(failed(folder))?;
    out.finish()
}

/// What workbook and report say of the run.
fn about(report: &Report<'_>, key_terms: &[KeyTerms]) -> About {
    let plan = report.plan();
    let lists = &report.settled.lists;
    let mut lines = vec![
        ("framescope".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
        ("seed".to_owned(), plan.parameters.seed.to_string()),
        ("documents".to_owned(), report.settled.documents.len().to_string()),
        ("rejected records".to_owned(), lists.rejects.len().to_string()),
        ("notes".to_owned(), lists.notes.len().to_string()),
    ];
    for l in &plan.lexicons {
        lines.push(("lexicon".to_owned(), format!("{} {} (SHA-256 {})", l.name, l.version, l.sha256)));
    }
    About {
        title: "How outlets word the same events".to_owned(),
        lines,
        sentences: Vec::new(),
        axes: axis_names(report),
        key_terms: report.counts.outlets.iter().map(|o| o.id.clone()).zip(key_terms.iter().copied()).collect(),
        totals: BTreeMap::new(),
        confidence: format!("{}% ", crate::write::number(100.0 * plan.parameters.confidence).trim_end_matches(".0")),
    }
}

fn axis_names(report: &Report<'_>) -> Vec<AxisNames> {
    let names = report.legend.axes.iter().map(|a| AxisNames {
        axis: a.key.clone(),
        title: a.title.clone(),
        pole_a: a.labels[0].clone(),
        pole_b: a.labels[1].clone(),
    });
    names.collect()
}

fn readme(tables: &[Table]) -> String {
    let mut out = String::from(
        "Results of framescope: how outlets word the same events.\n\n\
         Start with poles_by_outlet.csv (plain counts) and axes.csv (positions with intervals).\n\
         Every number opens into its passages: hits.csv has one row per hit, with its sentence.\n\
         An empty cell means not available; the note column says why. codebook.csv explains every column.\n\
         run.json lists every file with its SHA-256; study.toml repeats the design.\n\nTables:\n",
    );
    for table in tables {
        out.push_str(&format!("  {}.csv: {}\n", table.name, table.title));
    }
    out
}

/// Variant, prior, smoothing, unit and seed behind every number, for a methods section.
fn methods(report: &Report<'_>) -> Json {
    let p = &report.plan().parameters;
    let unit = if report.counts.by_event { "event within outlet" } else { "document" };
    json!({
        "tokens": { "unit": "word tokens in title, lead and body", "voices": report.plan().study.list("design.voices"), "stemmer": report.plan().stemmer_ids() },
        "keyness": {
            "reference": "all other outlets together",
            "z, p": { "variant": "ratio estimator, clustered", "unit": unit, "p": "two-sided t, df = fewer units - 1" },
            "p_adjusted": format!("{} over the table", p.correction.name()),
            "log_ratio": { "variant": "log2, Walter", "smoothing": "0.5 added to counts and sizes", "interval": "clustered, normal" },
            "lrc": "exact conditional Poisson interval, Bonferroni over the table",
            "g2": "log-likelihood, 4 cells, signed; descriptive",
            "weighted_log_odds_z": { "prior": "pooled, 500 words", "variance": "four-term" },
            "dispersion": "Gries DP over the outlet's documents",
            "further": p.keyness.iter().map(|c| c.name).collect::<Vec<_>>(),
        },
        "terms": { "tf_idf": "n x log10(documents / documents with the term)" },
        "axes": {
            "balance": { "variant": "ln((a + 0.5) / (b + 0.5))", "se": "max(naive delta, delete-one jackknife)", "unit": unit, "quantile": "t" },
            "floor": { "hits": p.floor_hits, "documents": p.floor_documents },
        },
        "contrasts": {
            "pooled": "difference of balances; p by permutation of documents, exact up to 2^20 relabellings",
            "within_event": "Mantel-Haenszel log odds ratio; p by permutation inside events",
            "categories": "ln of the rate ratio, clustered",
            "permutations": p.permutations,
        },
        "map": "correspondence analysis of outlets by poles; standard errors by bootstrap of documents",
        "distances": { "distance": "root Jensen-Shannon divergence, log2, 5,000 most frequent terms", "further": p.distances.iter().map(|d| d.name()).collect::<Vec<_>>() },
        "tables": p.tables.iter().map(|t| json!({ "table": t.name, "measure": t.measure, "what": t.title })).collect::<Vec<_>>(),
        "confidence": p.confidence,
        "per": p.per,
        "seed": p.seed,
    })
}

fn run_json(report: &Report<'_>, info: &RunInfo) -> Map<String, Json> {
    let plan = report.plan();
    let lists = &report.settled.lists;
    let lexicons: Vec<Json> = plan
        .lexicons
        .iter()
        .map(|l| json!({ "name": l.name, "version": l.version, "file": l.file, "sha256": l.sha256, "licence": l.licence, "authors": l.authors }))
        .collect();
    let inputs: Vec<Json> = lists
        .files
        .iter()
        .map(|f| json!({ "file": f.file, "bytes": f.bytes, "sha256": f.sha256, "records": f.records, "documents": f.documents, "rejects": f.rejects }))
        .collect();
    let decisions: Vec<Json> =
        lists.decisions.iter().map(|(file, what, value)| json!({ "file": file, "what": what, "value": value })).collect();
    let mut run = Map::new();
    run.insert("version".into(), env!("CARGO_PKG_VERSION").into());
    run.insert("arguments".into(), json!(info.arguments));
    run.insert("time".into(), json!(info.time));
    run.insert("seed".into(), json!(plan.parameters.seed));
    run.insert("plan".into(), plan.hash().into());
    run.insert("stemmer".into(), json!(plan.stemmer_ids()));
    run.insert("lexicons".into(), lexicons.into());
    run.insert("inputs".into(), inputs.into());
    run.insert("decisions".into(), decisions.into());
    run.insert("confidence".into(), json!(plan.parameters.confidence));
    run.insert(
        "axes".into(),
        axis_names(report)
            .iter()
            .map(|n| json!({ "axis": n.axis, "title": n.title, "pole_a": n.pole_a, "pole_b": n.pole_b }))
            .collect(),
    );
    run.insert(
        "counts".into(),
        json!({
            "records": report.settled.n_records,
            "documents": report.settled.documents.len(),
            "rejects": lists.rejects.len(),
            "notes": lists.notes.len(),
            "outlets": report.counts.outlets.len(),
            "events": report.legend.events.len(),
        }),
    );
    run
}
