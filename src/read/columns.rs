//! Which column or key of a record is which field of a document.
//!
//! In: the names a file has and those the study gives. Out: the place of each [`Role`], or why it
//! cannot be told. Names are compared trimmed, with runs of white space as one, and case folded.

use super::codes;
use super::item::Fault;
use super::options::Columns;
use crate::corpus::nearest;
use std::borrow::Cow;

/// A field of a document that a column can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Identifier.
    Id,
    /// Outlet.
    Outlet,
    /// Text.
    Text,
    /// Title.
    Title,
    /// Day of publication.
    Date,
    /// Event.
    Event,
    /// Address.
    Url,
    /// Language.
    Language,
    /// Name of the file described: metadata tables only.
    File,
}

/// Number of roles a record can fill.
pub const ROLES: usize = 9;

impl Role {
    /// Every role, with the names by which it is found, most telling first.
    pub const ALIASES: [(Role, &'static [&'static str]); ROLES] = [
        (Role::Id, &["id", "document_id", "doc_id", "article_id"]),
        (Role::Outlet, &["outlet", "source", "publisher", "newspaper"]),
        (Role::Text, &["text", "body", "content", "article"]),
        (Role::Title, &["title", "headline"]),
        (Role::Date, &["date", "published", "pubdate"]),
        (Role::Event, &["event", "event_id"]),
        (Role::Url, &["url", "link"]),
        (Role::Language, &["language", "lang"]),
        (Role::File, &["file", "filename", "file_name"]),
    ];

    /// The field's name, as on the command line.
    pub fn name(self) -> &'static str {
        Role::ALIASES[self as usize].1[0]
    }

    /// The column named by the study.
    fn told(self, columns: &Columns) -> Option<&str> {
        match self {
            Role::Id => columns.id.as_deref(),
            Role::Outlet => columns.outlet.as_deref(),
            Role::Text => columns.text.as_deref(),
            Role::Title => columns.title.as_deref(),
            Role::Date => columns.date.as_deref(),
            Role::Event => columns.event.as_deref(),
            Role::Url => columns.url.as_deref(),
            Role::Language | Role::File => None,
        }
    }
}

/// A name as it is compared: no byte-order mark, one space for white space, folded.
pub(crate) fn folded(name: &str) -> Cow<'_, str> {
    let plain = |b: u8| b.is_ascii_lowercase() || b == b'_' || b.is_ascii_digit();
    if name.bytes().all(plain) {
        return Cow::Borrowed(name);
    }
    let words: Vec<&str> = name.trim_start_matches('\u{feff}').split_whitespace().collect();
    Cow::Owned(caseless::default_case_fold_str(&words.join(" ")))
}

/// The names under which each role is looked for: the study's, or its aliases.
#[derive(Clone, Debug)]
pub struct Names {
    names: [Vec<String>; ROLES],
    told: Vec<Role>,
}

impl Names {
    /// The names to look for.
    pub fn new(columns: &Columns) -> Names {
        let names = Role::ALIASES.map(|(role, aliases)| match role.told(columns) {
            Some(name) => vec![folded(name).into_owned()],
            None => aliases.iter().map(|&alias| alias.to_owned()).collect(),
        });
        let told = Role::ALIASES.iter().map(|&(role, _)| role).filter(|role| role.told(columns).is_some()).collect();
        Names { names, told }
    }

    /// The roles whose column the study names.
    pub(crate) fn told(&self) -> &[Role] {
        &self.told
    }

    /// The role of a folded name, and how far back in its list of names it stands.
    pub fn role(&self, folded: &str) -> Option<(Role, usize)> {
        Role::ALIASES
            .iter()
            .zip(&self.names)
            .find_map(|(&(role, _), names)| names.iter().position(|name| name == folded).map(|rank| (role, rank)))
    }

    /// Whether a name can be the text.
    pub(crate) fn is_text(&self, name: &str) -> bool {
        self.role(&folded(name)).is_some_and(|(role, _)| role == Role::Text)
    }

