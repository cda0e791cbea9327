use super::*;
use crate::language::{LANGUAGES, Language, language};
use proptest::prelude::*;

fn cut_with(text: &str, language: &'static Language, general: bool) -> (Cut, Vocabulary) {
    let mut tokenizer = Tokenizer { general_only: general, ..Tokenizer::default() };
    let (mut cut, mut vocabulary) = (Cut::default(), Vocabulary::default());
    let block = Block { text, range: 0..text.len(), paragraph: 0, language };
    tokenizer.cut(&block, &mut vocabulary, &mut cut);
    (cut, vocabulary)
}

fn forms(text: &str, code: &str) -> String {
    let (cut, vocabulary) = cut_with(text, language(code), false);
    let forms: Vec<&str> = cut.tokens.iter().map(|t| vocabulary.form(t.term)).collect();
    forms.join("|")
}

fn sentences(text: &str, code: &str) -> Vec<String> {
    let (cut, _) = cut_with(text, language(code), false);
    cut.sentences.iter().map(|s| text[s.start_byte as usize..s.end_byte as usize].to_owned()).collect()
}

#[test]
fn how_a_token_is_written_tells_its_lower_case() {
    let rows = [
        ("Group", Some("group")),
        ("is", Some("is")),
        ("al-Nono", Some("al-nono")),
        ("7th", Some("7th")),
        ("US", None),
        ("U.S.", None),
        ("Élan", None),
        ("don't", None),
    ];
    for (surface, lower) in rows {
        let (cut, vocabulary) = cut_with(surface, language("en"), false);
        assert_eq!(cut.tokens[0].lower_case(surface, &vocabulary), lower, "{surface}");
    }
}

/// `|` marks where sentences end in the wanted reading.
fn check_sentences(code: &str, want: &str) {
    let text = want.replace('|', "");
    let expected: Vec<&str> = want.split('|').map(str::trim).collect();
    assert_eq!(sentences(&text, code), expected, "{code}");
}

#[test]
fn english_sentences() {
    let rows = [
        "Mr. Smith met Gen. Lee. |They talked.",
        "He lives in the U.S. |The talks ended.",
        "The U.S. Senate voted. |It was late.",
        "J. K. Rowling wrote it. |Then she left.",
        "“We won.” |He left.",
        "“We won,” he said. |“It is over.”",
        "He said, “We won. |It is over.” |Then he left.",
        "Really? |Yes! |No... |Well.",
        "He waited... then left.",
        "“Is it over?” he asked.",
        "It rose 3.5 percent in 2020. |35 people left.",
        "See No. 5 and p. 7 of vol. 2.",
        "He said no. |Smith left with the art. |All of Mass. is sad.",
        "He added: “This is it. |[The plan] will work.”",
        "leaders. … |This sends a message.",
        "Example Corp. said so. |Its head (Mr. Doe) agreed.",
        "He came on Sept. 11. |She did not.",
        "It ended at 5 p.m. |The next day it began.",
        "It was over.|The crowd left.",
        "(He left.) |She stayed.",
        "The end .|",
    ];
    for row in rows {
        check_sentences("en", row.trim_end_matches('|'));
    }
}

#[test]
fn sentences_of_other_languages() {
    let rows = [
        ("de", "Am 7. September kam Dr. Weiß. |Er blieb z.B. lange."),
        ("fr", "M. Dupont est venu. |« Nous avons gagné. » |Il est parti."),
        ("es", "El Sr. Pérez llegó. |¿Quién es? |¡No sé!"),
        ("ru", "Г. Иванов приехал в 2020 г. в Москву. |Он уехал."),
        ("ar", "وصل الوفد إلى العاصمة. |هل انتهت المحادثات؟ |نعم."),
        ("fa", "هیئت به پایتخت رسید. |آیا تمام شد؟ |بله."),
        ("he", "המשלחת הגיעה לבירה. |ד\"ר כהן דיבר."),
        ("hi", "प्रतिनिधिमंडल पहुँचा। |बातचीत शुरू हुई।"),
        ("zh", "代表团抵达首都。|他说：“会谈开始了。”|然后离开了。"),
        ("ja", "代表団は首都に到着した。|会談が始まった。"),
        ("tr", "Dr. Yılmaz geldi. |Sonra gitti."),
        ("uk", "Делегація прибула. |Переговори почалися."),
        ("it", "Il sig. Rossi è arrivato. |Poi è partito."),
        ("pt", "O Sr. Silva chegou. |Depois saiu."),
        ("nl", "De heer Jansen kwam om 5 uur. |Daarna ging hij weg."),
    ];
    for (code, row) in rows {
        check_sentences(code, row);
    }
}

