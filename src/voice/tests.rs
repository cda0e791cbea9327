//! Sentences and what the rules must make of them, as rows of data.

mod sources;

use super::*;
use crate::corpus::Zone;
use crate::language::language;
use crate::token::{Block, Cut, Tokenizer, Vocabulary};

/// Cuts a text at its line ends and marks it.
fn marked(code: &str, text: &str) -> (Vec<Token>, VoiceMarks) {
    let (mut cut, mut vocabulary, mut tokenizer) = (Cut::default(), Vocabulary::default(), Tokenizer::new(false));
    let mut start = 0;
    for (paragraph, line) in text.split_inclusive('\n').enumerate() {
        let block =
            Block { text, range: start..start + line.trim_end().len(), paragraph: paragraph as u32, language: language(code) };
        tokenizer.cut(&block, &mut vocabulary, &mut cut);
        start += line.len();
    }
    let zones = vec![Zone::Body; cut.sentences.len()];
    let input = VoiceInput {
        field: text,
        tokens: &cut.tokens,
        first_token: 0,
        sentences: &cut.sentences,
        zones: &zones,
        language: code,
        in_title: false,
        vocabulary: &vocabulary,
    };
    let marks = mark(&input, &mut Recall::default());
    (cut.tokens, marks)
}

/// The voices of `phrase` wherever it stands in `text`, and the speaker of the last place.
fn voice_of(code: &str, text: &str, phrase: &str) -> (Vec<&'static str>, String) {
    let (tokens, marks) = marked(code, text);
    let mut voices = Vec::new();
    let mut speaker = String::new();
    for (at, _) in text.match_indices(phrase) {
        let t = tokens.iter().position(|t| t.end as usize > at).unwrap();
        voices.push(marks.voices[t].name());
        speaker = match marks.attribution_of[t] {
            u32::MAX => String::new(),
            n => marks.attributions[n as usize].speaker.clone(),
        };
    }
    (voices, speaker)
}

