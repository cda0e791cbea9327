//! Events, duplicates and repeated lines on small corpora written for the purpose.

use super::*;
use crate::actor::ActorKind;
use crate::annotate::{AnnotateOptions, Annotator};
use crate::corpus::Document;
use proptest::prelude::*;

/// id, outlet, day of September 2022 (0 for no date), event, title, text.
type Row = (&'static str, &'static str, u8, &'static str, &'static str, &'static str);

const ROWS: &[Row] = &[
    (
        "a1",
        "North",
        10,
        "",
        "Ferry sinks off Marala",
        "The ferry Stella sank off Marala on Saturday with 214 people aboard. Captain Ilko Brandt told the harbour police that a wave broke the bow door of the Stella.",
    ),
    (
        "a2",
        "South",
        11,
        "",
        "214 saved as ferry goes down",
        "Rescuers from Marala saved 214 people after the ferry Stella sank. The captain, Ilko Brandt, blamed the bow door of the Stella, the harbour police said.",
    ),
    (
        "a3",
        "East",
        11,
        "",
        "Ferry Stella lost near Marala",
        "Ilko Brandt was the last to leave the ferry Stella. The harbour police in Marala counted 214 people saved and opened a case about the bow door.",
    ),
    (
        "b1",
        "North",
        10,
        "",
        "Orven parliament votes on budget",
        "Parliament in Orven passed the budget of Premier Dana Kost by 88 votes. The opposition under Piet Halm called the budget a gift to banks and left the chamber.",
    ),
    (
        "b2",
        "South",
        12,
        "",
        "Premier wins budget vote",
        "Premier Dana Kost won the budget vote in Orven by 88 votes. Piet Halm and the opposition left the chamber and spoke of a gift to banks in the budget.",
    ),
    (
        "c1",
        "North",
        28,
        "",
        "Ferry Stella raised off Marala",
        "The ferry Stella was raised off Marala. Captain Ilko Brandt watched as the harbour police of Marala examined the bow door of the Stella.",
    ),
];

fn features_of(rows: &[Row]) -> Vec<Features> {
    let mut annotator = Annotator::new(AnnotateOptions::default());
    let mut surveyor = Surveyor::default();
    rows.iter()
        .map(|r| {
            let document =
                Document { id: r.0.into(), title: r.4.into(), text: r.5.into(), language: "en".into(), ..Document::default() };
            let annotated = annotator.annotate(document);
            surveyor.features(&annotated, &annotator.vocabulary, (words::words(r.5).len() as u32, true))
        })
        .collect()
}

fn copies(rows: &[Row], documents: &[SurveyDocument<'_>]) -> Duplicates {
    let Ok(found) = duplicates(documents, |d| Ok::<_, std::convert::Infallible>(words::shingles(rows[d].5).1));
    found
}

fn documents<'a>(rows: &[Row], features: &'a [Features]) -> Vec<SurveyDocument<'a>> {
    let document = |(r, features): (&Row, &'a Features)| SurveyDocument {
        id: r.0,
        outlet: r.1,
        date: Date::new(2022, 9, r.2),
        event: Some(r.3).filter(|e| !e.is_empty()),
        language: "en",
        title: r.4,
        features,
    };
    rows.iter().zip(features).map(document).collect()
}

/// Event identifiers by document.
fn found(rows: &[Row], mode: EventMode) -> Vec<(&'static str, Option<String>)> {
    let features = features_of(rows);
    let events = events(&documents(rows, &features), &EventOptions { mode, ..EventOptions::default() });
    let id = |a: &Option<usize>| a.map(|e| events.events[e].id.clone());
    let mut found: Vec<_> = rows.iter().map(|r| r.0).zip(events.assignment.iter().map(id)).collect();
    found.sort();
    found
}

fn groups(found: &[(&str, Option<String>)]) -> Vec<Vec<String>> {
    let mut groups: std::collections::BTreeMap<&Option<String>, Vec<String>> = std::collections::BTreeMap::new();
    found.iter().for_each(|(id, event)| groups.entry(event).or_default().push((*id).to_string()));
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort();
    groups
}

