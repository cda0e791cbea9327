//! Remembers what was found out about the forms of a vocabulary.

use super::TermId;

/// What a rule says of forms, found out once for each language and form.
#[derive(Clone, Debug)]
pub struct Memo<T> {
    languages: Vec<(&'static str, Known<T>)>,
}

impl<T> Default for Memo<T> {
    fn default() -> Memo<T> {
        Memo { languages: Vec::new() }
    }
}

impl<T> Memo<T> {
    /// What is known of the forms of a language.
    pub fn of(&mut self, language: &'static str) -> &mut Known<T> {
        let at = self.languages.iter().position(|(code, _)| *code == language).unwrap_or_else(|| {
            self.languages.push((language, Known { numbers: Vec::new(), values: Vec::new() }));
            self.languages.len() - 1
        });
        &mut self.languages[at].1
    }
}

/// What a rule says of the forms of one language. Few values are distinct: a form has the number of its own.
#[derive(Clone, Debug)]
pub struct Known<T> {
    /// By form, from 1; 0 for what was not asked yet.
    numbers: Vec<u16>,
    values: Vec<T>,
}

impl<T: Copy + PartialEq> Known<T> {
    /// What is known of a form, else what `find` says of it, which must depend on the form alone.
    #[inline]
    pub fn get(&mut self, term: TermId, find: impl FnOnce() -> T) -> T {
        match self.numbers.get(term.0 as usize) {
            Some(&number) if number > 0 => self.values[usize::from(number) - 1],
            _ => self.learn(term, find()),
        }
    }

    #[cold]
    fn learn(&mut self, term: TermId, value: T) -> T {
        let at = self.values.iter().position(|v| *v == value).unwrap_or_else(|| {
            self.values.push(value);
            self.values.len() - 1
        });
        // With more distinct values than numbers the last ones are found out again each time.
        if let Ok(number) = u16::try_from(at + 1) {
            let i = term.0 as usize;
            if i >= self.numbers.len() {
                self.numbers.resize((i + 1).next_power_of_two(), 0);
            }
            self.numbers[i] = number;
        } else {
            self.values.pop();
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_asked_once_for_each_language() {
        let (mut memo, mut asked) = (Memo::<usize>::default(), 0);
        for (language, term, value) in [("en", 7, 1), ("en", 7, 9), ("en", 0, 1), ("fr", 7, 2), ("en", 7, 9), ("fr", 7, 9)] {
            let found = memo.of(language).get(TermId(term), || {
                asked += 1;
                value
            });
            assert_eq!(found, if language == "fr" { 2 } else { 1 });
        }
        assert_eq!(asked, 3);
    }

    #[test]
    fn more_values_than_numbers_are_still_right() {
        let mut memo = Memo::<u32>::default();
        for _ in 0..2 {
            for term in 0..u32::from(u16::MAX) + 9 {
                assert_eq!(memo.of("en").get(TermId(term), || term), term);
            }
        }
    }
}
