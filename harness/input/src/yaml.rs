// SPDX-License-Identifier: EUPL-1.2
//! Strict YAML: one document, no aliases, no merge keys, no loose booleans, no duplicate keys, unknown keys refused.

use super::error::InputError;
use serde::de::DeserializeOwned;
use serde_yaml::{Location, Spanned};
use std::path::{Path, PathBuf};

/// Larger files are refused unread: the largest of ours has some thousand lines.
const MAX_BYTES: u64 = 1 << 20;

/// A YAML file in memory, so that a mistake found much later can still show its line.
#[derive(Debug, Clone)]
pub struct Source {
    /// The file, as the user named it.
    pub file: PathBuf,
    text: String,
}

/// Line and column of a value in its file, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Counted from 1.
    pub line: u64,
    /// Counted from 1, in characters.
    pub column: u64,
}

impl From<Location> for Place {
    fn from(location: Location) -> Place {
        Place { line: location.line(), column: location.column() }
    }
}

impl Source {
    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read, is larger than any file of ours, or is not UTF-8.
    pub fn read(file: &Path) -> Result<Source, InputError> {
        let unreadable = |error: std::io::Error| InputError::new(file, format!("cannot be read: {error}"));
        let size = std::fs::metadata(file).map_err(unreadable)?.len();
        if size > MAX_BYTES {
            let what = format!("has {size} bytes, more than the {MAX_BYTES} that a file of this kind may have");
            return Err(InputError::new(file, what));
        }
        let bytes = std::fs::read(file).map_err(unreadable)?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            InputError::new(file, format!("is not UTF-8 (byte {at})")).help("save the file as UTF-8 without BOM")
        })?;
        Ok(Source { file: file.to_owned(), text })
    }

    /// A text that is already in memory, under the name of its file.
    pub fn from_text(file: impl Into<PathBuf>, text: impl Into<String>) -> Source {
        Source { file: file.into(), text: text.into() }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Reads the text strictly into values.
    ///
    /// # Errors
    /// The first mistake, with its place and the nearest known name.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, InputError> {
        if self.text.trim().is_empty() {
            return Err(InputError::new(&self.file, "is empty"));
        }
        let options = serde_yaml::options! {
            strict_booleans: true,
            leading_zero_numbers_as_strings: true,
            underscored_numbers_as_strings: true,
            merge_keys: serde_yaml::options::MergeKeyPolicy::Error,
            budget: serde_yaml::budget! { max_documents: 1, max_aliases: 0, max_nodes: 20_000, max_depth: 32 },
        };
        serde_yaml::from_str_with_options(&self.text, options).map_err(|error| self.parse_error(&error))
    }

    fn parse_error(&self, error: &serde_yaml::Error) -> InputError {
        let message = error.without_snippet().to_string();
        let place = error.location().map(Place::from);
        let what = strip_place(message.lines().next().unwrap_or_default());
        let (what, known) = split_known(&what);
        let error = match place {
            Some(place) => self.error_at(place, what),
            None => InputError::new(&self.file, what),
        };
        let wanted = what.split('`').nth(1).unwrap_or_default();
        if known.is_empty() { error } else { error.known(wanted, known) }
    }

    /// A mistake at a place of this file, with its line shown.
    pub fn error_at(&self, place: Place, what: impl Into<String>) -> InputError {
        let index = usize::try_from(place.line).unwrap_or(1).saturating_sub(1);
        InputError {
            file: self.file.clone(),
            at: Some((place.line, place.column)),
            excerpt: self.text.lines().nth(index).map(|line| line.chars().take(160).collect()),
            what: what.into(),
            help: Vec::new(),
        }
    }

    /// A mistake at a value that was read from this file.
    pub fn error_of<T>(&self, value: &Spanned<T>, what: impl Into<String>) -> InputError {
        self.error_at(Place::from(value.defined), what)
    }
}

/// The parser puts the place inside its sentence; ours stands before it.
fn strip_place(message: &str) -> String {
    let cut = message.find(" at line ").or_else(|| message.find(" (line "));
    let message = &message[..cut.unwrap_or(message.len())];
    let message = message.strip_prefix("error: ").unwrap_or(message);
    match message.split_once(": ") {
        Some((place, rest)) if place.starts_with("line ") => rest.to_owned(),
        _ => message.to_owned(),
    }
}

/// Parts `unknown field `x`, expected one of a, b` into its two halves.
fn split_known(message: &str) -> (&str, Vec<&str>) {
    let expected = [", expected one of ", ", expected "].into_iter().find_map(|words| message.split_once(words));
    match expected {
        Some((what, known)) if what.starts_with("unknown ") => {
            (what, known.split([',', ' ']).map(|name| name.trim_matches('`')).filter(|name| !name.is_empty()).collect())
        }
        _ => (message, Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only whether it can be read is asked")]
    struct Form {
        name: String,
        #[serde(default)]
        on: bool,
    }

    fn refusal(text: &str) -> String {
        match Source::from_text("f.yaml", text).parse::<Form>() {
            Ok(form) => panic!("accepted: {form:?}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_place_and_the_nearest_name() {
        let message = refusal("name: a\nnam: b\n");
        assert!(message.starts_with("f.yaml:2:1: "), "{message}");
        assert!(message.contains("did you mean `name`?"), "{message}");
    }

    #[test]
    fn loose_booleans_duplicates_aliases_merges_and_second_documents_are_refused() {
        for text in [
            "name: a\non: yes\n",
            "name: a\nname: b\n",
            "name: &x a\non: *x\n",
            "<<: {name: a}\n",
            "name: a\n---\nname: b\n",
            "",
            "name:\n",
            "name: [1]\n",
        ] {
            refusal(text);
        }
    }

    #[test]
    fn a_wrong_type_names_its_line() {
        let message = refusal("name: a\non: 12\n");
        assert!(message.starts_with("f.yaml:2:5: "), "{message}");
    }
}
