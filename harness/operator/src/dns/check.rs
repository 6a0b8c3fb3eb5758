// SPDX-License-Identifier: EUPL-1.2
//! Asks an operator's own server about its domains and holds the answers against what its Annexe 1 declares.

use super::DnsFailure;
use super::ask::{Asked, Transport};
use super::rules::{self, Finding};
use crate::annexe1::{Declared, Method};
use crate::real_zone;
use hickory_resolver::proto::op::{Message, ResponseCode};
use hickory_resolver::proto::rr::{RData, RecordType};
use std::collections::BTreeSet;
use std::net::SocketAddr;

/// The longest name that the form has room for.
const LONGEST: usize = 63;

type Names = BTreeSet<String>;

/// Checks what is declared, then each of its domains at the server given, and at the secondary when there is one.
///
/// # Errors
/// The server gives no answer at all about the first domain.
pub async fn check(
    declared: &Declared,
    server: SocketAddr,
    secondary: Option<SocketAddr>,
) -> Result<Vec<Finding>, DnsFailure> {
    let mut findings = of_names(declared);
    let asked = Asked { server, recursion: matches!(declared.method, Method::Redirection { .. }) };
    let secondary = secondary.map(|server| Asked { server, ..asked });
    for domaine in &declared.domaines {
        let udp = asked.over(Transport::Udp, domaine, RecordType::MX).await;
        let tcp = asked.over(Transport::Tcp, domaine, RecordType::MX).await;
        findings.extend([of_transport(rules::OVER_UDP, domaine, &udp), of_transport(rules::OVER_TCP, domaine, &tcp)]);
        // The whole answer is the one over TCP; without it the datagram has to do.
        let mx = tcp.or(udp)?;
        if let Method::Delegation { primary, secondary } = &declared.method {
            let servers = [Some(primary), secondary.as_ref()].into_iter().flatten().map(|name| lower(name)).collect();
            findings.extend(of_authority(asked, domaine, &mx, &servers).await?);
        }
        findings.extend(of_exchangers(asked, domaine, &mx, &declared.mail_servers).await?);
        if let Some(secondary) = secondary {
            findings.push(of_secondary(secondary, domaine, &mx).await);
        }
    }
    Ok(findings)
}

/// What the names declared say before anybody is asked.
fn of_names(declared: &Declared) -> Vec<Finding> {
    let servers: Vec<&String> = match &declared.method {
        Method::Delegation { primary, secondary } => {
            [Some(primary), secondary.as_ref()].into_iter().flatten().collect()
        }
        Method::Redirection { mail_server } => vec![mail_server],
    };
    let named = |rule, name: &str| {
        let expected = format!("at most {LONGEST} characters: letters, digits, `.` and `-`");
        Finding::of(rule, name, is_writable(name), expected, format!("{} characters", name.chars().count()))
    };
    let mut findings: Vec<Finding> = servers.into_iter().map(|name| named(rules::SERVER_NAME, name)).collect();
    findings.extend(declared.domaines.iter().map(|name| named(rules::DOMAIN_NAME, name)));
    if let Method::Redirection { mail_server } = &declared.method {
        let cns: Names = declared.mail_servers.iter().map(|cn| lower(cn)).collect();
        let same = cns.contains(&lower(mail_server));
        findings.push(Finding::of(rules::MAIL_SERVER_IS_CN, mail_server, same, listed(&cns), mail_server));
        for cn in &declared.mail_servers {
            let outside = real_zone(cn) != Some("mssante.fr");
            let expected = "a CN outside mssante.fr, or the method delegation";
            findings.push(Finding::of(rules::CN_NEEDS_DELEGATION, cn, outside, expected, cn));
        }
    }
    findings
}

fn is_writable(name: &str) -> bool {
    let letters = name.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'.' || octet == b'-');
    letters && !name.is_empty() && name.len() <= LONGEST
}

fn of_transport(rule: rules::Rule, domaine: &str, reply: &Result<Message, DnsFailure>) -> Finding {
    let (right, found) = match reply {
        // Over UDP an answer may be cut short; over TCP nothing excuses it.
        Ok(reply) => (answers(reply) && (rule == rules::OVER_UDP || !reply.metadata.truncation), status(reply)),
        Err(error) => (false, error.to_string()),
    };
    Finding::of(rule, domaine, right, "an answer about the MX", found)
}

fn answers(reply: &Message) -> bool {
    matches!(reply.metadata.response_code, ResponseCode::NoError | ResponseCode::NXDomain)
}

fn status(reply: &Message) -> String {
    let code = match reply.metadata.response_code {
        ResponseCode::NoError => "NOERROR".to_owned(),
        other => format!("{other:?}").to_uppercase(),
    };
    let cut = if reply.metadata.truncation { ", cut short (TC)" } else { "" };
    format!("{code}, {} record(s){cut}", reply.answers.len())
}

