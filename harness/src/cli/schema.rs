// SPDX-License-Identifier: EUPL-1.2
//! The command `schema`: the form of the files that an operator writes, for editors and other checkers.

use super::{Exit, Failure};
use crate::connector;
use clap::ValueEnum;
use operator::annexe1::Form;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Described {
    /// connector.yaml, the section annexe1 included.
    Connector,
    /// An Annexe 1 in a file of its own.
    Annexe1,
}

pub fn schema(what: Described) -> Result<Exit, Failure> {
    println!("{}", text(what)?);
    Ok(Exit::Conforming)
}

/// The schema as it is printed, and laid beside the file that `init` hands out.
pub fn text(what: Described) -> Result<String, Failure> {
    let schema = match what {
        Described::Connector => connector::schema(),
        Described::Annexe1 => Form::schema(),
    };
    serde_json::to_string_pretty(&schema).map_err(Failure::ours)
}
