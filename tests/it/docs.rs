//! The pages in `docs/`: every command shown is run, and must print what the page shows.
//!
//! In a ```` ```console ```` block a line that starts with `$ ` is a command; what follows, up to the next one,
//! is what it prints. The commands of a page run in one empty folder, in order. With `FRAMESCOPE_BLESS=1` the
//! pages are rewritten to show what is printed now.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Every page below a folder, sorted.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()) {
        if file.is_dir() {
            found.extend(pages(&file));
        } else if file.extension().is_some_and(|e| e == "md") {
            found.push(file);
        }
    }
    found.sort();
    found
}

/// What a command prints, on stdout only, run by a shell in `folder`.
fn printed(command: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_framescope")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let done = Command::new("sh").args(["-c", command]).current_dir(folder).env("PATH", path).output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(matches!(done.status.code(), Some(0 | 1 | 3)), "{command}: {:?}\n{said}", done.status.code());
    String::from_utf8(done.stdout).unwrap()
}

/// The page with the output of its commands as it is now.
fn rerun(page: &str, folder: &Path) -> String {
    let (mut out, mut inside, mut file) = (String::new(), false, None::<(String, String)>);
    for line in page.lines() {
        match (line, &mut file) {
            ("```", Some((name, text))) => {
                std::fs::write(folder.join(name), text).unwrap();
                file = None;
            }
            (_, Some((_, text))) => *text += &format!("{line}\n"),
            ("```console", None) => inside = true,
            ("```", None) => inside = false,
            (_, None) => file = line.strip_prefix("```toml title=").map(|name| (name.to_owned(), String::new())),
        }
        if let (true, Some(command)) = (inside, line.strip_prefix("$ ")) {
            out += &format!("{line}\n");
            let text = printed(command, folder);
            let shown: Vec<&str> = text.lines().map(str::trim_end).collect();
            out += &shown.join("\n");
            out += if shown.is_empty() { "" } else { "\n" };
        } else if !inside || line.starts_with("```") {
            out += &format!("{line}\n");
        }
    }
    out
}

#[test]
fn every_command_in_the_pages_prints_what_they_show() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let mut stale = Vec::new();
    for page in pages(&docs) {
        let kept = std::fs::read_to_string(&page).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let fresh = rerun(&kept, folder.path());
        if fresh != kept && std::env::var_os("FRAMESCOPE_BLESS").is_some() {
            std::fs::write(&page, fresh).unwrap();
        } else if let Some((k, f)) = kept.lines().zip(fresh.lines()).find(|(k, f)| k != f) {
            stale.push(format!("{}:\n  kept:  {k}\n  fresh: {f}", page.display()));
        } else if fresh != kept {
            stale.push(format!("{}: more or fewer lines", page.display()));
        }
    }
    assert!(stale.is_empty(), "stale pages (FRAMESCOPE_BLESS=1 rewrites them):\n{}", stale.join("\n"));
}
