//! Mentions, labels and joined names on sentences written for the purpose.

use super::*;
use crate::annotate::{AnnotateOptions, Annotator};
use crate::corpus::{Document, Zone};

fn found(language: &str, text: &str) -> Vec<Mention> {
    let mut annotator = Annotator::new(AnnotateOptions { voice: true, ..AnnotateOptions::default() });
    let document = Document { id: "d".into(), text: text.into(), language: language.into(), ..Document::default() };
    let annotated = annotator.annotate(document);
    Finder::default().mentions(&annotated, &annotator.vocabulary)
}

/// `entity=label` of every mention that has a label, by kind.
fn labels(text: &str, kind: MentionKind) -> Vec<String> {
    found("en", text).iter().filter(|m| m.kind == kind).map(|m| format!("{}={}", m.entity, m.label)).collect()
}

#[test]
fn labels_beside_names() {
    use MentionKind::{Apposition, Copula, Premodifier, Title};
    let rows = [
        ("On Monday Front leader Ilko Brandt spoke in Marala about the Front.", Title, vec!["Ilko Brandt=front leader"]),
        ("We heard Foreign Minister Dana Kost in Orven.", Title, vec!["Dana Kost=foreign minister"]),
        ("They fear that banned militant group Arvad may return.", Premodifier, vec!["Arvad=banned militant group"]),
        ("A visit to militant group Arvad ended.", Premodifier, vec!["Arvad=militant group"]),
        ("They want to arrest militant leader Dana Kost.", Title, vec!["Dana Kost=militant leader"]),
        ("They want to unseat Senator Dana Kost.", Title, vec!["Dana Kost=senator"]),
        ("It would damage Mr. Kost, they said.", Title, vec!["Kost=mr"]),
        ("We went to the Republican National Convention.", Title, vec![]),
        ("They hang the official Kost portrait.", Title, vec![]),
        ("They told of attempts to force Arvad out.", Premodifier, vec![]),
        ("They read the agency's Orven Inquiry.", Premodifier, vec![]),
        ("Critics portray Mr. Kost as weak.", Title, vec!["Kost=mr"]),
        ("Voters who know Senator Dana Kost left.", Title, vec!["Dana Kost=senator"]),
        ("We met Orven fire chief Piet Halm.", Title, vec!["Piet Halm=orven fire chief"]),
        ("They met the former Orven fighters.", Title, vec![]),
        ("They spoke of the campaign Kost began. Kost left.", Premodifier, vec![]),
        (
            "At noon Piet Halm, a senior adviser to the premier, left early.",
            Apposition,
            vec!["Piet Halm=senior adviser to the premier"],
        ),
        (
            "Yesterday the head of the harbour office, Piet Halm, resigned.",
            Apposition,
            vec!["Piet Halm=head of the harbour office"],
        ),
        ("People say that Arvad is a resistance movement.", Copula, vec!["Arvad=resistance movement"]),
        ("People know that Arvad is classified as a terror group.", Copula, vec!["Arvad=terror group"]),
        ("People know that Arvad has never been classified as a terror group.", Copula, vec![]),
        ("People said Zerania considers Arvad a terror group.", Copula, vec!["Arvad=terror group"]),
        ("People said Zerania lists the Arvad Front as a terror group.", Copula, vec!["Arvad Front=terror group"]),
        ("People said they consider Arvad to be a terror group.", Copula, vec!["Arvad=terror group"]),
        ("People said Arvad, which Zerania considers a terror group, fired.", Copula, vec!["Arvad=terror group"]),
        ("People said Arvad, labelled a terror group by Zerania, fired.", Copula, vec!["Arvad=terror group"]),
        ("People said Arvad, which is a resistance movement, fired.", Copula, vec!["Arvad=resistance movement"]),
        ("People said Zerania does not consider Arvad a terror group.", Copula, vec![]),
        ("People said Arvad, which Zerania never called a terror group, fired.", Copula, vec![]),
        ("People said Zerania named Arvad leaders.", Copula, vec![]),
        ("People met a friend of Dana Kost, who was a minister.", Copula, vec![]),
        ("People met Dana Kost, who named her group a family.", Copula, vec![]),
        ("People said Arvad, which is a government euphemism, fired.", Copula, vec![]),
        ("People do not think that Arvad is a terror group.", Copula, vec![]),
        ("People do not speak because Arvad is a terror group.", Copula, vec!["Arvad=terror group"]),
        ("People know that Arvad isn't classified as a terror group.", Copula, vec![]),
        ("People know that Arvad, which did not speak, is classified as a terror group.", Copula, vec!["Arvad=terror group"]),
        ("People say that Arvad is near the town.", Copula, vec![]),
        ("We saw that Ilko Brandt, Piet Halm and others left.", Apposition, vec![]),
    ];
    for (text, kind, expected) in rows {
        assert_eq!(labels(text, kind), expected, "{text}");
    }
}

