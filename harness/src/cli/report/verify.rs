// SPDX-License-Identifier: EUPL-1.2
//! The command `report verify`: a folder, or a signed archive, judged by nothing but itself.

use super::super::{Exit, Failure};
use super::{open, parse, read};
use crate::report::verification::{self, Seal, Vouching, signer_name};
use crate::report::{is_of_this_version, unjudged};
use dossier::timestamp::Stamp;
use dossier::{Dossier, Manifest, REPORT};
use liste_blanche::verify::Trust;
use reports::model::Report;
use std::path::Path;
use time::OffsetDateTime;
use time::macros::format_description;

pub fn verify(path: &Path, trust: Option<&Path>) -> Result<Exit, Failure> {
    let judged = judged(path, trust)?;
    judged.say_origin();
    let Judged { report, found, .. } = judged;
    let (id, ours) = (&report.id, is_of_this_version(&report));
    let withheld = withheld(&report);
    if !ours {
        println!(
            "Not compared: its sentences, and a folder's other files, as version {} wrote them.",
            report.harness.version
        );
    }
    if found.is_empty() {
        match (withheld, ours) {
            (true, _) => println!("{id}: all that could be judged again from the evidence that is left is the same."),
            (_, true) => println!("{id}: judged again from its evidence, every line, verdict and count is the same."),
            (_, false) => {
                println!("{id}: judged again from its evidence, every verdict, citation and count is the same.")
            }
        }
        return Ok(Exit::Conforming);
    }
    println!("{id}: {} difference(s).", found.len());
    found.iter().for_each(|difference| println!("- {difference}"));
    Ok(Exit::NonConforming)
}

/// A report, with everything in it or around it that does not hold.
pub(super) fn judged(path: &Path, trust: Option<&Path>) -> Result<Judged, Failure> {
    if path.extension().is_none_or(|extension| extension != "zip") {
        let report = read(path)?;
        let found = verification::of_run(&report, path.is_dir().then_some(path));
        return Ok(Judged { report, found, dossier: None, trusted: trust.is_some() });
    }
    let dossier = open(path)?;
    let report: Report = parse(path, dossier.files.get(REPORT).map_or(&[][..], Vec::as_slice))?;
    let trust = trust.map(Trust::from_dir).transpose().map_err(Failure::refused)?;
    let now = OffsetDateTime::now_utc();
    let vouching = trust.as_ref().map(|trust| Vouching { trust, now });
    let found = verification::of_archive(&dossier, &report, vouching).map_err(Failure::ours)?;
    Ok(Judged { report, found, dossier: Some(dossier), trusted: trust.is_some() })
}

/// A report and all that does not hold of it.
pub(super) struct Judged {
    pub report: Report,
    pub found: Vec<String>,
    dossier: Option<Dossier>,
    trusted: bool,
}

impl Judged {
    /// Says who signed the archive, what it concludes, and what it lacks.
    pub fn say_origin(&self) {
        let Some(dossier) = &self.dossier else { return };
        if let Some(seal) = verification::seal(dossier) {
            say_who(&seal, &dossier.manifest);
            if !self.trusted {
                println!("Nobody was asked to vouch for whoever signed: give the authorities with --trust DIR.");
            }
        }
        println!("It concludes: {}.", dossier.manifest.conclusion.words().en);
        dossier.manifest.removed.iter().for_each(|what| println!("Withheld from connector.yaml, {what}."));
    }
}

/// Names what was withheld, and what nobody can judge again for that; true when something was.
fn withheld(report: &Report) -> bool {
    if report.withheld.is_empty() {
        return false;
    }
    let all = report.withheld.len() + report.observations.len();
    println!("{} of {all} observations were withheld from this copy.", report.withheld.len());
    let unjudged = unjudged(report);
    println!("Not judged again, their verdicts are what was signed and no more ({}):", unjudged.len());
    unjudged.iter().for_each(|(id, why)| println!("  {id}: {why}"));
    true
}

/// Says in one sentence who signed what, and when somebody else saw the signature.
fn say_who(seal: &Seal, manifest: &Manifest) {
    let Seal { signed, stamp } = seal;
    let when = signed.signing_time.map(instant);
    let when =
        when.map_or_else(|| "at a time not stated".to_owned(), |when| format!("on {when}, as the signer states,"));
    let Manifest { report, connector, version, .. } = manifest;
    let stamped = stamp.as_ref().map(|stamp| format!("; stamped {}", stamped(stamp))).unwrap_or_default();
    println!("{} signed {when} the report {report} on {connector} {version}{stamped}.", signer_name(signed));
}

fn instant(at: OffsetDateTime) -> String {
    at.format(format_description!("[year]-[month]-[day] [hour]:[minute] UTC")).unwrap_or_default()
}

/// When a stamp was given, and by whom.
pub fn stamped(stamp: &Stamp) -> String {
    format!("on {} by {}", instant(stamp.at), signer_name(&stamp.signed))
}
