//! What can be typed: one list of commands, and flags made from the study's keys.

use crate::commands;
use crate::{Exit, message};
use clap::builder::styling::Styles;
use clap::{Arg, ArgAction, ArgMatches, Command};
use framescope::corpus::Problem;
use framescope::study::{KEYS, Kind, Study};
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

/// What every command is told.
pub(crate) struct Context {
    /// The command's arguments.
    pub(crate) args: ArgMatches,
    /// The last signal received; 0 for none.
    pub(crate) signal: Arc<AtomicUsize>,
    /// Say nothing but errors.
    pub(crate) quiet: bool,
    /// Say more.
    pub(crate) verbose: bool,
    /// Answer as JSON Lines.
    pub(crate) json: bool,
    /// Show no progress line.
    pub(crate) no_progress: bool,
    /// The command line as typed, for run.json.
    pub(crate) typed: Vec<String>,
}

impl Context {
    /// A flag's text.
    pub(crate) fn one(&self, name: &str) -> Option<&str> {
        self.args.try_get_one::<String>(name).ok().flatten().map(String::as_str)
    }

    /// Every text of a repeated argument.
    pub(crate) fn many(&self, name: &str) -> Vec<String> {
        self.args.try_get_many::<String>(name).ok().flatten().into_iter().flatten().cloned().collect()
    }

    /// Whether a yes-or-no flag was given.
    pub(crate) fn given(&self, name: &str) -> bool {
        self.args.try_get_one::<bool>(name).ok().flatten().copied().unwrap_or(false)
    }

    /// The inputs typed.
    pub(crate) fn inputs(&self) -> Vec<PathBuf> {
        self.many("INPUT").into_iter().map(PathBuf::from).collect()
    }

    /// The worker threads: as typed, else one per core.
    pub(crate) fn threads(&self) -> usize {
        let typed = self.one("threads").and_then(|t| t.parse().ok());
        typed.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from))
    }

    /// The study: the file, then the flags over it.
    pub(crate) fn study(&self) -> Result<Study, Vec<Problem>> {
        let mut study = match self.one("config") {
            None => Study::default(),
            Some(file) => {
                let text = std::fs::read_to_string(file).map_err(|e| {
                    vec![
                        Problem::error("no-study", format!("cannot read the study: {e}"))
                            .at(file, 0)
                            .remedy("Check the path after --config."),
                    ]
                })?;
                Study::from_toml(file, &text)?
            }
        };
        let mut problems = Vec::new();
        for key in KEYS.iter().filter(|k| !k.flag.is_empty()) {
            let values = if key.kind == Kind::Flag {
                if self.given(key.flag) { vec![String::new()] } else { Vec::new() }
            } else {
                self.many(key.flag)
            };
            if !values.is_empty() {
                problems.extend(study.set_flag(key, &values).err());
            }
        }
        if problems.is_empty() { Ok(study) } else { Err(problems) }
    }
}

/// Parses the command line and runs the command.
pub(crate) fn parse_and_run(typed: Vec<OsString>, signal: &Arc<AtomicUsize>) -> Exit {
    let arguments = typed.iter().skip(1).map(|a| a.to_string_lossy().into_owned()).collect();
    let matches = match command().try_get_matches_from(typed) {
        Ok(matches) => matches,
        Err(error) => return usage(&error),
    };
    let Some((name, args)) = matches.subcommand() else {
        return commands::welcome();
    };
    let context = Context {
        quiet: args.get_flag("quiet"),
        verbose: args.get_flag("verbose"),
        json: args.get_flag("json"),
        no_progress: args.get_flag("no-progress"),
        args: args.clone(),
        signal: Arc::clone(signal),
        typed: arguments,
    };
    if let Some(when) = args.get_one::<String>("color") {
        let choice = match when.as_str() {
            "always" => anstream::ColorChoice::Always,
            "never" => anstream::ColorChoice::Never,
            _ => anstream::ColorChoice::Auto,
        };
        choice.write_global();
    }
    if context.json {
        message::speak_json();
    }
    match commands::COMMANDS.iter().find(|c| c.name == name) {
        Some(command) => (command.run)(&context),
        None => Exit::Usage,
    }
}

