// SPDX-License-Identifier: EUPL-1.2
//! The commands `liste-blanche verify` and `liste-blanche lint`.

use super::{Exit, Failure};
use crate::input::InputError;
use crate::liste_blanche::lint::lint as examine;
use crate::liste_blanche::report::{report_lint, report_verify};
use crate::liste_blanche::verify::{Trust, verify as judge};
use std::path::Path;
use time::macros::format_description;
use time::{Date, OffsetDateTime};

pub fn verify(file: &Path, trust: &Path, at: Option<&str>) -> Result<Exit, Failure> {
    let at = at.map_or_else(|| Ok(OffsetDateTime::now_utc()), day)?;
    let trust = Trust::from_dir(trust).map_err(|error| Failure::input([error]))?;
    let bytes = read(file)?;
    match judge(&bytes, &trust, at) {
        Ok(verified) => {
            print!("{}", report_verify(&verified));
            Ok(Exit::Conforming)
        }
        Err(refusal) => {
            println!("refused: {refusal}");
            Ok(Exit::NonConforming)
        }
    }
}

pub fn lint(file: &Path) -> Result<Exit, Failure> {
    let lint = examine(&read(file)?).map_err(|error| Failure::input([format!("{}: {error}", file.display())]))?;
    print!("{}", report_lint(&lint));
    Ok(Exit::Conforming)
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let unreadable = |error: std::io::Error| InputError::new(file, format!("cannot be read: {error}"));
    Ok(std::fs::read(file).map_err(unreadable)?)
}

/// Noon of a day, so that certificates that begin or end on it are judged in its middle.
fn day(text: &str) -> Result<OffsetDateTime, Failure> {
    let date = Date::parse(text, format_description!("[year]-[month]-[day]"));
    let date = date.map_err(|_| Failure::input([format!("--at {text}: expected a day such as 2025-03-01")]))?;
    Ok(date.midnight().assume_utc() + time::Duration::hours(12))
}
