// SPDX-License-Identifier: EUPL-1.2
//! The program that runs the reference connector by itself.

use std::{path::PathBuf, process::ExitCode};

use clap::Parser;
use reference_connector::{Config, Connector};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// A small compliant MSSanté connector, for tests only.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The YAML configuration file.
    config: PathBuf,
    /// The log filter of stderr, for instance `info` or `reference_connector=debug`.
    #[arg(long, default_value = "warn")]
    log: EnvFilter,
}

/// The exit code for a mistake in the configuration.
const WRONG_INPUT: u8 = 2;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    tracing_subscriber::fmt().with_env_filter(arguments.log).with_writer(std::io::stderr).init();
    match run(arguments.config).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("reference-connector: {error}");
            ExitCode::from(WRONG_INPUT)
        }
    }
}

async fn run(config: PathBuf) -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::load(&config)?;
    let mut terminate = signal(SignalKind::terminate())?;
    let connector = Connector::start(config).await?;
    println!("smtp {}", connector.smtp_address());
    println!("submission {}", connector.submission_address());
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted?,
        _ = terminate.recv() => {}
    }
    connector.stop().await;
    Ok(())
}
