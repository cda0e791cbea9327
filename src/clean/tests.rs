use super::*;

/// Zone letter (T title, L lead, B body, C caption, F furniture) and rule of every block.
fn check(title: &str, text: &str, want: &[&str]) {
    let document = Document { title: title.into(), text: text.into(), ..Document::default() };
    let got: Vec<String> = blocks(&document)
        .iter()
        .map(|b| {
            format!(
                "{}{}",
                b.zone.name()[..1].to_uppercase(),
                if b.rule.is_empty() { String::new() } else { format!(":{}", b.rule) }
            )
        })
        .collect();
    assert_eq!(got, want, "{text}");
}

const PROSE: &str = "The minister met the delegation on Monday and discussed the plan with its leaders.";

#[test]
fn single_lines_have_named_rules() {
    let rows = [
        ("Skip to main content", "F:skip-link"),
        ("By Jane Doe - September 11 2022", "F:byline"),
        ("By Jane Doe and John Roe, Example News", "F:byline"),
        ("Two men at a table. (Photo credit: Example Agency)", "C:photo-credit"),
        ("JANE DOE/AFP via Getty Images", "C:photo-credit"),
        ("Jane Doe (left) and John Roe (right) at a table", "C:caption"),
        ("Image copyright Example Agency Image caption The minister speaks of the plan", "C:caption"),
        ("Media playback is unsupported on your device Media caption The minister: We will carry on with it.", "C:caption"),
        ("FILE - The minister speaks in the capital, April 4, 2016", "C:caption"),
        ("Read  Minister leaves the party after remarks", "F:read-also"),
        ("Read\u{A0} Minister leaves the party after remarks", "F:read-also"),
        ("Read more: Minister leaves the party", "F:read-also"),
        ("Read also: Who are the men of the valley?", "F:read-also"),
        ("Lire aussi : Le ministre quitte le parti", "F:read-also"),
        ("Advertisement", "F:navigation"),
        ("Most Popular", "F:most-popular"),
        ("© 2022 Example News", "F:copyright"),
        ("Subscribe now and cancel anytime", "F:subscription"),
        ("Sign up for Daily Newsletters", "F:subscription"),
        ("* * *", "F:no-words"),
    ];
    for (line, want) in rows {
        check("", &format!("{PROSE}\n\n{line}\n\nThen the talks went on."), &["L", want, "B"]);
    }
}

#[test]
fn sentences_stay_prose() {
    let rows = [
        "By Monday the talks were over.",
        "By contrast, the other side kept silent",
        "Read the letter and you will see why, she said.",
        "“Subscribe to our view or leave,” the minister told his party.",
        "He was left (and right) alone.",
        "Media reports said that the minister left the party.",
        "He signed in to the meeting (an hour late).",
        "More than ten people were hurt.",
        "Related or not, the two events came together.",
    ];
    for line in rows {
        check("", &format!("{PROSE}\n\n{line}"), &["L", "B"]);
    }
}

#[test]
fn repeats_and_lists() {
    check("Talks end", &format!("Talks end\n\n{PROSE}"), &["F:repeated-title", "L"]);
    let caption = "The minister at the window of the office, June 20, 2019";
    let text = format!("{PROSE}\n\n{caption} (photo credit: J. DOE)\n{caption}\n(photo credit: J. DOE)");
    check("", &text, &["L", "C:photo-credit", "C:caption", "C:photo-credit"]);
    check("", &format!("{PROSE}\nHe left.\n{PROSE}"), &["L", "B", "F:repeated-line"]);
    let list = format!("{PROSE}\nMost Popular\nMinister resigns\nStorm hits coast");
    check("", &list, &["L", "F:most-popular", "F:most-popular", "F:most-popular"]);
    check("", &format!("{PROSE}Most Popular"), &["L", "F:most-popular"]);
    let offers = format!(
        "{PROSE}\nJoin hundreds of readers.\nAlready a member? Sign in\nFree\nSecurity Briefing\n$25 / month\nBilled annually"
    );
    let f = "F:subscription";
    check("", &offers, &["L", f, f, f, f, f, f]);
}

#[test]
fn lines_join_only_when_wrapped_or_going_on() {
    let paragraphs = |text: &str| lines::paragraphs(text, 0..text.len()).len();
    assert_eq!(paragraphs("One line here\ngoes on there.\nNext one."), 2);
    assert_eq!(paragraphs("One.\r\nTwo.\r\n\r\nThree."), 3);
    let wrapped =
        "The minister met the delegation on Monday and said\nMr Doe had told him of the plan for which Example\n".repeat(4);
    assert_eq!(paragraphs(&wrapped), 1);
}