#[test]
fn labels_say_what_somebody_is_made_out_to_be() {
    use MentionKind::{Apposition, Copula, Premodifier, Title};
    let rows = [
        (
            "They met their ally Zerania. Later Saudi Arabia's rival Iran replied.",
            Title,
            vec!["Zerania=ally", "Iran=saudi arabia's rival"],
        ),
        (
            "They spoke of Arvad affiliate Orsal Front and of Orven proxy Belun.",
            Premodifier,
            vec!["Orsal Front=arvad affiliate", "Belun=orven proxy"],
        ),
        ("On Monday they held bombing suspect Dana Kost.", Title, vec!["Dana Kost=bombing suspect"]),
        ("Today Officer Dana Kost met NSA leaker Piet Halm.", Title, vec!["Dana Kost=officer", "Piet Halm=nsa leaker"]),
        ("In Orven I suspect Kost won. Critics suspect Kost lost. They will host Kost.", Title, vec![]),
        ("They met Rebel Kost there.", Title, vec![]),
        ("At noon Piet Halm, a frequent Kost critic, left early.", Apposition, vec!["Piet Halm=frequent kost critic"]),
        (
            "People say Dana Kost is a hero. They called Iran an urgent threat.",
            Copula,
            vec!["Dana Kost=hero", "Iran=urgent threat"],
        ),
        ("People said Piet Halm called Kost a liar.", Copula, vec!["Kost=liar"]),
        ("People said the president of Zerania is a racist.", Copula, vec![]),
        ("People said Gov. Dana Kost of Orven was the winner.", Copula, vec!["Dana Kost=winner"]),
    ];
    for (text, kind, expected) in rows {
        assert_eq!(labels(text, kind), expected, "{text}");
    }
}

#[test]
fn labels_fit_and_end_where_they_should() {
    use MentionKind::{Apposition, Copula, Premodifier, Title};
    let rows = [
        // A group is no person and no country.
        ("They saw the party Dana Kost left.", Premodifier, vec![]),
        ("He led the movement Turkey bans.", Premodifier, vec![]),
        ("He came from union Republicans.", Premodifier, vec![]),
        ("People heard the polling firm Arvad.", Premodifier, vec!["Arvad=polling firm"]),
        // Only the holder of an office is called by it.
        ("We met Dana Kost, Chief of Staff Piet Halm and others.", Apposition, vec![]),
        (
            "We met Dana Kost, adviser to President Piet Halm, there.",
            Apposition,
            vec!["Dana Kost=adviser to president piet halm"],
        ),
        ("We met Dana Kost, a teacher in Orven, Zambia, there.", Apposition, vec!["Dana Kost=teacher in orven"]),
        ("They came to confirm the group's nominee, Dana Kost, there.", Apposition, vec!["Dana Kost=group's nominee"]),
        ("They came to confirm Halm's nominee, Dana Kost, there.", Apposition, vec!["Dana Kost=halm's nominee"]),
        ("He was the president who ordered the killing of a friend, Dana Kost, there.", Apposition, vec![]),
        ("We met Dana Kost of Orven, the majority leader, there.", Apposition, vec!["Dana Kost=majority leader"]),
        ("We met the head of the Harbour Council, vice president, there.", Apposition, vec![]),
        (
            "We met Piet Halm, a teacher at the University of Orven, Belun, there.",
            Apposition,
            vec!["Piet Halm=teacher at the university of orven"],
        ),
        ("As a student in Orven, Belun, he slept.", Apposition, vec![]),
        ("We say that Dana Kost is the party unifier.", Copula, vec![]),
        // What somebody was the first to do is no part of it.
        ("We say that Dana Kost is the first president to visit Orven.", Copula, vec!["Dana Kost=first president"]),
        ("We say that Dana Kost is an envoy to the union.", Copula, vec!["Dana Kost=envoy to the union"]),
        // Before a title with a capital, words without one are few.
        ("They told of the deal President Dana Kost made.", Title, vec!["Dana Kost=president"]),
        ("They told of former state Sen. Dana Kost.", Title, vec!["Dana Kost=former state sen"]),
        ("They told of then-President Dana Kost.", Title, vec!["Dana Kost=then-president"]),
        ("It was a day when critics also accused President Dana Kost.", Title, vec!["Dana Kost=president"]),
        ("They told of hospital spokesman Piet Halm.", Title, vec!["Piet Halm=hospital spokesman"]),
        (
            "We met Health and Harbour Committee Chairman Piet Halm.",
            Title,
            vec!["Piet Halm=health and harbour committee chairman"],
        ),
        // What nobody sees is left out.
        ("We met D\u{200b}efense Secretary Dana Kost.", Title, vec!["Dana Kost=defense secretary"]),
    ];
    for (text, kind, expected) in rows {
        assert_eq!(labels(text, kind), expected, "{text}");
    }
}

#[test]
fn who_holds_another_office_is_not_meant() {
    use MentionKind::Definite;
    let rows = [
        (
            "Vice President Dana Kost met President Piet Halm. Kost told Kost that the president left.",
            vec!["Piet Halm=president"],
        ),
        ("Vice President Dana Kost met Piet Halm. She knows that the president left.", vec![]),
        ("Vice President Dana Kost met Piet Halm. She said the vice president left.", vec!["Dana Kost=vice president"]),
        ("We met Ilko Brandt, an adviser to the president, and left. People say the president left.", vec![]),
        ("Former President Dana Kost left. People heard the president speak.", vec![]),
    ];
    for (text, expected) in rows {
        assert_eq!(labels(text, Definite), expected, "{text}");
    }
}

