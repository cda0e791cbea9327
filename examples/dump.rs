//! dev
use framescope::annotate::*;
use framescope::corpus::*;
use std::io::Read;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let mode = args[1].as_str();
    let mut a = Annotator::new(AnnotateOptions::default());
    let mut docs = vec![];
    for f in &args[2..] {
        let mut s = String::new();
        std::fs::File::open(f).unwrap().read_to_string(&mut s).unwrap();
        if f.ends_with(".jsonl") {
            for line in s.lines() {
                let v: serde_json::Value = serde_json::from_str(line).unwrap();
                let g = |k: &str| v[k].as_str().unwrap_or("").to_owned();
                docs.push(Document { id: g("id"), title: g("title"), text: g("text"), ..Document::default() });
            }
        } else {
            docs.push(Document { id: f.clone(), text: s, ..Document::default() });
        }
    }
    for d in docs {
        let id = d.id.clone();
        let r = a.annotate(d);
        if mode != "furn" {
            println!("### {id} {:?} tokens {} words {}", r.language, r.tokens.len(), r.n_words());
            for n in &r.notes {
                println!("NOTE {} {} {}", n.code, n.detail, n.excerpt);
            }
        }
        for (i, s) in r.sentences.iter().enumerate() {
            let field = r.field(s.first as usize);
            let t = &field[s.start_byte as usize..s.end_byte as usize];
            if mode == "furn" {
                if !r.rules[i].is_empty() {
                    println!("{}\t{}\t{}\t{}", r.zones[i].name(), r.rules[i], id, t.replace('\n', " / "));
                }
                continue;
            }
            println!("[{} {} p{}] {}", r.zones[i].name(), r.rules[i], s.paragraph, t.replace('\n', " / "));
            if mode == "tok" {
                let v: Vec<String> = (s.first..s.end)
                    .map(|k| {
                        let t = &r.tokens[k as usize];
                        format!(
                            "{:?}/{}{}",
                            t.gap,
                            a.vocabulary.form(t.term),
                            if t.kind == framescope::token::TokenKind::Word { String::new() } else { format!("({:?})", t.kind) }
                        )
                    })
                    .collect();
                println!("    {}", v.join(" "));
            }
        }
    }
}
