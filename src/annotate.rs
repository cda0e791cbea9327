//! Runs cleaning, language, tokens and voice over one document; pure, infallible.
//!
//! In: a [`Document`]. Out: an [`Annotated`] document. Odd texts become notes, never errors.

use crate::clean;
use crate::corpus::{Code, Document, Note, Zone};
use crate::language::{Detection, Detector, Language, code_of};
use crate::token::{Block, Cut, Known, MAX_TOKEN, Parts, Sentence, Stems, Token, Tokenizer, Vocabulary, Written, lower};
use crate::voice::{self, Attribution, Recall, Voice, VoiceInput};

/// A document with everything later stages need to know about its text.
#[derive(Debug)]
pub struct Annotated {
    /// The document as read.
    pub document: Document,
    /// Its language.
    pub language: Detection,
    /// Tokens of the title (when the title is a column of its own), then of the text.
    pub tokens: Vec<Token>,
    /// How many of the tokens are spans of `document.title`; the rest are spans of `document.text`.
    pub n_title_tokens: u32,
    /// Sentences, in text order; the title's first. Token indices refer to `tokens`.
    pub sentences: Vec<Sentence>,
    /// The zone of each sentence.
    pub zones: Vec<Zone>,
    /// For sentences of zone caption or furniture: the name of the rule that decided; else empty.
    pub rules: Vec<&'static str>,
    /// The voice of each token.
    pub voices: Vec<Voice>,
    /// Index into `attributions` of the innermost attribution of each token, `u32::MAX` for none.
    pub attribution_of: Vec<u32>,
    /// Every attribution found, in text order.
    pub attributions: Vec<Attribution>,
    /// What was odd about the text.
    pub notes: Vec<Note>,
}

impl Annotated {
    /// The text a token's span refers to: the title's or the article's.
    pub fn field(&self, token: usize) -> &str {
        if token < self.n_title_tokens as usize { &self.document.title } else { &self.document.text }
    }

    /// A token as it stands in the text.
    pub fn surface(&self, token: usize) -> &str {
        let t = &self.tokens[token];
        &self.field(token)[t.start as usize..t.end as usize]
    }

    /// What a rule says of a token in lower case, found out once for each form.
    pub(crate) fn recall<T: Copy + PartialEq>(
        &self,
        token: usize,
        (vocabulary, known): (&Vocabulary, &mut Known<T>),
        rule: impl Fn(&str) -> T,
    ) -> T {
        let t = &self.tokens[token];
        match t.written {
            Written::Same | Written::Capital => known.get(t.term, || rule(vocabulary.form(t.term))),
            Written::Other => rule(&lower(self.surface(token))),
        }
    }
}

/// Rules of [`crate::clean`] that mark the menus and offers of a page.
const MENUS: [&str; 5] = ["skip-link", "navigation", "subscription", "most-popular", "read-also"];

/// What an [`Annotator`] is told by the study.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnnotateOptions {
    /// Language codes detection may choose from; empty = all.
    pub languages: Vec<String>,
    /// `off`, `classic` (rust-stemmers) or `snowball` (frostem).
    pub stemmer: crate::language::Stemmer,
    /// Whether voices are found; without, every token is [`Voice::Own`].
    pub voice: bool,
    /// Whether terms are normalised to NFKC instead of NFC before folding.
    pub nfkc: bool,
}

/// Annotates documents one after the other, interning their forms in one vocabulary.
pub struct Annotator {
    options: AnnotateOptions,
    /// The forms of every document annotated so far.
    pub vocabulary: Vocabulary,
    /// What the compounds among them are made of.
    pub parts: Parts,
    /// The stems its terms are counted by.
    pub stems: Stems,
    detector: Detector,
    tokenizer: Tokenizer,
    recall: Recall,
}

impl Annotator {
    /// An annotator with an empty vocabulary.
    pub fn new(options: AnnotateOptions) -> Annotator {
        Annotator {
            vocabulary: Vocabulary::default(),
            parts: Parts::default(),
            stems: Stems::new(options.stemmer),
            detector: Detector::new(&options.languages),
            tokenizer: Tokenizer::new(options.nfkc),
            recall: Recall::default(),
            options,
        }
    }

    /// The options it was made with.
    pub fn options(&self) -> &AnnotateOptions {
        &self.options
    }

