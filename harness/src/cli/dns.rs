// SPDX-License-Identifier: EUPL-1.2
//! The commands `dns serve` and `dns check`.

use super::{Exit, Failure};
use crate::safety;
use clap::{Args, Subcommand};
use fake_dns::{Diary, DnsFault, Entry};
use input::{Source, nearest};
use operator::annexe1::{Environment, Form};
use operator::dns::{Constellation, DnsFailure, EXAMPLE, Finding, Held, ZoneFile, addresses, check as hold};
use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum DnsCommand {
    /// Serve zones until Ctrl-C, with a line for each question.
    Serve(ServeArgs),
    /// Ask an operator's own server and hold its answers against what the Annexe 1 declares; exit 0 right, 1 differs,
    /// 2 wrong input or no answer, 3 something could not be decided.
    Check(CheckArgs),
}

#[derive(Debug, Args)]
pub struct ServeArgs {
    /// The zones; a small example when absent (`--example` prints it).
    #[arg(value_name = "ZONEFILE.yaml")]
    file: Option<PathBuf>,
    /// Address of the resolver, and port of every server, instead of those in the file.
    #[arg(long, value_name = "IP:PORT")]
    address: Option<SocketAddr>,
    /// Allow addresses that other machines can reach.
    #[arg(long)]
    listen: bool,
    /// Set a fault on a name and all below it (`list faults`, without `dns/`); `delay:MILLISECONDS`, `wrong-mx:HOST`.
    #[arg(long, value_name = "NAME=FAULT")]
    fault: Vec<String>,
    /// Print the example with its comments and serve nothing.
    #[arg(long)]
    example: bool,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The Annexe 1, or a connector.yaml that holds it.
    #[arg(value_name = "annexe1.yaml")]
    form: PathBuf,
    /// The operator's own server (delegation), or one that knows the zone above (redirection).
    #[arg(long, value_name = "IP:PORT")]
    server: SocketAddr,
    /// The operator's other server, which must say the same.
    #[arg(long, value_name = "IP:PORT")]
    secondary: Option<SocketAddr>,
    /// Ask a server that is neither loopback nor on a private network: it must be your own.
    #[arg(long)]
    beyond_loopback: bool,
}

pub fn dns(command: DnsCommand) -> Result<Exit, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(Failure::ours)?;
    match command {
        DnsCommand::Serve(arguments) if arguments.example => {
            print!("{EXAMPLE}");
            Ok(Exit::Conforming)
        }
        DnsCommand::Serve(arguments) => runtime.block_on(serve(&arguments)),
        DnsCommand::Check(arguments) => runtime.block_on(check(&arguments)),
    }
}

async fn serve(arguments: &ServeArgs) -> Result<Exit, Failure> {
    let source = match &arguments.file {
        Some(file) => Source::read(file)?,
        None => Source::from_text("example.yaml", EXAMPLE),
    };
    let mut file = ZoneFile::parse(&source)?;
    if let Some(address) = arguments.address {
        (file.resolver, file.port) = (address.ip(), address.port());
    }
    for address in addresses(&file).map(|address| SocketAddr::new(address, file.port)) {
        safety::may_listen(address, arguments.listen).map_err(Failure::refused)?;
        if let Some(warning) = safety::warning(file.names(), address) {
            eprintln!("{warning}");
        }
    }
    let faults = arguments.fault.iter().map(|text| fault(text)).collect::<Result<Vec<_>, _>>()?;
    // Asked for before anything is said: whoever reads `listening` may send it at once.
    let mut interrupted =
        tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt()).map_err(Failure::ours)?;
    let opened = Constellation::open(&file, &Diary::new(|entry| say(&line(&entry)))).await.map_err(failure)?;
    for (name, fault) in &faults {
        opened.set_fault(name, fault).map_err(failure)?;
        say(&format!("fault     {name}: {}", fault.sentence_en()));
    }
    for (address, zones) in opened.authoritative() {
        say(&format!("listening {address} for {}", zones.join(", ")));
    }
    let resolver = opened.resolver();
    say(&format!("listening {resolver} as a resolver; UDP and TCP, until Ctrl-C"));
    let name = file.servers.iter().flat_map(|server| &server.zones).flat_map(|zone| &zone.records).next();
    let name = name.map_or("mssante.test", |record| record.name.as_str());
    say(&format!("ask       dig @{} -p {} MX {name}", resolver.ip(), resolver.port()));
    interrupted.recv().await;
    opened.close().await;
    say("stopped");
    Ok(Exit::Conforming)
}

