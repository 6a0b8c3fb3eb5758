// SPDX-License-Identifier: EUPL-1.2
//! The command `report stamp`: the answer of a time stamp authority goes into the archive.

use super::super::output::{Existing, OWNER_ALONE, write_file};
use super::super::{Exit, Failure};
use super::{load, open, verify};
use clap::Args;
use input::InputError;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct StampArgs {
    /// The archive; it is written anew with the stamp in it.
    #[arg(value_name = "ARCHIVE")]
    archive: PathBuf,
    /// What the authority answered to the request that `report package --timestamp-query` wrote (RFC 3161).
    #[arg(long, value_name = "FILE")]
    response: PathBuf,
    /// The request itself: the answer must be to this very one.
    #[arg(long, value_name = "FILE")]
    query: Option<PathBuf>,
}

pub fn stamp(args: &StampArgs) -> Result<Exit, Failure> {
    let mut dossier = open(&args.archive)?;
    let refused = |error: dossier::timestamp::StampError| InputError::new(&args.response, error.to_string());
    let stamp = dossier.put_stamp(&load(&args.response)?).map_err(refused)?;
    if let Some(query) = &args.query {
        stamp.answers(&load(query)?).map_err(refused)?;
    }
    let packed = dossier.packed().map_err(Failure::ours)?;
    write_file(&args.archive, &packed, OWNER_ALONE, Existing::Replaced)?;
    println!("{}: stamped {}.", args.archive.display(), verify::stamped(&stamp));
    Ok(Exit::Conforming)
}
