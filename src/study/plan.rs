//! The research design as compiled: lexicons loaded and hashed, patterns compiled, options resolved.
//!
//! Only a plan can count.

use super::settings::{SetBy, Setting, Study, parse_voice};
use crate::annotate::AnnotateOptions;
use crate::corpus::{Problem, Severity, nearest};
use crate::count::{AxisName, CountOptions, EntryName, Legend, Voices};
use crate::language::{LANGUAGES, Stemmer, stemmer_id};
use crate::lexicon::{self, Axis, Entry, EntryList, Lexicon, MatchOptions, Matcher, Overlap};
use crate::measure::MEASURES;
use crate::measure::adjust::Method;
use crate::measure::tables::{FURTHER, Likeness, Parameters};
use crate::read::{DateFormat, Format, LIMITS, OutletFrom, ReadOptions};
use crate::survey::{EventMode, Repeated};
use std::path::{Path, PathBuf};

/// A study that is ready to run.
pub struct Plan {
    /// The design as written.
    pub study: Study,
    /// The lexicons, as read.
    pub lexicons: Vec<Lexicon>,
    /// One automaton over all entries.
    pub matcher: Matcher,
    /// How inputs are read.
    pub read: ReadOptions,
    /// How documents are annotated.
    pub annotate: AnnotateOptions,
    /// What is counted of a document.
    pub count: CountOptions,
    /// What statistics are told.
    pub parameters: Parameters,
    /// Where events come from; `None` = given ones when there are any, else found.
    pub events: Option<EventMode>,
    /// How passages that several documents print are counted.
    pub repeated: Repeated,
    /// Entities whose sentences alone count; all when empty.
    pub near: Vec<String>,
    /// Days beyond which two reports are never one event; `None` = the survey's default.
    pub event_days: Option<u32>,
    /// Least occurrences and documents of a term.
    pub term_floor: (u32, u32),
    /// Names of axes and entries; events and documents are added by the report.
    pub legend: Legend,
    /// Whether the embedded lexicons are used because none was named.
    pub embedded: bool,
    /// What the author of a lexicon should know.
    pub warnings: Vec<Problem>,
}

