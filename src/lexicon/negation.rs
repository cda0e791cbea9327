//! Words that negate a label or hold it at a distance, by language.
//!
//! A hit after one of them is flagged, never flipped: what "not a terrorist" says about an outlet is for
//! the researcher to judge. Sources of the English distancing words: the style guides that advise on
//! "so-called" and "alleged" (AP, Reuters); the other languages have their plain equivalents.

/// Folded forms; `so called` stands for two words, `n't` for every word that ends so.
const WORDS: &[(&str, &str)] = &[
    ("en", "not no never neither nor without hardly n't cannot nothing none nobody so-called so+called alleged allegedly supposed supposedly purported purportedly ostensible ostensibly self-styled self-proclaimed self-described would-be"),
    ("fr", "ne n pas jamais ni sans aucun aucune non soi-disant prétendu prétendue prétendus prétendues présumé présumée présumés présumées supposé supposée supposés"),
    ("de", "nicht kein keine keinen keinem keiner keines nie niemals weder noch ohne sogenannt sogenannte sogenannten sogenannter sogenanntes angeblich angebliche angeblichen angeblicher mutmasslich mutmassliche mutmasslichen vermeintlich vermeintliche vermeintlichen"),
    ("es", "no nunca jamás ni sin ningún ninguna supuesto supuesta supuestos supuestas presunto presunta presuntos presuntas llamado llamada llamados autodenominado autodenominada"),
    ("it", "non né mai senza nessun nessuno nessuna cosiddetto cosiddetta cosiddetti cosiddette presunto presunta presunti presunte sedicente sedicenti"),
    ("pt", "não nunca jamais nem sem nenhum nenhuma suposto suposta supostos supostas alegado alegada alegados chamado chamada autoproclamado autoproclamada"),
    ("nl", "niet geen nooit noch zonder zogenaamd zogenaamde zogeheten vermeend vermeende vermoedelijk vermoedelijke"),
    ("ru", "не нет ни без никогда якобы так+называемый так+называемая так+называемое так+называемые так+называемых предполагаемый предполагаемые предполагаемых мнимый мнимые"),
    ("uk", "не ні без ніколи нібито так+званий так+звана так+звані так+званих ймовірний ймовірні"),
    ("ar", "لا لم لن ليس ليست ليسوا غير دون بدون ما+يسمي المزعوم المزعومه المزعومين المزعومون مزعوم مزعومه"),
    ("he", "לא אין בלי ללא אינו אינה אינם לכאורה המכונה המכונים כביכול"),
    ("fa", "نه نیست نیستند بدون غیر هرگز به+اصطلاح ادعایي"),
    ("tr", "değil hayır asla olmadan sözde güya iddia+edilen"),
    ("hi", "नहीं न बिना कथित तथाकथित"),
    ("zh", "不 没 没有 非 所谓 据称"),
    ("ja", "いわゆる"),
];

/// How many words before a hit are looked at.
pub(super) const REACH: usize = 3;

/// Whether one of the folded forms before a hit, nearest last, negates or distances.
pub(super) fn is_negated(before: &[&str], code: &str) -> bool {
    let code = if WORDS.iter().any(|(l, _)| *l == code) { code } else { "en" };
    let Some((_, words)) = WORDS.iter().find(|(l, _)| *l == code) else { return false };
    let single = |form: &str| words.split(' ').any(|w| w == form || (w == "n't" && form.ends_with("n't")));
    let pair = |pair: &[&str]| words.split(' ').any(|w| w.split_once('+') == Some((pair[0], pair[1])));
    before.iter().any(|f| single(f)) || before.windows(2).any(pair)
}

#[cfg(test)]
mod tests {
    use super::is_negated;

    #[test]
    fn negating_and_distancing_words() {
        let rows: &[(&[&str], &str, bool)] = &[
            (&["is", "not", "a"], "en", true),
            (&["wasn't", "a"], "en", true),
            (&["the", "so-called"], "en", true),
            (&["the", "so", "called"], "en", true),
            (&["he", "called", "the"], "en", false),
            (&["так", "называемый"], "ru", true),
            (&["не"], "ru", true),
            (&["not"], "und", true),
            (&[], "en", false),
        ];
        for (before, code, want) in rows {
            assert_eq!(is_negated(before, code), *want, "{before:?}");
        }
    }
}
