// SPDX-License-Identifier: EUPL-1.2
//! Programs of others as witnesses. One that is absent is not heard, unless `MSSANTE_WITNESSES` is `required`.

use std::fmt::Display;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Says that a witness is not heard.
///
/// # Panics
/// When witnesses are required.
pub fn is_absent(program: &str, error: &dyn Display) {
    let required = std::env::var_os("MSSANTE_WITNESSES").is_some_and(|value| value == "required");
    assert!(!required, "the witness {program} cannot be run: {error}");
    eprintln!("no {program} here: this witness is not heard");
}

/// Whether a witness can be heard.
pub fn is_heard(program: &str) -> bool {
    let mut command = Command::new(program);
    match command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status() {
        Ok(_) => true,
        Err(error) => {
            is_absent(program, &error);
            false
        }
    }
}

/// Runs a witness in a folder; none where there is no such program.
pub fn heard(program: &str, arguments: &[&str], folder: &Path) -> Option<Output> {
    match Command::new(program).args(arguments).current_dir(folder).output() {
        Ok(output) => Some(output),
        Err(error) => {
            is_absent(program, &error);
            None
        }
    }
}
