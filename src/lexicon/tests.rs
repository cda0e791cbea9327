//! Matching, from the text of a lexicon and of a document to hits.

use super::*;
use crate::annotate::{AnnotateOptions, Annotator};
use crate::corpus::Document;

/// The hits of `text`: those that count as `key`, others as `(key)`.
fn hits(file: (&str, &str), text: &str, options: &MatchOptions) -> Vec<(String, String, Hit)> {
    let (lexicon, _) = Lexicon::read(file.0, file.1.as_bytes()).unwrap();
    let lexicons = [lexicon];
    let matcher = Matcher::compile(&lexicons, options).unwrap();
    let mut annotator = Annotator::new(AnnotateOptions { nfkc: options.nfkc, ..AnnotateOptions::default() });
    let language = text.strip_prefix('[').and_then(|t| t.split_once(']')).map_or("en", |(l, _)| l);
    let text = text.strip_prefix(&format!("[{language}]")).unwrap_or(text);
    let document = Document { text: text.into(), language: language.into(), ..Document::default() };
    let annotated = annotator.annotate(document);
    let mut scanner = matcher.scanner();
    let show = |h: Hit| {
        let place = matcher.entry(h.entry);
        let key = &lexicons[0].axes[place.axis].key;
        let name = if matcher.counts(&h) { key.clone() } else { format!("({key})") };
        (name, text[h.start_byte as usize..h.end_byte as usize].to_owned(), h)
    };
    scanner.hits(&annotated, &annotator.vocabulary, &annotator.parts).into_iter().map(show).collect()
}

