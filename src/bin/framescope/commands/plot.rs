//! `plot`: one chart of a result for a paper.

use super::{Entry, print_bytes};
use crate::args::Context;
use crate::{Exit, message};
use clap::Arg;
use framescope::corpus::{Problem, nearest};
use framescope::write::{self, About, PLOTS};
use std::io::IsTerminal;
use std::path::Path;

pub(crate) const PLOT: Entry = Entry {
    name: "plot",
    about: "One chart of a result as SVG or PNG, for papers",
    examples: "Examples:\n  framescope plot axes out --axis armed_group > armed_group.svg\n  framescope plot keyness out --outlet the-cradle > words.svg\n  framescope plot map out --to png > map.png",
    output: "Charts: axes, events, timeline (one axis), keyness (one outlet), map.",
    studied: false,
    args: |c| {
        c.arg(Arg::new("TABLE").required(true).help("axes, events, keyness, timeline or map"))
            .arg(Arg::new("OUT").required(true).help("result folder"))
            .arg(
                Arg::new("axis").long("axis").value_name("AXIS").help("the axis drawn [default: the one outlets differ on most]"),
            )
            .arg(Arg::new("outlet").long("outlet").value_name("OUTLET").help("the outlet whose words are drawn"))
            .arg(Arg::new("to").long("to").value_name("FORMAT").default_value("svg").value_parser(["svg", "png"]).help("format"))
    },
    run: plot,
};

fn plot(context: &Context) -> Exit {
    match chart(context) {
        Ok(bytes) => print_bytes(&bytes),
        Err((exit, problem)) => {
            message::problems(&[problem]);
            exit
        }
    }
}

fn chart(context: &Context) -> Result<Vec<u8>, (Exit, Problem)> {
    let [name, out] = ["TABLE", "OUT"].map(|a| context.one(a).unwrap_or_default());
    let names = PLOTS.map(|p| p.0);
    if !names.contains(&name) {
        let meant = nearest(name, names).map(|n| format!("Did you mean `{n}`? ")).unwrap_or_default();
        let problem = Problem::error("unknown-table", format!("no chart of `{name}`"));
        return Err((Exit::Usage, problem.remedy(format!("{meant}Charts: {}.", names.join(", ")))));
    }
    let folder = Path::new(out);
    let tables = ["outlets", "documents", "events", "axes", "contrasts", "keyness", "timeline", "map"];
    let there = write::tables_in(folder);
    let read = |t: &&str| write::read_table(folder, t).map_err(|p| (Exit::Io, p));
    if there.is_empty() {
        read(&"axes")?;
    }
    let tables = tables.iter().filter(|t| there.iter().any(|n| n == *t)).map(read).collect::<Result<Vec<_>, _>>()?;
    let about = About { axes: write::read_axis_names(folder), ..About::default() };
    let choice = context.one(if name == "keyness" { "outlet" } else { "axis" });
    let svg = write::plot(name, choice, &tables, &about).ok_or_else(|| {
        let of = choice.map(|c| format!(" of `{c}`")).unwrap_or_default();
        let problem = Problem::error("nothing-to-draw", format!("{out} has nothing{of} to draw as {name}"));
        (
            Exit::No,
            problem.remedy("Look at the table itself, with framescope show: too little evidence leaves scores empty.".to_owned()),
        )
    })?;
    if context.one("to") == Some("svg") {
        return Ok(svg.into_bytes());
    }
    if std::io::stdout().is_terminal() {
        let problem = Problem::error("unknown-format", "a PNG is not for a terminal".to_owned());
        return Err((Exit::Usage, problem.remedy(format!("framescope plot {name} {out} --to png > {name}.png"))));
    }
    write::png(&svg)
        .map_err(|e| (Exit::Usage, Problem::error("unknown-format", e.to_string()).remedy("Write --to svg.".to_owned())))
}
