//! The battery every language passes: spans give the text back, every pair of quotation marks is one,
//! sentences end where they should, and no input is too odd. A new language adds its rows to `SAMPLES`.

use framescope::annotate::{AnnotateOptions, Annotated, Annotator};
use framescope::corpus::Document;
use framescope::language::{LANGUAGES, Stemmer, stem, stemmer_id};
use framescope::token::{Analyzer, Gap, fold};
use framescope::voice::Voice;
use proptest::prelude::*;

/// Code, two sentences written for this test, and what joins sentences.
#[rustfmt::skip]
const SAMPLES: [(&str, [&str; 2], &str); 16] = [
    ("ar", ["وصل الوفد إلى العاصمة صباح اليوم.", "لم تصدر الحكومة أي بيان عن المحادثات."], " "),
    ("de", ["Die Delegation ist am Morgen in der Hauptstadt angekommen.", "Die Regierung hat sich dazu nicht geäußert."], " "),
    ("en", ["The delegation arrived in the capital this morning.", "The government has not said anything about the talks."], " "),
    ("es", ["La delegación llegó a la capital esta mañana.", "El gobierno no ha dicho nada sobre las conversaciones."], " "),
    ("fa", ["هیئت نمایندگی صبح امروز وارد پایتخت شد.", "دولت درباره این گفتگوها چیزی نگفته است."], " "),
    ("fr", ["La délégation est arrivée ce matin dans la capitale.", "Le gouvernement n'a rien dit de ces discussions."], " "),
    ("he", ["המשלחת הגיעה הבוקר לבירה.", "הממשלה לא אמרה דבר על השיחות."], " "),
    ("hi", ["प्रतिनिधिमंडल आज सुबह राजधानी पहुँचा।", "सरकार ने बातचीत के बारे में कुछ नहीं कहा है।"], " "),
    ("it", ["La delegazione è arrivata questa mattina nella capitale.", "Il governo non ha detto nulla dei colloqui."], " "),
    ("ja", ["代表団は今朝首都に到着した。", "政府は会談について何も述べていない。"], ""),
    ("nl", ["De delegatie is vanmorgen in de hoofdstad aangekomen.", "De regering heeft niets over de gesprekken gezegd."], " "),
    ("pt", ["A delegação chegou esta manhã à capital.", "O governo não disse nada sobre as conversações."], " "),
    ("ru", ["Делегация прибыла сегодня утром в столицу.", "Правительство ничего не сообщило о переговорах."], " "),
    ("tr", ["Heyet bu sabah başkente ulaştı.", "Hükümet görüşmeler hakkında bir şey söylemedi."], " "),
    ("uk", ["Делегація прибула сьогодні вранці до столиці.", "Уряд нічого не повідомив про переговори."], " "),
    ("zh", ["代表团今天上午抵达首都。", "政府没有就会谈发表任何声明。"], ""),
];

fn annotate(text: &str, code: &str) -> (Annotated, Annotator) {
    let options = AnnotateOptions { voice: true, ..AnnotateOptions::default() };
    let mut annotator = Annotator::new(options);
    let document = Document { text: text.into(), language: code.into(), ..Document::default() };
    let annotated = annotator.annotate(document);
    (annotated, annotator)
}

fn forms(text: &str, code: &str) -> Vec<String> {
    let (annotated, annotator) = annotate(text, code);
    annotated.tokens.iter().map(|t| annotator.vocabulary.form(t.term).to_owned()).collect()
}

/// Tokens stand in order inside their sentences, and what lies between them holds no word.
fn check_spans(annotated: &Annotated) {
    let text = &annotated.document.text;
    let mut again = String::new();
    let mut at = 0;
    for t in &annotated.tokens {
        let (start, end) = (t.start as usize, t.end as usize);
        assert!(start >= at && end > start, "{text:?}");
        again.push_str(&text[at..start]);
        again.push_str(&text[start..end]);
        at = end;
    }
    again.push_str(&text[at..]);
    assert_eq!(&again, text);
    assert_eq!(annotated.sentences.len(), annotated.zones.len());
    assert_eq!(annotated.sentences.len(), annotated.rules.len());
    for s in &annotated.sentences {
        for t in &annotated.tokens[s.first as usize..s.end as usize] {
            assert!(s.start_byte <= t.start && t.end <= s.end_byte, "{text:?}");
        }
    }
}

#[test]
fn every_language_has_a_sample() {
    let codes: Vec<&str> = LANGUAGES.iter().map(|l| l.code).collect();
    let samples: Vec<&str> = SAMPLES.iter().map(|s| s.0).collect();
    assert_eq!(codes, samples);
}

