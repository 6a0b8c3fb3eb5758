// SPDX-License-Identifier: EUPL-1.2
//! Who is tested, who has it in use, and who tests it.

use crate::input::{InputError, Source};
use serde::Deserialize;
use serde_yaml::Spanned;
use time::Date;
use time::macros::format_description;

/// The product, exactly enough for a buyer to compare it with what he has deployed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    pub name: String,
    pub version: String,
    pub editor: String,
    /// `sha256:` and 64 hexadecimal digits.
    pub build_digest: Option<String>,
    pub configuration_digest: Option<String>,
    /// The day on which the laboratory received it.
    pub received: Option<Date>,
}

/// The operator that puts the connector into service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    pub name: String,
    pub address: Option<String>,
    pub contact: Option<String>,
    /// The six months of the guide count from here.
    pub entered_test_space: Option<Date>,
}

/// Who runs the tests and answers for the report.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Laboratory {
    pub name: String,
    pub address: Option<String>,
    pub contact: Option<String>,
    /// The person who answers for the report.
    pub responsible: Option<String>,
    /// Where the tests take place.
    pub place: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct IdentityFile {
    name: String,
    version: String,
    editor: String,
    build_digest: Option<Spanned<String>>,
    configuration_digest: Option<Spanned<String>>,
    received: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct OperatorFile {
    name: String,
    address: Option<String>,
    contact: Option<String>,
    entered_test_space: Option<Spanned<String>>,
}

impl IdentityFile {
    pub(super) fn identity(self, source: &Source) -> Result<Identity, InputError> {
        Ok(Identity {
            name: self.name,
            version: self.version,
            editor: self.editor,
            build_digest: self.build_digest.map(|text| digest(source, text)).transpose()?,
            configuration_digest: self.configuration_digest.map(|text| digest(source, text)).transpose()?,
            received: self.received.map(|text| date(source, &text)).transpose()?,
        })
    }
}

impl OperatorFile {
    pub(super) fn operator(self, source: &Source) -> Result<Operator, InputError> {
        Ok(Operator {
            name: self.name,
            address: self.address,
            contact: self.contact,
            entered_test_space: self.entered_test_space.map(|text| date(source, &text)).transpose()?,
        })
    }
}

fn digest(source: &Source, text: Spanned<String>) -> Result<String, InputError> {
    let digits = text.value.strip_prefix("sha256:").unwrap_or_default();
    if digits.len() == 64 && digits.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)) {
        return Ok(text.value);
    }
    let error = source.error_of(&text, format!("`{}` is no digest", text.value));
    Err(error.help("expected `sha256:` and the 64 lower-case digits that `sha256sum FILE` prints"))
}

fn date(source: &Source, text: &Spanned<String>) -> Result<Date, InputError> {
    Date::parse(&text.value, format_description!("[year]-[month]-[day]")).map_err(|_| {
        let error = source.error_of(text, format!("`{}` is no date", text.value));
        error.help("expected year, month and day, as 2026-11-20")
    })
}