#[test]
fn forms_by_language() {
    let rows = [
        ("fr", "L’État d'Israël qu'il aujourd’hui", "l'|état|d'|israël|qu'|il|aujourd'hui"),
        ("it", "dell'Italia un’altra", "dell'|italia|un'|altra"),
        ("tr", "İSTANBUL Isparta İsrail’in", "istanbul|ısparta|israil"),
        ("de", "Die Straße und Terrorgruppe", "die|strasse|und|terrorgruppe"),
        ("ar", "المُقاوَمة والإرهاب مـقـاومة", "المقاومه|والارهاب|مقاومه"),
        ("fa", "می\u{200C}رود كتاب", "میرود|کتاب"),
        ("he", "צה\"ל אָמַר ד״ר ב\"הארץ\"", "צה\"ל|אמר|ד\"ר|ב|הארץ"),
        ("ru", "Ещё всё из-за США", "еще|все|из-за|сша"),
        ("uk", "м'яч п’ять", "м'яч|п'ять"),
        ("en", "Rowling's Israel’s don't ’90s 1990s Hamas'", "rowling|israel|don't|90s|1990s|hamas"),
        ("en", "U.S.-backed US-led anti-Semitic terror–group", "US-backed|US-led|anti-semitic|terror|group"),
        ("en", "Who is WHO? IT is it. AM FM", "who|is|WHO|IT|is|it|AM|fm"),
        ("en", "U.S.A. and U.K., e.g. i.e. a.m.", "usa|and|uk|eg|ie|a.m."),
        ("en", "10:30 9/11 $5 €4.5bn 50% 2020-21", "10:30|9/11|$5|€4.5bn|50%|2020-21"),
        ("en", "snake_case ___ _x #a_b", "snake_case|x|#a_b"),
        ("en", "x@y.org, https://a.b/c?d=e. nytimes.com", "x@y.org|https://a.b/c?d=e|nytimes.com"),
        ("en", "ΟΔΟΣ Ｔ e\u{301}t", "οδοσ|ｔ|ét"),
        ("hi", "हिन्दी में", "हिन्दी|में"),
    ];
    for (code, text, want) in rows {
        assert_eq!(forms(text, code), want, "{code}: {text}");
    }
}

#[test]
fn gaps_say_where_phrases_end() {
    let rows = [
        ("terror group", Gap::Space),
        ("terror–group", Gap::Hyphen),
        ("terror -group", Gap::Hyphen),
        ("terror – group", Gap::Punctuation),
        ("terror—group", Gap::Punctuation),
        ("terror--group", Gap::Punctuation),
        ("terror” group", Gap::Quote),
        ("terror's group", Gap::Space),
        ("terror, group", Gap::Punctuation),
        ("terror (group", Gap::Punctuation),
        ("terror. Group", Gap::Sentence),
        ("terror\u{A0}group", Gap::Space),
        ("terror\ngroup", Gap::Space),
    ];
    for (text, want) in rows {
        let (cut, _) = cut_with(text, language("en"), false);
        assert_eq!((cut.tokens.len(), cut.tokens[1].gap), (2, want), "{text:?}");
    }
}

#[test]
fn symbols_tags_and_addresses() {
    let (cut, _) = cut_with("👩‍👩‍👧 🇵🇸🇮🇱 👍🏽 ❤️ #Gaza @idf", language("en"), false);
    let kinds: Vec<TokenKind> = cut.tokens.iter().map(|t| t.kind).collect();
    use TokenKind::{Handle, Hashtag, Symbol};
    assert_eq!(kinds, [Symbol, Symbol, Symbol, Symbol, Symbol, Hashtag, Handle]);
}