impl Plan {
    /// Loads and compiles everything the study names.
    ///
    /// # Errors
    /// Everything that is wrong with the study and its lexicons.
    pub fn new(study: Study) -> Result<Plan, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut warnings = Vec::new();
        let (lexicons, embedded) = load_lexicons(&study, &mut problems, &mut warnings);
        match Plan::with_lexicons(study, lexicons) {
            Ok(plan) if problems.is_empty() => Ok(Plan { embedded, warnings, ..plan }),
            Ok(_) => Err(problems),
            Err(more) => {
                problems.extend(more);
                Err(problems)
            }
        }
    }

    /// A plan of a study and lexicons already read.
    pub fn with_lexicons(study: Study, lexicons: Vec<Lexicon>) -> Result<Plan, Vec<Problem>> {
        let mut problems = Vec::new();
        let read = collect(&mut problems, read_options(&study));
        let floor = collect(&mut problems, floor(&study));
        let tolerated = collect(&mut problems, max_rejects(&study));
        let inventory = collect(&mut problems, inventory(&study));
        problems.extend(contradictory(&study));
        let annotate = annotate_options(&study);
        let repeated = Repeated::named(study.text("design.duplicates"));
        let matcher =
            Matcher::compile(&lexicons, &match_options(&study, &annotate)).map_err(|faults| problems.extend(faults)).ok();
        match (read, floor, matcher, tolerated.zip(inventory)) {
            (Some(read), Some(floor), Some(matcher), Some(((), inventory))) if problems.is_empty() => Ok(Plan {
                events: event_mode(&study),
                event_days: study.get("design.event_days").and_then(|_| u32::try_from(study.integer("design.event_days")).ok()),
                term_floor: (floor_of(&study, "terms.min_count"), floor_of(&study, "terms.min_docs")),
                count: CountOptions {
                    voices: voices(&study),
                    text: study.flag("output.text"),
                    terms: true,
                    places: repeated != Repeated::Report || inventory.tables.iter().any(|t| t.needs_order()),
                },
                parameters: parameters(&study, floor, inventory),
                repeated,
                near: study.list("design.near").to_vec(),
                legend: legend(&lexicons, &matcher),
                study,
                lexicons,
                matcher,
                read,
                annotate,
                embedded: false,
                warnings: Vec::new(),
            }),
            _ => Err(problems),
        }
    }

    /// A plan whose only lexicon is one pattern, for concordances.
    ///
    /// # Errors
    /// What is wrong with the study or the pattern.
    pub fn for_pattern(study: Study, pattern: &str) -> Result<Plan, Vec<Problem>> {
        let entry = Entry { pattern: pattern.to_owned(), ..Entry::default() };
        let list = EntryList { label: "pattern".into(), entries: vec![entry] };
        let axis = Axis { key: "pattern".into(), category: list, ..Axis::default() };
        let lexicon = Lexicon { name: "pattern".into(), sha256: pattern.to_owned(), axes: vec![axis], ..Lexicon::default() };
        Plan::with_lexicons(study, vec![lexicon])
    }

    /// Name and version of the stemmer of every language; empty when nothing is stemmed.
    pub fn stemmer_ids(&self) -> Vec<String> {
        let codes = LANGUAGES.iter().map(|l| l.code);
        let mut ids: Vec<String> =
            codes.filter_map(|code| stemmer_id(self.annotate.stemmer, code).map(|id| format!("{code}: {id}"))).collect();
        ids.sort();
        ids
    }

    /// Rejects that leave the exit status at 0, of this many records.
    pub fn tolerated_rejects(&self, records: u64) -> u64 {
        let text = self.study.text("input.max_rejects");
        match text.strip_suffix('%') {
            Some(share) => share.trim().parse::<f64>().map_or(0, |s| (s / 100.0 * records as f64) as u64),
            None => text.parse().unwrap_or(0),
        }
    }

    /// Hash of everything that decides what is counted: partials of different plans do not merge.
    pub fn hash(&self) -> String {
        use sha2::Digest;
        let mut hash = sha2::Sha256::new();
        hash.update(env!("CARGO_PKG_VERSION"));
        hash.update(self.study.to_toml(false));
        for lexicon in &self.lexicons {
            hash.update(&lexicon.sha256);
        }
        hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
    }
}

fn collect<T>(problems: &mut Vec<Problem>, result: Result<T, Problem>) -> Option<T> {
    result.map_err(|p| problems.push(p)).ok()
}

fn load_lexicons(study: &Study, problems: &mut Vec<Problem>, warnings: &mut Vec<Problem>) -> (Vec<Lexicon>, bool) {
    let named = study.list("lexicons.files");
    let all: Vec<String> = lexicon::embedded().iter().map(|(name, _)| (*name).to_owned()).collect();
    let wanted = if named.is_empty() { &all } else { named };
    let mut lexicons: Vec<Lexicon> = Vec::new();
    for name in wanted {
        match load_lexicon(name, study) {
            Ok((lexicon, said)) => {
                if lexicons.iter().any(|l| l.name == lexicon.name) {
                    problems.push(
                        Problem::error("duplicate-lexicon", format!("two lexicons are called `{}`", lexicon.name))
                            .remedy("Name each lexicon once, or change the `name` in one of the files."),
                    );
                }
                warnings.extend(said.into_iter().filter(|p| p.severity != Severity::Error));
                lexicons.push(lexicon);
            }
            Err(faults) => problems.extend(faults),
        }
    }
    (lexicons, named.is_empty())
}

type Loaded = Result<(Lexicon, Vec<Problem>), Vec<Problem>>;

