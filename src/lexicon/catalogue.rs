//! The lexicons that come with the program.

/// Name and text of every embedded lexicon, sorted by name; each file of `lexicons/` has one line here,
/// which a test checks.
pub fn embedded() -> &'static [(&'static str, &'static str)] {
    &[
        ("abortion", include_str!("../../lexicons/abortion.toml")),
        ("armed-conflict", include_str!("../../lexicons/armed-conflict.toml")),
        ("armed-groups", include_str!("../../lexicons/armed-groups.toml")),
        ("climate-energy", include_str!("../../lexicons/climate-energy.toml")),
        ("government-protest", include_str!("../../lexicons/government-protest.toml")),
        ("health", include_str!("../../lexicons/health.toml")),
        ("identity", include_str!("../../lexicons/identity.toml")),
        ("israel-palestine", include_str!("../../lexicons/israel-palestine.toml")),
        ("migration", include_str!("../../lexicons/migration.toml")),
        ("news-frames", include_str!("../../lexicons/news-frames.toml")),
        ("policing-guns", include_str!("../../lexicons/policing-guns.toml")),
        ("taxes-welfare", include_str!("../../lexicons/taxes-welfare.toml")),
        ("ukraine-war", include_str!("../../lexicons/ukraine-war.toml")),
        ("world-affairs", include_str!("../../lexicons/world-affairs.toml")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn every_file_of_the_catalogue_is_embedded_and_reads() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .filter_map(|f| f.unwrap().file_name().to_str().and_then(|n| n.strip_suffix(".toml")).map(str::to_owned))
            .collect();
        files.sort();
        assert_eq!(embedded().iter().map(|(n, _)| n.to_string()).collect::<Vec<_>>(), files);
        for (name, text) in embedded() {
            let (lexicon, warnings) = Lexicon::read(&format!("{name}.toml"), text.as_bytes()).unwrap();
            assert_eq!(lexicon.name, *name);
            assert_eq!(warnings, [], "{name}");
        }
    }
}
