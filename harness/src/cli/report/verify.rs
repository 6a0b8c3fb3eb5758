// SPDX-License-Identifier: EUPL-1.2
//! The command `report verify`: a folder, or a signed archive, judged by nothing but itself.

use super::super::prepare;
use super::super::{Exit, Failure};
use super::{differing_files, is_ours, open, parse, read, rendered_otherwise};
use crate::report::{differences, disagreements, omissions, pieces, unjudged};
use crate::scenario::Catalogue;
use dossier::timestamp::Stamp;
use dossier::{Dossier, Manifest, Purpose, REPORT, REPORT_FOLDER, SIGNATURE, STAMP, cms};
use liste_blanche::dn::Dn;
use liste_blanche::verify::Trust;
use reports::model::Report;
use std::path::Path;
use time::OffsetDateTime;
use time::macros::format_description;

pub fn verify(path: &Path, trust: Option<&Path>) -> Result<Exit, Failure> {
    let (report, found) = judged(path, trust)?;
    let id = &report.id;
    let withheld = withheld(&report);
    if !is_ours(&report) {
        println!(
            "Not compared: its sentences, and a folder's other files, as version {} wrote them.",
            report.harness.version
        );
    }
    if found.is_empty() {
        match (withheld, is_ours(&report)) {
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
pub(super) fn judged(path: &Path, trust: Option<&Path>) -> Result<(Report, Vec<String>), Failure> {
    match path.extension().is_some_and(|extension| extension == "zip") {
        true => of_archive(path, trust),
        false => of_folder(path),
    }
}

fn of_folder(path: &Path) -> Result<(Report, Vec<String>), Failure> {
    let report = read(path)?;
    let mut found: Vec<String> = differences(&report).iter().map(ToString::to_string).collect();
    if path.is_dir() {
        found.extend(differing_files(path, &report));
    }
    Ok((report, found))
}

fn of_archive(path: &Path, trust: Option<&Path>) -> Result<(Report, Vec<String>), Failure> {
    let dossier = open(path)?;
    let report: Report = parse(path, dossier.files.get(REPORT).map_or(&[][..], Vec::as_slice))?;
    let mut found = objections(&dossier, &report)?;
    let trust = trust.map(Trust::from_dir).transpose().map_err(|error| Failure::input([error]))?;
    if let Ok(signed) = dossier.signer() {
        let stamp = dossier.stamp().and_then(Result::ok);
        say_who(&signed, &dossier.manifest, stamp.as_ref());
        match &trust {
            None => println!("Nobody was asked to vouch for whoever signed: give the authorities with --trust DIR."),
            Some(trust) => found.extend(untrusted(&signed, stamp.as_ref(), trust)),
        }
    }
    println!("It concludes: {}.", dossier.manifest.conclusion.words().en);
    dossier.manifest.removed.iter().for_each(|what| println!("Withheld from connector.yaml, {what}."));
    found.extend(differences(&report).iter().map(ToString::to_string));
    Ok((report, found))
}

/// Everything in an archive that its own signature, hashes and report do not bear out; nothing is judged again.
pub fn objections(dossier: &Dossier, report: &Report) -> Result<Vec<String>, Failure> {
    let mut found = dossier.objections(report, pieces(report));
    found.extend(dossier.signer().err().map(|error| format!("{SIGNATURE}: {error}")));
    found.extend(dossier.stamp().and_then(Result::err).map(|error| format!("{STAMP}: {error}")));
    found.extend(disagreements(report, dossier.withheld_pieces()));
    let folder = tempfile::tempdir().map_err(|error| Failure::input([error]))?;
    extract(dossier, folder.path()).map_err(|error| Failure::input([error]))?;
    found.extend(match report.withheld.is_empty() {
        true => differing_files(&folder.path().join(REPORT_FOLDER), report),
        // Nothing but the report stands behind the renderings of a redacted copy, whichever version wrote them.
        false => rendered_otherwise(&folder.path().join(REPORT_FOLDER), report),
    });
    found.extend(against_catalogue(report, &folder.path().join("scenarios")));
    Ok(found)
}

fn extract(dossier: &Dossier, folder: &Path) -> std::io::Result<()> {
    for (path, content) in &dossier.files {
        let file = folder.join(path);
        if let Some(parent) = file.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(file, content)?;
    }
    Ok(())
}

/// The report against the scenarios that came with it.
fn against_catalogue(report: &Report, folder: &Path) -> Vec<String> {
    match Catalogue::read(&[folder.to_owned()]) {
        Err(errors) => errors.iter().map(|error| format!("scenarios: {error}")).collect(),
        Ok((catalogue, _)) if prepare::catalogue_digest(&catalogue) != report.harness.catalogue_digest => {
            vec!["the scenarios in the archive are not those of the run".to_owned()]
        }
        Ok((catalogue, _)) => omissions(report, &catalogue),
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
fn say_who(signed: &cms::Signed, manifest: &Manifest, stamp: Option<&Stamp>) {
    let when = signed.signing_time.map(instant);
    let when =
        when.map_or_else(|| "at a time not stated".to_owned(), |when| format!("on {when}, as the signer states,"));
    let Manifest { report, connector, version, .. } = manifest;
    let stamped = stamp.map(|stamp| format!("; stamped {}", stamped(stamp))).unwrap_or_default();
    println!("{} signed {when} the report {report} on {connector} {version}{stamped}.", name(signed));
}

fn name(signed: &cms::Signed) -> String {
    Dn::of_certificate(&signed.certificate).map_or_else(|error| error.to_string(), |dn| dn.to_string())
}

fn instant(at: OffsetDateTime) -> String {
    at.format(format_description!("[year]-[month]-[day] [hour]:[minute] UTC")).unwrap_or_default()
}

/// When a stamp was given, and by whom.
pub fn stamped(stamp: &Stamp) -> String {
    format!("on {} by {}", instant(stamp.at), name(&stamp.signed))
}

/// Objects to a signer or a stamper that nobody vouches for.
fn untrusted(signed: &cms::Signed, stamp: Option<&Stamp>, trust: &Trust) -> Vec<String> {
    let vouched = |who: &cms::Signed, at, purpose| who.objection(&trust.anchors, &trust.intermediates, at, purpose);
    // A stamp proves that the signature was there; without one, the signer's word must do.
    let at = stamp.map(|stamp| stamp.at).or(signed.signing_time).unwrap_or_else(OffsetDateTime::now_utc);
    let signer = vouched(signed, at, Purpose::Seal).map(|why| format!("signer: {why}"));
    let stamper =
        stamp.and_then(|s| vouched(&s.signed, s.at, Purpose::TimeStamp)).map(|why| format!("time stamp: {why}"));
    signer.into_iter().chain(stamper).collect()
}
