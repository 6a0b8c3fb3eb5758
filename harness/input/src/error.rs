// SPDX-License-Identifier: EUPL-1.2
//! A mistake in what the user gave: where, what, what was expected, and what to do.

use std::fmt;
use std::path::PathBuf;

/// One mistake in the user's input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputError {
    /// The file, as the user named it.
    pub file: PathBuf,
    /// Line and column, both from 1; none when the whole file is concerned.
    pub at: Option<(u64, u64)>,
    /// The text of that line.
    pub excerpt: Option<String>,
    /// What is wrong there, in one sentence.
    pub what: String,
    /// What was expected, the nearest known name, what to do next.
    pub help: Vec<String>,
}

impl InputError {
    /// A mistake in a whole file.
    pub fn new(file: impl Into<PathBuf>, what: impl Into<String>) -> InputError {
        InputError { file: file.into(), at: None, excerpt: None, what: what.into(), help: Vec::new() }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> InputError {
        self.help.push(help.into());
        self
    }

    /// Adds the nearest of the known names, and all of them when they are few.
    #[must_use]
    pub fn known<'a>(mut self, wanted: &str, known: impl IntoIterator<Item = &'a str>) -> InputError {
        let known: Vec<&str> = known.into_iter().collect();
        if let Some(near) = nearest(wanted, known.iter().copied()) {
            self.help.push(format!("did you mean `{near}`?"));
        }
        if known.len() <= 12 {
            self.help.push(format!("known: {}", known.join(", ")));
        }
        self
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some((line, column)) = self.at {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.what)?;
        if let (Some((line, column)), Some(excerpt)) = (self.at, &self.excerpt) {
            let margin = line.to_string();
            let caret = usize::try_from(column).unwrap_or(1);
            write!(f, "\n  {margin} | {excerpt}\n  {:width$} | {:>caret$}", "", "^", width = margin.len())?;
        }
        for help in &self.help {
            write!(f, "\n  = {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for InputError {}

/// The known name that resembles the wanted one most, if one does at all.
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let scored = known.into_iter().map(|name| (strsim::jaro_winkler(wanted, name), name));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(score, _)| *score > 0.72).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_shows_place_excerpt_caret_and_help() {
        let error = InputError {
            file: "a.yaml".into(),
            at: Some((3, 5)),
            excerpt: Some("    purpos: x".into()),
            what: "unknown key `purpos`".into(),
            help: vec![],
        }
        .known("purpos", ["purpose", "covers"]);
        assert_eq!(
            error.to_string(),
            "a.yaml:3:5: unknown key `purpos`\n  3 |     purpos: x\n    |     ^\n  = did you mean `purpose`?\n  = known: purpose, covers"
        );
    }

    #[test]
    fn nothing_is_near_a_name_that_resembles_none() {
        assert_eq!(nearest("zzz", ["purpose", "covers"]), None);
    }
}
