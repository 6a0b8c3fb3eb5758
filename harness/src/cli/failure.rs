// SPDX-License-Identifier: EUPL-1.2
//! Why a command could not do its work: a mistake in what it was given, or a fault of the harness.

use super::Exit;
use crate::run::RunError;
use crate::world::WorldError;
use fake_pki::PkiError;
use input::InputError;
use liste_blanche::ListeError;
use std::fmt::{self, Display};

/// The exit code, and what is printed on stderr.
#[derive(Debug)]
pub struct Failure {
    pub exit: Exit,
    messages: Vec<String>,
}

impl Failure {
    /// Mistakes in the user's input or surroundings, a message each; exit code 2.
    pub fn input(messages: impl IntoIterator<Item = impl Display>) -> Failure {
        let messages = messages.into_iter().map(|message| format!("error: {message}")).collect();
        Failure { exit: Exit::BadInput, messages }
    }

    /// One such mistake.
    pub fn refused(message: impl Display) -> Failure {
        Failure::input([message])
    }

    /// A fault of our own; exit code 4.
    pub fn ours(error: impl Display) -> Failure {
        let version = env!("CARGO_PKG_VERSION");
        let message = format!(
            "fault of the harness: {error}\n  = neither your files nor the connector are to blame; please report it with this message, the command and the version, {version}"
        );
        Failure { exit: Exit::HarnessFault, messages: vec![message] }
    }

    /// The same messages with another exit code.
    pub fn ending(self, exit: Exit) -> Failure {
        Failure { exit, ..self }
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.messages.join("\n\n"))
    }
}

impl From<Vec<InputError>> for Failure {
    fn from(errors: Vec<InputError>) -> Failure {
        Failure::input(errors)
    }
}

impl From<InputError> for Failure {
    fn from(error: InputError) -> Failure {
        Failure::refused(error)
    }
}

impl From<PkiError> for Failure {
    fn from(error: PkiError) -> Failure {
        match &error {
            PkiError::Io { .. } | PkiError::Damaged { .. } | PkiError::Name { .. } | PkiError::Listen { .. } => {
                Failure::refused(error)
            }
            PkiError::Crypto { .. } => Failure::ours(error),
        }
    }
}

impl From<ListeError> for Failure {
    fn from(error: ListeError) -> Failure {
        match &error {
            ListeError::NotApplicable { .. } => Failure::refused(error),
            _ => Failure::ours(error),
        }
    }
}

impl From<RunError> for Failure {
    fn from(error: RunError) -> Failure {
        match &error {
            RunError::World(WorldError::Pki(_) | WorldError::Dns(_) | WorldError::Liste(_) | WorldError::Tls(_)) => {
                Failure::ours(error)
            }
            RunError::World(WorldError::Listen { .. } | WorldError::File { .. })
            | RunError::Driver(_)
            | RunError::Unsafe(_)
            | RunError::Folder(_) => Failure::refused(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_ours_has_an_exit_code_and_words_of_its_own() {
        let failure = Failure::ours("the key has no form");
        assert_eq!(failure.exit, Exit::HarnessFault);
        assert!(failure.to_string().starts_with("fault of the harness: the key has no form"), "{failure}");
        assert_eq!(Failure::refused("no such file").exit, Exit::BadInput);
    }
}