    /// Annotates a document. Never fails; what is odd about the text is in the notes.
    pub fn annotate(&mut self, document: Document) -> Annotated {
        let blocks = clean::blocks(&document);
        let language = self.detect(&document, &blocks);
        let mut layout = Layout::default();
        layout.cut.tokens.reserve(document.text.len() / BYTES_PER_TOKEN);
        let (rules, title) = (language.language(), document.title.as_str());
        let headline = [title_block(title)];
        self.cut(&Field { text: title, language: rules, blocks: &headline }, &mut layout);
        let n_title_tokens = layout.cut.tokens.len() as u32;
        self.cut(&Field { text: &document.text, language: rules, blocks: &blocks }, &mut layout);
        self.parts.update(&mut self.vocabulary);
        let n = layout.cut.tokens.len();
        let mut annotated = Annotated {
            document,
            language,
            n_title_tokens,
            zones: layout.zones,
            rules: layout.rules,
            voices: vec![Voice::Own; n],
            attribution_of: vec![u32::MAX; n],
            attributions: Vec::new(),
            notes: Vec::new(),
            sentences: std::mem::take(&mut layout.cut.sentences),
            tokens: std::mem::take(&mut layout.cut.tokens),
        };
        annotated.note(&layout.cut);
        annotated.note_language();
        if self.options.voice {
            annotated.mark_voices(true, (&self.vocabulary, &mut self.recall));
            annotated.mark_voices(false, (&self.vocabulary, &mut self.recall));
        }
        annotated
    }

    /// The language as given if it is known, else as detected on the first prose of the body.
    fn detect(&self, document: &Document, blocks: &[clean::Block]) -> Detection {
        if let Some(code) = code_of(&document.language) {
            return Detection { code, confidence: 100 };
        }
        let mut sample = String::new();
        let prose = blocks.iter().filter(|b| b.zone == Zone::Lead || b.zone == Zone::Body);
        for block in prose {
            sample.push_str(&document.text[block.range.clone()]);
            sample.push(' ');
            if sample.len() > 2 * SAMPLE {
                break;
            }
        }
        let end = sample.char_indices().nth(SAMPLE).map_or(sample.len(), |(i, _)| i);
        self.detector.detect(&sample[..end])
    }

    fn cut(&mut self, field: &Field, layout: &mut Layout) {
        for block in field.blocks {
            let piece =
                Block { text: field.text, range: block.range.clone(), paragraph: block.paragraph, language: field.language };
            self.tokenizer.cut(&piece, &mut self.vocabulary, &mut layout.cut);
            layout.zones.resize(layout.cut.sentences.len(), block.zone);
            layout.rules.resize(layout.cut.sentences.len(), block.rule);
        }
    }
}

/// The title or the text of a document, ready to be cut.
struct Field<'a> {
    text: &'a str,
    language: &'static Language,
    blocks: &'a [clean::Block],
}

/// The reason codes of the notes made here; `mixed-script` is reading's, which meets it in names.
pub const CODES: &[Code] = &[TOKEN_TOO_LONG, UNSEGMENTED_SCRIPT, LANGUAGE_UNKNOWN, BOILERPLATE_SUSPECT];

/// A run without blanks was cut.
const TOKEN_TOO_LONG: Code = Code {
    name: "token-too-long",
    meaning: "A run of letters without a blank is longer than 128 characters; its first 128 count as one token.",
    cause: "Encoded data, a broken export that lost its blanks, or stacked accents.",
    remedy: "Look at the text; nothing needs doing if it is not prose.",
};

/// Thai and its like.
const UNSEGMENTED_SCRIPT: Code = Code {
    name: "unsegmented-script",
    meaning: "Words of a script without blanks (Thai, Lao, Khmer, Burmese) were cut by a statistical model.",
    cause: "The script does not mark where words end.",
    remedy: "Do not compare word counts and rates with other languages; lexicon entries are found all the same.",
};

/// Menus in the text.
const BOILERPLATE_SUSPECT: Code = Code {
    name: "boilerplate-suspect",
    meaning: "The text has lines of a page's menus, or lines that many texts of the outlet share.",
    cause: "The page was copied whole.",
    remedy: "Nothing to do: such lines are marked as furniture and not scored; look at the document.",
};