#[test]
fn shingles_are_the_same_when_their_whole_hashes_are() {
    let features = features_of(&ROWS[..2]);
    let pairs = |other: u64| {
        let hashes = |d: usize| (1..=100).map(|h: u64| h << 56 | if d == 0 { 0 } else { other }).collect();
        let Ok(found) = duplicates(&documents(&ROWS[..2], &features), |d| Ok::<Vec<u64>, std::convert::Infallible>(hashes(d)));
        found.pairs.len()
    };
    assert_eq!([pairs(0), pairs(1)], [1, 0]);
}

#[test]
fn reports_of_one_event_are_grouped_and_the_date_splits() {
    let found = found(ROWS, EventMode::Auto);
    assert_eq!(groups(&found), [vec!["a1", "a2", "a3"], vec!["b1", "b2"], vec!["c1"]]);
    assert!(found[0].1.as_deref().is_some_and(|id| id.starts_with("2022-09-10-")), "{found:?}");
}

#[test]
fn given_events_win_and_seed() {
    let mut rows = ROWS.to_vec();
    (rows[0].3, rows[1].3, rows[3].3) = ("ferry", "rescue", "vote");
    let found = found(&rows, EventMode::Auto);
    let event = |i: usize| found[i].1.as_deref().unwrap_or_default();
    assert_eq!((event(0), event(1), event(3), event(4)), ("ferry", "rescue", "vote", "vote"));
    assert!(["ferry", "rescue"].contains(&event(2)));
}

#[test]
fn given_only_and_none() {
    let mut rows = ROWS.to_vec();
    rows[0].3 = "ferry";
    assert_eq!(found(&rows, EventMode::Given).iter().filter(|f| f.1.is_some()).count(), 1);
    assert!(found(&rows, EventMode::None).iter().all(|f| f.1.is_none()));
}

#[test]
fn every_assignment_explains_itself() {
    let features = features_of(ROWS);
    let events = events(&documents(ROWS, &features), &EventOptions { mode: EventMode::Auto, ..EventOptions::default() });
    let nearest = &events.why[0][0];
    assert!([1, 2].contains(&nearest.document));
    assert!(nearest.shared.split(' ').any(|term| term == "stella"), "{nearest:?}");
    assert!(events.why[0].windows(2).all(|w| w[0].similarity >= w[1].similarity));
    let ferry = &events.events[events.assignment[0].unwrap()];
    assert_eq!((ferry.n_documents, ferry.n_outlets), (3, 3));
    assert!(ferry.cohesion.is_some_and(|c| c > 0.3 && c <= 1.0));
}

#[test]
fn an_event_is_called_by_what_sets_it_apart() {
    let row = |id, event, title, text| (id, "North", 10, event, title, text);
    let rows = [
        row(
            "a",
            "strike",
            "Dockers of Orven strike for MORE pay",
            "Mr. Kost met the dockers of Orven. A docker struck a chord: 300 dockers want pay in Orven.",
        ),
        row(
            "b",
            "strike",
            "Orven: dockers go on",
            "The dockers of Orven did not go back. Mr. Kost spoke of pay and 300 ships. A ship waits.",
        ),
        row(
            "c",
            "vote",
            "Orven votes on harbour",
            "Orven votes on its harbour on Sunday. Mr. Kost wants a larger harbour in Orven, quixotically.",
        ),
    ];
    let features = features_of(&rows);
    let events = events(&documents(&rows, &features), &EventOptions::default());
    let terms = |id: &str| events.events.iter().find(|e| e.id == id).map_or("", |e| e.top_terms.as_str());
    let (strike, vote): (Vec<&str>, Vec<&str>) = (terms("strike").split(' ').collect(), terms("vote").split(' ').collect());
    assert_eq!((&strike[..2], &vote[..2]), (&["dockers", "pay"][..], &["harbour", "votes"][..]), "what all report on names none");
    for absent in ["docker", "MORE", "300", "mr", "chord"] {
        assert!(!strike.contains(&absent), "{absent} in {strike:?}");
    }
    assert!(!vote.contains(&"quixotically"), "stands once in the corpus: {vote:?}");
}