/// What a server that the domain is delegated to must say of it.
async fn of_authority(asked: Asked, domaine: &str, mx: &Message, declared: &Names) -> Result<Vec<Finding>, DnsFailure> {
    let ns = asked.ask(domaine, RecordType::NS).await?;
    let soa = asked.ask(domaine, RecordType::SOA).await?;
    let aa = if mx.metadata.authoritative { "AA" } else { "no AA" };
    let found = servers(&ns);
    let has_soa = soa.answers.iter().any(|record| record.record_type() == RecordType::SOA);
    Ok(vec![
        Finding::of(rules::AUTHORITY, domaine, mx.metadata.authoritative, "AA", aa),
        Finding::of(rules::SOA_PRESENT, domaine, has_soa, "a SOA", status(&soa)),
        Finding::of(rules::NS_AS_DECLARED, domaine, found == *declared, listed(declared), listed(&found)),
    ])
}

/// What the MX records must name, and what must be known of the hosts they name.
async fn of_exchangers(
    asked: Asked,
    domaine: &str,
    mx: &Message,
    mail_servers: &[String],
) -> Result<Vec<Finding>, DnsFailure> {
    let declared: Names = mail_servers.iter().map(|cn| lower(cn)).collect();
    let hosts = exchangers(mx);
    let right = !hosts.is_empty() && hosts.is_subset(&declared);
    let found = if hosts.is_empty() { status(mx) } else { listed(&hosts) };
    let mut findings = vec![Finding::of(rules::MX_IS_CN, domaine, right, listed(&declared), found)];
    for host in hosts.iter().filter(|host| host.as_str() != ".") {
        findings.extend(of_host(asked, host).await?);
    }
    Ok(findings)
}

async fn of_host(asked: Asked, host: &str) -> Result<Vec<Finding>, DnsFailure> {
    let replies = [asked.ask(host, RecordType::A).await?, asked.ask(host, RecordType::AAAA).await?];
    let all = || replies.iter().flat_map(|reply| &reply.answers);
    let addresses: Names = all().filter_map(|record| address(&record.data)).collect();
    let alias = all().find_map(|record| match &record.data {
        RData::CNAME(target) => Some(format!("an alias of {target}")),
        _ => None,
    });
    let is_alias = alias.is_some();
    let mut no_alias =
        Finding::of(rules::MX_NOT_ALIAS, host, !is_alias, "no CNAME", alias.unwrap_or("no CNAME".into()));
    let found = if addresses.is_empty() { status(&replies[0]) } else { listed(&addresses) };
    let mut address = Finding::of(rules::MX_HAS_ADDRESS, host, !addresses.is_empty(), "an address", found);
    // A server that does not speak for the host's own zone says so: there is nobody else whom we may ask.
    let elsewhere = |reply: &Message| {
        reply.metadata.response_code == ResponseCode::Refused
            || (!reply.metadata.authoritative && reply.answers.is_empty() && !asked.recursion)
    };
    if replies.iter().any(elsewhere) && !is_alias {
        "its zone is served elsewhere; ask there".clone_into(&mut no_alias.found);
        no_alias.found.clone_into(&mut address.found);
        (no_alias, address) = (no_alias.undecided(), address.undecided());
    }
    Ok(vec![no_alias, address])
}

async fn of_secondary(secondary: Asked, domaine: &str, mx: &Message) -> Finding {
    let expected = listed(&exchangers(mx));
    match secondary.ask(domaine, RecordType::MX).await {
        Ok(reply) => {
            let same =
                reply.metadata.authoritative == mx.metadata.authoritative && exchangers(&reply) == exchangers(mx);
            let found = if exchangers(&reply).is_empty() { status(&reply) } else { listed(&exchangers(&reply)) };
            Finding::of(rules::SECONDARY_AGREES, domaine, same, expected, found)
        }
        Err(error) => Finding::of(rules::SECONDARY_AGREES, domaine, false, expected, error.to_string()),
    }
}

fn exchangers(reply: &Message) -> Names {
    let of = |data: &RData| match data {
        RData::MX(mx) => Some(lower(&mx.exchange.to_ascii())),
        _ => None,
    };
    reply.answers.iter().filter_map(|record| of(&record.data)).collect()
}

fn servers(reply: &Message) -> Names {
    let of = |data: &RData| match data {
        RData::NS(server) => Some(lower(&server.0.to_ascii())),
        _ => None,
    };
    reply.answers.iter().filter_map(|record| of(&record.data)).collect()
}

fn address(data: &RData) -> Option<String> {
    match data {
        RData::A(address) => Some(address.to_string()),
        RData::AAAA(address) => Some(address.to_string()),
        _ => None,
    }
}

/// Names are compared without regard to case or final dot; the root stays a dot.
fn lower(name: &str) -> String {
    match name.strip_suffix('.').unwrap_or(name) {
        "" => ".".to_owned(),
        name => name.to_ascii_lowercase(),
    }
}

fn listed(names: &Names) -> String {
    if names.is_empty() { "nothing".to_owned() } else { names.iter().cloned().collect::<Vec<_>>().join(", ") }
}
