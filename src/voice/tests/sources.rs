//! Who says it: the phrase before, behind or inside a sentence that is the source of a cue.

use super::{cues, marked, voice_of};

/// The phrase that is the source of the first attribution with a cue.
fn source_of(text: &str, cue: &str) -> String {
    let attributions = marked("en", text).1.attributions;
    let part = |(a, b): (u32, u32)| text[a as usize..b as usize].to_owned();
    let found = attributions.iter().find(|a| a.cue.map(part).as_deref() == Some(cue));
    found.and_then(|a| a.source).map(part).unwrap_or_default()
}

#[test]
fn who_does_what_a_verb_without_a_subject_says() {
    let rows = [
        // Right before it.
        ("The fair failed, with the United Courts warning that rain may follow.", "warning", "the United Courts"),
        ("The fair failed, with both sides saying they had done enough.", "saying", "both sides"),
        ("The debate ended with Kost calling Halm a liar.", "calling", "Kost"),
        ("He met with protesters demanding action on wages.", "demanding", "protesters"),
        ("The campaign aired an ad accusing Halm of lying.", "accusing", "an ad"),
        ("It is useful to anyone hoping for rain.", "hoping for", "anyone"),
        ("Kost put out a statement saying the port is open.", "saying", "Kost"),
        ("Kost found himself defending the port.", "defending", "Kost"),
        ("Halm won as Kost kept talking about the port.", "talking about", "Kost"),
        ("Halm began calling for aid.", "calling for", "Halm"),
        ("The rain led Chairman Emil Kost to declare the fair over.", "to declare", "Chairman Emil Kost"),
        ("It is time for Kost to condemn the attack.", "to condemn", "Kost"),
        ("Halm left for Orven to discuss the plan.", "to discuss", "Halm"),
        ("Clerks have continued to voice fears.", "to voice", "Clerks"),
        ("Kost to call for aid.", "to call for", "Kost"),
        // Before or behind a comma.
        ("Anna Ruiz, noting the size of the crowd, smiled.", "noting", "Anna Ruiz"),
        ("Anna Ruiz, despite admitting that she fell, smiled.", "admitting", "Anna Ruiz"),
        ("After reciting a poem, Kost said he agreed.", "reciting", "Kost"),
        ("Having announced that he was tired, Kost left.", "Having announced", "Kost"),
        ("As Halm hints at plans, Kost is not having it, delivering a stark message.", "delivering", "Kost"),
        ("The court sat and Kost fired his clerk, acknowledging that trust was lost.", "acknowledging", "Kost"),
        ("Protest signs began to line the road, proclaiming a drought.", "proclaiming", "Protest signs"),
        // Of a noun.
        ("Kost has made veiled references to the rain.", "references to", "Kost"),
        ("Kost gave her a lengthy answer about the port.", "answer about", "Kost"),
        ("Unions were among the earliest supporters of Kost.", "supporters of", "Unions"),
        ("In a reference to the war, Kost said it was long.", "reference to", "Kost"),
        ("The criticism of her port by Mayor Kost has grown.", "criticism of", "Mayor Kost"),
        ("Clerks have reason to be suspicious of Kost.", "suspicious of", "Clerks"),
        ("Piglets are considered unclean by farmers.", "are considered", "farmers"),
        ("The plan was supported Friday by Anna Ruiz of Orven.", "was supported", "Anna Ruiz of Orven"),
        // Nobody.
        ("It is important to note that it rains.", "to note", ""),
    ];
    for (text, cue, source) in rows {
        assert_eq!(source_of(text, cue), source, "{text}");
    }
}

