//! What the reason codes of this module mean: the entries behind `framescope explain CODE`.

use crate::corpus::Code;

/// Every code this module reports that no other module does.
pub const CODES: &[Code] = &[
    Code {
        name: "bad-number",
        meaning: "A weight or window is not a number that can be used.",
        cause: "A decimal comma, or NaN, or a number too large to hold.",
        remedy: "Write a number such as 1, -1.5 or 0.25.",
    },
    Code {
        name: "bad-lexicon",
        meaning: "The file is not a lexicon of the format it seems to be.",
        cause: "A block or heading that the format needs is missing, or the file is binary.",
        remedy: "Correct the line shown, or export the lexicon as text.",
    },
    Code {
        name: "bad-toml",
        meaning: "The file is not valid TOML.",
        cause: "A quotation mark, comma or bracket is missing.",
        remedy: "Correct the line shown.",
    },
    Code {
        name: "bad-yaml",
        meaning: "The file is not valid YAML.",
        cause: "A pattern that begins with a sign stands without quotation marks, or the indentation is uneven.",
        remedy: "Put the pattern in quotation marks.",
    },
    Code {
        name: "bad-xml",
        meaning: "The file is not valid XML.",
        cause: "It was cut short or edited by hand.",
        remedy: "Save it again from the program it came from.",
    },
    Code {
        name: "unused-column",
        meaning: "A column of the table, or a score of a category, is not read.",
        cause: "Columns are known by name: category (frame, key, axis), term (entry, word, pattern), pole, weight, kind, language, case, needs, excludes, near, window, note, parent.",
        remedy: "Rename the column, or ignore this warning.",
    },
    Code {
        name: "missing-key",
        meaning: "A key that the lexicon needs is not there.",
        cause: "It was forgotten or misspelt.",
        remedy: "Add it; framescope schema lexicon shows the form.",
    },
    Code {
        name: "unknown-key",
        meaning: "A key or name is not known.",
        cause: "It is misspelt.",
        remedy: "Use the name suggested; framescope schema lexicon shows the form.",
    },
    Code {
        name: "unknown-language",
        meaning: "A language code is not one.",
        cause: "A language name stands where a code is needed.",
        remedy: "Write a code such as en, ar or pt-br.",
    },
    Code {
        name: "unknown-category",
        meaning: "A category that is referred to does not exist.",
        cause: "Its number or name is misspelt, or its line is missing.",
        remedy: "Add the category, or correct the reference.",
    },
    Code {
        name: "duplicate-category",
        meaning: "A category is opened twice.",
        cause: "Two lists have the same name.",
        remedy: "Rename one if they are not the same.",
    },
    Code {
        name: "duplicate-term",
        meaning: "A term stands twice in one list; it is counted once.",
        cause: "Lists were put together.",
        remedy: "Remove one of the two lines.",
    },
    Code {
        name: "term-in-two-frames",
        meaning: "A term stands in two poles of one axis or in two categories; every hit counts for both.",
        cause: "Lists were put together, or the term is ambiguous.",
        remedy: "Remove it from one, or say with needs which context is meant.",
    },
    Code {
        name: "excluded-term",
        meaning: "A term stands in a pole and in the exclusions of the same axis; it never counts.",
        cause: "The exclusion was meant to be longer.",
        remedy: "Remove one of the two.",
    },
    Code {
        name: "empty-term",
        meaning: "An entry has no pattern.",
        cause: "An empty cell or line.",
        remedy: "Write the pattern, or remove the entry.",
    },
    Code {
        name: "term-matches-everything",
        meaning: "A pattern matches every word.",
        cause: "It is nothing but wildcards.",
        remedy: "Write at least some letters.",
    },
    Code {
        name: "term-too-complex",
        meaning: "A pattern is larger than the limits allow.",
        cause: "A regular expression with large repeat counts, or dozens of wildcards.",
        remedy: "Write the words out, or use smaller counts.",
    },
    Code {
        name: "term-unreachable",
        meaning: "A pattern can never match.",
        cause: "It holds no word: only signs, which texts are not cut into.",
        remedy: "Write it as it stands in texts, or remove it.",
    },
    Code {
        name: "bad-regex",
        meaning: "A regular expression is not valid.",
        cause: "A bracket is not closed, or a sign has a meaning it was not meant to have.",
        remedy: "Correct it, or leave out kind = regex.",
    },
    Code {
        name: "conditional-code",
        meaning: "A LIWC2007 term has conditional categories; they are left out, the others kept.",
        cause: "The category counts only beside certain words, in a way the format does not describe.",
        remedy: "Write the condition as an entry with needs in a TOML lexicon.",
    },
    Code {
        name: "wordstat-rule",
        meaning: "A WordStat rule entry cannot be read.",
        cause: "Its syntax is not documented.",
        remedy: "Write the condition with needs and excludes in a TOML lexicon.",
    },
    Code {
        name: "unknown-format",
        meaning: "The file has no extension that a lexicon has.",
        cause: "It is misspelt, or the file is something else.",
        remedy: "Rename it; framescope lexicon convert lists the formats.",
    },
    Code {
        name: "lexicon-loss",
        meaning: "The target format cannot hold everything the lexicon holds.",
        cause: "Most formats have no weights, poles or context.",
        remedy: "Keep the lexicon in TOML beside the converted file.",
    },
    Code {
        name: "example-failed",
        meaning: "A sentence of the lexicon does not do what the lexicon says of it.",
        cause: "An entry was changed, or another entry takes its words.",
        remedy: "Correct the sentence, or the entries.",
    },
    Code {
        name: "shadowed-term",
        meaning: "An entry never counts: another one takes everything it matches.",
        cause: "A wildcard covers it, or an exclusion.",
        remedy: "Remove it, or make the other entry narrower.",
    },
    Code {
        name: "look-alike",
        meaning: "A word of a pattern mixes letters of two scripts.",
        cause: "A letter was typed or pasted from another alphabet.",
        remedy: "Type the word again in one script.",
    },
    Code {
        name: "partial-overlap",
        meaning: "Two phrases overlap where one ends as the other begins; only one counts there.",
        cause: "Phrases share words.",
        remedy: "Add the whole phrase where it belongs if it occurs.",
    },
    Code {
        name: "unused-term",
        meaning: "An entry has no hit in the corpus.",
        cause: "The texts use another word.",
        remedy: "Nothing if the corpus is small; else: framescope lexicon suggest",
    },
    Code {
        name: "only-quoted",
        meaning: "All hits of an entry are quotations.",
        cause: "The outlets do not use the word themselves.",
        remedy: "It says nothing about the outlets' own words here.",
    },
    Code {
        name: "concentration",
        meaning: "One entry alone makes more than half of the hits of its axis.",
        cause: "The word is frequent, or the others are rare.",
        remedy: "Read the score as the score of this word, or report it without it as well.",
    },
    Code {
        name: "broad-wildcard",
        meaning: "A wildcard takes several forms of the corpus.",
        cause: "Words that begin or end alike need not mean the same.",
        remedy: "Exclude what is not meant, or write the forms out.",
    },
    Code {
        name: "bad-code",
        meaning: "A cell of a coded table is no code.",
        cause: "A slip of the finger.",
        remedy: "Write a, b, neutral or several joined by +; 1 or 0 for a category; none for nothing.",
    },
];