/// Rows of text, phrase, voices of each of its places, speaker at the last.
fn check(code: &str, rows: &[(&str, &str, &str, &str)]) {
    let mut wrong = String::new();
    for (text, phrase, voices, speaker) in rows {
        let (got, who) = voice_of(code, text, phrase);
        if (got.join(" ").as_str(), who.as_str()) != (*voices, *speaker) {
            wrong += &format!("\n{text}\n  {phrase}: {got:?} {who:?}, not {voices:?} {speaker:?}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_words_that_name_a_speaker_are_the_outlets() {
    check(
        "en",
        &[
            ("The envoys landed on Friday, the harbour-based terror group announced in a statement.", "terror group", "own", ""),
            (
                "Ana Ruiz, a senior leader within the terror group, is leading the team, Delta said.",
                "terror group",
                "reported",
                "Delta",
            ),
            ("Ruiz is heading a delegation of the resistance group and is to meet officials.", "resistance group", "own", ""),
            ("Ruiz announced that the talks could serve the island cause.", "island cause", "reported", "Ruiz"),
            ("Ruiz added that “this visit will last, and aims to serve the island cause.”", "island cause", "quoted", "Ruiz"),
            ("The team came to discuss Northern aggressions with a “new plan”.", "aggressions", "own", ""),
            (
                "According to reports, Ruiz will present “new ideas” against Northern aggressions.",
                "aggressions",
                "reported",
                "reports",
            ),
            ("“The bridge is ours,” said Tom Ray, head of the terror group.", "terror group", "own", ""),
            ("Ties cooled after the minister’s ‘anti-island’ remarks in May.", "anti-island", "scare", ""),
        ],
    );
}

#[test]
fn direct_speech() {
    check(
        "en",
        &[
            ("“We will go,” said Maria Lopez.", "go", "quoted", "Maria Lopez"),
            ("\"We will go,\" Maria Lopez said. \"Nobody stops us.\"", "Nobody", "quoted", "Maria Lopez"),
            (
                "Tom Ray told the Courier, “Given its weight as a terror group, the party waits.\"",
                "terror group",
                "quoted",
                "Tom Ray",
            ),
            ("''It is late,'' Mr. Ray said.", "late", "quoted", "Ray"),
            ("“Are you sure?” Mr. Ray asked.", "sure", "quoted", "Ray"),
            ("Ray was asked, “What is the safest place?”", "safest", "quoted", ""),
            ("Ray spoke first:\n“We wait here.\n“We leave at dawn.”", "dawn", "quoted", "Ray"),
            ("She called him “a hero of the coast” on Monday.", "hero", "quoted", ""),
        ],
    );
}

#[test]
fn reported_speech() {
    check(
        "en",
        &[
            ("Tom Ray said the bridge was unsafe.", "bridge", "reported", "Tom Ray"),
            ("The bridge, Tom Ray said, was unsafe.", "unsafe", "reported", "Tom Ray"),
            ("The bridge was unsafe, according to Tom Ray, an engineer.", "bridge", "reported", "Tom Ray"),
            ("Tom Ray said the bridge fell, adding that nobody was hurt.", "nobody", "reported", "Tom Ray"),
            ("Tom Ray left early. He told reporters on Friday that the bridge fell.", "bridge", "reported", "Tom Ray"),
            ("As Tom Ray said on Friday, the bridge was unsafe.", "bridge", "reported", "Tom Ray"),
            ("Tom Ray was quoted by the Courier as saying that the bridge fell.", "bridge", "reported", "Tom Ray"),
            ("Tom Ray made it clear that the bridge fell.", "bridge", "reported", "Tom Ray"),
            ("The council weighed his claim that the bridge fell.", "bridge", "reported", ""),
            ("Asked by Ann Hill whether the bridge fell, he left.", "bridge", "reported", "Ann Hill"),
            ("She said, without evidence, that the bridge fell.", "bridge", "reported", ""),
            ("Tom Ray said in Aldon, Westland, that the bridge fell.", "bridge", "reported", "Tom Ray"),
            ("Tom Ray, who backs the plan, said the bridge fell.", "bridge", "reported", "Tom Ray"),
            (
                "As guards knew the ford was closed, current and former officials said.",
                "ford",
                "reported",
                "current and former officials",
            ),
            ("Noting the ford was closed, Tom Ray said the bridge fell.", "bridge", "reported", "Tom Ray"),
            ("The bridge fell, the ferry sank, while Tom Ray said the tunnel holds.", "tunnel", "reported", "Tom Ray"),
            ("The question is whether the bridge fell.", "bridge", "reported", ""),
            ("The bridge is liked by half the town in a new poll.", "bridge", "reported", "a new poll"),
            ("The bridge is gone — Tom Ray (@tomray) May 5", "bridge", "reported", "Tom Ray"),
            ("The plan she once backed failed.", "plan", "own", ""),
            ("“The bridge is gone!” — Tom Ray", "gone", "quoted", "Tom Ray"),
            ("“The bridge is gone!” Tom Ray said to the Courier.", "gone", "quoted", "Tom Ray"),
            ("“The bridge is gone,” Tom Ray said as he left.", "gone", "quoted", "Tom Ray"),
            ("“The bridge is gone,” said Tom Ray, who answered anonymously.", "gone", "quoted", "Tom Ray"),
            ("The bridge is gone, say engineers of the town.", "bridge", "reported", "engineers"),
            ("Tom Ray said critics call it a coup.", "coup", "reported", "critics"),
            ("Tom Ray said that critics call it a coup.", "coup", "reported", "Tom Ray"),
            ("Tom Ray is confident he will hold the bridge.", "bridge", "reported", "Tom Ray"),
            ("Tom Ray described how the bridge fell.", "bridge", "reported", "Tom Ray"),
            ("The bridge is known as a wonder.", "wonder", "own", ""),
            ("The bridge of the United States fell.", "bridge", "own", ""),
            ("Tom Ray praised the new bridge.", "new bridge", "own", ""),
            ("Officers charged protesters who were sitting on the tracks.", "protesters", "own", ""),
        ],
    );
}

#[test]
fn speakers_have_one_name() {
    check(
        "en",
        &[
            ("The engineer, Tom Ray, spoke. Ray said the bridge fell.", "bridge", "reported", "Tom Ray"),
            ("The media adviser, Samir al-Hadi, left. Al-Hadi said the talks go on.", "talks", "reported", "Samir al-Hadi"),
            ("Foreign Minister Ida Berg said the talks go on.", "talks", "reported", "Ida Berg"),
            ("Ida Berg arrived. “We talk,” she said.", "talk", "quoted", "Ida Berg"),
        ],
    );
    let kind = |text: &str| marked("en", text).1.attributions[0].speaker_kind;
    assert_eq!(kind("Foreign Minister Ida Berg said the talks go on."), SpeakerKind::Person);
    assert_eq!(kind("The newspaper Daily Courier said the talks go on."), SpeakerKind::Organisation);
    assert_eq!(kind("Two officials said the talks go on."), SpeakerKind::Unnamed);
    // Participles that are adjectives have no speaker.
    for text in ["The house had the added feature of a roof.", "She signed a detailed letter admitting it."] {
        let speakers = marked("en", text).1.attributions.into_iter().map(|a| a.speaker.to_lowercase());
        assert!(speakers.into_iter().all(|s| !matches!(s.as_str(), "the" | "a")), "{text}");
    }
}

#[test]
fn what_looks_like_a_quotation_and_is_none() {
    for text in [
        "He is 6'2\" tall and the board is 5'10\" wide.",
        "In the '90s rock 'n' roll was theirs, 'twas said.",
        "The workers' rights and the boss's office.",
        "They watched \"Night of the Living Room\" again.",
        "fr: L’homme d’État n’est qu’un hôte aujourd’hui.",
        "it: L'arte dell'uomo è un po' com'era negli anni '80.",
        "nl: 's Avonds zag hij foto's van auto's uit de jaren '90.",
        "uk: Він з'їв м'яч, об'єкт п'яти сімей.",
        "tr: İsrail'in planı, Türkiye'de 6' 2\" uzunluk.",
        "he: צה\"ל וארה\"ב הודיעו על כך ביו״ר הכנסת.",
        "de: Das war's, so geht's auf 5'10\" Länge.",
    ] {
        let (code, text) = text.split_once(": ").unwrap_or(("en", text));
        let (_, marks) = marked(code, text);
        let quoted = marks.voices.iter().filter(|v| matches!(v, Voice::Quoted | Voice::Scare)).count();
        assert_eq!(quoted, 0, "{text}");
    }
}

#[test]
fn a_cue_has_its_lemma_and_class() {
    let rows = [
        ("Ray said the bridge fell.", "say", "neutral"),
        ("Ray pointed out that the bridge fell.", "point out", "factive"),
        ("Ray claimed the bridge fell.", "claim", "doubt"),
        ("Ray condemned the attack.", "condemn", "stance"),
        ("The bridge fell, according to Ray.", "according to", "neutral"),
        ("The bridge is known as a wonder.", "know", "factive"),
        ("It seems like a wonder.", "seem", "doubt"),
        ("They planned to leave.", "plan", "neutral"),
        ("Ray grew wary of the bridge.", "wary", "doubt"),
        ("Ray held a debate about how bridges fall.", "debate", "neutral"),
        ("Ray opened a chapter on how bridges fall.", "on", "neutral"),
        ("Ray told his men never to leave.", "tell", "neutral"),
    ];
    for (text, lemma, class) in rows {
        let (_, marks) = marked("en", text);
        let first = &marks.attributions[0];
        assert_eq!((first.cue_lemma.as_str(), first.cue_class), (lemma, class), "{text}");
    }
}

#[test]
fn other_languages() {
    check(
        "fr",
        &[
            ("Jean Morel a déclaré que le pont était fermé.", "pont", "reported", "Jean Morel"),
            ("« Nous avons peur », a dit Marie Dupont.", "peur", "quoted", "Marie Dupont"),
            ("Selon la police, le pont est fermé.", "pont", "reported", "la police"),
        ],
    );
    check(
        "de",
        &[
            ("Karl Braun sagte, dass die Brücke zu sei.", "Brücke", "reported", "Karl Braun"),
            ("„Wir haben Angst“, sagte Maria Weber.", "Angst", "quoted", "Maria Weber"),
            ("»Wir haben Angst«, sagte Maria Weber.", "Angst", "quoted", "Maria Weber"),
        ],
    );
    check("es", &[("«Tenemos miedo», afirmó María López.", "miedo", "quoted", "María López")]);
    check("it", &[("Carlo Rossi ha detto che il ponte è chiuso.", "ponte", "reported", "Carlo Rossi")]);
    check("pt", &[("“Temos medo”, afirmou Maria Souza.", "medo", "quoted", "Maria Souza")]);
    check("nl", &[("‘Wij zijn bang’, zei Maria Visser.", "bang", "quoted", "Maria Visser")]);
    check("ru", &[("«Нам страшно», — сказала Мария Иванова.", "страшно", "quoted", "Мария Иванова")]);
    check("uk", &[("«Нам страшно», — сказала Марія Коваль.", "страшно", "quoted", "Марія Коваль")]);
    check("tr", &[("Ali Yılmaz, “Köprü kapandı” dedi.", "Köprü", "quoted", "Ali Yılmaz")]);
    check("ar", &[("قال أحمد علي إن الجسر مغلق.", "الجسر", "reported", "أحمد علي")]);
    check("fa", &[("احمد رضایی گفت که پل بسته است.", "پل", "reported", "احمد رضایی")]);
    check("he", &[("\"אנחנו מפחדים\", אמרה מרים לוי.", "מפחדים", "quoted", "מרים לוי")]);
    check("hi", &[("राम शर्मा ने कहा कि पुल बंद है।", "पुल", "reported", "राम शर्मा")]);
    check("zh", &[("李丽表示：“我们很害怕。”", "害怕", "quoted", "李丽")]);
    check("ja", &[("警察によると、橋が閉鎖された。", "橋", "reported", "警察")]);
}

/// Language, pairs of marks (a blank inside them written `_`), a sentence in them with its credit, a fragment
/// without one; the marks stand for the brackets.
const MARKS: &str = "
en; “ ” ‘ ’ \" \" '' ''; (We are afraid of the flood tonight,) said Ana Ruiz.; The minister's (peace) plan failed.
fr; «_ _» « » “ ” \" \" ‹ ›; (Nous avons peur de la pluie), a dit Marie Dupont.; Le plan de (paix) du ministre a échoué.
de; „ “ » « ‚ ‘ › ‹ \" \" « » „ ”; (Wir haben Angst vor der Flut), sagte Maria Weber.; Der (Frieden) des Ministers ist gescheitert.
es; « » “ ” ‘ ’ \" \"; (Tenemos miedo de la lluvia), afirmó María López.; El plan de (paz) del ministro fracasó.
it; « » “ ” \" \"; (Abbiamo paura della pioggia), ha detto Carlo Rossi.; Il piano di (pace) del ministro è fallito.
pt; “ ” « » \" \"; (Temos medo da chuva forte), afirmou Maria Souza.; O plano de (paz) do ministro falhou.
nl; ‘ ’ “ ” „ ” \" \"; (Wij zijn bang voor de regen), zei Maria Visser.; Het (vrede) plan van de minister mislukte.
sv; ” ” » » \" \"; (Vi är rädda för regnet i natt.); Ministerns (fred) plan föll.
ru; « » „ “ “ ” \" \"; (Нам страшно в этом доме), — сказала Мария Иванова.; План (мира) министра провалился.
uk; « » „ “ “ ” \" \"; (Нам страшно в цьому домі), — сказала Марія Коваль.; План (миру) міністра провалився.
tr; “ ” \" \" ‘ ’ « »; Ali Yılmaz, (Bu köprü bugün kapandı) dedi.; Bakanın (barış) planı çöktü.
ar; « » \" \" “ ” ” “; قال أحمد علي: (نحن نخاف من المطر الليلة).; فشلت خطة (السلام) أمس.
fa; « » \" \" “ ”; احمد رضایی گفت: (ما از باران می‌ترسیم).; طرح (صلح) وزیر شکست خورد.
he; \" \" ״ ״ “ ” „ ”; (אנחנו מפחדים מהגשם הלילה), אמרה מרים לוי.; תוכנית ה(שלום) של השר נכשלה.
he; \" \" ״ ״ “ ” „ ”; (אנחנו לא נלך מכאן לעולם); התוכנית (שלום) נכשלה אתמול.
hi; “ ” \" \" ‘ ’ ' '; राम शर्मा ने कहा, (हमें बारिश से डर लगता है)।; मंत्री की (शांति) योजना विफल रही।
zh; “ ” ‘ ’ 「 」 『 』 \" \"; 李丽表示：(我们今晚都很害怕下雨。); 部长的(和平)计划失败了。
ja; 「 」 『 』 “ ” \" \" 〝 〟; 田中さんは(今夜の雨がとても怖い)と述べた。; 大臣の(平和)計画は失敗した。
und; “ ” « » \" \"; (Aliquam erat volutpat est in montibus altis.); Planum (pacis) ministri cecidit.
";

#[test]
fn every_languages_marks_are_known() {
    let mut wrong = String::new();
    for row in MARKS.lines().filter(|l| !l.is_empty()) {
        let [code, marks, speech, label] = row.split("; ").collect::<Vec<_>>()[..] else { panic!("{row}") };
        for pair in marks.split(' ').collect::<Vec<_>>().chunks(2) {
            let (open, close) = (pair[0].replace('_', " "), pair[1].replace('_', " "));
            for (text, want) in [(speech, "quoted"), (label, "scare")] {
                let text = text.replace('(', &open).replace(')', &close);
                let inside = text.find(&open).unwrap() + open.len();
                let (tokens, marks) = marked(code, &text);
                let at = tokens.iter().position(|t| t.end as usize > inside).unwrap();
                if marks.voices[at].name() != want {
                    wrong += &format!("\n{code} {text}: {}, not {want}", marks.voices[at].name());
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Language, text, the words whose voice is looked at, their speaker: for each language a claim and a second
/// one that names its speaker by a pronoun or not at all, and *according to*.
const REPORTS: &str = "
fr; Le ministre Jean Morel a affirmé que le pont était fermé. Il a ajouté que les travaux dureraient.; travaux; Jean Morel
fr; « Nous restons », dit Jean Morel. « Personne ne viendra ici », a-t-il ajouté.; viendra; Jean Morel
fr; Le pont sera fermé, a indiqué Jean Morel.; pont; Jean Morel
fr; Kessa : « Nous ne céderons pas »; céderons; Kessa
de; Minister Karl Braun sagte am Montag, die Brücke sei zu. Er fügte hinzu, dass die Arbeiten dauern.; Arbeiten; Karl Braun
de; Laut der Polizei ist die Brücke gesperrt.; Brücke; Polizei
de; Die Brücke sei sicher, sagte Maria Weber.; Brücke; Maria Weber
es; El ministro Juan Pérez dijo que el puente está cerrado. Añadió que las obras durarán.; obras; Juan Pérez
es; De acuerdo con la policía, no hay heridos.; heridos; la policía
it; Il ministro Carlo Rossi ha affermato che il ponte è chiuso. Ha aggiunto che i lavori dureranno.; lavori; Carlo Rossi
it; Secondo la polizia, il ponte è chiuso.; ponte; la polizia
pt; O ministro João Silva disse que a ponte fechou. Ele acrescentou que as obras vão durar.; obras; João Silva
pt; De acordo com a polícia, ninguém morreu.; morreu; a polícia
nl; Minister Jan Bakker zei dat de brug dicht is. Hij voegde eraan toe dat de werken duren.; werken; Jan Bakker
nl; Volgens de politie is de brug dicht.; brug; de politie
ru; Министр Иван Петров заявил, что мост закрыт. Он добавил, что работы продлятся год.; работы; Иван Петров
ru; По словам полиции, мост закрыт.; мост; полиции
uk; Міністр Іван Петренко заявив, що міст закрито. Він додав, що роботи триватимуть рік.; роботи; Іван Петренко
uk; За словами поліції, міст закрито.; міст; поліції
tr; Bakan Ali Yılmaz köprünün kapandığını söyledi. Yılmaz, çalışmaların süreceğini belirtti.; çalışmaların; Ali Yılmaz
tr; Polise göre köprü kapalı.; köprü; Polise
ar; قال الوزير أحمد علي إن الجسر مغلق. وأضاف أن الأعمال ستستمر عاما.; الأعمال; أحمد علي
ar; وفقا للشرطة، الجسر مغلق.; الجسر; للشرطة
fa; وزیر احمد رضایی گفت که پل بسته است. او افزود که کارها طول می‌کشد.; کارها; احمد رضایی
fa; به گفته پلیس، پل بسته است.; بسته; پلیس
he; השר דוד כהן אמר כי הגשר סגור. הוא הוסיף כי העבודות יימשכו שנה.; העבודות; דוד כהן
he; לדברי המשטרה, הגשר סגור.; הגשר; המשטרה
hi; मंत्री राम शर्मा ने कहा कि पुल बंद है। उन्होंने बताया कि काम एक साल चलेगा।; काम; राम शर्मा
hi; पुलिस के अनुसार, पुल बंद है।; बंद; पुलिस
zh; 部长李丽说，大桥已经关闭。她补充说，工程将持续一年。; 工程; 李丽
zh; 据警方称，大桥已经关闭。; 大桥; 警方
ja; 田中氏は橋が閉鎖されたと述べた。彼は工事が一年続くと付け加えた。; 工事; 田中
ja; 警察によると、橋は閉鎖された。; 橋; 警察
";

#[test]
fn every_language_reports() {
    for row in REPORTS.lines().filter(|l| !l.is_empty()) {
        let [code, text, phrase, speaker] = row.split("; ").collect::<Vec<_>>()[..] else { panic!("{row}") };
        let (voices, who) = voice_of(code, text, phrase);
        let said = voices.iter().all(|v| matches!(*v, "reported" | "quoted"));
        assert!(said && who == speaker, "{code} {text}: {voices:?} {who:?}");
    }
}

#[test]
fn descriptions_stand_for_who_was_described_so() {
    let rows = [
        (
            "Unnamed island sources told the Courier that Ruiz arrives. “He carries news of talks,” the source added.",
            "quoted",
            "Unnamed island sources",
        ),
        (
            "Anna Ruiz said it rains. A port official said it snows. The official added that talks go on.",
            "reported",
            "a port official",
        ),
        ("Anna Ruiz said it rains. The minister added that talks go on.", "reported", "Anna Ruiz"),
    ];
    for (text, voice, speaker) in rows {
        assert_eq!(voice_of("en", text, "talks"), (vec![voice], speaker.to_owned()), "{text}");
    }
}

#[test]
fn speakers_are_whoever_the_phrase_names() {
    let rows = [
        ("Secretary of State Anna Ruiz said that talks go on.", "Anna Ruiz"),
        ("The Secretary of State said that talks go on.", "the Secretary of State"),
        ("The Department of Justice said that talks go on.", "Department of Justice"),
        ("The Department of Health and Ports said that talks go on.", "Department of Health and Ports"),
        ("The Justice Department said that talks go on.", "Justice Department"),
        ("Steve King left. King said that talks go on.", "Steve King"),
        ("King Karim left. The king said that talks go on.", "the king"),
        ("It rains, according to two aides, who said that talks go on.", "two aides"),
        ("One port official said that talks go on.", "one port official"),
        ("Some of the senators said that talks go on.", "some of the senators"),
        ("It rains due to Steve King's hope that talks go on.", "Steve King"),
        ("WATCHED Ruiz leave. Ruiz said that talks go on.", "Ruiz"),
        ("Watch Ruiz said that talks go on.", "Ruiz"),
        ("The Democrat said that talks go on.", "the Democrat"),
        ("Democrats said that talks go on.", "Democrats"),
        ("Critics said that talks go on.", "critics"),
        ("According to press accounts, talks go on.", "press accounts"),
        // Who is meant by *who*, and whose verb it is.
        ("Halm was heckled by port activists who said that talks go on.", "port activists"),
        ("The sentiment was echoed by members in the House, who said that talks go on.", "members"),
        ("The strategy was opposed in 2007 by Senator Anna Ruiz, who said that talks go on.", "Anna Ruiz"),
        ("The woman he photographed said that talks go on.", "the woman"),
        ("A clerk who was contacted by the Courier said that talks go on.", "a clerk"),
        ("You also talk to people who said that talks go on.", "people"),
        ("The host of “The Clerk,” said the mayor had left and that talks go on.", ""),
        ("Piet Halm Jr. said that talks go on.", "Piet Halm Jr"),
        ("Halm, though, said that talks go on.", "Halm"),
        ("Piet Halm, as late as a week ago, said that talks go on.", "Piet Halm"),
        ("Piet Halm, if she is right, said that talks go on.", "Piet Halm"),
        ("Piet Halm later spoke to the Courier, saying that talks go on.", "Piet Halm"),
        ("Piet Halm dug in his heels, saying that talks go on.", "Piet Halm"),
        ("Piet Halm earlier this month said that talks go on.", "Piet Halm"),
        ("Piet Halm two days later said that talks go on.", "Piet Halm"),
        ("The ministry Monday said that talks go on.", "the ministry"),
        ("Mr Halm - who left in May - last week said that talks go on.", "Halm"),
        ("Theresa May said that talks go on.", "Theresa May"),
        ("Polls released Thursday said that talks go on.", "Polls"),
        ("Recent years have said that talks go on.", "Recent years"),
        ("USA Today said that talks go on.", "USA Today"),
        ("Piet Halm said it rains. He, too, said that talks go on.", "Piet Halm"),
        ("Piet Halm last week said that talks go on.", "Piet Halm"),
        ("A ministry report released Thursday said that talks go on.", "a ministry report"),
        ("The clerk who wrote the bill said that talks go on.", "the clerk"),
        ("The rain is raising alarm among strategists, who say that talks go on.", "strategists"),
        ("Halm clashed with a professor from Orven who said that talks go on.", "a professor"),
        ("The book earned a review from Kost Reviews, which said that talks go on.", "Kost Reviews"),
        ("Anna Ruiz said it rains. The lawyers said that talks go on.", "the lawyers"),
        ("Two clerks working for the port said that talks go on.", "two clerks"),
        ("The company that owns the port said that talks go on.", "the company"),
        ("Aides who took over a remote camp in Orven on Friday said that talks go on.", "aides"),
        ("Everyone who gets it knows that talks go on.", "everyone"),
        ("He met the man who says Ruiz said that talks go on.", "Ruiz"),
        ("Halm lost its port and Ruiz said that talks go on.", "Ruiz"),
        ("Even people who worked for his brother said that talks go on.", "even people"),
        ("A memo that was obtained by the Courier said that talks go on.", "a memo"),
        ("This is to say that talks go on.", ""),
        ("This week said that talks go on.", ""),
    ];
    for (text, speaker) in rows {
        assert_eq!(voice_of("en", text, "talks"), (vec!["reported"], speaker.to_owned()), "{text}");
    }
    // Whom it is told to has not said it.
    for text in ["“We want talks,” Anna Ruiz, a student, told me.", "“We want talks,” Anna Ruiz told the Courier."] {
        assert_eq!(voice_of("en", text, "talks"), (vec!["quoted"], "Anna Ruiz".to_owned()), "{text}");
    }
    assert_eq!(voice_of("en", "“We want talks,” said one official.", "talks"), (vec!["quoted"], "one official".to_owned()));
    assert_eq!(voice_of("en", "Story highlights\nTalks go on", "Talks"), (vec!["own"], String::new()));
}

#[test]
fn sources_stand_in_many_places() {
    let rows = [
        ("Anna Ruiz, now retired in Port Halm, said by telephone that talks go on.", "Anna Ruiz"),
        ("Aides - and some critics - say that talks go on.", "aides"),
        ("Those close to him say that talks go on.", "those close"),
        ("The aides, led by Piet Halm, told the group that talks go on.", "the aides"),
        ("As Anna Ruiz put it, talks go on.", "Anna Ruiz"),
        ("As Anna Ruiz reported, even now talks go on.", "Anna Ruiz"),
        ("As reported by Anna Ruiz, talks go on.", "Anna Ruiz"),
        ("In Anna Ruiz's view, talks go on.", "Anna Ruiz"),
        ("The talks are over, said Anna Ruiz, a member.", "Anna Ruiz"),
        ("The talks are over, according to a ruling official.", "a ruling official"),
        ("The talks are over, according to early returns.", "early returns"),
        ("Access is easy and talks go on, Anna Ruiz insisted Thursday.", "Anna Ruiz"),
        ("Talks go on, Anna Ruiz said early Friday.", "Anna Ruiz"),
        ("Piet Halm noted that it rains, and port officials warned that talks go on.", "port officials"),
        ("Ruiz editorial: Talks go on.", "Ruiz editorial"),
        ("In exit polls, talks were popular.", "exit polls"),
    ];
    for (text, speaker) in rows {
        let phrase = if text.contains("talks") { "talks" } else { "Talks" };
        check("en", &[(text, phrase, "reported", speaker)]);
    }
    let rows = [
        ("“It rains,” Anna Ruiz said. Piet Halm disagreed. “The talks are going on as planned.”", "Piet Halm"),
        ("“We want talks,” said Anna Ruiz, who, like all members, responded in writing.", "Anna Ruiz"),
        ("“We want talks,” Anna Ruiz told the Courier when asked about it.", "Anna Ruiz"),
        ("“We want talks,” as Anna Ruiz put it.", "Anna Ruiz"),
        ("“The talks,” Anna Ruiz, the mayor, told me in early March, “are what we want.”", "Anna Ruiz"),
        ("Stated Anna Ruiz: “We want talks and we want them now.”", "Anna Ruiz"),
        ("It does not surprise pollster Anna Ruiz: “We want talks and we want them now.”", "Anna Ruiz"),
        ("“We want talks and we want them now.”\n- Anna Ruiz.\nThis is complex.", "Anna Ruiz"),
        ("Senator Anna Ruiz, said, “We want talks.”", "Anna Ruiz"),
        ("“They want talks and they want them now.” Anna Ruiz, Orven Courier", "Anna Ruiz"),
        ("“They want talks and they want them now.”\n\nAnna Ruiz, Orven Courier\n\nIt rains.", "Anna Ruiz"),
        ("“They want talks and they want them now.” In Orven, Ruiz left.", ""),
        ("He wrote: “WE WILL NEVER LEAVE THE talks TO ANYBODY AT ALL.”", ""),
        ("“We want talks,” Anna Ruiz said on the Courier's Today show Sunday.", "Anna Ruiz"),
        ("The plan, which Anna Ruiz described as “talks about nothing new,” is dead.", "Anna Ruiz"),
    ];
    for (text, speaker) in rows {
        assert_eq!(voice_of("en", text, "talks"), (vec!["quoted"], speaker.to_owned()), "{text}");
    }
}

#[test]
fn a_clause_about_a_noun_is_the_outlets() {
    check("en", &[("The group that calls itself a front struck the talks.", "talks", "own", "")]);
}

#[test]
fn contents_end_where_the_sentence_goes_on() {
    check(
        "en",
        &[
            // A comma before the verb of the sentence.
            ("Anna Ruiz, who offered a deal at the port, hailed the talks.", "deal", "reported", "Anna Ruiz"),
            ("Anna Ruiz, advising on ports along the coast of Orven, founded the talks.", "founded the talks", "own", ""),
            ("The plan, described as a deal of the rich, ended the talks.", "ended the talks", "own", ""),
            ("Piet Halm, whom Ruiz called “the butcher of Orven,” left the talks.", "left the talks", "own", ""),
            ("Confident that trade lasts, Halm insisted that it rains and ended the talks.", "talks", "reported", "Halm"),
            ("“We won,” Halm said at the port, as he raised his hand at the talks.", "talks", "own", ""),
            // The verb of a noun that begins the sentence.
            ("Support for the bill grew in the talks.", "talks", "own", ""),
            ("Opposition to the treaty of Orven has ended the talks.", "talks", "own", ""),
            // A list, an apposition within the content, a clause.
            ("Anna Ruiz sought a stupid, bearded round of talks.", "bearded round of talks", "reported", "Anna Ruiz"),
            ("Ruiz reported a plan that Halm, caught in a war, ended the talks.", "talks", "reported", "Ruiz"),
        ],
    );
}

#[test]
fn what_is_made_is_told_by_the_outlet() {
    check(
        "en",
        &[
            ("Anna Ruiz signed a law on the talks.", "talks", "own", ""),
            ("Anna Ruiz has written a book about the talks.", "talks", "own", ""),
            ("Anna Ruiz greeted members of the talks.", "talks", "own", ""),
            ("Papers published by Anna Ruiz at the talks sold well.", "Papers", "own", ""),
            ("Anna Ruiz wrote that talks go on.", "talks", "reported", "Anna Ruiz"),
            ("Talks go on, Anna Ruiz wrote Piet Halm.", "Talks", "reported", "Anna Ruiz"),
            ("Anna Ruiz announced the end of the talks.", "talks", "reported", "Anna Ruiz"),
        ],
    );
}

/// The cues of a text, in the order of what they govern.
fn cues(text: &str) -> Vec<String> {
    let (_, marks) = marked("en", text);
    marks.attributions.iter().filter_map(|a| a.cue.map(|(x, y)| text[x as usize..y as usize].to_owned())).collect()
}

#[test]
fn nouns_and_names_are_no_cues() {
    let rows = [
        "Rust Belt states that have suffered voted.",
        "In critical swing states like Orven and Halm, that share is higher.",
        "He won each of the four states, from Orven to Halm, that voted.",
        "The ministry sent 22 emails across the town.",
        "They left over the personal attacks each has been part of.",
        "The Orven attacks have scared many.",
        "Clean Air Act rules that could lead to closures are here.",
        "There are new signs that trade has slowed.",
        "In a clear sign he is ready, Halm hired a manager.",
        "The two taped an hourlong show that aired on Thursday.",
        "Halm was the host of the reality show “The Clerk” until May.",
        "A band called Sophist got the crowd to dance.",
        "He made a film called “Huge!” and left.",
        "Halm called Anna Ruiz on Sunday.",
        "The club, known as the Friends of Orven, closed.",
        "He is ahead, thanks to huge gains.",
        "The careful phrasing fueled unrest.",
        "Halm found himself alone in the port.",
        "The fair was closed due to protests there.",
        "The O'Reilly show is the first.",
        "The Northern nominating convention is in Orven.",
        "The debate on Thursday was long, the vote for next week is not.",
    ];
    for text in rows {
        assert_eq!(cues(text), Vec::<String>::new(), "{text}");
    }
    let rows: [(&str, &[&str]); 12] = [
        ("Halm called Anna Ruiz a liar.", &["called"]),
        ("Halm called Ruiz “unhinged.”", &["called", "called"]),
        ("He is known as a hothead.", &["is known", "is known"]),
        ("The report states the mayor lied.", &["states"]),
        ("According to a new poll, most agree.", &["According to"]),
        ("In a new poll, trade is up, Ruiz said.", &["In", "said"]),
        ("The White House demands the bill be passed.", &["demands"]),
        ("House panel votes to hold Halm in contempt.", &["votes"]),
        ("Data show that trade has slowed.", &["show"]),
        ("A majority fear that increased tolls would end trade.", &["fear"]),
        ("The Courier reported on Friday, citing two aides, that trade has slowed.", &["citing", "reported"]),
        ("He opposes tolls, supports ports and wants rain.", &["opposes", "supports", "wants"]),
    ];
    for (text, want) in rows {
        assert_eq!(cues(text), want, "{text}");
    }
    // Who speaks after a quotation is no verb of its own; a name in marks is nobody's speech.
    let text = "“We want talks,” state Senator Anna Ruiz said.";
    assert_eq!(cues(text), ["said"]);
    let text = "Anna Ruiz said it rains. It came from a shell firm called “BH Group, LLC,” in May.";
    assert_ne!(voice_of("en", text, "Group").0, ["quoted"]);
    let text = "Anna Ruiz said it rains. She left with “The Diaries of the Port: How Talks Fail,” on the train.";
    assert_ne!(voice_of("en", text, "Talks").0, ["quoted"]);
}

#[test]
fn cues_govern_more_than_clauses() {
    let rows: [(&str, &[&str]); 22] = [
        ("Anna Ruiz vows not to leave.", &["vows"]),
        ("Anna Ruiz pledged Saturday to rid the port of rats.", &["pledged"]),
        ("The ministers all urged a new role.", &["all urged"]),
        ("Anna Ruiz and Piet Halm have both attacked the plan.", &["have both attacked"]),
        ("Anna Ruiz on Tuesday requested yet another inquiry.", &["requested"]),
        ("Anna Ruiz spoke warmly of the port.", &["spoke warmly of"]),
        ("Ruiz and Halm support the plan.", &["support"]),
        ("Ruiz considers him a friend, but views Halm as a rival.", &["considers", "views"]),
        ("The polls that show Halm ahead are wrong.", &["show"]),
        ("Asked on a programme who leads the port, he left.", &["Asked"]),
        ("The bill, opposed by the party, failed.", &["opposed"]),
        // No cues.
        ("The two battleground states with ports voted.", &[]),
        ("Halm leads in states that have ports.", &[]),
        ("The message that left Halm puzzled came late.", &[]),
        ("Anna Ruiz spoke on Tuesday.", &[]),
        ("Regarding the port, nothing is known yet.", &[]),
        ("It was hard to see how the port grows.", &[]),
        ("Anna Ruiz fell in the polls.", &[]),
        ("Ruiz gave it back in March.", &[]),
        ("They began to add soldiers to the port.", &[]),
        // A stop before the first word, a dash before the last.
        (". seems he", &["seems"]),
        ("Ruiz said - the port -", &[]),
    ];
    for (text, want) in rows {
        assert_eq!(cues(text), want, "{text}");
    }
}

#[test]
fn he_is_who_was_the_subject_since() {
    let rows = [
        // Whoever spoke last, unless another speaker was the subject of a verb since.
        ("Ida Berg said it rains. Emil Ziel said it snows. Berg left. She said that talks go on.", "Ida Berg"),
        ("Ida Berg said it rains. Emil Ziel said it snows. He said that talks go on.", "Emil Ziel"),
        ("Emil Ziel said it snows. Ida Berg said Ziel left. She said that talks go on.", "Ida Berg"),
        // Nobody who never speaks, and no woman for *he*.
        ("Ida Berg said it rains. Piet Halm left. She said that talks go on.", "Ida Berg"),
        (
            "Mrs. Berg left. Ida Berg said it rains. Emil Ziel said it snows. Ms. Berg left. He said that talks go on.",
            "Emil Ziel",
        ),
    ];
    for (text, speaker) in rows {
        assert_eq!(voice_of("en", text, "talks"), (vec!["reported"], speaker.to_owned()), "{text}");
    }
}

#[test]
fn names_keep_their_particles() {
    let rows = [
        (
            "Bureau member Samir al-Hadi told the Courier, “We are open to all.”\nHadi explained that talks go on.",
            "Samir al-Hadi",
        ),
        ("Anna von der Heide said it rains. Heide added that talks go on.", "Anna von der Heide"),
        ("Prince Karim bin Salem said it rains. Bin Salem added that talks go on.", "Karim bin Salem"),
        ("Musa Abu Zayd said it rains. Abu Zayd said that talks go on.", "Musa Abu Zayd"),
    ];
    for (text, speaker) in rows {
        assert_eq!(voice_of("en", text, "talks"), (vec!["reported"], speaker.to_owned()), "{text}");
    }
}

#[test]
fn any_text_is_marked_token_by_token() {
    let pieces =
        [" - ", "“", "”", "\"", "'", "’", "«", "»", "said", "he", "that", ",", ".", " ", "\n", "X", "according to", "(", ":"];
    let verbs: Vec<&str> = include_str!("verbs/en.txt").split([' ', '\n', '/', '-']).filter(|w| w.len() > 2).collect();
    let small: Vec<&str> = include_str!("verbs/words_en.txt").split_whitespace().collect();
    let mut state = 7u32;
    let mut any = |pool: &[&'static str]| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        pool[(state >> 8) as usize % pool.len()]
    };
    for _ in 0..600 {
        let mut text = String::new();
        for _ in 0..60 {
            let word = match any(&["mark", "mark", "verb", "small", "small"]) {
                "mark" => any(&pieces),
                "verb" => any(&verbs),
                _ => any(&small),
            };
            text.push_str(word);
            text.push_str(any(&[" ", " ", " ", "", ", ", "ed ", "s ", "'s ", "ing "]));
        }
        for code in ["en", "fr", "de", "ar", "ja", "he", "zh"] {
            let (tokens, marks) = marked(code, &text);
            assert_eq!(marks.voices.len(), tokens.len());
            for a in &marks.attributions {
                assert!(a.content.0 <= a.content.1 && a.content.1 as usize <= text.len());
                assert!(text.is_char_boundary(a.content.0 as usize) && text.is_char_boundary(a.content.1 as usize));
            }
        }
    }
}
