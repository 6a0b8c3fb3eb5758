// SPDX-License-Identifier: EUPL-1.2
//! A report in the place of another one: the old one stays what it was, the new one names it and says why.

use super::attest::role_dn;
use super::{compare, declared};
use crate::connector::{Capability, Connector, DnsMethod};
use reports::model::{Amendment, Identification, Party, Report};
use reports::text;
use reports::text::Text;

/// The report that is replaced.
pub struct Replaced<'a> {
    pub report: &'a Report,
    /// Of its `report.json`, lower-case hex.
    pub sha256: String,
}

/// Why a report cannot take the place of another.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmendError {
    #[error("the reason is empty: say in a sentence why the report is replaced")]
    NoReason,
    #[error("report {0} cannot replace itself: name a later run with --by")]
    Itself(String),
    #[error("report {0} amends another report already: amend that amendment instead")]
    Taken(String),
    #[error(
        "the later run is about `{later}`, the report about `{old}`: a report about another connector replaces none"
    )]
    OtherConnector { old: String, later: String },
    #[error("the file says of the identification what the report says: there is nothing to amend")]
    NothingChanged,
    #[error("the file changes what was tested ({0}): that takes a new run, and `report amend --by` it")]
    OtherSubject(String),
}

/// A later run in the place of an old report.
///
/// # Errors
/// There is no reason, or the later run is the old one, replaces another, or is about another connector.
pub fn amended_by(old: &Replaced<'_>, later: Report, reason: &str) -> Result<Report, AmendError> {
    if later.id == old.report.id {
        return Err(AmendError::Itself(later.id));
    }
    if later.amends.is_some() {
        return Err(AmendError::Taken(later.id));
    }
    let (was, is) = (&old.report.connector.name, &later.connector.name);
    if was != is {
        return Err(AmendError::OtherConnector { old: was.clone(), later: is.clone() });
    }
    let changes = compare(old.report, &later).sentences();
    amended(old, later, reason, changes)
}

/// The same evidence and verdicts under a corrected identification.
///
/// # Errors
/// There is no reason, nothing was corrected, or the file is about something else than what was tested.
pub fn corrected(old: &Replaced<'_>, connector: &Connector, reason: &str) -> Result<Report, AmendError> {
    let touched = tested_otherwise(old.report, connector);
    if !touched.is_empty() {
        return Err(AmendError::OtherSubject(touched.join(", ")));
    }
    let mut report = old.report.clone();
    report.identification = declared::identification(connector, issued(old.report));
    report.annexe1 = connector.annexe1.as_ref().map(|form| form.reported());
    report.connector.editor = connector.identity.editor.clone();
    let changes = corrections(old.report, &report);
    if changes.is_empty() {
        return Err(AmendError::NothingChanged);
    }
    amended(old, report, reason, changes)
}

fn amended(old: &Replaced<'_>, report: Report, reason: &str, changes: Vec<Text>) -> Result<Report, AmendError> {
    let reason = reason.trim().to_owned();
    if reason.is_empty() {
        return Err(AmendError::NoReason);
    }
    let replaced = old.report.id.clone();
    let amends =
        Amendment { report: replaced, issued: issued(old.report), sha256: old.sha256.clone(), reason, changes };
    Ok(Report { amends: Some(amends), ..report })
}

/// The oldest reports do not tell the issue from the end of the test.
fn issued(report: &Report) -> String {
    report.identification.issued.clone().unwrap_or_else(|| report.finished.clone())
}

/// What the file says otherwise of the thing that was tested, or of how.
fn tested_otherwise(report: &Report, connector: &Connector) -> Vec<&'static str> {
    let (tested, declared) = (&report.connector, &connector.identity);
    // Where the program itself says its version, the file's is not the one reported.
    let recipe = connector.recipe();
    let said = recipe.is_some_and(|recipe| recipe.version.is_some());
    let pics = |capability: Capability| connector.pics.contains(&capability);
    let same_pics = Capability::ALL.into_iter().all(|capability| {
        report.capabilities.iter().all(|row| row.id != capability.id() || row.declared == pics(capability))
    });
    let same_reservations = report.reservations.len() == connector.reservations.len()
        && report.reservations.iter().zip(&connector.reservations).all(|(a, b)| {
            let (a, b) = (a, &b.reservation);
            let same = a.what == b.what && a.reason == b.reason && a.accepted_by == b.accepted_by;
            same && a.mended_by == b.mended_by
        });
    let parameters = connector.timing.parameters().map(|parameter| format!("{} ms", parameter.value_ms));
    let same_timing = report.parameters.iter().map(|row| &row.value).eq(&parameters);
    [
        ("name", tested.name == declared.name),
        ("version", said || tested.version == declared.version),
        ("build-digest", tested.build_digest == declared.build_digest),
        ("configuration-digest", tested.configuration_digest == declared.configuration_digest),
        ("pixit.identity", same_role(report, connector)),
        ("pics", same_pics),
        ("pixit", report.pixit.is_empty() || report.pixit == declared::pixit(connector)),
        ("timing", same_timing),
        ("reservations", same_reservations),
    ]
    .into_iter()
    .filter_map(|(what, same)| (!same).then_some(what))
    .collect()
}

/// Whom the connector played.
fn same_role(report: &Report, connector: &Connector) -> bool {
    let (tested, role) = (&report.connector, &connector.role);
    let delegated = tested.dns_method == "delegation";
    tested.mx == role.mx
        && tested.domaines == [role.domaine.clone()]
        && tested.dn == role_dn(role)
        && delegated == (role.dns_method == DnsMethod::Delegation)
}

fn corrections(old: &Report, new: &Report) -> Vec<Text> {
    let party = |party: &Option<Party>| {
        let words = |p: &Party| {
            let parts = [Some(&p.name), p.address.as_ref(), p.contact.as_ref()];
            parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
        };
        party.as_ref().map_or_else(|| "–".to_owned(), words)
    };
    let word = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
    let facts = |report: &Report| {
        let Identification { laboratory, responsible, place, operator, environment, received, .. } =
            &report.identification;
        [
            (Text::new("laboratoire", "laboratory"), party(laboratory)),
            (Text::new("responsable", "responsible"), word(responsible)),
            (Text::new("lieu", "place"), word(place)),
            (Text::new("opérateur", "operator"), party(operator)),
            (Text::new("environnement", "environment"), word(environment)),
            (Text::new("reçu le", "received"), word(received)),
            (Text::new("éditeur", "editor"), report.connector.editor.clone()),
        ]
    };
    let pairs = facts(old).into_iter().zip(facts(new)).filter(|(old, new)| old.1 != new.1);
    let mut changes: Vec<Text> = pairs
        .map(|((Text { fr, en }, before), (_, after))| text!("{fr} : {before} → {after}", "{en}: {before} → {after}"))
        .collect();
    if old.annexe1 != new.annexe1 {
        changes.push(Text::new("annexe 1 : déclaration corrigée", "Annexe 1: declaration corrected"));
    }
    changes
}