#[test]
fn long_runs_are_cut_once_and_in_linear_time() {
    let marks = format!("the t{} group", "\u{327}\u{332}".repeat(32_768));
    let rows = [
        (marks, 3, 1),
        ("\u{301}".repeat(65_536), 0, 0),
        ("a".repeat(1 << 20), 1, 1),
        ("US ".repeat(65_536), 65_536, 0),
        ("\"".repeat(65_536), 0, 0),
        ("a'".repeat(65_536), 1, 1),
        ("a.".repeat(65_536), 1, 1),
        ("中".repeat(65_536), 0, 0),
    ];
    for (text, n, long) in rows {
        let (cut, vocabulary) = cut_with(&text, language("en"), false);
        if n > 0 || !text.starts_with('中') {
            assert_eq!((cut.tokens.len(), cut.too_long.len()), (n, long), "{}", &text[..4]);
        }
        for t in &cut.tokens {
            assert!(vocabulary.form(t.term).chars().count() <= MAX_TOKEN);
        }
    }
}

#[test]
fn compounds_and_characters_have_parts() {
    let (_, mut vocabulary) = cut_with("terror-group 恐怖组织 plain", language("zh"), false);
    let mut parts = Parts::default();
    parts.update(&mut vocabulary);
    let of = |form: &str| {
        let term = vocabulary.get(form).unwrap();
        parts.of(term).iter().map(|&t| vocabulary.form(t)).collect::<Vec<_>>().join("|")
    };
    assert_eq!(of("terror-group"), "terror|group");
    assert_eq!(of("恐怖组织"), "恐|怖|组|织");
    assert_eq!(of("plain"), "");
    assert_eq!(part_span("terror\u{AD}-group", 1), (9, 14));
    assert_eq!(part_span("恐怖组织", 2), (6, 9));
}

#[test]
fn entries_are_prepared_like_text() {
    let mut analyzer = Analyzer::new(false);
    for text in ["terror group", "terror-group", "Terror–Group", "TERROR GROUP"] {
        assert_eq!(analyzer.forms(text, language("en")), ["terror", "group"]);
    }
    assert_eq!(analyzer.forms("恐怖组织", language("zh")), ["恐", "怖", "组", "织"]);
    assert_eq!(analyzer.whole_forms("anti-Semitic", language("en")), ["anti-semitic"]);
}

/// Pieces that meet every rule when strung together.
fn odd_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z]{1,8}",
        "[ .,'’\"“”‘()\\-–—!?…:;/@#&%$\n\t]{1,3}",
        "[0-9]{1,4}",
        "\\PC{1,3}",
        Just("U.S.".to_owned()),
        Just("'s ".to_owned()),
        Just("http://a.b".to_owned()),
        Just("terror-group".to_owned()),
        Just("\u{200B}\u{301}\u{AD}".to_owned()),
        Just("恐怖组织です".to_owned()),
        Just("المقاومة و".to_owned()),
        Just("צה\"ל".to_owned()),
        Just("ไทยคณะ".to_owned()),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn spans_give_the_text_back(text in odd_text(), pick in 0usize..LANGUAGES.len()) {
        let (cut, _) = cut_with(&text, LANGUAGES[pick], false);
        let mut at = 0;
        for t in &cut.tokens {
            let (start, end) = (t.start as usize, t.end as usize);
            prop_assert!(at <= start && start < end && end <= text.len());
            prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end));
            at = end;
        }
        let mut first = 0;
        for s in &cut.sentences {
            prop_assert!(s.first == first && s.end > s.first);
            let (a, b) = (cut.tokens[s.first as usize], cut.tokens[s.end as usize - 1]);
            prop_assert!(s.start_byte <= a.start && b.end <= s.end_byte);
            first = s.end;
        }
        prop_assert_eq!(first as usize, cut.tokens.len());
    }

    #[test]
    fn fast_path_equals_general_path(text in odd_text(), pick in 0usize..LANGUAGES.len()) {
        let (fast, fast_words) = cut_with(&text, LANGUAGES[pick], false);
        let (general, general_words) = cut_with(&text, LANGUAGES[pick], true);
        prop_assert_eq!(fast.tokens, general.tokens);
        prop_assert_eq!(fast.sentences, general.sentences);
        prop_assert_eq!(fast_words.len(), general_words.len());
    }
}