/// Reads `clinique.mssante.test=servfail`.
fn fault(text: &str) -> Result<(String, DnsFault), Failure> {
    let Some((name, fault)) = text.split_once('=') else {
        return Err(Failure::refused(format!("--fault {text}: expected NAME=FAULT")));
    };
    let read = fault.parse().map_err(|error| {
        let near = nearest(fault, DnsFault::ALL.iter().map(DnsFault::id));
        let near = near.filter(|near| *near != fault).map(|near| format!("; did you mean `{near}`?"));
        Failure::refused(format!("--fault {error}{}", near.unwrap_or_default()))
    })?;
    Ok((name.to_owned(), read))
}

fn failure(error: DnsFailure) -> Failure {
    Failure::refused(error)
}

/// One entry of the diary, and a line for each hop of a walk.
fn line(entry: &Entry) -> String {
    let said = match entry.answers.as_slice() {
        [] => entry.rcode.clone(),
        answers => format!("{} {}", entry.rcode, answers.join(", ")),
    };
    let marks = [(entry.referral, " (referral)"), (entry.truncated, " (truncated)")];
    let marks: String = marks.iter().filter(|(is_so, _)| *is_so).map(|(_, mark)| *mark).collect();
    let fault = entry.fault.as_ref().map(|fault| format!(" [{fault}]")).unwrap_or_default();
    let transport = format!("{:?}", entry.transport).to_lowercase();
    let Entry { server, from, kind, name, .. } = entry;
    let hops: String = entry.hops.iter().map(|hop| format!("\n          {hop}")).collect();
    format!("{server:<9} {from} {transport} {kind} {name}: {said}{marks}{fault}{hops}")
}

/// Prints at once; a reader that has gone is no error.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let written = writeln!(out, "{line}").and_then(|()| out.flush());
    drop(written);
}

async fn check(arguments: &CheckArgs) -> Result<Exit, Failure> {
    let (form, source) = Form::read(&arguments.form)?;
    let declared = form.declared(&source)?;
    for server in [Some(arguments.server), arguments.secondary].into_iter().flatten() {
        safety::may_ask(server, arguments.beyond_loopback).map_err(Failure::refused)?;
    }
    let findings = hold(&declared, arguments.server, arguments.secondary).await.map_err(failure)?;
    let environment = declared.environment.map_or("no space ticked", Environment::id);
    println!("{} ({environment}), asked at {}", declared.operateur, arguments.server);
    findings.iter().for_each(|finding| println!("{}", finding_line(finding)));
    let count = |held| findings.iter().filter(|finding| finding.held == held).count();
    let (differ, undecided) = (count(Held::Differs), count(Held::Undecided));
    println!("{} ok, {differ} differ, {undecided} undecided", count(Held::Ok));
    Ok(match (differ, undecided) {
        (0, 0) => Exit::Conforming,
        (0, _) => Exit::Undecided,
        _ => Exit::NonConforming,
    })
}

fn finding_line(finding: &Finding) -> String {
    let Finding { rule, about, expected, found, held } = finding;
    let held = match held {
        Held::Ok => "ok",
        Held::Differs => "DIFFERS",
        Held::Undecided => "undecided",
    };
    let (id, standing, source) = (rule.id, rule.standing, rule.source);
    format!("{held:<9} {id:<21} {about}: expected {expected}; found {found} [{standing}: {source}]")
}
