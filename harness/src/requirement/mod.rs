// SPDX-License-Identifier: EUPL-1.2
//! The register of requirements: one row each, with its source and its standing.

use input::{InputError, Source};
use reports::model::{Level, Severity, Standing};
use reports::text::Text;
use serde::Deserialize;
use serde_yaml::Spanned;
use std::collections::BTreeMap;
use std::path::Path;

/// One normative sentence, in our words, and where it comes from.
#[derive(Debug, Clone)]
pub struct Requirement {
    pub id: String,
    /// Rows of our own survey; not published identifiers.
    pub note: Option<String>,
    pub text: Text,
    pub source: String,
    pub standing: Standing,
    pub level: Level,
    /// How much harm a breach does; see [`Severity`].
    pub severity: Severity,
    pub direction: Direction,
    /// Why no scenario covers it.
    pub not_covered: Option<Text>,
    /// Every variant of the catalogue that covers it, whatever is selected.
    pub covered_by: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    Inbound,
    Outbound,
    Both,
    List,
    Dns,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Row {
    id: Spanned<String>,
    note: Option<String>,
    text: Text,
    source: String,
    standing: Standing,
    level: Level,
    severity: Option<Severity>,
    direction: Direction,
    not_covered: Option<Text>,
}

/// All rows, in the order of files and rows.
#[derive(Debug, Clone, Default)]
pub struct Register {
    pub requirements: Vec<Requirement>,
}

impl Register {
    /// Reads every `*.yaml` of a folder.
    pub fn read(folder: &Path) -> Result<Register, Vec<InputError>> {
        let mut register = Register::default();
        let mut errors = Vec::new();
        let mut first_seen: BTreeMap<String, String> = BTreeMap::new();
        for file in yaml_files(folder).map_err(|error| vec![error])? {
            match Source::read(&file).and_then(|source| Ok((source.parse::<Vec<Row>>()?, source))) {
                Ok((rows, source)) => register.add(rows, &source, &mut first_seen, &mut errors),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() { Ok(register) } else { Err(errors) }
    }

    fn add(
        &mut self,
        rows: Vec<Row>,
        source: &Source,
        first_seen: &mut BTreeMap<String, String>,
        errors: &mut Vec<InputError>,
    ) {
        for row in rows {
            let here = format!("{}:{}", source.file.display(), row.id.defined.line());
            if let Some(first) = first_seen.insert(row.id.value.clone(), here) {
                let what = format!("requirement `{}` is there twice", row.id.value);
                errors.push(source.error_of(&row.id, what).help(format!("first at {first}")));
            }
            self.requirements.push(Requirement {
                id: row.id.value,
                note: row.note,
                text: row.text,
                source: row.source,
                standing: row.standing,
                level: row.level,
                severity: row.severity.unwrap_or_else(|| usual(row.level)),
                direction: row.direction,
                not_covered: row.not_covered,
                covered_by: Vec::new(),
            });
        }
    }

    /// Notes that a variant covers a row.
    pub fn cover(&mut self, id: &str, variant: &str) {
        if let Some(row) = self.requirements.iter_mut().find(|row| row.id == id) {
            row.covered_by.push(variant.to_owned());
        }
    }

    pub fn find(&self, id: &str) -> Option<&Requirement> {
        self.requirements.iter().find(|r| r.id == id)
    }

    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.requirements.iter().map(|r| r.id.as_str())
    }
}

/// What a row that does not say its severity has: an obligation guards more than a recommendation.
fn usual(level: Level) -> Severity {
    match level {
        Level::Must => Severity::Majeure,
        Level::Should | Level::May => Severity::Mineure,
    }
}

fn yaml_files(folder: &Path) -> Result<Vec<std::path::PathBuf>, InputError> {
    let unreadable = |error: std::io::Error| InputError::new(folder, format!("cannot be read: {error}"));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|e| e == "yaml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