#[test]
fn languages_are_told_from_two_sentences() {
    for (code, [a, b], join) in SAMPLES {
        let (annotated, _) = annotate(&format!("{a}{join}{b}"), "");
        assert_eq!(annotated.language.code, code);
    }
}

#[test]
fn sentences_end_where_they_should() {
    for (code, [a, b], join) in SAMPLES {
        let text = format!("{a}{join}{b}\n\n{a}");
        let (annotated, _) = annotate(&text, code);
        check_spans(&annotated);
        let found: Vec<&str> = annotated.sentences.iter().map(|s| &text[s.start_byte as usize..s.end_byte as usize]).collect();
        assert_eq!(found, [a, b, a], "{code}");
        let opening: Vec<Gap> = annotated.sentences.iter().map(|s| annotated.tokens[s.first as usize].gap).collect();
        assert_eq!(opening, [Gap::Paragraph, Gap::Sentence, Gap::Paragraph], "{code}");
    }
}

#[test]
fn every_pair_of_quotation_marks_is_one() {
    for (language, (code, [a, b], join)) in LANGUAGES.iter().zip(SAMPLES) {
        let plain = forms(b, code);
        for (open, close) in language.quotes {
            let text = format!("{a}{join}{open}{b}{close}{join}{a}");
            let (annotated, annotator) = annotate(&text, code);
            check_spans(&annotated);
            let quoted = text.find(*open).expect("it was put there") + open.len_utf8();
            let inside = |t: &&framescope::token::Token| (quoted..quoted + b.len()).contains(&(t.start as usize));
            let found: Vec<&str> = annotated.tokens.iter().filter(inside).map(|t| annotator.vocabulary.form(t.term)).collect();
            assert_eq!(found, plain, "{code} {open}{close}");
            assert_eq!(annotated.sentences.len(), 3, "{code} {open}{close}");
            // The voice rules read the usual pair of every language.
            if (*open, *close) == language.quotes[0] {
                for (t, voice) in annotated.tokens.iter().zip(&annotated.voices) {
                    assert_eq!(*voice != Voice::Own, inside(&t), "{code} {open}{close} {}", t.start);
                }
            }
        }
    }
}

#[test]
fn forms_are_folded_once() {
    for (code, [a, b], _) in SAMPLES {
        let rules = framescope::language::language(code);
        for form in forms(a, code).iter().chain(&forms(b, code)) {
            assert_eq!(&fold(form, rules), form, "{code}");
        }
    }
}

#[test]
fn entries_reach_the_text_they_are_taken_from() {
    let mut analyzer = Analyzer::new(false);
    for (code, sentences, _) in SAMPLES {
        for sentence in sentences {
            let rules = framescope::language::language(code);
            assert_eq!(analyzer.whole_forms(sentence, rules), forms(sentence, code), "{code}");
        }
    }
}

#[test]
fn stems_are_never_empty_and_are_named() {
    for (code, [a, b], _) in SAMPLES {
        for stemmer in [Stemmer::Off, Stemmer::Classic, Stemmer::Snowball] {
            assert!(forms(&format!("{a} {b}"), code).iter().all(|f| !stem(stemmer, code, f).is_empty()));
        }
        let unspaced_or_hebrew = ["he", "ja", "zh"].contains(&code);
        assert_eq!(stemmer_id(Stemmer::Classic, code).is_none(), unspaced_or_hebrew, "{code}");
        assert_eq!(stemmer_id(Stemmer::Off, code), None);
    }
}

/// Pieces of the samples, marks, and characters of every kind, in any order.
fn odd_text() -> impl Strategy<Value = String> {
    let words: Vec<String> = SAMPLES.iter().flat_map(|s| s.1.iter().flat_map(|t| t.split(' '))).map(str::to_owned).collect();
    let piece = prop_oneof![
        prop::sample::select(words),
        "[ \n.,!?'’\"“”„«»‘()\\-–—…:;。「」]{1,3}",
        "\\PC{1,3}",
        "[\u{200B}\u{200D}\u{AD}\u{300}\u{5B0}\u{64B}]{1,3}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_input_is_too_odd(text in odd_text(), pick in 0usize..LANGUAGES.len() + 1) {
        let code = LANGUAGES.get(pick).map_or("", |l| l.code);
        let (annotated, _) = annotate(&text, code);
        check_spans(&annotated);
        prop_assert_eq!(annotated.voices.len(), annotated.tokens.len());
    }
}
