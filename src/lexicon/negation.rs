//! Words that negate a label or hold it at a distance, by language.
//!
//! A hit after one of them is flagged, never flipped: what "not a terrorist" says about an outlet is for
//! the researcher to judge. Sources of the English distancing words: the style guides that advise on
//! "so-called" and "alleged" (AP, Reuters); the other languages have their plain equivalents.

use hashbrown::HashSet;
use std::sync::LazyLock;

/// Folded forms, English first; `so+called` stands for two words, `n't` for every word that ends so.
static WORDS: &[(&str, &str)] = &[
    (
        "en",
        "not no never neither nor without hardly n't cannot nothing none nobody so-called so+called alleged allegedly supposed supposedly purported purportedly ostensible ostensibly self-styled self-proclaimed self-described would-be",
    ),
    (
        "fr",
        "ne n pas jamais ni sans aucun aucune non soi-disant prétendu prétendue prétendus prétendues présumé présumée présumés présumées supposé supposée supposés",
    ),
    (
        "de",
        "nicht kein keine keinen keinem keiner keines nie niemals weder noch ohne sogenannt sogenannte sogenannten sogenannter sogenanntes angeblich angebliche angeblichen angeblicher mutmasslich mutmassliche mutmasslichen vermeintlich vermeintliche vermeintlichen",
    ),
    (
        "es",
        "no nunca jamás ni sin ningún ninguna supuesto supuesta supuestos supuestas presunto presunta presuntos presuntas llamado llamada llamados autodenominado autodenominada",
    ),
    (
        "it",
        "non né mai senza nessun nessuno nessuna cosiddetto cosiddetta cosiddetti cosiddette presunto presunta presunti presunte sedicente sedicenti",
    ),
    (
        "pt",
        "não nunca jamais nem sem nenhum nenhuma suposto suposta supostos supostas alegado alegada alegados chamado chamada autoproclamado autoproclamada",
    ),
    ("nl", "niet geen nooit noch zonder zogenaamd zogenaamde zogeheten vermeend vermeende vermoedelijk vermoedelijke"),
    (
        "ru",
        "не нет ни без никогда якобы так+называемый так+называемая так+называемое так+называемые так+называемых предполагаемый предполагаемые предполагаемых мнимый мнимые",
    ),
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

/// The words of one language, for look-up.
pub(super) struct Negators {
    single: HashSet<&'static str>,
    pairs: HashSet<(&'static str, &'static str)>,
}

impl Negators {
    fn new(words: &'static str) -> Negators {
        let (pairs, single): (Vec<&str>, Vec<&str>) = words.split(' ').partition(|w| w.contains('+'));
        Negators { single: single.into_iter().collect(), pairs: pairs.into_iter().filter_map(|p| p.split_once('+')).collect() }
    }

    /// Whether a folded form negates or distances.
    pub(super) fn one(&self, form: &str) -> bool {
        self.single.contains(form) || (form.ends_with("n't") && self.single.contains("n't"))
    }

    /// Whether two forms that follow each other do.
    pub(super) fn two(&self, first: &str, second: &str) -> bool {
        self.pairs.contains(&(first, second))
    }
}

/// The words of a language; English ones where there is no list.
pub(super) fn negators(code: &str) -> &'static Negators {
    static LISTS: LazyLock<Vec<Negators>> = LazyLock::new(|| WORDS.iter().map(|(_, w)| Negators::new(w)).collect());
    let i = WORDS.iter().position(|(l, _)| *l == code).unwrap_or(0);
    &LISTS[i]
}

#[cfg(test)]
mod tests {
    use super::negators;

    #[test]
    fn negating_and_distancing_words() {
        let en = negators("en");
        for (form, want) in [("not", true), ("wasn't", true), ("so-called", true), ("called", false)] {
            assert_eq!(en.one(form), want, "{form}");
        }
        assert!(en.two("so", "called") && !en.two("he", "called"));
        assert!(negators("ru").two("так", "называемый") && negators("ru").one("не"));
        assert!(negators("und").one("not"));
    }
}
