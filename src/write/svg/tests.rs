use super::heatmap::SHADES;
use super::*;

fn check(svg: &Svg, has: &[&str]) {
    for xml in [svg.document(), svg.inline()] {
        let mut reader = quick_xml::Reader::from_str(&xml);
        while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
        assert!(!xml.contains("NaN") && !xml.contains("inf") && !xml.contains("style="), "{xml}");
        for part in has {
            assert!(xml.contains(part), "{part} not in {xml}");
        }
    }
}

const POLES: Poles<'static> = Poles { a: "terror label", b: "resistance label" };
const EVIL: &str = "<script>alert(1)</script>\u{1b}";

#[test]
fn every_chart_is_well_formed_with_hostile_names() {
    let mark = Mark { x: 1.2, ci: Some((-9.0, 9.0)) };
    let row =
        StripRow { outlet: EVIL.into(), own: Some(mark), quoted: Some(mark), remark: "4 : 0".into(), href: Some("a\"b".into()) };
    check(&strip("t", POLES, &[row, StripRow::default()]), &["&lt;script&gt;", "terror label →", "← resistance label"]);
    let bar = Bar { outlet: EVIL.into(), a: (4, 1), b: (0, 2), href: None };
    check(&bars("t", POLES, std::slice::from_ref(&bar)), &["each mark is one hit", "4+1"]);
    check(&bars("t", POLES, &[Bar { a: (900, 100), ..bar }]), &["<rect", "900+100"]);
    let cell = HeatCell { counts: Some((3, 1)), balance: None };
    let heat = Heat { title: "t", poles: POLES, outlets: vec![EVIL.into()], rows: vec![(EVIL.into(), vec![cell])] };
    check(&heatmap(&heat), &["3 : 1", SHADES[5]]);
    let word = |term: &str, x: f64, y: f64| Word {
        term: term.into(),
        per_1000: x,
        log_ratio: y,
        strength: y.abs(),
        holds: y > 1.0,
        hover: EVIL.into(),
    };
    check(&scatter("t", ("more", "less"), &[word(EVIL, 0.5, 2.0), word("b", 0.5, -2.0)]), &["data-term=\"&lt;script"]);
    let course = Course { outlet: EVIL.into(), points: vec![(0, 0.5, None), (1, -0.5, Some((-1.0, 0.0)))] };
    check(&timeline("t", POLES, &["2022-05".into(), "2022-09".into()], &[course]), &["2022-05", "polyline"]);
    let point = MapPoint { outlet: EVIL.into(), at: (0.3, -0.2), se: Some((0.1, 0.1)) };
    check(&map("t", ("first", "second"), &[point]), &["<ellipse"]);
}

#[test]
fn charts_of_nothing_are_well_formed() {
    check(&strip("t", POLES, &[]), &[]);
    check(&bars("t", POLES, &[]), &[]);
    check(&scatter("t", ("a", "b"), &[]), &[]);
    check(&timeline("t", POLES, &[], &[]), &[]);
    check(&map("t", ("a", "b"), &[]), &[]);
    check(&heatmap(&Heat { title: "t", poles: POLES, outlets: vec![], rows: vec![] }), &[]);
}

#[test]
fn labels_do_not_overlap() {
    let words: Vec<Word> = (0..200)
        .map(|i| Word {
            term: format!("word{i}"),
            per_1000: 0.1 + f64::from(i % 14) * 0.2,
            log_ratio: f64::from(i % 17) / 4.0 - 2.0,
            strength: f64::from(i),
            holds: true,
            hover: String::new(),
        })
        .collect();
    let xml = scatter("t", ("a", "b"), &words).document();
    let shown = xml.matches(">word").count();
    assert!((15..=60).contains(&shown), "{shown}");
}

#[test]
fn ticks_are_round() {
    assert_eq!(ticks((-2.1, 2.1), 4), [-2.0, 0.0, 2.0]);
    assert_eq!(ticks((0.0, 1.0), 5), [0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0]);
    assert_eq!(ticks((1.0, 1.0), 5), [1.0]);
    assert_eq!([0.2, -1.5, 0.0, 100.0].map(tick_label), ["0.2", "−1.5", "0", "100"]);
}

#[test]
fn shades_follow_counts_and_scores() {
    let shade = |counts, balance| HeatCell { counts, balance }.shade();
    assert_eq!(shade(None, None), 0);
    assert_eq!(shade(Some((4, 0)), None), 1);
    assert_eq!(shade(Some((0, 9)), None), -1);
    assert_eq!(shade(Some((90, 1)), Some(4.1)), 4);
}

#[test]
fn colours_keep_enough_contrast() {
    let linear = |v: u8| {
        let s = f64::from(v) / 255.0;
        if s <= 0.04045 { s / 12.92 } else { ((s + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = |hex: &str| {
        let part = |i: usize| linear(u8::from_str_radix(&hex[i..i + 2], 16).unwrap());
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    };
    let contrast = |a: &str, b: &str| {
        let (x, y) = (luminance(a).max(luminance(b)), luminance(a).min(luminance(b)));
        (x + 0.05) / (y + 0.05)
    };
    for colour in [INK, MUTED, POLE_A, POLE_B] {
        assert!(contrast(colour, "#ffffff") >= 4.5, "{colour}");
    }
    for shade in SHADES {
        assert!(contrast(INK, shade) >= 4.5, "{shade}");
    }
}
