// SPDX-License-Identifier: EUPL-1.2
//! Sums up in few words what each witness makes of one question.

use std::net::{IpAddr, Ipv4Addr};
use std::process::Command;
use std::time::Duration;

use hickory_resolver::Resolver;
use hickory_resolver::config::{NameServerConfig, ResolverConfig, ResolverOpts};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::rr::RecordType;

/// What dig may say besides a status, and the word for it in the table.
const REMARKS: [(&str, &str); 8] = [
    ("ID mismatch", "id mismatch"),
    ("Question section mismatch", "question mismatch"),
    ("bad packet", "bad packet"),
    ("extra bytes", "extra octets"),
    ("malformed message packet", "malformed"),
    ("query response not set", "no QR"),
    ("retrying in TCP mode", "over TCP"),
    ("poisoned.test.", "poison shown"),
];

/// Asks with dig and gives its whole output.
pub fn dig(server: Ipv4Addr, arguments: &[&str]) -> String {
    let at = format!("@{server}");
    let output = Command::new("dig").args([&at, "+tries=1", "+time=1"]).args(arguments).output().expect("dig starts");
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

/// Sums dig's output up: its remarks, the status, and up to two answers with the zone written `@`.
pub fn verdict_of_dig(said: &str, zone: &str) -> String {
    let mut words: Vec<String> =
        REMARKS.iter().filter(|(text, _)| said.contains(text)).map(|(_, word)| (*word).to_owned()).collect();
    if said.contains(&format!("\n;{zone}.")) {
        words.push("lower case".to_owned());
    }
    match said.split("status: ").nth(1).and_then(|rest| rest.split(',').next()) {
        Some(status) => words.push(status.to_owned()),
        None if said.contains("timed out") || said.contains("no servers could be reached") => {
            words.push("silence".to_owned());
        }
        None => words.push("nothing".to_owned()),
    }
    let section = said.split("ANSWER SECTION:\n").nth(1).unwrap_or_default();
    let answers: Vec<&str> = section.lines().take_while(|line| !line.is_empty()).collect();
    match answers.len() {
        0..=2 => words.extend(answers.iter().map(|line| record(line, zone))),
        // Their order is the resolver's own.
        many => words.push(format!("{many} answers")),
    }
    words.join(" / ")
}

/// Writes one record short: owner, life and class only where they are not the usual ones.
fn record(line: &str, zone: &str) -> String {
    let line = line.to_lowercase().replace(&format!("{zone}."), "@");
    let fields: Vec<&str> = line.split_whitespace().collect();
    let [owner, life, class, kind, data @ ..] = &fields[..] else { return line };
    let owner = if *owner == "@" { None } else { Some(*owner) };
    let life = if *life == "0" { Some("ttl=0") } else { None };
    let class = if *class == "in" { None } else { Some(*class) };
    owner.into_iter().chain(life).chain(class).chain([*kind]).chain(data.iter().copied()).collect::<Vec<_>>().join(" ")
}

/// Asks with hickory-resolver as a stub, over UDP first and TCP when it thinks fit.
pub async fn hickory(server: Ipv4Addr, name: &str) -> String {
    let servers = vec![NameServerConfig::udp_and_tcp(IpAddr::V4(server))];
    let mut options = ResolverOpts::default();
    options.cache_size = 0;
    options.attempts = 1;
    options.timeout = Duration::from_secs(1);
    let config = ResolverConfig::from_parts(None, vec![], servers);
    let resolver = Resolver::builder_with_config(config, TokioRuntimeProvider::default()).with_options(options);
    let resolver = resolver.build().expect("a resolver");
    match resolver.lookup(format!("{name}."), RecordType::MX).await {
        Ok(found) => format!("{} answer(s)", found.answers().len()),
        Err(NetError::Dns(DnsError::NoRecordsFound(nothing))) => format!("{:?}, no answer", nothing.response_code),
        Err(NetError::Dns(DnsError::ResponseCode(rcode))) => format!("{rcode:?}"),
        Err(NetError::Timeout) => "silence".to_owned(),
        Err(error) => format!("error: {error}").chars().take(44).collect(),
    }
}
