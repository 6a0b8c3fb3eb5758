// SPDX-License-Identifier: EUPL-1.2
//! The command line: arguments in, files and exit code out. Only this room and `main` print.

mod annexe1;
mod args;
mod bench;
mod csr;
mod dns;
mod failure;
mod init;
mod isolate;
mod lines;
mod list;
mod liste_blanche;
mod liste_blanche_serve;
mod liste_blanche_write;
mod output;
mod pki;
mod prepare;
mod report;
mod run;
mod schema;
mod trials;

pub use args::Arguments;

use args::Command;
use failure::Failure;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Nothing went wrong that was not announced; the conclusion says what is true of the connector.
    Conforming = 0,
    /// A mandatory requirement failed, and nothing announced it; for `liste-blanche`, the list was refused; for `dns check`, the zone differs.
    NonConforming = 1,
    /// The user's input is wrong.
    BadInput = 2,
    Undecided = 3,
    /// The harness itself failed: neither the input nor the connector is to blame.
    HarnessFault = 4,
}

/// Does what the arguments say; every error is printed here, once.
pub fn main(arguments: Arguments) -> Exit {
    let outcome = match arguments.command {
        None => run::run(arguments.run),
        Some(Command::Run(run)) => run::run(run),
        Some(Command::List { what, connector }) => list::list(what, connector.as_deref()),
        Some(Command::Check { paths, connector }) => prepare::check(&paths, connector.as_deref()),
        Some(Command::ListeBlanche(command)) => liste_blanche::liste_blanche(command),
        Some(Command::Report(command)) => report::report(command),
        Some(Command::Dns(command)) => dns::dns(command),
        Some(Command::Pki(command)) => pki::pki(command),
        Some(Command::Schema { what }) => schema::schema(what),
        Some(Command::Csr(arguments)) => csr::csr(&arguments),
        Some(Command::Annexe1(command)) => annexe1::annexe1(&command),
        Some(Command::Init { folder }) => init::init(&folder),
        Some(Command::Bench { paths, rounds }) => bench::bench(&paths, rounds),
    };
    outcome.unwrap_or_else(|failure| {
        eprintln!("{failure}");
        failure.exit
    })
}
