//! Countries, their capitals, people and seats of power.
//!
//! In: a name as written, lower case. Out: what kind of place it is and the country behind it. A
//! capital or a seat of power used for a government (Moscow, the Kremlin) keeps its own name; the
//! country is a link beside it.

use crate::token::lower;
use hashbrown::{HashMap, HashSet};
use std::sync::LazyLock;

const COUNTRIES: &str = include_str!("countries.txt");

/// What a name in the gazetteer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// A country or union, under any of its names and in any of the languages listed.
    Country,
    /// A capital, or the city a government is called by.
    Capital,
    /// An adjective of a country, or its people.
    Adjective,
    /// A building or district a government is called by.
    Seat,
}

/// An entry of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// What it is.
    pub kind: PlaceKind,
    /// The name it goes by in tables.
    pub name: &'static str,
    /// The country behind it.
    pub country: &'static str,
}

/// Continents, regions that no government is called by, and the states of the United States but Georgia, lower case.
const REGIONS: &str = "africa, antarctica, asia, europe, latin america, central america, south america, north america, the americas, \
    middle east, near east, far east, north africa, sub-saharan africa, southeast asia, south asia, central asia, east asia, \
    balkans, caucasus, baltics, sahel, maghreb, levant, caribbean, gaza, gaza strip, gaza city, west bank, golan heights, temple mount, \
    sinai, crimea, donbas, donbass, kashmir, kurdistan, tibet, xinjiang, siberia, catalonia, scotland, wales, northern ireland, \
    england, bavaria, galilee, negev, nagorno-karabakh, darfur, chechnya, transnistria, south china sea, mediterranean, \
    persian gulf, black sea, red sea, \
    alabama, alaska, arizona, arkansas, california, colorado, connecticut, delaware, florida, hawaii, idaho, illinois, indiana, \
    iowa, kansas, kentucky, louisiana, maine, maryland, massachusetts, michigan, minnesota, mississippi, missouri, montana, \
    nebraska, nevada, new hampshire, new jersey, new mexico, new york, north carolina, north dakota, ohio, oklahoma, oregon, \
    pennsylvania, rhode island, south carolina, south dakota, tennessee, texas, utah, vermont, virginia, west virginia, \
    wisconsin, wyoming, puerto rico, d.c.";

static REGION: LazyLock<HashSet<&'static str>> = LazyLock::new(|| REGIONS.split(',').map(str::trim).collect());

/// Whether a name as written is a continent's or a region's.
pub(super) fn is_region(name: &str) -> bool {
    let name = lower(name);
    REGION.contains(name.strip_prefix("the ").unwrap_or(&name)) || REGION.contains(name.as_ref())
}

static PLACES: LazyLock<HashMap<String, Place>> = LazyLock::new(|| {
    let mut places: HashMap<String, Place> = HashMap::new();
    for line in COUNTRIES.lines().filter(|l| !l.starts_with('#')) {
        let fields: Vec<&'static str> = line.split('|').collect();
        let list = |i: usize| fields.get(i).copied().unwrap_or_default().split(',').filter(|n| !n.is_empty());
        let Some(country) = list(0).next() else { continue };
        let mut add = |written: &'static str, kind: PlaceKind, name: &'static str| {
            places.entry(written.to_lowercase()).or_insert(Place { kind, name, country });
        };
        list(0).chain(list(4)).for_each(|n| add(n, PlaceKind::Country, country));
        list(3).for_each(|n| add(n, PlaceKind::Seat, n));
        list(2).for_each(|n| add(n, PlaceKind::Adjective, country));
        let capital = list(1).next().unwrap_or_default();
        list(1).for_each(|n| add(n, PlaceKind::Capital, if country == "Israel" { n } else { capital }));
    }
    places
});

/// By first word, how many words the longest entry has.
static LONGEST: LazyLock<HashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut longest: HashMap<&'static str, u8> = HashMap::new();
    for name in PLACES.keys() {
        let words = u8::try_from(name.split(' ').count()).unwrap_or(u8::MAX);
        let most = longest.entry(name.split(' ').next().unwrap_or_default()).or_default();
        *most = words.max(*most);
    }
    longest
});

/// How many words the longest entry has that begins with a lower-case word; 0 when none does.
pub(super) fn longest(word: &str) -> u8 {
    LONGEST.get(word).copied().unwrap_or_default()
}

/// Looks a name up; case and a leading article do not matter.
pub fn place(name: &str) -> Option<Place> {
    let name = lower(name);
    let name = name.strip_prefix("the ").unwrap_or(&name);
    PLACES.get(name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_know_their_country() {
        let rows = [
            ("Russia", PlaceKind::Country, "Russia", "Russia"),
            ("the Kremlin", PlaceKind::Seat, "Kremlin", "Russia"),
            ("MOSCOW", PlaceKind::Capital, "Moscow", "Russia"),
            ("tel aviv", PlaceKind::Capital, "Tel Aviv", "Israel"),
            ("Israelis", PlaceKind::Adjective, "Israel", "Israel"),
            ("روسيا", PlaceKind::Country, "Russia", "Russia"),
            ("ישראל", PlaceKind::Country, "Israel", "Israel"),
            ("West Wing", PlaceKind::Seat, "West Wing", "United States"),
            ("UK", PlaceKind::Country, "United Kingdom", "United Kingdom"),
        ];
        for (written, kind, name, country) in rows {
            assert_eq!(place(written), Some(Place { kind, name, country }), "{written}");
        }
        assert_eq!(place("Haniyeh"), None);
        assert_eq!(["haniyeh", "russia", "saudi"].map(longest), [0, 1, 2]);
    }
}