/// A lexicon by path (relative to the study file that names it) or by embedded name.
pub fn load_lexicon(name: &str, study: &Study) -> Loaded {
    if let Some((file, toml)) = lexicon::embedded().iter().find(|(n, _)| *n == name) {
        return Lexicon::read(&format!("{file}.toml"), toml.as_bytes());
    }
    let path = match study.get("lexicons.files") {
        Some((_, SetBy::File(file, _))) => Path::new(file).parent().unwrap_or(Path::new("")).join(name),
        _ => PathBuf::from(name),
    };
    match std::fs::read(&path) {
        Ok(bytes) => Lexicon::read(name, &bytes).and_then(not_empty),
        Err(error) => {
            let known: Vec<&str> = lexicon::embedded().iter().map(|(n, _)| *n).collect();
            let meant = nearest(name, known.iter().copied()).map(|n| format!("Did you mean `{n}`? ")).unwrap_or_default();
            Err(vec![
                Problem::error("unknown-lexicon", format!("no lexicon `{name}`: {error}"))
                    .at(name, 0)
                    .remedy(format!("{meant}Give a file, or one of: {}.", known.join(", "))),
            ])
        }
    }
}

/// A lexicon is there to find something.
fn not_empty((lexicon, said): (Lexicon, Vec<Problem>)) -> Loaded {
    if lexicon.n_entries() > 0 {
        return Ok((lexicon, said));
    }
    let p = Problem::error("bad-lexicon", format!("{} has no entry", lexicon.file)).at(&lexicon.file, 1);
    Err(vec![p.because("The file is empty, or its lists are.").remedy("Add entries, or leave the file out.")])
}

fn annotate_options(study: &Study) -> AnnotateOptions {
    AnnotateOptions {
        languages: study.list("input.languages").to_vec(),
        stemmer: match study.text("design.stemmer") {
            "classic" => Stemmer::Classic,
            "snowball" => Stemmer::Snowball,
            _ => Stemmer::Off,
        },
        voice: study.flag("design.voice"),
        nfkc: false,
    }
}

fn match_options(study: &Study, annotate: &AnnotateOptions) -> MatchOptions {
    let overlap = match study.text("lexicons.overlap") {
        "key" => Overlap::Key,
        "dictionary" => Overlap::Dictionary,
        "leftmost" => Overlap::Leftmost,
        "none" => Overlap::None,
        _ => Overlap::Longest,
    };
    MatchOptions { overlap, stemmer: annotate.stemmer, ..MatchOptions::default() }
}

fn voices(study: &Study) -> Voices {
    let list: Vec<_> = study.list("design.voices").iter().filter_map(|v| parse_voice(v)).collect();
    Voices::from_list(&list)
}

fn event_mode(study: &Study) -> Option<EventMode> {
    match study.text("design.events") {
        "given" => Some(EventMode::Given),
        "auto" => Some(EventMode::Auto),
        "none" => Some(EventMode::None),
        _ => None,
    }
}

fn floor_of(study: &Study, key: &str) -> u32 {
    u32::try_from(study.integer(key)).unwrap_or(u32::MAX)
}

fn floor(study: &Study) -> Result<(u64, u64), Problem> {
    let text = study.text("measures.floor");
    let parsed = text.split_once(',').and_then(|(h, d)| Some((h.trim().parse().ok()?, d.trim().parse().ok()?)));
    parsed.ok_or_else(|| {
        Problem::error("bad-value", format!("the floor `{text}` is not two whole numbers"))
            .remedy("Write hits,documents, e.g. --floor 10,5.")
    })
}

/// Settings that cannot be had together.
fn contradictory(study: &Study) -> Option<Problem> {
    let near = !study.list("design.near").is_empty() && !study.flag("design.voice");
    near.then(|| {
        Problem::error("near-without-actors", "--near needs the actors of each text, and --no-voice does not look for them")
            .remedy("Leave one of the two out.")
    })
}

/// The names a setting of measures takes; `None` for other settings.
pub(super) fn known_names(key: &str) -> Option<Vec<&'static str>> {
    match key {
        "measures.keyness" => Some(MEASURES.iter().filter(|m| !m.columns.is_empty()).map(|m| m.name).collect()),
        "measures.tables" => Some(FURTHER.iter().map(|t| t.name).collect()),
        "measures.distances" => Some(Likeness::all().map(Likeness::name).collect()),
        _ => None,
    }
}