fn keys(csv: &str, text: &str, options: &MatchOptions) -> String {
    let csv = format!("category,term,kind,case,language\n{}", csv.replace(';', "\n"));
    hits(("l.csv", &csv), text, options)
        .into_iter()
        .filter(|(k, ..)| !k.starts_with('('))
        .map(|(k, ..)| k)
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn words_match_as_documented() {
    let rows = [
        ("t,terror group", "The terror group, a terror-group and the Terror–Group's men.", "t t t"),
        ("t,terror-group", "The terror group. A terror-group.", "t t"),
        ("t,terror group", "State terror. Group members met.", ""),
        ("t,terror group", "terror, group", ""),
        ("t,terror group", "of terror\n\ngroup", ""),
        ("t,terror group", "of \"terror\" group", "t"),
        ("i,israel", "Israel's and Israel’s", "i i"),
        ("u,US", "The US told us; the U.S. agreed.", "u u"),
        ("u,us", "The US told us; the U.S. agreed.", "u"),
        ("u,U.S. army", "The US army and the U.S. Army.", "u u"),
        ("u,Apple,,true", "Apple sells an apple.", "u"),
        ("u,US,,true", "The U.S. told us about US plans.", "u u"),
        ("t,terror*", "Terror and counter-terrorism by terrorists.", "t t t"),
        ("t,*ist", "A terrorist, two terrorists.", "t"),
        ("t,organi?ation", "An organization, an organisation.", "t t"),
        ("t,terror * group", "The terror linked group and the terror group.", "t"),
        ("t,*-based", "Gaza-based men are based here.", "t"),
        ("t,kill,stem", "He kills, they killed; killer.", "t t"),
        ("t,terror(ist)?s?,regex", "Terror, terrorists, terrorism.", "t t"),
        ("t,why?,literal", "Why not?", "t"),
        ("c,café", "cafe\u{301} CAFÉ", "c c"),
        ("s,strasse", "Straße", "s"),
        ("s,WAR IN IRAQ;s,CIVIL WAR", "the war in Iraq, a civil war", "s s"),
        ("a,resistance,,,fr", "la resistance", ""),
        ("r,hamas", "A Hamas-run ministry", "r"),
        ("d,dr. x", "Then Dr. X came; Dr X went.", "d d"),
        ("j,jan 6", "On Jan. 6, Jan 6 and in Jan., 6 came.", "j j"),
        ("t,terror group", "of terror. group", ""),
    ];
    for (csv, text, want) in rows {
        assert_eq!(keys(csv, text, &MatchOptions::default()), want, "{csv} | {text}");
    }
}

#[test]
fn other_scripts_match() {
    let rows = [
        ("h,哈马斯*", "[zh]哈马斯领导人访问莫斯科。", "h"),
        ("m,莫斯科", "[zh]哈马斯领导人访问莫斯科。", "m"),
        ("m,مقاومة", "[ar]المقاومة و مُقاوَمة وللمقاومة", "m m m"),
        ("m,حركة المقاومة الإسلامية", "[ar]قالت حركة المقاومة الاسلامية اليوم", "m"),
        ("i,İran", "[tr]İran'ın iran", "i i"),
        ("r,сопротивлени*", "[ru]Движение сопротивления", "r"),
        ("h,חמאס", "[he]וחמאס הודיע", "h"),
    ];
    for (csv, text, want) in rows {
        assert_eq!(keys(csv, text, &MatchOptions::default()), want, "{csv} | {text}");
    }
}

/// The probes of quanteda 4.3.1 `tokens_lookup()`, results in text order.
#[test]
fn quanteda_is_reproduced_when_asked() {
    let key = MatchOptions::quanteda();
    let dictionary = MatchOptions { overlap: Overlap::Dictionary, ..key };
    let bare = MatchOptions { reading: Reading::QuantedaNoPunctuation, ..key };
    let times = "paper,new york times;city,new york;times,york times";
    let guinea = "g,guinea;eg,equatorial guinea;gb,guinea bissau";
    let guineas = "one guinea in Equatorial Guinea and Guinea Bissau";
    let rows = [
        (times, "New York Times is in New York", key, "city paper times city"),
        (times, "New York Times is in New York", dictionary, "paper city"),
        ("k1,a b;k2,b c", "a b c", dictionary, "k1 k2"),
        ("k,a b;k,b c", "a b c", key, "k"),
        ("k,a a", "a a a", key, "k"),
        ("k,terror*;k,terrorist;k,*ist", "terrorist", key, "k"),
        ("k,terrorist;l,terrorist", "terrorist", dictionary, "k l"),
        ("pos,good;far,good bye", "say good bye", key, "pos far"),
        ("pos,good;far,good bye", "say good bye", dictionary, "far"),
        (guinea, guineas, key, "g eg g g gb"),
        (guinea, guineas, dictionary, "g eg gb"),
        ("cz,czech republic;cz,czech*", "the Czech Republic", key, "cz"),
        ("t,terror group", "state terror. Group members", bare, "t"),
        ("t,terror group", "state terror. Group members", key, ""),
        ("t,terror group", "terror, group", key, ""),
        ("t,terror group", "terror\n\ngroup", key, "t"),
        ("i,israel", "Israel's Israel’s", key, ""),
        ("u,u.s.", "the U.S. army", key, ""),
        ("u,u.s", "the U.S. army", key, "u"),
        ("u,u.s . army", "the U.S. army", key, "u"),
        ("t,terror group", "a terror-group", key, ""),
        ("t,terror-group", "a terror-group", key, "t"),
        ("t,terror * group", "terror linked group; terror group", key, "t"),
        ("u,US,,true", "US us", key, "u"),
        ("c,café", "cafe\u{301} café", key, "c c"),
        ("m,مقاومة", "[ar]المقاومة مُقاوَمة", key, ""),
        ("n,new york", "new_york", key, "n"),
        ("s,straße", "STRASSE", key, ""),
        ("t,terror group", "terror\n\n\ngroup", key, "t"),
        ("u,US,,true", "US", key, ""),
        ("m,莫斯科;v,访问", "[zh]哈马斯领导人访问莫斯科", key, "v m"),
        ("t,a b,regex", "ab ba cab b", key, "t t"),
    ];
    for (csv, text, options, want) in rows {
        assert_eq!(keys(csv, text, &options), want, "{csv} | {text} | {options:?}");
    }
    // Which of the two the case-sensitive value hits: the small one, because values are lower-cased.
    let found = hits(("l.csv", "category,term,case\nu,US,true\n"), "US us", &key);
    assert_eq!(found[0].1, "us");
}

const RULES: &str = r#"
language = "en"
[axis.x.a]
en = [
  "terrorist*",
  { match = "settlement*", needs = ["west bank", "israeli"] },
  { match = "fence*", excludes = ["garden"] },
  { match = "strike*", near = ["hamas"], window = 3 },
]
[axis.x.b]
en = ["resistance*"]
[axis.x.exclude]
en = ["terrorist list*"]
"#;

#[test]
fn context_and_exclusions_decide() {
    let rows = [
        ("A settlement in the West Bank.", "x:settlement"),
        ("A settlement of the case. Later, the West Bank.", ""),
        ("A garden fence.", ""),
        ("A border fence.", "x:fence"),
        ("Hamas said the strike failed.", "x:strike"),
        ("Hamas said on Monday that a strike failed.", ""),
        ("On the terrorist list.", "(x):terrorist (x):terrorist list"),
        ("He is not a terrorist.", "x:terrorist!"),
        ("The so-called resistance.", "x:resistance!"),
        ("Not now. A terrorist.", "x:terrorist"),
    ];
    for (text, want) in rows {
        let found = hits(("l.toml", RULES), text, &MatchOptions::default());
        let shown: Vec<String> =
            found.iter().map(|(k, t, h)| format!("{k}:{t}{}", if h.negated.is_some() { "!" } else { "" })).collect();
        assert_eq!(shown.join(" "), want, "{text}");
    }
}

#[test]
fn spans_and_losers() {
    let found =
        hits(("l.csv", "frame,term\na,terror\nb,terror group\nc,group\n"), "The terror-group’s men.", &MatchOptions::default());
    let shown: Vec<_> = found.iter().map(|(k, t, h)| (k.as_str(), t.as_str(), h.first, h.end, h.suppressed_by)).collect();
    assert_eq!(shown, [("(a)", "terror", 1, 2, Some(1)), ("b", "terror-group", 1, 2, None), ("(c)", "group", 1, 2, Some(1))]);
}

#[test]
fn many_wildcards_stay_linear() {
    let words = "a-a ".repeat(200);
    let stars = (1..30).map(|n| format!("k,a{} a\n", " *".repeat(n))).collect::<String>();
    let csv = format!("category,term\n{stars}k,a a a a a a a a\n");
    let found = hits(("l.csv", &csv), &words, &MatchOptions::default());
    assert!(found.len() > 200);
}
