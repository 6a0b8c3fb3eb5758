// SPDX-License-Identifier: EUPL-1.2
//! One attempt to hand a message over, to the internal mail server or to a peer.

use std::{net::SocketAddr, sync::Arc};

use rustls::pki_types::ServerName;
use tokio_rustls::TlsConnector;

use crate::{
    custody,
    dn::Dn,
    mutation::Mutation,
    office::Office,
    queue::{Entry, Letter, Route, all},
    smtp::client::{Client, Failure},
    tls::{self, Expectation, ReceivingPeer},
};

/// Tries once to deliver an entry; the outcomes are in the order of its recipients.
pub(crate) async fn attempt(office: &Office, entry: &Entry) -> Vec<Result<(), Failure>> {
    let connected = match &entry.route {
        Route::Internal => internal(office).await,
        Route::Peer(domain) => peer(office, domain).await,
    };
    match connected {
        Ok(client) => transact(office, client, entry).await,
        Err(failure) => all(entry, &failure),
    }
}

/// Connects to the internal mail server.
pub(crate) async fn internal(office: &Office) -> Result<Client, Failure> {
    let config = &office.config;
    let mut client = Client::connect(config.internal_mail_server, None, config.timeout()).await?;
    client.ehlo(&config.hostname).await?;
    Ok(client)
}

/// Connects to the first MX host of a domain that can be reached and trusted.
async fn peer(office: &Office, domain: &str) -> Result<Client, Failure> {
    let list = office.liste_blanche();
    // The list may have changed since submission, so each attempt asks it again.
    let listed = list.dns_of(domain, office.config.mutation);
    if listed.is_none() && !office.config.breaks(Mutation::SendsToUnlistedDomain) {
        return Err(Failure::found("5.7.1", format!("the domain {domain} is not in the liste blanche")));
    }
    let mut hosts = office.resolver.mx_hosts(domain).await?;
    if office.config.breaks(Mutation::IgnoresSecondMx) {
        hosts.truncate(1);
    }
    if office.config.breaks(Mutation::PrefersLastMx) {
        hosts.reverse();
    }
    let mut verdict = None;
    for host in hosts {
        match secure_session(office, &host, listed).await {
            Ok(client) => return Ok(client),
            Err(failure) => {
                tracing::info!(host, %failure, "MX host not usable");
                // One host that may recover is enough to wait for.
                if verdict.as_ref().is_none_or(Failure::is_permanent) {
                    verdict = Some(failure);
                }
            }
        }
    }
    Err(verdict.unwrap_or_else(|| Failure::found("5.4.4", format!("the domain {domain} has no MX"))))
}

/// Connects to one MX host and secures the session; nothing of the message is said before.
async fn secure_session(office: &Office, host: &str, listed: Option<&[Dn]>) -> Result<Client, Failure> {
    let config = &office.config;
    let mut client = connect(office, host).await?;
    if let Err(failure) = client.ehlo(&config.hostname).await {
        return Err(leave(office, client, failure));
    }
    if let Err(failure) = ask_for_tls(&mut client, host).await {
        let in_clear = config.breaks(Mutation::SendsInClearWithoutStarttls);
        return if in_clear { Ok(client) } else { Err(leave(office, client, failure)) };
    }
    let expectation = Expectation {
        mx_host: (!config.breaks(Mutation::IgnoresMxName)).then(|| host.to_owned()),
        listed: listed.filter(|_| !config.breaks(Mutation::IgnoresListedDnOutbound)).map(<[Dn]>::to_vec),
        cn_only: config.breaks(Mutation::ComparesCnOnlyOutbound),
    };
    let name = ServerName::try_from(host.to_owned())
        .map_err(|error| Failure::found("5.4.4", format!("the MX host {host} has no usable name: {error}")))?;
    let peer = Arc::new(ReceivingPeer::new(office.trust.clone(), config, expectation));
    let tls =
        tls::client_config(&office.identity, config, peer.clone()).map_err(|error| Failure::found("4.3.5", error))?;
    let keeps_read_ahead = config.breaks(Mutation::KeepsAnswersFromBeforeTls);
    let mut client = client.secured(&TlsConnector::from(Arc::new(tls)), name, keeps_read_ahead).await?;
    if let Err(error) = peer.judge_later(client.chain()) {
        let failure = Failure::found("4.7.5", format!("no TLS session with the peer: {error}"));
        return Err(leave(office, client, failure));
    }
    match client.ehlo(&config.hostname).await {
        Ok(()) => Ok(client),
        Err(failure) => Err(leave(office, client, failure)),
    }
}

/// Says QUIT to a server that gets nothing; the failure is already known and does not wait for the answer.
fn leave(office: &Office, client: Client, failure: Failure) -> Failure {
    office.tasks.spawn(client.quit());
    failure
}

/// Has the peer agree to TLS; one that does not may be mended, so no answer to this is final.
async fn ask_for_tls(client: &mut Client, host: &str) -> Result<(), Failure> {
    if !client.offers("STARTTLS") {
        return Err(Failure::found("4.7.4", format!("{host} does not offer STARTTLS")));
    }
    client.starttls().await.map_err(|failure| match failure {
        Failure::Refused(reply) => Failure::found("4.7.4", format!("{host} answered STARTTLS by {reply}")),
        found => found,
    })
}

async fn connect(office: &Office, host: &str) -> Result<Client, Failure> {
    let config = &office.config;
    let mut verdict = Failure::found("4.4.4", format!("{host} has no address"));
    for address in office.resolver.addresses(host).await? {
        let server = SocketAddr::new(address, config.peer_port);
        match Client::connect(server, Some(config.source), config.timeout()).await {
            Ok(client) => return Ok(client),
            Err(failure) => verdict = failure,
        }
    }
    Err(verdict)
}

async fn transact(office: &Office, mut client: Client, entry: &Entry) -> Vec<Result<(), Failure>> {
    let outcomes = converse(office, &mut client, entry).await;
    // The answer to QUIT changes no outcome, so none waits for it.
    office.tasks.spawn(client.quit());
    outcomes
}

async fn converse(office: &Office, client: &mut Client, entry: &Entry) -> Vec<Result<(), Failure>> {
    let Letter { reverse_path, recipients, message, .. } = &entry.letter;
    let is_peer = entry.route != Route::Internal;
    if is_peer && !message.is_ascii() && !client.offers("8BITMIME") {
        // RFC 6152 §3: re-encoding would change what the sender wrote, so it is returned instead.
        return all(entry, &Failure::found("5.6.3", "the peer does not take 8-bit text"));
    }
    let reverse_path = match is_peer {
        true => custody::reverse_path_outside(office, reverse_path.as_ref()),
        false => reverse_path.clone(),
    };
    if let Err(failure) = client.mail(reverse_path.as_ref(), Some(message)).await {
        return all(entry, &failure);
    }
    let mut outcomes = Vec::with_capacity(recipients.len());
    for recipient in recipients {
        let path = if is_peer { custody::forward_path_outside(office, recipient) } else { recipient.clone() };
        outcomes.push(client.rcpt(&path).await);
    }
    if outcomes.iter().any(Result::is_ok)
        && let Err(failure) = client.data(message).await
    {
        for accepted in outcomes.iter_mut().filter(|outcome| outcome.is_ok()) {
            *accepted = Err(failure.clone());
        }
    }
    outcomes
}