/// Checks the labels of one kind, `entity=label` separated by `; `, in texts of other languages.
fn check(kind: MentionKind, rows: &[(&str, &str, &str)]) {
    let of_kind = |language: &str, text: &str| {
        let found = found(language, text).into_iter().filter(|m| m.kind == kind);
        found.map(|m| format!("{}={}", m.entity, m.label)).collect::<Vec<_>>().join("; ")
    };
    let got = rows.iter().map(|(language, text, expected)| (*text, of_kind(language, text), *expected));
    let wrong: Vec<_> = got.filter(|(_, found, expected)| found != expected).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn words_before_names_in_other_languages() {
    check(
        MentionKind::Premodifier,
        &[
            ("fr", "Hier, le groupe terroriste Arvad a quitté Marala.", "Arvad=groupe terroriste"),
            ("fr", "Hier, le groupe terroriste palestinien Arvad a quitté Marala.", "Arvad=groupe terroriste palestinien"),
            ("fr", "Hier, l’organisation islamiste Arvad a quitté Marala.", "Arvad=organisation islamiste"),
            ("fr", "Hier, le mouvement de résistance Arvad a quitté Marala.", "Arvad=mouvement de résistance"),
            ("fr", "Hier, le chef du mouvement islamiste Arvad a quitté Marala.", "Arvad=mouvement islamiste"),
            ("es", "Ayer la organización terrorista Arvad dejó Marala.", "Arvad=organización terrorista"),
            ("es", "Ayer el líder del grupo armado Arvad dejó Marala.", "Arvad=grupo armado"),
            ("it", "Ieri il gruppo armato Arvad ha lasciato Marala.", "Arvad=gruppo armato"),
            ("pt", "Ontem o movimento islamista Arvad deixou Marala.", "Arvad=movimento islamista"),
            ("de", "Gestern verließ die radikale Terrorgruppe Arvad den Ort.", "Arvad=radikale terrorgruppe"),
            ("nl", "Gisteren verliet de radicale terreurgroep Arvad de stad.", "Arvad=radicale terreurgroep"),
            ("fr", "Hier, le groupe du milliardaire Ilko Brandt a quitté Marala.", ""),
            ("es", "Durante el gobierno de Mauro Halm llovió.", ""),
            // Without a head from the list there is no label.
            ("fr", "Hier, le village voisin Arvad a brûlé.", ""),
        ],
    );
    check(
        MentionKind::Title,
        &[
            ("fr", "On a vu la ministre Dana Kost à Orven.", "Dana Kost=ministre"),
            ("fr", "On a vu l’ancienne ministre Dana Kost à Orven.", "Dana Kost=ancienne ministre"),
            ("fr", "On a vu la ministre des affaires étrangères Dana Kost.", "Dana Kost=ministre des affaires étrangères"),
            ("fr", "On a vu le chef du gouvernement Ilko Brandt à Orven.", "Ilko Brandt=chef du gouvernement"),
            ("es", "Ayer habló el presidente Ilko Brandt en Orven.", "Ilko Brandt=presidente"),
            ("es", "Ayer habló el gerente general Ilko Brandt en Orven.", "Ilko Brandt=gerente general"),
            ("fr", "Hier, le député ARVAD est parti.", ""),
            ("es", "Ayer habló el primer ministro Ilko Brandt en Orven.", "Ilko Brandt=primer ministro"),
            ("nl", "Gisteren sprak premier Dana Kost in Orven.", "Dana Kost=premier"),
            ("de", "Am Ende seiner Rede verkündete Parteichefin Dana Kost alles.", "Dana Kost=parteichefin"),
            ("de", "Gestern sprach die ehemalige Parteichefin Dana Kost.", "Dana Kost=ehemalige parteichefin"),
            ("de", "Gestern sprach Parteichefin Dana Kost in Orven.", "Dana Kost=parteichefin"),
        ],
    );
}

#[test]
fn appositions_in_other_languages() {
    check(
        MentionKind::Apposition,
        &[
            ("fr", "Mira Tolvane, cheffe du mouvement Arvad, a dit oui.", "Mira Tolvane=cheffe du mouvement arvad"),
            ("fr", "Hier, Arvad, un groupe armé palestinien, a quitté Marala.", "Arvad=groupe armé palestinien"),
            (
                "fr",
                "Hier, la ministre allemande des affaires étrangères, Dana Kost, est partie.",
                "Dana Kost=ministre allemande des affaires étrangères",
            ),
            ("fr", "On a vu Ilko Brandt, Piet Halm et le ministre Dana Kost.", ""),
            ("es", "Ayer Piet Halm, líder del grupo terrorista Arvad, salió.", "Piet Halm=líder del grupo terrorista arvad"),
            ("es", "Ayer el inspector general de la Policía, Piet Halm, salió.", "Piet Halm=inspector general de la policía"),
            ("es", "Ayer el líder del grupo Arvad, Piet Halm, salió.", "Piet Halm=líder del grupo arvad"),
            ("es", "En Moscú, el presidente de la unión, ayer enfermo, habló.", ""),
            ("es", "Ayer, en la plaza de Orven, el jefe del partido, Piet Halm, habló.", "Piet Halm=jefe del partido"),
            ("fr", "Hier Piet Halm, du groupe Arvad, est parti.", ""),
            ("it", "Ieri Piet Halm, capo della milizia Arvad, è partito.", "Piet Halm=capo della milizia arvad"),
            ("pt", "Ontem Piet Halm, líder da milícia Arvad, saiu.", "Piet Halm=líder da milícia arvad"),
            ("de", "Gestern ging der Chef der Terrorgruppe Arvad, Piet Halm, fort.", "Piet Halm=chef der terrorgruppe arvad"),
            (
                "de",
                "Gestern ging Piet Halm, Anführer der radikalen Gruppe Arvad, fort.",
                "Piet Halm=anführer der radikalen gruppe arvad",
            ),
            ("nl", "Gisteren ging Piet Halm, leider van de beweging Arvad, weg.", "Piet Halm=leider van de beweging arvad"),
        ],
    );
}

#[test]
fn predicates_in_other_languages() {
    check(
        MentionKind::Copula,
        &[
            ("fr", "On sait qu’Arvad est un groupe terroriste palestinien qui agit.", "Arvad=groupe terroriste palestinien"),
            ("fr", "On sait qu’Arvad n’est pas un groupe terroriste.", ""),
            ("fr", "On dit que Dana Kost est ministre de la santé depuis hier.", "Dana Kost=ministre de la santé"),
            ("fr", "Ici Arvad est considéré par Moscou comme une organisation terroriste.", "Arvad=organisation terroriste"),
            ("fr", "Hier Arvad, classé comme groupe terroriste par Moscou, a nié.", "Arvad=groupe terroriste"),
            ("fr", "On sait que Moscou considère Arvad comme une organisation terroriste.", "Arvad=organisation terroriste"),
            ("es", "Dicen que Arvad es una organización terrorista.", "Arvad=organización terrorista"),
            ("es", "Aquí Arvad es considerada una organización terrorista por Moscú.", "Arvad=organización terrorista"),
            ("es", "Ayer Arvad, considerado como grupo terrorista por Moscú, salió.", "Arvad=grupo terrorista"),
            ("it", "Dicono che Arvad è un movimento islamista.", "Arvad=movimento islamista"),
            ("it", "Qui Arvad è considerata un’organizzazione terroristica.", "Arvad=organizzazione terroristica"),
            ("pt", "Dizem que Arvad é uma organização terrorista.", "Arvad=organização terrorista"),
            ("pt", "Aqui Arvad é considerada uma organização terrorista.", "Arvad=organização terrorista"),
            ("de", "Man weiß, Arvad ist eine radikale Terrororganisation.", "Arvad=radikale terrororganisation"),
            ("de", "Man weiß, dass Arvad eine Terrororganisation ist.", "Arvad=terrororganisation"),
            ("de", "Hier wird Arvad oft als Terrororganisation eingestuft.", "Arvad=terrororganisation"),
            (
                "de",
                "Immerhin wird die Miliz oft gesehen; Arvad wird von Moskau als Terrorgruppe eingestuft.",
                "Arvad=terrorgruppe",
            ),
            ("de", "Bekannt ist: Arvad gilt als Terrororganisation.", "Arvad=terrororganisation"),
            ("de", "Die Union stuft Arvad als Terrororganisation ein.", "Arvad=terrororganisation"),
            ("de", "Man sagt, nach Angaben einer Sprecherin wurde Marala verlassen.", ""),
            ("de", "Man sieht, dass er im Westen als Diktator gilt.", ""),
            ("de", "Am Abend bei Arvad waren Präsident Piet Halm und andere.", ""),
            ("fr", "On dit qu’il n’a jamais qualifié Arvad d’organisation terroriste.", ""),
            ("fr", "Ici Arvad n’est pas considéré par Moscou comme une organisation terroriste.", ""),
            ("es", "Aquí Arvad no es considerada una organización terrorista.", ""),
            ("it", "Qui Arvad non è considerata un’organizzazione terroristica.", ""),
            ("pt", "Aqui Arvad não é considerada uma organização terrorista.", ""),
            ("de", "Hier wird Arvad nicht als Terrororganisation eingestuft.", ""),
            ("de", "Die Union stuft Arvad nie als Terrororganisation ein.", ""),
            ("de", "Hier wird Arvad nicht nur als Terrororganisation eingestuft.", "Arvad=terrororganisation"),
            ("nl", "Hier wordt gezegd: Arvad wordt niet beschouwd als terreurgroep.", ""),
            ("nl", "Men weet dat Arvad een terreurbeweging is.", "Arvad=terreurbeweging"),
            ("nl", "Men zegt: Arvad is een terreurorganisatie.", "Arvad=terreurorganisatie"),
            ("nl", "Hier wordt gezegd: Arvad wordt beschouwd als terreurgroep.", "Arvad=terreurgroep"),
        ],
    );
}

#[test]
fn definite_phrases_in_other_languages() {
    check(
        MentionKind::Definite,
        &[
            (
                "fr",
                "Hier, le groupe terroriste Arvad a quitté Marala. Plus tard, le mouvement islamiste a nié.",
                "Arvad=mouvement islamiste",
            ),
            ("fr", "Hier, le groupe Arvad a quitté Marala. Plus tard, le groupe terroriste a nié.", "Arvad=groupe terroriste"),
            (
                "es",
                "Ayer el grupo armado Arvad dejó Marala. Luego la organización terrorista negó.",
                "Arvad=organización terrorista",
            ),
            ("de", "Gestern verließ die Terrorgruppe Arvad den Ort. Später bestritt die Bewegung alles.", "Arvad=bewegung"),
            ("de", "Gestern verließ die Terrorgruppe Arvad den Ort. Später sprach die Organisation für Verkehr.", ""),
            ("es", "Ayer el grupo armado Arvad salió. Luego el grupo «Marala por la paz» negó.", ""),
            ("fr", "Hier, le groupe Arvad et le groupe Belun ont quitté Marala. Plus tard, le mouvement a nié.", ""),
        ],
    );
}

#[test]
fn definite_phrases_stand_for_actors() {
    let rows = [
        ("Fighters of militant group Arvad left Marala. Later the movement denied it.", vec!["Arvad=movement"]),
        ("Troops met President Dana Kost in Orven. Later the president left.", vec!["Dana Kost=president"]),
        ("We went to Jordan. Later the country closed its border.", vec!["Jordan=country"]),
        ("Nobody came. Later the movement denied it.", vec![]),
        ("We heard that France agreed and that French officials came.", vec!["France=french officials"]),
        // Who fights against a country is not of it.
        ("We heard that Syria agreed and that Syrian rebel forces came.", vec![]),
        ("We heard that Syria agreed and that Syrian government forces came.", vec!["Syria=syrian government forces"]),
        ("Rebel group Arvad left Syria. Later the Syrian rebels denied it.", vec!["Arvad=syrian rebels"]),
        // A loose word stands for what it can mean alone.
        ("We met Arvad leaders. Later the group left.", vec!["Arvad=group"]),
        ("We met Arvad leaders and Belun leaders. Later the group left.", vec![]),
        ("We met Arvad leaders. Later the Orven-based terror group left.", vec!["Arvad=orven-based terror group"]),
        ("We met Arvad leaders. Later the civil rights movement spoke.", vec![]),
        ("We met Republicans and GOP leaders. Later the group left.", vec![]),
        ("We met Arvad leaders. Later the movement left. Then the group came back.", vec!["Arvad=movement", "Arvad=group"]),
        ("We met CNN reporters. Later the rebels left.", vec![]),
        ("We met President Dana Kost. Later they elected the next president.", vec![]),
        ("We saw CNN. Later the network denied it.", vec!["CNN=network"]),
        ("We met Arvad fighters. Later the militants left.", vec!["Arvad=militants"]),
        ("We met Arvad fighters. Later the rebels left.", vec![]),
        ("Rebel group Arvad left Marala. Later the rebels denied it.", vec!["Arvad=rebels"]),
        ("Terror group Arvad left Marala. We heard reports that terrorists came.", vec![]),
        ("We met members of the Harbour Council. Later the council left.", vec!["Harbour Council=council"]),
        ("We met members of the Harbour Council. Later the town council left.", vec![]),
        ("The Supreme Court sat. Later the high court ruled and the lower court did not.", vec!["Supreme Court=high court"]),
        ("The Orven Media Group followed them. Later the terrorist group left.", vec![]),
        // The country just named in the sentence, else the one it is all about.
        ("We asked France and Spain. Later we heard from Jordan that the country waited.", vec!["Jordan=country"]),
        (
            "We saw France. We like France and the French flag. We flew to Spain. Later the country waited.",
            vec!["France=country"],
        ),
        ("We saw Iran and Jordan. Later the kingdom closed.", vec!["Jordan=kingdom"]),
        ("We saw Israel and Iran. Later the Islamic republic closed.", vec!["Iran=islamic republic"]),
        ("We flew from the United States to Syria. Later we left that country.", vec!["Syria=country"]),
        ("We saw Jordan. It was the poorest country.", vec![]),
    ];
    for (text, expected) in rows {
        assert_eq!(labels(text, MentionKind::Definite), expected, "{text} {:#?}", found("en", text));
    }
}

#[test]
fn forms_of_a_name_are_one_actor() {
    let rows = [
        ("We met Ilko Brandt. Then Mr. Brandt left and Brandt’s brother stayed.", vec!["Ilko Brandt"; 3]),
        ("The National Ferry Union met. Then the NFU called a strike.", vec!["National Ferry Union"; 2]),
        ("We saw Musa Abu Marok. Then Mousa Abu Marok left.", vec!["Musa Abu Marok"; 2]),
        ("We went to the U.S. and saw the United States.", vec!["United States"; 2]),
        ("Talks with Moscow and the Kremlin went on in Russia.", vec!["Moscow", "Kremlin", "Russia"]),
        // Only persons have surnames, and a body has a head.
        ("She lives in West Orven. He lives in Orven.", vec!["West Orven", "Orven"]),
        ("He waits in Orven. We saw the Orven Marathon there.", vec!["Orven", "Orven Marathon"]),
        ("The Harbour Court sat. Then the Court ruled.", vec!["Harbour Court"; 2]),
        ("The Court of Ferries sat. Then the Court ruled.", vec!["Court of Ferries"; 2]),
        ("The Senate met. The Senate Harbour Committee sat.", vec!["Senate", "Senate Harbour Committee"]),
        ("The U.S. Senate met. Then the Senate voted.", vec!["U.S. Senate"; 2]),
        ("It was Al-Orven TV that reported it. Then Al-Orven quoted sources.", vec!["Al-Orven TV"; 2]),
        ("The Sarasota GOP met. Then the GOP left.", vec!["Sarasota GOP", "GOP"]),
        ("We met Anna KOST. Then KOST left.", vec!["Anna KOST"; 2]),
        ("We met Steve Linick. Then Stephen Lynch left.", vec!["Steve Linick", "Stephen Lynch"]),
        ("We met Steve Kost. Then Stephen Kost left.", vec!["Steve Kost"; 2]),
        ("We met Mary Burke. Then Mary Bruce left.", vec!["Mary Burke", "Mary Bruce"]),
        ("We met Tom Kahn. Then Tom Cohen left.", vec!["Tom Kahn", "Tom Cohen"]),
        // What such names go on with is nobody.
        ("We met Citizens for Responsibility and Ethics there.", vec!["Citizens for Responsibility and Ethics"]),
        ("He led the Center for American Ferries there.", vec!["Center for American Ferries"]),
        ("He led the Orven Front for the Liberation of Belun there.", vec!["Orven Front for the Liberation of Belun"]),
        ("He spoke for Democracy for America there.", vec!["Democracy for America"]),
        ("He led the Harbour Committee for years.", vec!["Harbour Committee"]),
        ("They saw Dana Kost of Orven there.", vec!["Dana Kost", "Orven"]),
        // Husband and wife.
        ("We met Hillary Kost. Then Mrs. Kost left, but Mr. Kost stayed.", vec!["Hillary Kost", "Hillary Kost", "Mr. Kost"]),
        (
            "We met Hillary Kost and Ilko Kost. Then Mrs. Kost left, but Mr. Kost stayed.",
            vec!["Hillary Kost", "Ilko Kost", "Hillary Kost", "Ilko Kost"],
        ),
        (
            "We met Ilko Kost. Then Mr. Kost left, and Mr. Kost came, but Ms. Kost stayed.",
            vec!["Ilko Kost", "Ilko Kost", "Ilko Kost", "Mrs. Kost"],
        ),
    ];
    for (text, expected) in rows {
        let named: Vec<Mention> = found("en", text).into_iter().filter(|m| m.kind <= MentionKind::Premodifier).collect();
        assert_eq!(named.iter().map(|m| m.entity.as_str()).collect::<Vec<_>>(), expected, "{text} {named:#?}");
    }
}

#[test]
fn other_scripts_have_names() {
    let rows = [
        ("ru", "Вчера Сергей Лавров прибыл в столицу. Там Лавров выступил.", "Сергей Лавров"),
        ("ar", "وصل الرئيس سامي حداد إلى روسيا اليوم.", "Russia"),
        ("ar", "وصل وزير الخارجية سامي حداد إلى العاصمة اليوم.", "سامي حداد"),
        ("ar", "وقال سامي حداد، رئيس حركة الحرية: «لن نغادر المدينة اليوم».", "سامي حداد"),
        ("de", "Man lobte die Bemühungen von Arvad.", "Arvad"),
        ("de", "Man lobte Ursula von der Arvad.", "Ursula von der Arvad"),
        ("de", "Man lobte Botschafter Ilko von Arvad.", "Ilko von Arvad"),
        ("he", "הנשיא הגיע אתמול לישראל.", "Israel"),
    ];
    for (language, text, expected) in rows {
        assert!(found(language, text).iter().any(|m| m.entity == expected), "{text}: {:?}", found(language, text));
    }
}

#[test]
fn labels_in_scripts_without_capitals() {
    use MentionKind::{Apposition, Copula, Definite, Premodifier, Title};
    check(
        Premodifier,
        &[
            ("ar", "وصل وفد من حركة حماس إلى العاصمة اليوم.", "Hamas=حركة"),
            ("ar", "التقى الوفد قيادة حركة المقاومة الإسلامية حماس في العاصمة.", "Hamas=حركة المقاومة الإسلامية"),
            ("ar", "وصل وفد من حركة «أرفاد» إلى العاصمة اليوم.", "أرفاد=حركة"),
            ("ar", "وصل وفد من حركة أرفاد اليوم. ثم غادر وفد أرفاد المدينة.", "أرفاد=حركة"),
            ("ar", "وصل وفد من حركة حماس الإرهابية إلى العاصمة اليوم.", "Hamas=حركة إرهابية"),
            ("ar", "وصل وفد من حركة حماس الأسبوع الماضي.", "Hamas=حركة"),
            // What a word for a group introduces may be anything.
            ("ar", "شهدت المدينة حركة نزوح كبيرة اليوم.", ""),
            ("ar", "شاركت منظمة دولية في المؤتمر. قالت منظمة دولية ذلك.", ""),
            ("he", "משלחת של ארגון הטרור חמאס הגיעה אתמול.", "Hamas=ארגון הטרור"),
            ("he", "משלחת של ארגון \"ארבד\" יצאה אתמול.", "ארבד=ארגון"),
            ("he", "משלחת של תנועת הנוער יצאה אתמול.", ""),
        ],
    );
    check(
        Title,
        &[
            ("ar", "وصل رئيس المكتب السياسي لحركة حماس إسماعيل هنية إلى العاصمة.", "إسماعيل هنية=رئيس المكتب السياسي لحركة حماس"),
            ("ar", "وصل الرئيس الإسرائيلي سامي حداد إلى العاصمة.", "سامي حداد=رئيس إسرائيلي"),
            // The title of somebody else.
            ("ar", "قتل زعيم حماس أمس.", ""),
            ("he", "מנהיג חמאס נפגע אתמול.", ""),
            ("he", "ראש הממשלה בנימין הלם הגיע אתמול.", "בנימין הלם=ראש הממשלה"),
        ],
    );
    check(Apposition, &[("ar", "وقال سامي حداد، زعيم حركة حماس، إنه باق.", "سامي حداد=زعيم حركة حماس")]);
    check(Copula, &[("he", "חמאס הוא ארגון טרור.", "Hamas=ארגון")]);
    check(
        Definite,
        &[
            ("ar", "وصل وفد من حركة حماس اليوم. ثم نفت الحركة ذلك.", "Hamas=حركة"),
            ("ar", "وصل وفد من حركة حماس اليوم. ثم نفت المنظمة الإرهابية ذلك.", "Hamas=منظمة إرهابية"),
            ("ar", "وصل وفد اليوم. ثم نفت الحركة ذلك.", ""),
            ("he", "לוחמי חמאס יצאו אתמול. אחר כך הארגון מסר הודעה.", "Hamas=ארגון"),
            ("he", "לוחמי חמאס יצאו אתמול. אחר כך נמסר כי ארגון הטרור נסוג.", "Hamas=ארגון הטרור"),
        ],
    );
}

#[test]
fn party_and_state_are_no_name() {
    let all = found("en", "People saw Sen. Dana Kost, R-Ohio, and Rep. Piet Halm (D-N.Y.) when D-Day came.");
    let named: Vec<&str> = all.iter().map(|m| m.entity.as_str()).collect();
    assert_eq!(named, ["Dana Kost", "Piet Halm", "D-Day"], "{all:#?}");
}

#[test]
fn names_begin_and_end_where_they_should() {
    let rows: [(&str, &[&str]); 30] = [
        ("We met Secretary of State Dana Kost.", &["Dana Kost"]),
        ("We met Chief of Staff Dana Kost.", &["Dana Kost"]),
        ("We met Secretary of Homeland Security Dana Kost.", &["Dana Kost"]),
        ("We met Senate Majority Leader Dana Kost.", &["Senate", "Dana Kost"]),
        ("We met Dana Kost Wednesday.", &["Dana Kost"]),
        ("We met Theresa May and Dana Kost.", &["Theresa May", "Dana Kost"]),
        ("We saw Kost. Even Kost left. Regarding Kost it is late.", &["Kost", "Kost", "Kost"]),
        ("I've met Kost. I said I've met Kost.", &["Kost", "Kost"]),
        ("We saw Kost. Hide Caption JUST WATCHED Kost Replay More Videos MUST WATCH", &["Kost", "Kost"]),
        ("We met Doctors Without Borders.", &["Doctors Without Borders"]),
        ("We met the Department of Justice there.", &["Department of Justice"]),
        ("We met Health and Human Services Secretary Dana Kost.", &["Health and Human Services", "Dana Kost"]),
        ("We met Dana Kost and Piet Halm.", &["Dana Kost", "Piet Halm"]),
        ("We met the Office of Management and Budget there.", &["Office of Management and Budget"]),
        ("We saw the Senate Committee on Harbour Affairs on Monday.", &["Senate Committee on Harbour Affairs"]),
        ("We saw the Harbour Committee on Monday.", &["Harbour Committee"]),
        ("We met House Committee on Ferries Chairman Piet Halm.", &["House Committee on Ferries", "Piet Halm"]),
        ("We read the Foreign Ferries Act.", &["Foreign Ferries Act"]),
        ("We met Foreign Minister Dana Kost.", &["Dana Kost"]),
        ("We saw the Marala Harbour Office Building.", &["Marala Harbour Office Building"]),
        // What is also an ordinary word in the text names nobody, unless something shows that it does.
        ("The crisis grew. We saw Crisis at noon.", &[]),
        ("The crisis grew. We saw Crisis’s plan.", &["Crisis"]),
        // A page without its links: the name, the same in full, the next word.
        ("We met Ilko Brandt Ilko Jon BrandtLawmakers on Monday.", &["Ilko Brandt"]),
        // One person, although both ends stand alone elsewhere.
        ("Daniel Beck Kost met us. Daniel said so, Daniel and Kost left. Kost smiled.", &["Daniel Beck Kost"; 5]),
        ("We read the Associated Press today. Later we met Mr. Perez.", &["Associated Press", "Perez"]),
        ("We met J. K. Kost and Mr. Halm there.", &["J. K. Kost", "Halm"]),
        ("We know Orven Space N. V. (Orsal) well.", &["Orven Space N. V", "Orsal"]),
        // Father and son.
        ("We met Ilko Brandt. Later Ilko Brandt Jr. met Brandt.", &["Ilko Brandt", "Ilko Brandt Jr", "Ilko Brandt"]),
        // A capital is no evidence where its neighbours have one.
        ("We saw it. KOST RIPS PLAN said a paper.", &[]),
        // An ordinary word near a name, and a full name that comes later.
        ("We met Thea Spyer. We watched the Super there.", &["Thea Spyer", "Super"]),
    ];
    for (text, expected) in rows {
        let all = found("en", text);
        assert_eq!(all.iter().map(|m| m.entity.as_str()).collect::<Vec<_>>(), expected, "{text}");
    }
}

#[test]
fn capitals_of_headlines_tell_nothing() {
    let text = "We met Dana Kost and the Harbour Front. Later Kost praised Ilko Brandt of the Ferry Fund.";
    let rows: [(&str, &[&str]); 10] = [
        ("Kost Picks Nominees for Harbour Job", &["Dana Kost"]),
        ("Dana Kost Goes Home Early", &["Dana Kost"]),
        ("Is the Harbour Front Working Again?", &["Harbour Front"]),
        ("How Popular Ferry Rules Became Law.", &[]),
        ("Ferry Control Opponents Want More Money", &[]),
        ("Norway Ferry Crisis: Kost Under Fire", &["Norway", "Dana Kost"]),
        ("Why Anna Halm Left The Harbour Front", &["Anna Halm", "Harbour Front"]),
        ("Harbour Herald Says Brandt Resigns", &["Harbour Herald", "Ilko Brandt"]),
        ("Why the ferry office in Marala wanted more money", &["Marala"]),
        ("KOST EXPRESSES REGRET OVER FERRY PLAN", &["Dana Kost"]),
    ];
    for (title, expected) in rows {
        let mut annotator = Annotator::new(AnnotateOptions::default());
        let document = Document { title: title.into(), text: text.into(), language: "en".into(), ..Document::default() };
        let annotated = annotator.annotate(document);
        let all = Finder::default().mentions(&annotated, &annotator.vocabulary);
        let named: Vec<&str> =
            all.iter().filter(|m| annotated.zones[m.sentence as usize] == Zone::Title).map(|m| m.entity.as_str()).collect();
        assert_eq!(named, expected, "{title}");
    }
}

#[test]
fn a_person_named_once_is_found_again() {
    let all = found("ar", "وصل سامي تولفان إلى العاصمة. ثم غادر تولفان المدينة.");
    let named: Vec<&str> = all.iter().map(|m| m.entity.as_str()).collect();
    assert_eq!(named, ["سامي تولفان"; 2], "{all:#?}");
}

#[test]
fn spans_give_the_text_back_and_nothing_fails() {
    for text in ["", " ", "The", "A B C D.", "of the of", "“Given” ’s ’", "Mr.", "the group, the group", "IS IS IS is a"]
    {
        for m in found("en", text) {
            assert!(m.start_byte < m.end_byte && text.is_char_boundary(m.end_byte as usize), "{text}");
        }
    }
}

#[test]
fn work_grows_with_the_text_alone() {
    let sentence = |i: usize| {
        let (ana, front) = (format!("Ana Bel{i}"), format!("the Front{i}"));
        format!(
            "The Israeli premier met Minister {ana} of {front} in Orven{i} while {ana} attacked {front} and {ana} and {front}, and J.K.{i} told the group. "
        )
    };
    let documents: Vec<_> = [2_000, 4_000]
        .map(|n: usize| {
            let text: String = (0..n).map(sentence).collect();
            let document = Document { id: "d".into(), text, language: "en".into(), ..Document::default() };
            let mut annotator = Annotator::new(AnnotateOptions::default());
            (n, annotator.annotate(document), annotator.vocabulary)
        })
        .into();
    crate::token::steps::assert_linear("actors", 4_000, |n| {
        let (n, document, vocabulary) = documents.iter().find(|d| d.0 == n).expect("both sizes are there");
        let mut finder = Finder::default();
        let mentions = finder.mentions(document, vocabulary);
        assert!(mentions.len() > *n && finder.actions(document, vocabulary, &mentions).len() >= *n);
    });
}

#[test]
fn what_an_actor_is_shows_in_the_text() {
    use ActorKind::{Country, Group, Medium, Person, Place, Unknown};
    let rows = [
        ("en", "People met in Orven. Later Orven was quiet.", "Orven", Place),
        ("en", "People came to Orven, Lebanon, on Monday.", "Orven", Place),
        ("en", "Talks with Arvad, Russia and Iran failed.", "Arvad", Unknown),
        ("en", "ORVEN (AP) — The harbour burned. People left Orven.", "Orven", Place),
        ("en", "ORVEN, Nov. 19 — The harbour burned. People left Orven.", "Orven", Place),
        ("en", "Nobody has faith in Tolvane. Later Tolvane said little.", "Tolvane", Unknown),
        ("en", "We trust in President Tolvane. Later Tolvane left.", "Tolvane", Person),
        // Two words alone may be anything.
        ("en", "We saw Ilko Brandt.", "Ilko Brandt", Unknown),
        ("en", "We saw Ilko Brandt. Later Brandt said little.", "Ilko Brandt", Person),
        ("en", "We saw Ilko Brandt, who left.", "Ilko Brandt", Person),
        ("en", "We saw Ilko Brandt, a senior adviser.", "Ilko Brandt", Person),
        ("en", "We saw Daniel Brandt.", "Daniel Brandt", Person),
        ("en", "We saw Ilko J. Brandt.", "Ilko J. Brandt", Person),
        ("en", "We saw Daniel Brandt. Later a Brandt group met.", "Daniel Brandt", Person),
        ("en", "We saw the Orsal Crescent.", "Orsal Crescent", Group),
        ("en", "We saw Orsal Jihad.", "Orsal Jihad", Group),
        ("en", "Later the Orsal Den said that it left.", "Orsal Den", Group),
        ("en", "We met members of the Orsal Den.", "Orsal Den", Group),
        ("en", "We know that Orsal Lions are coming.", "Orsal Lions", Group),
        ("en", "We know the Orsal Den.", "Orsal Den", Unknown),
        ("en", "We met Reps. Ilko Brandt and others.", "Ilko Brandt", Person),
        ("en", "We read the Affordable Ferry Act.", "Affordable Ferry Act", Unknown),
        ("en", "We read of the Tolvane administration.", "Tolvane", Unknown),
        ("en", "We believe in Medicare and wait.", "Medicare", Unknown),
        ("en", "We vote on Election Day, said everyone.", "Election Day", Unknown),
        ("en", "We met Bill Halm.", "Bill Halm", Person),
        ("en", "Fighters of Vermont left.", "Vermont", Place),
        ("en", "We saw Arvad. Fighters of militant group Arvad left.", "Arvad", Group),
        ("en", "We read it in the Orven Times.", "Orven Times", Medium),
        ("en", "We met Mayor Michael Bloomberg. Bloomberg left and Bloomberg wept.", "Michael Bloomberg", Person),
        ("en", "We read Bloomberg News.", "Bloomberg News", Medium),
        ("en", "We read it in the newspaper Liberta.", "Liberta", Medium),
        ("en", "Earlier he told CNN that he left.", "CNN", Medium),
        ("en", "He went to Moscow.", "Moscow", Country),
        ("es", "Ayer habló en Orven.", "Orven", Place),
    ];
    for (language, text, name, expected) in rows {
        let all = found(language, text);
        // Capitals of a dateline give the name its spelling.
        let of = all.iter().find(|m| m.entity.eq_ignore_ascii_case(name)).map(|m| m.actor);
        assert_eq!(of, Some(expected), "{text} {all:#?}");
    }
}