/// What the study adds to the default measures; the other parameters are set later.
fn inventory(study: &Study) -> Result<Parameters, Problem> {
    let keyness = MEASURES.iter().filter(|m| !m.columns.is_empty());
    let named = chosen(study, ("measures.keyness", "keyness measure"), keyness, |m| m.name)?;
    let tables = chosen(study, ("measures.tables", "further table"), FURTHER.iter(), |t| t.name)?;
    let distances = chosen(study, ("measures.distances", "distance"), Likeness::all(), |d| d.name())?;
    let correction = Method::ALL.into_iter().find(|m| m.name() == study.text("measures.correction"));
    Ok(Parameters {
        keyness: named.iter().flat_map(|m| m.columns).copied().collect(),
        tables,
        distances,
        correction: correction.unwrap_or(Method::BenjaminiHochberg),
        positions: positions(study)?,
        ..Parameters::default()
    })
}

/// The members of a list that a setting names, each once.
fn chosen<T: Clone>(
    study: &Study,
    (key, what): (&str, &str),
    known: impl Iterator<Item = T> + Clone,
    name: impl Fn(&T) -> &'static str,
) -> Result<Vec<T>, Problem> {
    let mut out = Vec::new();
    for wanted in study.list(key) {
        let Some(found) = known.clone().find(|k| name(k) == wanted) else {
            let names: Vec<&str> = known.map(|k| name(&k)).collect();
            let meant = nearest(wanted, names.iter().copied()).map(|n| format!("Did you mean `{n}`? ")).unwrap_or_default();
            return Err(Problem::error("unknown-measure", format!("no {what} `{wanted}`"))
                .remedy(format!("{meant}Known: {}.", names.join(", "))));
        };
        if out.iter().all(|o| name(o) != wanted) {
            out.push(found);
        }
    }
    Ok(out)
}

/// Positions of outlets, for Wordscores.
fn positions(study: &Study) -> Result<Vec<(String, f64)>, Problem> {
    let number = |(outlet, text): (String, String)| match text.trim().parse::<f64>() {
        Ok(x) if x.is_finite() => Ok((outlet, x)),
        _ => Err(Problem::error("bad-value", format!("measures.positions: `{text}` of {outlet} is no number"))
            .remedy("Write the position as a number in quotation marks, e.g. \"-1\".")),
    };
    study.map("measures.positions").into_iter().map(number).collect()
}

fn max_rejects(study: &Study) -> Result<(), Problem> {
    let text = study.text("input.max_rejects");
    let number = text.strip_suffix('%').unwrap_or(text).trim();
    let fits = text.is_empty()
        || if text.ends_with('%') {
            number.parse::<f64>().is_ok_and(|x| (0.0..=100.0).contains(&x))
        } else {
            number.parse::<u64>().is_ok()
        };
    if fits {
        return Ok(());
    }
    Err(Problem::error("bad-value", format!("--max-rejects {text} is neither a count nor a per cent"))
        .remedy("Write --max-rejects 20 or --max-rejects 1%."))
}

fn parameters(study: &Study, (floor_hits, floor_documents): (u64, u64), inventory: Parameters) -> Parameters {
    Parameters {
        per: study.integer("terms.per") as f64,
        confidence: study.number("terms.confidence"),
        floor_hits,
        floor_documents,
        seed: u64::try_from(study.integer("measures.seed")).unwrap_or(0),
        permutations: floor_of(study, "measures.permutations"),
        period: match study.text("design.by") {
            "outlet,day" => "day",
            "outlet,week" => "week",
            _ => "month",
        },
        ..inventory
    }
}

fn read_options(study: &Study) -> Result<ReadOptions, Problem> {
    let word = |key| Some(study.text(key)).filter(|s| !s.is_empty());
    let mut options = ReadOptions {
        format: word("input.format").map(parse_format).transpose()?,
        encoding: word("input.encoding").map(parse_encoding).transpose()?,
        delimiter: word("input.delimiter").map(parse_delimiter).transpose()?,
        outlet_from: word("input.outlet_from").map(parse_outlet_rule).transpose()?.unwrap_or_default(),
        date_format: word("input.date_format").and_then(DateFormat::parse),
        ..ReadOptions::default()
    };
    for limit in LIMITS {
        if let Some((Setting::Integer(n), _)) = study.get(&format!("limits.{}", limit.name)) {
            *(limit.field)(&mut options.limits) = n.unsigned_abs();
        }
    }
    options.metadata = study.list("input.metadata").iter().map(PathBuf::from).collect();
    options.outlets_merge = study.map("outlets.merge");
    options.keep_partial = study.flag("input.keep_partial");
    for (column, key) in [
        (&mut options.columns.outlet, "columns.outlet"),
        (&mut options.columns.text, "columns.text"),
        (&mut options.columns.title, "columns.title"),
        (&mut options.columns.date, "columns.date"),
        (&mut options.columns.id, "columns.id"),
        (&mut options.columns.event, "columns.event"),
        (&mut options.columns.url, "columns.url"),
    ] {
        *column = word(key).map(str::to_owned);
    }
    Ok(options)
}

