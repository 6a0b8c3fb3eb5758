// SPDX-License-Identifier: EUPL-1.2
//! Who is tested, who has it in use, and who tests it.

use input::{InputError, Source, Written};
use schemars::JsonSchema;
use serde::Deserialize;
use time::Date;
use time::macros::format_description;

/// What the JSON Schema says of a digest and of a date.
const DIGEST: &str = "^sha256:[0-9a-f]{64}$";
pub(super) const DATE: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

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
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Laboratory {
    /// Name of the body or department.
    pub name: String,
    /// Postal address.
    pub address: Option<String>,
    /// E-mail address or phone number.
    pub contact: Option<String>,
    /// The person who answers for the report.
    pub responsible: Option<String>,
    /// Where the tests take place.
    pub place: Option<String>,
}

/// The product that is tested.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct IdentityFile {
    /// Name of the product, as the report and its buyers will call it.
    name: String,
    /// Its exact version, between quotes.
    version: String,
    /// Who makes it.
    editor: String,
    /// SHA-256 of what is delivered, as `sha256sum` prints it; a report without it cannot be packaged.
    #[schemars(regex(pattern = DIGEST))]
    build_digest: Option<Written<String>>,
    /// SHA-256 of the configuration that is tested.
    #[schemars(regex(pattern = DIGEST))]
    configuration_digest: Option<Written<String>>,
    /// The day on which the laboratory received it, as 2026-11-20.
    #[schemars(regex(pattern = DATE))]
    received: Option<Written<String>>,
}

/// The operator that puts the connector into service.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct OperatorFile {
    /// Name of the structure.
    name: String,
    /// Postal address.
    address: Option<String>,
    /// E-mail address or phone number.
    contact: Option<String>,
    /// The day on which its domain entered the test space, as 2026-09-01: the guide's six months count from here.
    #[schemars(regex(pattern = DATE))]
    entered_test_space: Option<Written<String>>,
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

fn digest(source: &Source, text: Written<String>) -> Result<String, InputError> {
    let digits = text.strip_prefix("sha256:").unwrap_or_default();
    if digits.len() == 64 && digits.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)) {
        return Ok(text.into_inner());
    }
    let error = source.error_at(text.place(), format!("`{}` is no digest", *text));
    Err(error.help("expected `sha256:` and the 64 lower-case digits that `sha256sum FILE` prints"))
}

pub(super) fn date(source: &Source, text: &Written<String>) -> Result<Date, InputError> {
    Date::parse(text, format_description!("[year]-[month]-[day]")).map_err(|_| {
        let error = source.error_at(text.place(), format!("`{}` is no date", **text));
        error.help("expected year, month and day, as 2026-11-20")
    })
}