#[test]
fn an_empty_corpus_has_nothing() {
    assert_eq!(events(&[], &EventOptions { mode: EventMode::Auto, ..EventOptions::default() }), Events::default());
    assert_eq!(copies(&[], &[]), Duplicates::default());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn the_order_of_files_changes_nothing(order in Just((0..ROWS.len()).collect::<Vec<_>>()).prop_shuffle()) {
        let rows: Vec<Row> = order.iter().map(|&i| ROWS[i]).collect();
        prop_assert_eq!(found(&rows, EventMode::Auto), found(ROWS, EventMode::Auto));
        let (a, b) = (features_of(&rows), features_of(ROWS));
        let named = |f: &[Features], rows: &[Row]| {
            let documents = documents(rows, f);
            let mut pairs: Vec<_> = copies(rows, &documents).pairs.iter().map(|p| (documents[p.document].id.to_string(), documents[p.other].id.to_string(), p.kind)).collect();
            pairs.sort();
            pairs
        };
        prop_assert_eq!(named(&a, &rows), named(&b, ROWS));
    }
}

const WIRE: &str = "MARALA (AP) — The ferry Stella sank on Saturday with many people aboard and the captain said a wave broke the bow door of the ship while the crew lowered the boats into the dark and cold water of the bay before help came from the town";

#[test]
fn copies_and_embedded_passages_are_found() {
    let longer = format!(
        "Our own reporter adds a paragraph that nobody else has about the long history of ships in these waters.\n\n{WIRE}\n\nAnd here is another one of our own, with the view of a widow who waited at the pier all night long for news."
    );
    let longer: &'static str = Box::leak(longer.into_boxed_str());
    let changed: &'static str = Box::leak(WIRE.replace("from the town", "from the city").into_boxed_str());
    let rows: Vec<Row> = vec![
        ("w1", "North", 10, "", "", WIRE),
        ("w2", "South", 10, "", "", WIRE),
        ("w3", "East", 11, "", "", longer),
        ("w4", "West", 12, "", "", changed),
    ];
    let features = features_of(&rows);
    let documents = documents(&rows, &features);
    let found = copies(&rows, &documents);
    let kinds: Vec<_> = found.pairs.iter().map(|p| (p.document, p.other, p.kind.name(), p.agency.as_str())).collect();
    assert_eq!(
        kinds,
        [
            (1, 0, "exact", "AP"),
            (2, 0, "embedded", "AP"),
            (2, 1, "embedded", "AP"),
            (3, 0, "near", "AP"),
            (3, 1, "near", "AP"),
            (3, 2, "embedded", "AP")
        ]
    );
    assert_eq!(found.duplicate_of, [None, Some(0), None, Some(0)]);
    let first = found.borrowed[0][0];
    assert_eq!((first.first, first.from), (true, 0));
    let borrowed = found.borrowed[2][0];
    let spans = words::words(longer);
    let (start, end) = (spans[borrowed.start as usize].0, spans[borrowed.end as usize - 1].1);
    assert_eq!(&longer[start as usize..end as usize], WIRE);
    assert_eq!((borrowed.first, borrowed.from, borrowed.end - borrowed.start), (false, 0, features[0].n_words));
    assert_eq!(found.by_outlet(&documents)["North"], (0, u64::from(features[0].n_words)));
    assert_eq!(found.by_outlet(&documents)["South"].0, u64::from(features[0].n_words));
}

#[test]
fn lines_under_every_article_are_repeated_lines() {
    let texts: Vec<&'static str> = (0..6)
        .map(|i| {
            &*Box::leak(format!("Report number {i} on things in town {i}.\n\nJoin our daily newsletter today").into_boxed_str())
        })
        .collect();
    let ids = ["a", "b", "c", "d", "e", "f"];
    let rows: Vec<Row> = ids.iter().zip(&texts).map(|(&id, &text)| (id, "North", 1, "", "", text)).collect();
    let features = features_of(&rows);
    let documents = documents(&rows, &features);
    let lines = repeated_lines(&documents, &[None; 6]);
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].n_documents, lines[0].of, lines[0].example), (6, 6, 0));
    assert!(lines[0].is(" Join our daily newsletter today"));
}