#[test]
fn verbs_and_adjectives_are_no_speakers() {
    let rows = [
        ("The company announced plans to close the port.", "announced", "The company"),
        ("The range he described could refer to a port.", "could refer to", "The range he described"),
        ("They will hold banners proclaiming a drought.", "proclaiming", "banners"),
        ("An average of several polls shows that he leads.", "shows", "An average of several polls"),
        ("Among other things, advocates of higher tolls say trade is up.", "say", "advocates of higher tolls"),
        ("Another source speaking to the Courier said it rains.", "said", "Another source speaking to the Courier"),
        ("Some note that it rains.", "note", "Some"),
        ("But many say that it rains.", "say", "many"),
        ("The clerk then said it rains.", "then said", "The clerk"),
        ("The storm, as one of the clerks pointed out, was small.", "pointed out", "one of the clerks"),
        ("Piet Halm on Friday said it rains.", "said", "Piet Halm"),
        ("Halm later Thursday told the Courier it rains.", "told", "Halm"),
        ("Emil Vian, the editor of the paper, the Star, said it rains.", "said", "Emil Vian, the editor of the paper, the Star"),
        ("Anna Ruiz, 58, who lives in Orven, says it rains.", "says", "Anna Ruiz, 58, who lives in Orven"),
        ("Anna Ruiz, during a talk in Halm, Orven, said it rains.", "said", "Anna Ruiz, during a talk in Halm, Orven"),
        ("Anna Ruiz, director of the Port Centre, said it rains.", "said", "Anna Ruiz, director of the Port Centre"),
        ("The note, signed by Anna Ruiz, said it rains.", "said", "The note, signed by Anna Ruiz"),
        ("The ministry so far has rebuffed calls to close.", "has rebuffed", "The ministry"),
        ("Such a theory might help explain why he won.", "might help explain", "Such a theory"),
        ("Anna Ruiz (D) of Orven said it rains.", "said", "Anna Ruiz (D) of Orven"),
        ("Another lawmaker, Senator Ruiz, also stated her intent.", "also stated", "Another lawmaker, Senator Ruiz"),
        ("Voters have room and clerks have less, said Emil Kost, an aide.", "said", "Emil Kost, an aide"),
        ("Tolls are too high, said clerk and author Emil Kost.", "said", "clerk and author Emil Kost"),
        ("It was Anna Cahaly. Cahaly also said it rains.", "also said", "Cahaly"),
    ];
    for (text, cue, source) in rows {
        assert_eq!(source_of(text, cue), source, "{text}");
    }
    for text in ["In May, the war began.", "If you have questions, please reference it."] {
        assert_eq!(cues(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_stands_before_said_is_what_was_said() {
    let rows = [
        ("“We want talks,” Anna Ruiz said, “and we want them now.”", "Anna Ruiz"),
        ("“We want talks,” Anna Ruiz said this week.", "Anna Ruiz"),
        ("“We want talks,” Anna Ruiz told the Courier's This Week.", "Anna Ruiz"),
        ("“Do we want talks?” Anna Ruiz told the Courier in May.", "Anna Ruiz"),
        ("“Do we want talks?” Anna Ruiz, a clerk, asked a man at the port.", "Anna Ruiz"),
        ("“We want talks,” Anna Ruiz says in the spot titled “Port.”", "Anna Ruiz"),
        ("“We want talks,” Anna Ruiz said before adding: “And rain.”", "Anna Ruiz"),
        ("“We want talks,” Anna Ruiz has said in speeches, before becoming a judge.", "Anna Ruiz"),
        ("“We want talks,” Anna Ruiz was quoted as saying.", "Anna Ruiz"),
        ("“We want talks,” Anna Ruiz is expected to say.", "Anna Ruiz"),
        ("“It rains,” Anna Ruiz said, pausing, “and we want talks now.”", "Anna Ruiz"),
        ("“We want talks,” said Will Halm, a clerk.", "Will Halm"),
        ("Theresa May said it rains. “We want talks,” May said.", "Theresa May"),
        ("“We want talks,” the Orven senator and Northern candidate said.", "the Orven senator and Northern candidate"),
        ("“Do we want talks?” asked the boy, as the audience laughed.", "the boy"),
        ("Ruiz apologized for what happened: “We want talks and we want them now.”", "Ruiz"),
        ("Halm published a book that argued, “We want talks.”", "a book"),
    ];
    for (text, speaker) in rows {
        assert_eq!(voice_of("en", text, "talks"), (vec!["quoted"], speaker.to_owned()), "{text}");
    }
    let text = "Anna Ruiz, host of the “Morning Talk,” suggested that it rains.";
    assert_eq!(source_of(text, "suggested"), "Anna Ruiz, host of the “Morning Talk");
    // A fragment is no speech of whoever stands behind it.
    let text = "After calling it “absurd,” Ruiz said the fair was dead.";
    assert_eq!(voice_of("en", text, "fair"), (vec!["reported"], "Ruiz".to_owned()));
}
