//! `report.html`: one page that opens with what a reader asks and leads down to the passages.
//!
//! Takes finished tables and what is said about the run; gives one self-contained file of at most 5 MB
//! that needs no script to be read and asks nobody for anything: its content security policy allows only
//! its own style sheet and script, by hash. Long tables are cut with a pointer to the CSV that has all.

mod actors;
mod axes;
mod course;
mod events;
mod html;
mod method;
mod overview;
mod passages;
mod plot;
mod roles;
mod sample;
mod story;
mod words;

pub use plot::{PLOTS, plot};
pub use sample::Sample;

use super::About;
use crate::table::Table;
use html::{base64, bdi, counted, escape};
use sha2::{Digest, Sha256};
use std::io;
use story::Story;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// The sections in reading order: anchor and name.
const SECTIONS: [(&str, &str); 13] = [
    ("overview", "What differs"),
    ("axes", "Axes"),
    ("events", "Same events"),
    ("words", "Words"),
    ("labels", "Labels"),
    ("roles", "Who does what"),
    ("speakers", "Who speaks"),
    ("silence", "Silence"),
    ("time", "Over time"),
    ("map", "Map"),
    ("passages", "Passages"),
    ("method", "Method and limits"),
    ("provenance", "Provenance"),
];

/// Writes the page.
///
/// The passages come from the table `hits` (see [`Sample`]); sections whose tables are missing or empty
/// are left out.
///
/// # Errors
/// Whatever the output reports.
pub fn report_html(tables: &[Table], about: &About, out: &mut dyn io::Write) -> io::Result<()> {
    let story = Story::new(tables, about);
    let speakers = actors::speakers(&story);
    let body = [
        overview::section(&story),
        axes::section(&story),
        events::section(&story),
        words::section(&story),
        actors::labels(&story),
        roles::section(&story),
        if speakers.is_empty() {
            speakers
        } else {
            speakers.replace("</section>", &format!("{}</section>", actors::verbs(&story)))
        },
        actors::silence(&story),
        course::over_time(&story),
        course::plane(&story),
        passages::section(&story),
        method::section(&story),
    ]
    .concat();
    out.write_all(head(&story).as_bytes())?;
    out.write_all(masthead(&story, &body).as_bytes())?;
    out.write_all(body.as_bytes())?;
    writeln!(
        out,
        "</main><footer><p>Made by framescope. Counts are complete; scores stop at the evidence floor.</p></footer><script>{SCRIPT}</script></body></html>"
    )?;
    out.flush()
}

fn hash(source: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(source.as_bytes())))
}

fn head(story: &Story<'_>) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"referrer\" content=\"no-referrer\">\
         <title>{}</title><style>{STYLE}</style></head><body>",
        hash(STYLE),
        hash(SCRIPT),
        escape(title(story)),
    )
}

fn title<'s>(story: &'s Story<'_>) -> &'s str {
    if story.about.title.is_empty() { "How outlets word the same events" } else { &story.about.title }
}

fn masthead(story: &Story<'_>, body: &str) -> String {
    let days: Vec<String> = story.outlet_days();
    let when = match (days.iter().min(), days.iter().max()) {
        (Some(first), Some(last)) if first != last => format!(", {first} to {last}"),
        (Some(first), _) => format!(", {first}"),
        _ => String::new(),
    };
    let articles: i64 = story.outlets.iter().map(|o| o.articles).sum();
    let links: String = SECTIONS
        .iter()
        .filter(|(id, _)| body.contains(&format!("<section id=\"{id}\"")))
        .map(|(id, name)| format!("<li><a href=\"#{id}\">{name}</a></li>"))
        .collect();
    format!(
        "<a class=\"skip\" href=\"#overview\">Skip to the findings</a><header><h1>{}</h1><p>{} from {}{when}</p></header>\
         <nav aria-label=\"Sections\"><ul>{links}</ul></nav><main>",
        bdi(title(story)),
        counted(articles, "article", "articles"),
        counted(story.outlets.len() as i64, "outlet", "outlets"),
    )
}

#[cfg(test)]
pub(crate) mod tests;