/// Help and version go to stdout and must arrive there; faults go to stderr.
fn usage(error: &clap::Error) -> Exit {
    use std::io::Write;
    if error.use_stderr() {
        let text = error.render().to_string();
        message::say(text.trim_end());
        return Exit::Usage;
    }
    let mut out = anstream::stdout();
    match write!(out, "{}", error.render().ansi()).and_then(|()| out.flush()) {
        Ok(()) => Exit::Done,
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => Exit::Done,
        Err(e) => {
            message::say(&format!("error[io]: cannot write to stdout: {e}"));
            Exit::Io
        }
    }
}

/// The whole command line.
pub(crate) fn command() -> Command {
    let mut command = Command::new("framescope")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Compare how news outlets word the same events")
        .styles(Styles::plain())
        .subcommand_required(false)
        .disable_help_subcommand(true)
        .max_term_width(100);
    for c in commands::COMMANDS {
        command = command.subcommand(subcommand(c));
    }
    command
}

fn subcommand(c: &commands::Entry) -> Command {
    let mut sub = Command::new(c.name).about(c.about).before_help(c.examples).after_help(c.output);
    sub = (c.args)(sub);
    if c.studied {
        sub = sub
            .args(study_args())
            .arg(Arg::new("config").long("config").value_name("FILE").help("study file, framescope.toml").help_heading("Design"));
        sub = sub.arg(
            Arg::new("threads")
                .long("threads")
                .value_name("N")
                .help("worker threads [default: all cores]")
                .help_heading("Output"),
        );
    }
    sub.args([
        Arg::new("quiet").short('q').long("quiet").action(ArgAction::SetTrue).help("say nothing but errors"),
        Arg::new("verbose").short('v').long("verbose").action(ArgAction::SetTrue).help("say every decision taken"),
        Arg::new("json").long("json").action(ArgAction::SetTrue).help("answer as JSON Lines"),
        Arg::new("no-progress").long("no-progress").action(ArgAction::SetTrue).help("show no progress line"),
        Arg::new("color").long("color").value_name("WHEN").value_parser(["auto", "always", "never"]).help("colour of messages"),
    ])
}

/// Groups and flags that only `--help` shows, so that `-h` fits one screen.
const RARE: [&str; 19] = [
    "Limits",
    "near",
    "event-days",
    "overlap",
    "permutations",
    "seed",
    "keep-partial",
    "url",
    "no-voice",
    "date-format",
    "delimiter",
    "stemmer",
    "keyness",
    "tables",
    "distances",
    "correction",
    "min-docs",
    "per",
    "by",
];

/// One flag per key of the study that has one.
fn study_args() -> Vec<Arg> {
    let flags = KEYS.iter().filter(|k| !k.flag.is_empty());
    flags
        .map(|k| {
            let mut arg = Arg::new(k.flag).long(k.flag).help_heading(k.group);
            let default = match k.kind {
                Kind::Flag | Kind::Voices => String::new(),
                _ if k.default.is_empty() => String::new(),
                _ => format!(" [default: {}]", k.default),
            };
            arg = arg.help(format!("{}{default}", k.help));
            arg = arg.hide_short_help(RARE.contains(&k.group) || RARE.contains(&k.flag));
            if k.flag == "lexicon" {
                arg = arg.short('l');
            }
            match k.kind {
                Kind::Flag => arg.action(ArgAction::SetTrue),
                Kind::List => arg.value_name(k.value).action(ArgAction::Append),
                _ => arg.value_name(k.value).allow_hyphen_values(matches!(k.kind, Kind::Integer(..))),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_well_formed() {
        super::command().debug_assert();
    }
}
