//! Cuts runs of scripts written without spaces into words; the dictionaries load on first use.

use crate::language::Language;
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use jieba_rs::Jieba;
use std::sync::LazyLock;

static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// Longest run handed to a dictionary at once, in characters; bounds the work per character.
const RUN: usize = 512;

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9F}')
}

/// Byte offsets after each word of `run`; the last is its length.
///
/// Chinese by jieba's dictionary, everything else (Japanese, Thai, Lao, Khmer, Burmese) by ICU's, as are the few Chinese
/// words in texts of other languages: jieba's takes a tenth of a second to load.
pub(super) fn word_ends(run: &str, language: &Language) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut rest = run;
    while !rest.is_empty() {
        let cut = rest.char_indices().nth(RUN).map_or(rest.len(), |(i, _)| i);
        let (piece, after) = rest.split_at(cut);
        let base = run.len() - rest.len();
        let han = piece.chars().next().is_some_and(|c| !matches!(c, '\u{E00}'..='\u{17FF}'));
        if han && matches!(language.code, "zh" | "und") && !piece.chars().any(is_kana) {
            let mut at = base;
            ends.extend(JIEBA.cut(piece, true).iter().map(|word| {
                at += word.word.len();
                at
            }));
        } else {
            let icu = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
            ends.extend(icu.segment_str(piece).skip(1).map(|end| base + end));
        }
        rest = after;
    }
    ends
}