/// No language.
const LANGUAGE_UNKNOWN: Code = Code {
    name: "language-unknown",
    meaning: "The text does not tell its language; English rules for sentences and acronyms were used, and no stems.",
    cause: "A very short text, several languages at once, or one that is not known.",
    remedy: "Give the language in a `language` column, or allow fewer with `--lang`.",
};

/// Bytes of a text for which a token is expected; room for more is made as needed.
const BYTES_PER_TOKEN: usize = 5;

/// Characters of prose the language is detected on.
const SAMPLE: usize = 1000;

/// Tokens and sentences with the zone and rule of each sentence.
#[derive(Default)]
struct Layout {
    cut: Cut,
    zones: Vec<Zone>,
    rules: Vec<&'static str>,
}

fn title_block(title: &str) -> clean::Block {
    clean::Block { range: 0..title.len(), paragraph: 0, zone: Zone::Title, rule: "" }
}

impl Annotated {
    /// How many tokens are words; a document without any cannot be studied.
    pub fn n_words(&self) -> usize {
        self.tokens.iter().filter(|t| t.kind.is_word()).count()
    }

    /// Marks who speaks, in the title or in the text.
    fn mark_voices(&mut self, in_title: bool, (vocabulary, recall): (&Vocabulary, &mut Recall)) {
        let (n_title, n) = (self.n_title_tokens as usize, self.tokens.len());
        let split = self.sentences.partition_point(|s| s.end as usize <= n_title);
        let tokens = if in_title { 0..n_title } else { n_title..n };
        let sentences = if in_title { 0..split } else { split..self.sentences.len() };
        // A repeated headline is not scored again, but it speaks as the headline does.
        let spoken = |i: usize| if self.rules[i] == "repeated-title" { Zone::Title } else { self.zones[i] };
        let zones: Vec<Zone> = sentences.clone().map(spoken).collect();
        let input = VoiceInput {
            field: if in_title { &self.document.title } else { &self.document.text },
            tokens: &self.tokens[tokens.clone()],
            first_token: tokens.start as u32,
            sentences: &self.sentences[sentences.clone()],
            zones: &zones,
            language: self.language.code,
            in_title,
            vocabulary,
        };
        let marks = voice::mark(&input, recall);
        let known = self.attributions.len() as u32;
        self.voices[tokens.clone()].copy_from_slice(&marks.voices);
        for (of, found) in self.attribution_of[tokens].iter_mut().zip(&marks.attribution_of) {
            *of = found.saturating_add(known).max(*found);
        }
        self.attributions.extend(marks.attributions);
    }

    /// Adds the notes on what the tokenizer met.
    fn note(&mut self, cut: &Cut) {
        if let Some(&first) = cut.too_long.first() {
            let detail = format!("n={} limit={MAX_TOKEN}", cut.too_long.len());
            self.add_note(TOKEN_TOO_LONG.name, detail, first);
        }
        if let Some(&first) = cut.mixed_script.first() {
            let points: Vec<String> = self.surface(first as usize).chars().map(|c| format!("U+{:04X}", c as u32)).collect();
            let detail = format!("n={} first={}", cut.mixed_script.len(), points.join(" "));
            self.add_note("mixed-script", detail, first);
        }
        if cut.unsegmented {
            self.add_note(UNSEGMENTED_SCRIPT.name, "words cut by a model".into(), 0);
        }
    }

    /// Notes a text whose language is not told.
    fn note_language(&mut self) {
        if self.language == Detection::UNDETERMINED && self.n_words() > 0 {
            let detail = format!("n_words={}", self.n_words());
            self.add_note(LANGUAGE_UNKNOWN.name, detail, self.n_title_tokens);
        }
        self.note_furniture();
    }

    /// Notes a text that still has the page's menus around it.
    fn note_furniture(&mut self) {
        let menus = |rule: &&str| MENUS.contains(rule);
        let lines: Vec<usize> = self.rules.iter().enumerate().filter(|(_, rule)| menus(rule)).map(|(i, _)| i).collect();
        if let [first, _, ..] = lines[..] {
            let token = self.sentences[first].first;
            self.add_note(BOILERPLATE_SUSPECT.name, format!("n={} lines of menus and offers, not scored", lines.len()), token);
        }
    }

