// SPDX-License-Identifier: EUPL-1.2
//! The command `liste-blanche write`: lists for somebody's parser, without a run.

use super::output::{Content, fill};
use super::run::open_igc_sante;
use super::{Exit, Failure, init};
use clap::Args;
use fake_pki::{Authority, CrlRequest, IgcSante, PkiError};
use input::InputError;
use liste_blanche::checksum::{Checksum, FILE_NAME};
use liste_blanche::fault::{Expectation, ListeFault, publish, variants};
use liste_blanche::{Signers, environment, sample};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use time::OffsetDateTime;

#[derive(Debug, Args)]
pub struct WriteArgs {
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Write this variant too (`list faults` prints them, without the `liste/`); may be repeated.
    #[arg(long, value_name = "ID")]
    fault: Vec<String>,
    /// Write every variant.
    #[arg(long, conflicts_with = "fault")]
    every_fault: bool,
    /// How many entries the list holds.
    #[arg(long, value_name = "N", default_value_t = 16)]
    entries: usize,
}

pub fn write(arguments: &WriteArgs) -> Result<Exit, Failure> {
    let wanted = wanted(arguments)?;
    let folder = &arguments.folder;
    let failed = |error: std::io::Error| InputError::new(folder, format!("cannot be filled: {error}"));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let igc_sante = Arc::new(open_igc_sante(&folder.join(init::KEYS))?);
    let signers = sample::signers(igc_sante.clone());
    let mut files = authorities(&igc_sante, &signers)?;
    files.extend(lists(arguments, &signers, &wanted)?);
    fill(folder, &files)?;
    println!("{} files for tests only in {}; trust {}", files.len(), folder.display(), folder.join("trust").display());
    Ok(Exit::Conforming)
}

/// The variants asked for; a wrong id is shown with the nearest right one.
fn wanted(arguments: &WriteArgs) -> Result<Vec<ListeFault>, Failure> {
    if arguments.every_fault {
        return Ok(variants().collect());
    }
    let find = |id: &String| {
        let bare = id.strip_prefix("liste/").unwrap_or(id);
        let error = || InputError::new(Path::new("--fault"), format!("unknown variant `{id}`"));
        variants()
            .find(|known| known.id() == bare)
            .ok_or_else(|| error().known(bare, variants().map(|v| v.id())).into())
    };
    arguments.fault.iter().map(find).collect()
}

fn authorities(igc_sante: &IgcSante, signers: &Signers) -> Result<Vec<Content>, PkiError> {
    let crl = |authority, revoked: &[Vec<u8>]| {
        Ok::<_, PkiError>(igc_sante.crl(&CrlRequest::full(authority, revoked.to_vec()))?.der)
    };
    Ok(vec![
        Content::readable("trust/root.pem", igc_sante.root_pem()),
        Content::readable("trust/intermediate.pem", igc_sante.intermediate_pem()),
        Content::readable("trust/root.crl", crl(Authority::ROOT, &[])?),
        Content::readable("trust/intermediate.crl", crl(Authority::ORGANISATIONS, &[signers.revoked_serial()])?),
        Content::readable("signer.txt", format!("{}\n", signers.editor())),
    ])
}

/// The regular list under its real name with its checksum, the variants by id, and a table of what to expect.
fn lists(arguments: &WriteArgs, signers: &Signers, wanted: &[ListeFault]) -> Result<Vec<Content>, Failure> {
    // An hour ago, so that no clock finds it in the future.
    let list = sample::list(arguments.entries, OffsetDateTime::now_utc() - time::Duration::HOUR);
    let published = |fault| publish(&list, signers, fault).map_err(Failure::from);
    let regular = published(None)?;
    let mut files = vec![Content::readable(FILE_NAME, Checksum::Right.content(&regular).unwrap_or_default())];
    let mut table = String::from("variant\texpected\n");
    files.push(Content::readable(environment::HARNESS.file_name(), regular));
    for variant in wanted {
        files.push(Content::readable(format!("{}.xml", variant.id()), published(Some(*variant))?));
        table.push_str(&format!("{}\t{}\n", variant.id(), expected(variant.expectation())));
    }
    files.push(Content::readable("variants.tsv", table));
    Ok(files)
}

fn expected(expectation: Expectation) -> String {
    match expectation {
        Expectation::Taken => "taken".into(),
        Expectation::Refused(ground) => format!("refused: {}", ground.word()),
        Expectation::Open(_) => "open".into(),
    }
}
