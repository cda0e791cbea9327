use super::*;
use proptest::prelude::*;

fn check_guard(text: &str, guarded: bool) {
    let safe = csv_guard(text);
    assert_eq!(safe != text, guarded, "{text:?} became {safe:?}");
    assert_eq!(csv_unguard(&safe), text);
}

#[test]
fn formulas_are_guarded_and_given_back() {
    for t in [
        "=1+1",
        "+1",
        "-1+1",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u{a0}=1",
        "\u{200b}=1",
        "\u{feff}=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "\ttext",
        "\0x",
        "\u{1}=x",
        "\u{ad}-x",
        "\u{202e}@x",
        "'=1",
        "''=1",
        "\u{e0041}=x",
    ] {
        check_guard(t, true);
    }
}

#[test]
fn ordinary_text_is_left_alone() {
    for t in ["", "Al-Monitor", "'tis", "''", "a=b", "«=»", "1-2", "مجموعة", "−5 (true minus)", " x", "'"] {
        check_guard(t, false);
    }
}

#[test]
fn terminals_get_no_controls() {
    for (t, want) in [
        ("plain ü 日本", "plain ü 日本"),
        ("a\x1b[31mb", "a\\u{1B}[31mb"),
        ("a\nerror: forged", "a\\nerror: forged"),
        ("x\u{202e}y", "x\\u{202E}y"),
        ("t\u{e0041}", "t\\u{E0041}"),
        ("\u{9b}31m", "\\u{9B}31m"),
        ("می\u{200c}خواهم", "می\u{200c}خواهم"),
    ] {
        assert_eq!(visible(t), want);
    }
}

#[test]
fn slugs_are_readable() {
    for (name, want) in [
        ("half A", "half-a"),
        ("The Jerusalem Post", "the-jerusalem-post"),
        ("d001", "d001"),
        ("Süddeutsche Zeitung", "suddeutsche-zeitung"),
        ("Cafe\u{301}", "cafe"),
        ("nytimes.com", "nytimes.com"),
        ("a_1.txt", "a_1.txt"),
        ("Haaretz's", "haaretzs"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "id-con"),
        ("com1.txt", "id-com1.txt"),
        ("NaN", "id-nan"),
        ("-1", "1"),
        ("=cmd|' /C calc'!A0", "cmd-c-calc-a0"),
        ("Großer Bär", "grosser-bar"),
    ] {
        assert_eq!(slug(name), want, "{name}");
    }
}

#[test]
fn other_scripts_get_a_hash() {
    let (a, b) = (slug("الجزيرة"), slug("العربية"));
    assert!(a.starts_with("id-") && a.len() == 11 && a != b);
    assert!(slug("РИА RIA").starts_with("ria-"));
    assert!(slug(&"x".repeat(500)).len() <= SLUG_MAX + 9);
}

#[test]
fn collisions_are_numbered_in_order() {
    assert_eq!(unique_slugs(&["A b", "A-b", "a b", "a-b-2"]), ["a-b", "a-b-2", "a-b-3", "a-b-2-2"]);
}

proptest! {
    #[test]
    fn guard_is_reversible(t in "['=+@a \\t\\n\\u{200b}-]{0,6}|\\PC{0,8}") {
        let guarded = csv_guard(&t);
        prop_assert_eq!(csv_unguard(&guarded), t.as_str());
    }

    #[test]
    fn slugs_are_safe_and_unique(mut names in prop::collection::vec("\\PC{0,12}|[a-c.-]{0,4}", 0..20)) {
        names.sort();
        names.dedup();
        let slugs = unique_slugs(&names);
        for s in &slugs {
            prop_assert!(!s.is_empty() && s.len() < 120);
            prop_assert!(s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b)), "{}", s);
            prop_assert!(s.as_bytes()[0].is_ascii_alphanumeric() && !s.ends_with('.'), "{}", s);
        }
        let set: BTreeSet<_> = slugs.iter().collect();
        prop_assert_eq!(set.len(), slugs.len());
    }
}