    fn add_note(&mut self, code: &str, detail: String, token: u32) {
        let in_title = token < self.n_title_tokens;
        let excerpt: String = match self.tokens.get(token as usize) {
            Some(_) => self.surface(token as usize).chars().take(40).collect(),
            None => String::new(),
        };
        self.notes.push(Note {
            code: code.into(),
            origin: self.document.origin.clone(),
            document_id: self.document.id.clone(),
            field: if in_title { "title" } else { "text" }.into(),
            detail,
            excerpt,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<String> {
        let mut annotator = Annotator::new(AnnotateOptions::default());
        let document = Document { text: text.into(), ..Document::default() };
        let annotated = annotator.annotate(document);
        annotated.tokens.iter().map(|t| annotator.vocabulary.form(t.term).to_owned()).collect()
    }

    #[test]
    fn tokens_of_english() {
        let rows = [
            ("The Gaza-based terror group's U.S. allies.", "the|gaza-based|terror|group|US|allies"),
            ("US and U.S. but not us; UN, U.N., NATO", "US|and|US|but|not|us|un|un|nato"),
            ("It cost $4.5bn on 7th May, 3.5% of 1,000.", "it|cost|$4.5bn|on|7th|may|3.5%|of|1,000"),
            ("Hamas’ plans, don’t e.g. at 5 a.m. #Gaza @IDF", "hamas|plans|don't|eg|at|5|a.m.|#gaza|@idf"),
            ("see www.example.com/x. or a@b.org", "see|www.example.com/x|or|a@b.org"),
            ("ter\u{200B}ror gr\u{AD}oup so‑called so–called", "terror|group|so-called|so|called"),
            ("THE US MUST TELL IT TO US ALL", "the|us|must|tell|it|to|us|all"),
            ("AT&T, F-16, COVID-19, 3-day", "at&t|f-16|covid-19|3-day"),
        ];
        for (text, want) in rows {
            assert_eq!(forms(text).join("|"), want, "{text}");
        }
    }

    #[test]
    fn odd_texts_are_noted() {
        let long = "a".repeat(MAX_TOKEN + 1);
        let prose = "The minister has said that he will not go to the talks in the capital.";
        let rows = [
            (format!("{prose} {long}"), "token-too-long"),
            (format!("{prose} the t\u{435}rror"), "mixed-script"),
            ("คณะผู้แทนเดินทางถึงเมืองหลวง".to_owned(), "unsegmented-script"),
            ("Oslo 2022".to_owned(), "language-unknown"),
            (prose.to_owned(), ""),
        ];
        for (text, want) in rows {
            let mut annotator = Annotator::new(AnnotateOptions::default());
            let document = Document { text: text.clone(), ..Document::default() };
            let annotated = annotator.annotate(document);
            let codes: Vec<&str> = annotated.notes.iter().map(|n| n.code.as_str()).collect();
            assert_eq!(codes.join(" "), want, "{text}");
        }
    }

    #[test]
    fn titles_stand_first_and_the_given_language_holds() {
        let mut annotator = Annotator::new(AnnotateOptions::default());
        let annotated = annotator.annotate(Document {
            title: "Talks end".into(),
            text: "Talks end\n\nThe delegation has left the capital for the coast.".into(),
            language: "fr-CH".into(),
            ..Document::default()
        });
        let detection = Detection { code: "fr", confidence: 100 };
        assert_eq!((annotated.n_title_tokens, annotated.language), (2, detection));
        assert_eq!(annotated.zones, [Zone::Title, Zone::Furniture, Zone::Lead]);
        assert_eq!(annotated.rules, ["", "repeated-title", ""]);
        assert_eq!((annotated.surface(1), annotated.surface(2)), ("end", "Talks"));
        assert_eq!(annotated.n_words(), 13);
    }

    #[test]
    fn work_grows_with_the_text_alone() {
        let pieces = [
            "\"",
            "“",
            "'",
            "«",
            "”",
            " \"a",
            "'a ",
            "\u{301}",
            "e\u{301}\u{301} ",
            "word ",
            "said ",
            "X said, ",
            "to ",
            "的",
            "word\n",
            "ל\"",
            "(",
            "@a ",
            "a.",
            "1,",
        ];
        for piece in pieces {
            crate::token::steps::assert_linear(piece, 1 << 16, |n| {
                let document = Document { text: piece.repeat(n), language: "en".into(), ..Document::default() };
                let options = AnnotateOptions { voice: true, ..AnnotateOptions::default() };
                drop(Annotator::new(options).annotate(document));
            });
        }
    }
}
