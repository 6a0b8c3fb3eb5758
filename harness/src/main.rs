// SPDX-License-Identifier: EUPL-1.2
//! The program `mssante-harness`.

use clap::Parser;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("off")))
        .with_writer(std::io::stderr)
        .init();
    let exit = harness::cli::main(harness::cli::Arguments::parse());
    ExitCode::from(exit as u8)
}
