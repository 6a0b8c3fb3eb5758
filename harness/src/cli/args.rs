// SPDX-License-Identifier: EUPL-1.2
//! Arguments, with the help that goes with them.

use super::liste_blanche::ListeBlancheCommand;
use clap::{Args, Parser, Subcommand, ValueEnum};
use reports::text::Lang;
use std::path::PathBuf;

/// Enough to wait for many connectors' windows at once, few enough not to make a small machine itself the slow one.
pub const JOBS: usize = 16;

const EXAMPLES: &str = "\
Examples:
  mssante-harness scenarios/                          test the built-in reference connector
  mssante-harness scenarios/ --connector connector.yaml
  mssante-harness scenarios/inbound --only '*/expired'
  mssante-harness scenarios/ --mutation ignores-revocation-inbound
  mssante-harness init my-connector/                  keys, certificates and a commented connector.yaml
  mssante-harness check scenarios/ --connector connector.yaml   read every file, run nothing
  mssante-harness list faults
  mssante-harness dns serve --fault clinique.mssante.test=servfail
  mssante-harness dns check annexe1.yaml --server 127.0.0.1:53
  mssante-harness liste-blanche verify list.xml --trust authorities/ --at 2025-03-01
  mssante-harness pki lint certificate.pem            a real certificate against its profile
  mssante-harness dns check annexe1.yaml --server 192.168.1.53:53
  mssante-harness report verify reports/out/RUN       judge a report again from its own evidence

Exit codes: 0 nothing unannounced went wrong (the conclusion says what is true of the connector) · 1 a mandatory
requirement failed unannounced, or a reservation is wrong · 2 wrong input · 3 undecided, interrupted or not ready
4 a fault of the harness itself";

/// Conformity test harness for MSSanté connectors.
#[derive(Debug, Parser)]
#[command(name = "mssante-harness", version, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(flatten)]
    pub run: RunArgs,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run scenarios against a connector and write the report (the default command).
    Run(RunArgs),
    /// Print one line for each known thing; the first word is its id.
    List {
        what: Listed,
        /// Whose capabilities decide, for `list scenarios`.
        #[arg(long, value_name = "FILE")]
        connector: Option<PathBuf>,
    },
    /// Read every scenario file, the register and a connector's file, and run nothing.
    Check {
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Whose file is read with them; the built-in reference connector's when absent.
        #[arg(long, value_name = "FILE")]
        connector: Option<PathBuf>,
    },
    /// Verify, examine or write a liste blanche.
    #[command(subcommand)]
    ListeBlanche(ListeBlancheCommand),
    /// Render, verify or compare reports that were written before.
    #[command(subcommand)]
    Report(super::report::ReportCommand),
    /// Serve fake zones, or hold an operator's own zone against its Annexe 1.
    #[command(subcommand)]
    Dns(super::dns::DnsCommand),
    /// Issue a TEST certificate, or compare a real one with its profile.
    #[command(subcommand)]
    Pki(super::pki::PkiCommand),
    /// Hold an operator's Annexe 1 against the guide.
    #[command(subcommand)]
    Annexe1(super::annexe1::Annexe1Command),
    /// Print the JSON Schema of a file that an operator writes.
    Schema { what: super::schema::Described },
    /// Make the key and the request for the certificate that an Annexe 1 declares, and say how to order it.
    Csr(super::csr::CsrArgs),
    /// Make keys, the root to install, a certificate for your connector, and a commented connector.yaml.
    Init {
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Measure how fast the world opens and the scenarios run, against the reference connector.
    Bench {
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        #[arg(long, default_value_t = 9)]
        rounds: usize,
    },
}

#[derive(Debug, Clone, Args)]
pub struct RunArgs {
    /// Scenario files or folders.
    #[arg(value_name = "PATHS")]
    pub paths: Vec<PathBuf>,
    /// The connector to test; the built-in reference connector when absent.
    #[arg(long, value_name = "FILE")]
    pub connector: Option<PathBuf>,
    /// Only variants whose id matches; `*` stands for anything.
    #[arg(long, value_name = "GLOB")]
    pub only: Vec<String>,
    /// Where the report goes.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Language of the report.
    #[arg(long, value_enum, default_value_t = Language::Fr)]
    pub lang: Language,
    /// Makes names and canaries repeatable.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// A deliberate bug of the reference connector, to see it found.
    #[arg(long, value_name = "NAME")]
    pub mutation: Option<String>,
    /// Variants played at the same time.
    #[arg(long, value_name = "N", default_value_t = JOBS)]
    pub jobs: usize,
    /// Let the fakes listen on addresses that other machines can reach, where the connector's file says so.
    #[arg(long)]
    pub listen: bool,
    /// Set by the harness itself once it is inside the connector's namespaces.
    #[arg(long, hide = true)]
    pub inside_namespaces: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    Fr,
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Lang {
        match language {
            Language::Fr => Lang::Fr,
            Language::En => Lang::En,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Listed {
    Scenarios,
    Checks,
    Faults,
    Requirements,
    Mutations,
    Connectors,
}
