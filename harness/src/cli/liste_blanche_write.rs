// SPDX-License-Identifier: EUPL-1.2
//! The command `liste-blanche write`: lists for somebody's parser, without a run.

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

/// A file to write: its path in the folder and its content.
type File = (String, Vec<u8>);

pub fn write(arguments: &WriteArgs) -> Result<Exit, Failure> {
    let wanted = wanted(arguments)?;
    let folder = &arguments.folder;
    let failed = |error: std::io::Error| InputError::new(folder, format!("cannot be filled: {error}"));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let igc_sante = Arc::new(open_igc_sante(&folder.join(init::KEYS))?);
    let signers = sample::signers(igc_sante.clone());
    let mut files = authorities(&igc_sante, &signers).map_err(|error| Failure::input([error]))?;
    files.extend(lists(arguments, &signers, &wanted)?);
    for (name, bytes) in &files {
        place(&folder.join(name), bytes).map_err(failed)?;
    }
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

fn authorities(igc_sante: &IgcSante, signers: &Signers) -> Result<Vec<File>, PkiError> {
    let crl = |authority, revoked: &[Vec<u8>]| {
        Ok::<_, PkiError>(igc_sante.crl(&CrlRequest::full(authority, revoked.to_vec()))?.der)
    };
    Ok(vec![
        ("trust/root.pem".into(), igc_sante.root_pem().into_bytes()),
        ("trust/intermediate.pem".into(), igc_sante.intermediate_pem().into_bytes()),
        ("trust/root.crl".into(), crl(Authority::ROOT, &[])?),
        ("trust/intermediate.crl".into(), crl(Authority::ORGANISATIONS, &[signers.revoked_serial()])?),
        ("signer.txt".into(), format!("{}\n", signers.editor()).into_bytes()),
    ])
}

/// The regular list under its real name with its checksum, the variants by id, and a table of what to expect.
fn lists(arguments: &WriteArgs, signers: &Signers, wanted: &[ListeFault]) -> Result<Vec<File>, Failure> {
    // An hour ago, so that no clock finds it in the future.
    let list = sample::list(arguments.entries, OffsetDateTime::now_utc() - time::Duration::HOUR);
    let published = |fault| publish(&list, signers, fault).map_err(|error| Failure::input([error]));
    let regular = published(None)?;
    let mut files = vec![(FILE_NAME.to_owned(), Checksum::Right.content(&regular).unwrap_or_default())];
    let mut table = String::from("variant\texpected\n");
    files.push((environment::HARNESS.file_name().to_owned(), regular));
    for variant in wanted {
        files.push((format!("{}.xml", variant.id()), published(Some(*variant))?));
        table.push_str(&format!("{}\t{}\n", variant.id(), expected(variant.expectation())));
    }
    files.push(("variants.tsv".into(), table.into_bytes()));
    Ok(files)
}

fn expected(expectation: Expectation) -> String {
    match expectation {
        Expectation::Taken => "taken".into(),
        Expectation::Refused(ground) => format!("refused: {}", ground.word()),
        Expectation::Open(_) => "open".into(),
    }
}

/// Writes beside and moves into place: nobody finds half a file.
fn place(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let parent = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent)?;
    let mut draft = tempfile::Builder::new()
        .permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644))
        .tempfile_in(parent)?;
    std::io::Write::write_all(&mut draft, bytes)?;
    draft.persist(path)?;
    Ok(())
}