fn parse_format(name: &str) -> Result<Format, Problem> {
    let known = Format::ALL.map(|f| f.1);
    Format::parse(name).ok_or_else(|| {
        let meant = nearest(name, known).map(|n| format!("Did you mean `{n}`? ")).unwrap_or_default();
        Problem::error("unknown-format", format!("no format `{name}`")).remedy(format!("{meant}Formats: {}.", known.join(", ")))
    })
}

fn parse_encoding(name: &str) -> Result<&'static encoding_rs::Encoding, Problem> {
    encoding_rs::Encoding::for_label(name.as_bytes()).ok_or_else(|| {
        let known = [
            "utf-8",
            "utf-16le",
            "windows-1252",
            "windows-1251",
            "windows-1256",
            "windows-1255",
            "koi8-r",
            "iso-8859-6",
            "gb18030",
            "shift_jis",
        ];
        let meant = nearest(name, known).map(|n| format!("Did you mean `{n}`? ")).unwrap_or_default();
        Problem::error("unknown-encoding", format!("no encoding `{name}`"))
            .remedy(format!("{meant}Any name of the WHATWG encoding standard is understood, e.g. {}.", known.join(", ")))
    })
}

fn parse_delimiter(text: &str) -> Result<u8, Problem> {
    match (text, text.as_bytes()) {
        ("tab" | "\\t", _) => Ok(b'\t'),
        (_, [byte]) if byte.is_ascii() && !byte.is_ascii_alphanumeric() && *byte != b'"' => Ok(*byte),
        _ => Err(Problem::error("bad-value", format!("`{text}` is no delimiter"))
            .remedy("Give one character: --delimiter ';' or --delimiter tab.")),
    }
}

fn parse_outlet_rule(rule: &str) -> Result<OutletFrom, Problem> {
    match rule {
        "folder" => Ok(OutletFrom::Folder),
        "file" => Ok(OutletFrom::File),
        pattern => regex::RegexBuilder::new(pattern).size_limit(1 << 20).build().map(OutletFrom::Regex).map_err(|e| {
            Problem::error("bad-regex", format!("--outlet-from: {e}"))
                .remedy("Give folder, file, or a regular expression with one group, e.g. '^([a-z]+)_'.")
        }),
    }
}

fn legend(lexicons: &[Lexicon], matcher: &Matcher) -> Legend {
    let mut legend = Legend::default();
    let mut first_axis = Vec::new();
    for lexicon in lexicons {
        let first = legend.axes.len();
        first_axis.push(first);
        legend.axes.extend(lexicon.axes.iter().map(|axis| AxisName {
            lexicon: lexicon.name.clone(),
            key: axis.key.clone(),
            title: axis.title.clone(),
            labels: [&axis.a, &axis.b, &axis.neutral].map(|l| l.label.clone()),
            is_category: axis.is_category(),
            parent: lexicon.axes.iter().position(|a| a.key == axis.parent).map(|p| (first + p) as u32),
        }));
    }
    for entry in matcher.entries() {
        let axis = &lexicons[entry.lexicon].axes[entry.axis];
        let written = &axis.list(entry.pole).entries[entry.entry];
        legend.entries.push(EntryName {
            axis: first_axis[entry.lexicon] as u32 + entry.axis as u32,
            pole: entry.pole,
            pattern: written.pattern.clone(),
            line: written.line,
        });
    }
    legend
}