    /// The column of each role.
    ///
    /// # Errors
    /// `duplicate-column` when two columns have one name that is needed, `missing-column` when there
    /// is none for a role in `needed` or one whose column the study names.
    pub fn map(&self, header: &[String], needed: &[Role]) -> Result<Map, Fault> {
        let mut best: [Option<(usize, usize)>; ROLES] = [None; ROLES];
        for (column, name) in header.iter().enumerate() {
            // A line break in a header cell stands for a space, or for nothing.
            let joined = || self.role(&folded(&name.replace(['\n', '\r'], "")));
            let Some((role, rank)) = self.role(&folded(name)).or_else(joined) else { continue };
            let slot = &mut best[role as usize];
            match *slot {
                Some((held, first)) if held == rank => return Err(duplicate(role, name, (first, column))),
                Some((held, _)) if held < rank => {}
                _ => *slot = Some((rank, column)),
            }
        }
        let columns = best.map(|slot| slot.map(|(_, column)| column));
        match self.told.iter().chain(needed).find(|&&role| columns[role as usize].is_none()) {
            Some(&role) => Err(self.missing(role, header)),
            None => Ok(Map { columns, width: header.len() }),
        }
    }

    /// `missing-column`, with the names there are and the nearest one.
    fn missing(&self, role: Role, header: &[String]) -> Fault {
        let listed: Vec<String> = header.iter().take(30).map(|name| format!("`{}`", name.trim())).collect();
        let fault =
            Fault::new(&codes::MISSING_COLUMN, format!("has no {} column; its columns: {}", role.name(), listed.join(", ")))
                .field(role.name())
                .detail(format!("looked for {}", self.names[role as usize].join(", ")));
        if role == Role::Text && header.iter().any(|name| folded(name) == "file") {
            return fault
                .cause("A table that describes the text files beside it?")
                .remedy("If so: `--metadata` with its name; else `--text COLUMN`.");
        }
        let near = self.names[role as usize].iter().find_map(|name| nearest(name, header.iter().map(|column| column.trim())));
        match (near, role) {
            (Some(near), _) => fault.remedy(format!("If `{near}` is meant: `--{} '{near}'`.", role.name())),
            (None, Role::Outlet) => fault,
            (None, _) => fault.remedy(format!("Name it: `--{} COLUMN`.", role.name())),
        }
    }
}

fn duplicate(role: Role, name: &str, (first, second): (usize, usize)) -> Fault {
    let name = name.trim();
    Fault::new(&codes::DUPLICATE_COLUMN, format!("columns {} and {} are both named `{name}`", first + 1, second + 1))
        .field(name)
        .remedy(format!("Rename one of the two in the file, or pick a column with a unique name: `--{} COLUMN`.", role.name()))
}

/// Where each role stands in the records of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map {
    columns: [Option<usize>; ROLES],
    /// Number of columns.
    pub width: usize,
}

impl Map {
    /// The column of a role.
    pub fn column(&self, role: Role) -> Option<usize> {
        self.columns[role as usize]
    }

    /// Every role found, with its column.
    pub fn found(&self) -> impl Iterator<Item = (Role, usize)> {
        Role::ALIASES.iter().filter_map(|&(role, _)| self.column(role).map(|column| (role, column)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(header: &str, columns: Columns) -> Result<Map, Fault> {
        let header: Vec<String> = header.split(',').map(str::to_owned).collect();
        Names::new(&columns).map(&header, &[Role::Text])
    }

    #[test]
    fn columns_are_found_by_alias_whatever_their_case_and_space() {
        let found = map(" ID ,Newspaper,PubDate,Headline,  Body\n", Columns::default()).unwrap();
        let want = [(Role::Id, 0), (Role::Outlet, 1), (Role::Text, 4), (Role::Title, 3), (Role::Date, 2)];
        assert_eq!(found.found().collect::<Vec<_>>(), want);
        assert_eq!(map("content,text", Columns::default()).unwrap().column(Role::Text), Some(1));
        let told = Columns { date: Some("datum".into()), ..Columns::default() };
        assert_eq!(map("text,date", told).unwrap_err().0.code.name, "missing-column");
        let told = Columns { text: Some("Paragraphs".into()), ..Columns::default() };
        assert_eq!(map("text,paragraphs", told).unwrap().column(Role::Text), Some(1));
    }

    #[test]
    fn what_cannot_be_told_is_refused_with_a_remedy() {
        for (header, code, remedy) in [
            ("id,text,text", "duplicate-column", "--text"),
            ("id,paragraphs", "missing-column", "--text COLUMN"),
            ("id,txet", "missing-column", "--text 'txet'"),
            ("file,outlet", "missing-column", "--metadata"),
        ] {
            let (reject, problem) = map(header, Columns::default()).unwrap_err().into_parts("a.csv");
            assert_eq!(reject.code, code, "{header}");
            assert!(problem.remedy.contains(remedy), "{header}: {}", problem.remedy);
        }
    }
}
