// SPDX-License-Identifier: EUPL-1.2
//! Commands that a reader may copy into a shell: they run as printed, in the folder where the run was started.

use super::build::Subject;
use std::borrow::Cow;
use std::fmt::Display;

/// A word as a shell reads it back whole.
pub fn quoted(word: impl Display) -> String {
    let word = word.to_string();
    // No argument of a program holds the NUL that cannot be quoted.
    let quoted = shlex::try_quote(&word).map(Cow::into_owned);
    quoted.unwrap_or_default()
}

/// Plays one variant with its control, or everything, as this run did.
pub(super) fn replay(id: Option<&str>, subject: &Subject<'_>) -> String {
    let mut words = vec![format!("mssante-harness run {}", subject.catalogue)];
    let connector = subject.connector;
    words.extend(connector.file.as_ref().map(|file| format!("--connector {}", quoted(file.display()))));
    words.extend(subject.mutation.as_ref().map(|mutation| format!("--mutation {}", quoted(mutation))));
    let reachable = connector.bench.addresses().iter().any(|address| !address.is_loopback());
    words.extend(reachable.then(|| "--listen".to_owned()));
    words.push(format!("--seed {}", subject.plan.seed));
    // Always quoted: a copied pattern must not meet the files of the folder.
    words.extend(id.map(|id| format!("--only '{}'", id.replace('\'', "'\\''"))));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_word_is_read_back_whole_by_a_shell() {
        for word in ["scenarios/", "mes scénarios/l’essai", "it's", "$HOME", "a;b", "*", ""] {
            assert_eq!(shlex::split(&quoted(word)), Some(vec![word.to_owned()]), "{word}");
        }
        assert_eq!(quoted("scenarios/"), "scenarios/");
    }
}
