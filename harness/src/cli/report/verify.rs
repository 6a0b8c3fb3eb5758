// SPDX-License-Identifier: EUPL-1.2
//! The command `report verify`: a folder, or a signed archive, judged by nothing but itself.

use super::super::prepare;
use super::super::{Exit, Failure};
use super::{differing_files, parse, read};
use crate::bundle::{Files, MANIFEST, Manifest, SIGNATURE, cms, unpack};
use crate::dn::Dn;
use crate::input::InputError;
use crate::liste_blanche::verify::Trust;
use crate::report::{differences, omissions};
use crate::scenario::Catalogue;
use reports::model::Report;
use std::path::Path;
use time::OffsetDateTime;
use time::macros::format_description;

pub fn verify(path: &Path, trust: Option<&Path>) -> Result<Exit, Failure> {
    let (report, found) = judged(path, trust)?;
    let id = &report.id;
    if found.is_empty() {
        println!("{id}: judged again from its evidence, every line, verdict and count is the same.");
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
        found.extend(differing_files(path, &report)?);
    }
    Ok((report, found))
}

fn of_archive(path: &Path, trust: Option<&Path>) -> Result<(Report, Vec<String>), Failure> {
    let octets = std::fs::read(path).map_err(|error| InputError::new(path, format!("cannot be read: {error}")))?;
    let files = unpack(&octets).map_err(|error| InputError::new(path, error.to_string()))?;
    let needed = |name: &str| {
        let missing = || InputError::new(path, format!("holds no {name}: it is no archive of `report package`"));
        files.get(name).ok_or_else(missing)
    };
    let (manifest_bytes, signature) = (needed(MANIFEST)?, needed(SIGNATURE)?);
    let manifest: Manifest = serde_json::from_slice(manifest_bytes)
        .map_err(|error| InputError::new(path, format!("{MANIFEST} cannot be read: {error}")))?;
    let mut found = manifest.objections(&files);
    match cms::verify(signature, manifest_bytes) {
        Ok(signed) => found.extend(signer(&signed, &manifest, trust)?),
        Err(error) => found.push(format!("{SIGNATURE}: {error}")),
    }
    let report: Report = parse(path, needed("report/report.json")?)?;
    if manifest != Manifest::of(&report, &listed(&manifest, &files)) {
        found.push(format!("{MANIFEST} says of the report something else than the report"));
    }
    found.extend(differences(&report).iter().map(ToString::to_string));
    let folder = tempfile::tempdir().map_err(|error| Failure::input([error]))?;
    extract(&files, folder.path()).map_err(|error| Failure::input([error]))?;
    found.extend(differing_files(&folder.path().join("report"), &report)?);
    found.extend(against_catalogue(&report, &folder.path().join("scenarios")));
    Ok((report, found))
}

fn listed(manifest: &Manifest, files: &Files) -> Files {
    let listed = files.iter().filter(|(path, _)| manifest.files.contains_key(*path));
    listed.map(|(path, content)| (path.clone(), content.clone())).collect()
}

fn extract(files: &Files, folder: &Path) -> std::io::Result<()> {
    for (path, content) in files {
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

/// Says in one sentence who signed what, and objects to a signer that nobody vouches for.
fn signer(signed: &cms::Signed, manifest: &Manifest, trust: Option<&Path>) -> Result<Vec<String>, Failure> {
    let subject = Dn::of_certificate(&signed.certificate).map_or_else(|error| error.to_string(), |dn| dn.to_string());
    let form = format_description!("[year]-[month]-[day] [hour]:[minute] UTC");
    let when = signed.signing_time.and_then(|time| time.format(form).ok());
    let when =
        when.map_or_else(|| "at a time not stated".to_owned(), |when| format!("on {when}, as the signer states,"));
    let Manifest { report, connector, version, .. } = manifest;
    println!("{subject} signed {when} the report {report} on {connector} {version}.");
    let Some(folder) = trust else {
        println!("Nobody was asked to vouch for the signer: give its authorities with --trust DIR.");
        return Ok(Vec::new());
    };
    let trust = Trust::from_dir(folder).map_err(|error| Failure::input([error]))?;
    let at = signed.signing_time.unwrap_or_else(OffsetDateTime::now_utc);
    let objection = signed.objection(&trust.anchors, &trust.intermediates, at);
    Ok(objection.into_iter().map(|why| format!("signer: {why}")).collect())
}
