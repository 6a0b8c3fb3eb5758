// SPDX-License-Identifier: EUPL-1.2
//! A report, or the archive around it, held against nothing but itself.

use super::files::{Written, differing, rendered_otherwise};
use super::{differences, disagreements, omissions, pieces};
use crate::scenario::Catalogue;
use dossier::timestamp::Stamp;
use dossier::{Dossier, Purpose, SIGNATURE, STAMP, cms};
use liste_blanche::dn::Dn;
use liste_blanche::verify::Trust;
use reports::model::Report;
use std::path::Path;
use time::OffsetDateTime;

/// Who signed an archive, and who saw the signature.
pub struct Seal {
    pub signed: cms::Signed,
    pub stamp: Option<Stamp>,
}

/// Who must vouch for the signer, and when that is asked.
pub struct Vouching<'a> {
    pub trust: &'a Trust,
    /// Where nothing in the archive says when it was signed.
    pub now: OffsetDateTime,
}

/// What a run's folder, or a lone `report.json`, does not bear out; `folder` is none for a lone file.
pub fn of_run(report: &Report, folder: Option<&Path>) -> Vec<String> {
    let mut found: Vec<String> = differences(report).iter().map(ToString::to_string).collect();
    found.extend(folder.into_iter().flat_map(|folder| differing(report, Written::Folder(folder))));
    found
}

/// What an archive does not bear out, judged again from its own evidence.
///
/// # Errors
/// When its scenarios cannot be laid out to be read.
pub fn of_archive(dossier: &Dossier, report: &Report, vouching: Option<Vouching<'_>>) -> std::io::Result<Vec<String>> {
    let mut found = unproven(dossier, report)?;
    if let (Some(vouching), Some(seal)) = (vouching, seal(dossier)) {
        found.extend(untrusted(&seal, &vouching));
    }
    found.extend(differences(report).iter().map(ToString::to_string));
    Ok(found)
}

/// What the signature, the hashes, the files and the scenarios of an archive do not bear out; nothing is judged again.
///
/// # Errors
/// When its scenarios cannot be laid out to be read.
pub fn unproven(dossier: &Dossier, report: &Report) -> std::io::Result<Vec<String>> {
    let mut found = dossier.objections(report, pieces(report));
    found.extend(dossier.signer().err().map(|error| format!("{SIGNATURE}: {error}")));
    found.extend(dossier.stamp().and_then(Result::err).map(|error| format!("{STAMP}: {error}")));
    found.extend(disagreements(report, dossier.withheld_pieces()));
    found.extend(match report.withheld.is_empty() {
        true => differing(report, Written::Archive(dossier)),
        // Nothing but the report stands behind the renderings of a redacted copy, whichever version wrote them.
        false => rendered_otherwise(report, Written::Archive(dossier)),
    });
    found.extend(against_catalogue(dossier, report)?);
    Ok(found)
}

/// The seal of an archive, where its signature holds.
pub fn seal(dossier: &Dossier) -> Option<Seal> {
    let signed = dossier.signer().ok()?;
    Some(Seal { signed, stamp: dossier.stamp().and_then(Result::ok) })
}

/// The DN of a signer, or why it cannot be read.
pub fn signer_name(signed: &cms::Signed) -> String {
    Dn::of_certificate(&signed.certificate).map_or_else(|error| error.to_string(), |dn| dn.to_string())
}

/// The report against the scenarios that came with it.
fn against_catalogue(dossier: &Dossier, report: &Report) -> std::io::Result<Vec<String>> {
    const SCENARIOS: &str = "scenarios";
    let folder = tempfile::tempdir()?;
    for (path, octets) in dossier.files.iter().filter(|(path, _)| Path::new(path).starts_with(SCENARIOS)) {
        let file = folder.path().join(path);
        if let Some(parent) = file.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(file, octets)?;
    }
    Ok(match Catalogue::read(&[folder.path().join(SCENARIOS)]) {
        Err(errors) => errors.iter().map(|error| format!("scenarios: {error}")).collect(),
        Ok((catalogue, _)) if catalogue.digest() != report.harness.catalogue_digest => {
            vec!["the scenarios in the archive are not those of the run".to_owned()]
        }
        Ok((catalogue, _)) => omissions(report, &catalogue),
    })
}

/// Objections to a signer or a stamper that nobody vouches for.
fn untrusted(seal: &Seal, vouching: &Vouching<'_>) -> Vec<String> {
    let Seal { signed, stamp } = seal;
    let Vouching { trust, now } = vouching;
    let vouched = |who: &cms::Signed, at, purpose| who.objection(&trust.anchors, &trust.intermediates, at, purpose);
    // A stamp proves that the signature was there; without one, the signer's word must do.
    let at = stamp.as_ref().map(|stamp| stamp.at).or(signed.signing_time).unwrap_or(*now);
    let signer = vouched(signed, at, Purpose::Seal).map(|why| format!("signer: {why}"));
    let stamper = stamp.as_ref().and_then(|stamp| vouched(&stamp.signed, stamp.at, Purpose::TimeStamp));
    signer.into_iter().chain(stamper.map(|why| format!("time stamp: {why}"))).collect()
}
