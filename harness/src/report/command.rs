// SPDX-License-Identifier: EUPL-1.2
//! Commands that a reader may copy into a shell: they run as printed, in the folder where the run was started.

use super::build::ReportInput;
use std::fmt::Display;

/// A word as a POSIX shell reads it back whole: bare where nothing in it has a meaning, else in single quotes, which
/// hold anything but themselves (POSIX.1-2017, Shell Command Language, 2.2.2).
pub fn quoted(word: impl Display) -> String {
    let word = word.to_string();
    let plain = |c: char| c.is_alphanumeric() || "/._-+:,@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word } else { in_quotes(&word) }
}

fn in_quotes(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// Plays one variant with its control, or everything, as this run did.
pub(super) fn replay(id: Option<&str>, subject: &ReportInput<'_>) -> String {
    let mut words = vec![format!("mssante-harness run {}", subject.catalogue)];
    let connector = subject.connector;
    words.extend(connector.file.as_ref().map(|file| format!("--connector {}", quoted(file.display()))));
    words.extend(subject.mutation.as_ref().map(|mutation| format!("--mutation {}", quoted(mutation))));
    let reachable = connector.bench.addresses().iter().any(|address| !address.is_loopback());
    words.extend(reachable.then(|| "--listen".to_owned()));
    words.push(format!("--seed {}", subject.plan.seed));
    // Always quoted: a copied pattern must not meet the files of the folder.
    words.extend(id.map(|id| format!("--only {}", in_quotes(id))));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::quoted;
    use std::process::Command;

    #[test]
    fn a_word_is_read_back_whole_by_a_shell() {
        for word in ["scenarios/", "mes scénarios/l’essai", "it's", "$HOME", "a;b", "*", "~", "--only=a b", ""] {
            let shell = Command::new("sh").args(["-c", &format!("printf %s {}", quoted(word))]).output();
            assert_eq!(String::from_utf8_lossy(&shell.expect("a shell").stdout), word);
        }
        assert_eq!(quoted("scenarios/"), "scenarios/");
    }
}