fn coverage_of<'a>(documents: &[SurveyDocument<'a>], actors: &[Vec<(&'a str, ActorKind)>]) -> Vec<CoverageDocument<'a>> {
    let mut names: Vec<&str> = documents.iter().map(|d| d.outlet).collect();
    names.sort_unstable();
    names.dedup();
    let document = |(d, actors): (&SurveyDocument<'a>, &Vec<(&'a str, ActorKind)>)| CoverageDocument {
        outlet: names.binary_search(&d.outlet).unwrap() as u32,
        event: Some(0),
        actors: actors.clone(),
        axes: vec![],
        features: d.features,
    };
    documents.iter().zip(actors).map(document).collect()
}

#[test]
fn coverage_shows_who_leaves_what_out() {
    let rows = &ROWS[..3];
    let features = features_of(rows);
    let documents = documents(rows, &features);
    use ActorKind::{Country, Person, Place, Unknown};
    let actors = [
        vec![("Stella", Unknown), ("Mira Onn", Person)],
        vec![("Stella", Unknown), ("Orven", Place)],
        vec![("Stella", Unknown), ("Russia", Country)],
    ];
    let terms = events(&documents, &EventOptions { mode: EventMode::Auto, ..EventOptions::default() }).terms;
    let rows = coverage(&coverage_of(&documents, &actors), &terms, 1);
    let of = |kind: CoverageKind, item: &str| {
        rows.iter().find(|r| r.kind == kind && r.item == item).map(|r| r.outlets.iter().map(|o| o.1).collect::<Vec<_>>())
    };
    assert_eq!(of(CoverageKind::Actor, "Mira Onn"), Some(vec![0, 1, 0]), "{rows:?}");
    assert_eq!(of(CoverageKind::Place, "Russia"), Some(vec![1, 0, 0]));
    assert_eq!(of(CoverageKind::Place, "Orven"), Some(vec![0, 0, 1]));
    assert_eq!(of(CoverageKind::Actor, "Stella"), None);
    assert!(of(CoverageKind::Term, "told").is_none());
}

#[test]
fn facts_that_differ_stand_side_by_side() {
    let rows: Vec<Row> = vec![
        (
            "a",
            "North",
            10,
            "",
            "",
            "Rescuers saved 214 people when the ferry Stella sank. The ferry Stella left Marala on 9 September for Orven.",
        ),
        (
            "b",
            "South",
            10,
            "",
            "",
            "When the ferry Stella sank, rescuers saved 198 people. Bound for Orven, the ferry Stella left Marala on September 8.",
        ),
        ("c", "East", 10, "", "", "The rescuers of the ferry Stella had saved 214 people."),
    ];
    let features = features_of(&rows);
    let documents = documents(&rows, &features);
    let found = differences(&coverage_of(&documents, &[vec![], vec![], vec![]]));
    let sides: Vec<_> = found.iter().map(|f| (f.unit.as_str(), f.one.1.as_str(), f.other.1.as_str())).collect();
    assert_eq!(sides, [("date", "9 september", "8 september"), ("people", "214", "198"), ("people", "198", "214")]);
    let (document, _, (start, end)) = found[0].one.clone();
    assert!(rows[document].5[start as usize..end as usize].starts_with("The ferry Stella left"));
}

#[test]
fn values_of_one_fact_are_near_each_other() {
    let rows = [
        ("people", "214", "198", true),
        ("protesters", "5,000", "50,000", true),
        ("killed", "11", "2,000", false),
        ("percent", "46", "48", true),
        ("percent", "0.1", "1.8", false),
        ("billion", "$4.5", "$4.6", true),
        ("decisions", "10", "5-4", false),
        ("date", "9 september", "8 september", true),
        ("date", "5 june", "11 march", false),
        ("date", "30 december", "2 january", true),
    ];
    for (unit, one, other, expected) in rows {
        let claim = |value: &str| Claim { unit: unit.into(), value: value.into(), ..Claim::default() };
        assert_eq!(claim(one).is_near(&claim(other), 1), expected, "{one} and {other} {unit}");
        assert_eq!(claim(other).is_near(&claim(one), 1), expected, "{other} and {one} {unit}");
    }
    let claim = |value: &str| Claim { unit: "killed".into(), value: value.into(), ..Claim::default() };
    assert_eq!([claim("4").is_near(&claim("10"), 0), claim("4").is_near(&claim("10"), 1)], [false, true]);
}

#[test]
fn years_are_no_numbers_of_anything() {
    let mut annotator = Annotator::new(AnnotateOptions::default());
    let text = "They lost the 2016 election by 2,016 votes.";
    let annotated = annotator.annotate(Document { text: text.into(), language: "en".into(), ..Document::default() });
    let claims = Surveyor::default().features(&annotated, &annotator.vocabulary, (8, true)).claims;
    assert_eq!(claims.iter().map(|c| (c.unit.as_str(), c.value.as_str())).collect::<Vec<_>>(), [("votes", "2,016")]);
}

#[test]
fn figures_of_other_scripts_are_compared() {
    let texts = [
        ("en", "Rescuers saved 214 people."),
        ("ar", "أنقذ رجال الإنقاذ ٢١٤ راكبا."),
        ("fa", "امدادگران ۲۱۴ نفر را نجات دادند."),
        ("hi", "बचावकर्मियों ने २१४ लोगों को बचाया।"),
    ];
    for (language, text) in texts {
        let mut annotator = Annotator::new(AnnotateOptions::default());
        let document = Document { text: text.into(), language: language.into(), ..Document::default() };
        let annotated = annotator.annotate(document);
        let found = Surveyor::default().features(&annotated, &annotator.vocabulary, (8, true));
        assert_eq!(found.numbers.iter().collect::<Vec<_>>(), [("214", [1])], "{text}");
        assert!(found.claims.iter().all(|c| c.value == "214"), "{:?}", found.claims);
        assert!(!found.claims.is_empty(), "{text}");
    }
}

/// Votes of as many documents for each kind of every name.
fn votes(names: &[(&str, [u32; 6])]) -> KindVotes {
    names.iter().map(|(name, votes)| ((*name).to_owned(), *votes)).collect()
}

const PERSON: [u32; 6] = [3, 0, 0, 0, 0, 0];

#[test]
fn names_are_joined_over_the_corpus_with_evidence() {
    let names = |list: &[&str]| list.iter().map(|n| ((*n).to_string(), 3)).collect::<Vec<_>>();
    let corpus = [
        names(&["Ismail Haniyeh", "Saleh al-Arouri", "Musa Abu Marzouk", "Hamas"]),
        names(&["Ismail Hanieyh", "Saleh Aruri", "Mousa Abu Marzouk"]),
        names(&["Haniyeh", "Arouri", "National Ferry Union", "Ismail Haniyeh"]),
        names(&["NFU", "Marzouk", "Moscow", "Kost"]),
    ];
    let study = [("Kost".to_string(), "Dana Kost".to_string())];
    let votes = votes(&[("Ismail Haniyeh", PERSON), ("Saleh al-Arouri", PERSON), ("Musa Abu Marzouk", PERSON)]);
    let entities = entities(&corpus, &votes, &study);
    let rows = [
        ("Ismail Hanieyh", "Ismail Haniyeh"),
        ("Haniyeh", "Ismail Haniyeh"),
        ("Saleh Aruri", "Saleh al-Arouri"),
        ("Arouri", "Saleh al-Arouri"),
        ("NFU", "National Ferry Union"),
        ("Kost", "Dana Kost"),
        ("Moscow", "Moscow"),
        ("Hamas", "Hamas"),
    ];
    for (form, name) in rows {
        assert_eq!(entities.name(form), name);
    }
    assert_eq!(entities.name("Mousa Abu Marzouk"), entities.name("Musa Abu Marzouk"));
    for (written, local, expected) in [
        ("Arouri", "Saleh al-Arouri", "surname"),
        ("Saleh", "Saleh al-Arouri", "first-name"),
        ("Saleh Aruri", "Saleh al-Arouri", "spelling"),
        ("saleh al Arouri", "Saleh al-Arouri", "folded"),
        ("the Bureau", "Orsal Press Bureau", "part"),
        ("Press", "Orsal Press Bureau", "part"),
        ("OPB", "Orsal Press Bureau", "initials"),
        ("U.S.", "United States", "gazetteer"),
        ("حماس", "Hamas", "gazetteer"),
    ] {
        assert_eq!(entities.evidence(written, local)[0].map(Evidence::name), Some(expected), "{written}");
    }
    let evidence: Vec<_> = entities.joined().iter().map(|j| (j.form.as_str(), j.evidence.name())).collect();
    assert!(
        evidence.contains(&("Kost", "study"))
            && evidence.contains(&("NFU", "initials"))
            && evidence.contains(&("Haniyeh", "surname"))
    );
}

#[test]
fn who_is_somebody_else_is_kept_apart() {
    let names = |list: &[(&str, u32)]| list.iter().map(|(name, n)| ((*name).to_string(), *n)).collect::<Vec<_>>();
    let corpus = [
        names(&[("Charles E. Kost", 9), ("Joseph R. Halm Jr", 9), ("Ilko Brandt", 9), ("Ilko Brandt Jr", 2)]),
        names(&[("Chuck Kost", 4), ("Joe Halm", 4), ("Ilko H.W. Brandt", 4), ("Ilko J. Brandt", 4)]),
        names(&[("Senate Harbour Committee", 9), ("Senate Foreign Trade Committee", 4)]),
        names(&[("Department of Ferries", 4), ("Ferries Department", 9)]),
        names(&[("Senate Committee on Harbour Affairs", 4), ("Senate Harbour Affairs Committee", 9)]),
        names(&[("Fees Ferrycare", 1), ("Ferrycare", 9), ("Thea Spyer", 9), ("Super", 2)]),
        names(&[("GFP", 99), ("Grand Ferry Party", 2)]),
        names(&[("AOL", 3), ("Anna O. Lind", 5)]),
    ];
    // Unknown in most documents: one of forty is not believed, two of twenty are.
    let votes = votes(&[("Super", [1, 0, 0, 0, 0, 39]), ("Thea Spyer", [2, 0, 0, 0, 0, 18])]);
    let entities = entities(&corpus, &votes, &[]);
    let joined: Vec<_> = entities.joined().iter().map(|j| (j.form.as_str(), j.name.as_str(), j.evidence.name())).collect();
    let expected = [
        ("Chuck Kost", "Charles E. Kost", "nickname"),
        ("Department of Ferries", "Ferries Department", "folded"),
        // Hardly anybody writes it out.
        ("Grand Ferry Party", "GFP", "initials"),
        ("Ilko J. Brandt", "Ilko Brandt", "spelling"),
        ("Joe Halm", "Joseph R. Halm Jr", "nickname"),
        ("Senate Committee on Harbour Affairs", "Senate Harbour Affairs Committee", "folded"),
    ];
    assert_eq!(joined, expected);
    assert_eq!([entities.kind("Super"), entities.kind("Thea Spyer")], [ActorKind::Unknown, ActorKind::Person]);
}

#[test]
fn only_persons_have_surnames() {
    let group = [0, 3, 0, 0, 0, 0];
    let place = [0, 0, 0, 3, 0, 0];
    let rows = [
        // The full name, what documents show it to be, the word, what they show it to be, whether it is the surname.
        ("Piet Halm", PERSON, "Halm", [0, 0, 0, 0, 0, 3], true),
        ("West Orven", place, "Orven", place, false),
        ("Ferry State", group, "State", group, false),
        ("Orven Front", group, "Front", group, true),
        ("Orven Harbour Front", group, "Front", group, false),
        ("Anna Orven", PERSON, "Orven", place, false),
        ("Kim Orven Un", PERSON, "UN", group, false),
        ("Russel Honore", PERSON, "Honour", [0, 0, 0, 0, 0, 3], false),
        ("Ismail Haniyeh", PERSON, "Hanieyh", PERSON, true),
        ("Mona Charen", PERSON, "Karen", PERSON, false),
        ("Crooked Hillary", PERSON, "Hillary", PERSON, false),
        ("Elizabeth Warren", PERSON, "Warren", PERSON, true),
        ("Rush Orven", [0, 0, 0, 0, 0, 3], "Orven", PERSON, true),
        ("Rush Orven", [0, 0, 0, 0, 0, 3], "Orven", [0, 0, 0, 0, 0, 3], false),
        ("Mick Halm John", PERSON, "John", PERSON, false),
        ("Bashar Orven", PERSON, "Orven", [1, 3, 0, 0, 0, 0], true),
        ("Hillary Kost", PERSON, "Mrs. Kost", PERSON, true),
        ("Hillary Kost", PERSON, "Mr. Kost", PERSON, false),
        ("Piet Halm", PERSON, "Mr. Halm", PERSON, true),
        ("Piet Halm", PERSON, "Mrs. Halm", PERSON, false),
    ];
    for (full, of_full, word, of_word, joins) in rows {
        let corpus = [vec![(full.to_owned(), 9)], vec![(word.to_owned(), 3)]];
        let found = entities(&corpus, &votes(&[(full, of_full), (word, of_word)]), &[]);
        assert_eq!(found.name(word) == full, joins, "{word} of {full}");
    }
    // A full name that is used less than the word alone begins with a given name.
    for (full, joins) in [("Anna Orven", true), ("Bureau Orven", false)] {
        let corpus = [vec![(full.to_owned(), 2)], vec![("Orven".to_owned(), 3)]];
        let found = entities(&corpus, &votes(&[(full, PERSON), ("Orven", PERSON)]), &[]);
        assert_eq!(found.name("Orven") == full, joins, "{full}");
    }
    // Somebody has it as it is written; and longer names of bodies are other bodies.
    let corpus = [vec![("Ilko Mueller".to_owned(), 90), ("Anna Miller".to_owned(), 3), ("Miller".to_owned(), 3)]];
    let found = entities(&corpus, &votes(&[("Ilko Mueller", PERSON), ("Anna Miller", PERSON), ("Miller", PERSON)]), &[]);
    assert_eq!(found.name("Miller"), "Miller");
    let corpus = [vec![("Harbour Rules Committee".to_owned(), 9), ("Harbour Committee".to_owned(), 3)]];
    let found = entities(&corpus, &votes(&[("Harbour Rules Committee", group), ("Harbour Committee", group)]), &[]);
    assert!(found.joined().is_empty());
}

#[test]
fn surnames_may_come_first() {
    // How often the full name that ends with the word is used, how often the one that begins with it; who the word is.
    for (last, first, expected) in [(2, 9, "Toon Jae-in"), (5, 9, "Toon"), (9, 5, "Anna Toon")] {
        let names = [("Anna Toon", last), ("Toon Jae-in", first), ("Toon", 3)];
        let corpus = names.map(|(name, n)| vec![(name.to_owned(), n)]);
        let found = entities(&corpus, &votes(&names.map(|(name, _)| (name, PERSON))), &[]);
        assert_eq!(found.name("Toon"), expected);
    }
}

#[test]
fn full_names_meet_across_scripts() {
    let names = |list: &[&str]| list.iter().map(|n| ((*n).to_string(), 3)).collect::<Vec<_>>();
    let corpus = [
        names(&["Mira Tolvane", "Sami Haddad", "Samir Haddad", "Piet Halm", "Beit Halm", "Karim"]),
        names(&["ميرا تولفان", "تولفان", "سامي حداد", "بيت هالم", "كريم"]),
        names(&["מירה טולבן"]),
    ];
    let entities = entities(&corpus, &KindVotes::default(), &[]);
    let joined: Vec<_> = entities.joined().iter().map(|j| (j.form.as_str(), j.name.as_str(), j.evidence.name())).collect();
    // Two bearers agree with "بيت هالم", and a single word says too little.
    let expected = [
        ("מירה טולבן", "Mira Tolvane", "script"),
        ("تولفان", "Mira Tolvane", "surname"),
        ("سامي حداد", "Sami Haddad", "script"),
        ("ميرا تولفان", "Mira Tolvane", "script"),
    ];
    assert_eq!(joined, expected);
}
