// SPDX-License-Identifier: EUPL-1.2
//! One attempt to deliver a message, to the internal mail server or to a peer.

use std::{net::SocketAddr, sync::Arc};

use rustls::pki_types::ServerName;
use tokio_rustls::TlsConnector;

use crate::{
    delivery,
    dn::{Dn, DnComparison},
    mutation::Mutation,
    queue::{MailObject, NextHop, QueueEntry, all_failed},
    smtp::{client::Client, failure::DeliveryFailure},
    state::ConnectorState,
    tls::{self, ReceivingPeerVerifier, ReferenceIdentity},
};

/// Tries once to deliver an entry; the results are in the order of its recipients.
pub(crate) async fn deliver(state: &ConnectorState, entry: &QueueEntry) -> Vec<Result<(), DeliveryFailure>> {
    let connected = match &entry.next_hop {
        NextHop::Internal => connect_internal(state).await,
        NextHop::Peer(domain) => connect_peer(state, domain).await,
    };
    match connected {
        Ok(mut client) => {
            let results = transact(state, &mut client, entry).await;
            // The reply to QUIT changes no result, so none waits for it.
            state.tasks.spawn(client.quit());
            results
        }
        Err(failure) => all_failed(entry, &failure),
    }
}

/// Connects to the internal mail server.
pub(crate) async fn connect_internal(state: &ConnectorState) -> Result<Client, DeliveryFailure> {
    let config = &state.config;
    let mut client = Client::connect(config.internal_mail_server, None, config.timeout()).await?;
    client.ehlo(&config.hostname).await?;
    Ok(client)
}

/// Connects to the first MX host of a domain that can be reached and trusted.
async fn connect_peer(state: &ConnectorState, domain: &str) -> Result<Client, DeliveryFailure> {
    let list = state.liste_blanche();
    // The list may have changed since submission, so each attempt reads it again.
    let listed = list.listed_for(domain, state.config.mutation);
    if listed.is_none() && !state.config.breaks(Mutation::SendsToUnlistedDomain) {
        return Err(DeliveryFailure::local("5.7.1", format!("the domain {domain} is not in the liste blanche")));
    }
    let mut hosts = state.resolver.mx_hosts(domain).await?;
    if state.config.breaks(Mutation::IgnoresSecondMx) {
        hosts.truncate(1);
    }
    if state.config.breaks(Mutation::PrefersLastMx) {
        hosts.reverse();
    }
    let mut worst: Option<DeliveryFailure> = None;
    for host in hosts {
        match secure_session(state, &host, listed).await {
            Ok(client) => return Ok(client),
            Err(failure) => {
                tracing::info!(host, %failure, "MX host not usable");
                // A temporary failure of one host makes the whole attempt temporary.
                if worst.as_ref().is_none_or(DeliveryFailure::is_permanent) {
                    worst = Some(failure);
                }
            }
        }
    }
    Err(worst.unwrap_or_else(|| DeliveryFailure::local("5.4.4", format!("the domain {domain} has no MX"))))
}

/// Connects to one MX host and secures the session; no part of the envelope is sent before.
async fn secure_session(state: &ConnectorState, host: &str, listed: Option<&[Dn]>) -> Result<Client, DeliveryFailure> {
    let config = &state.config;
    let mut client = connect_host(state, host).await?;
    if let Err(failure) = client.ehlo(&config.hostname).await {
        return Err(quit(state, client, failure));
    }
    if let Err(failure) = request_tls(&mut client, host).await {
        let in_cleartext = config.breaks(Mutation::SendsInClearWithoutStarttls);
        return if in_cleartext { Ok(client) } else { Err(quit(state, client, failure)) };
    }
    let reference = ReferenceIdentity {
        mx_host: (!config.breaks(Mutation::IgnoresMxName)).then(|| host.to_owned()),
        listed: listed.filter(|_| !config.breaks(Mutation::IgnoresListedDnOutbound)).map(<[Dn]>::to_vec),
        comparison: DnComparison::outbound(config.mutation),
    };
    let name = ServerName::try_from(host.to_owned())
        .map_err(|error| DeliveryFailure::local("5.4.4", format!("the MX host {host} has no usable name: {error}")))?;
    let verifier = Arc::new(ReceivingPeerVerifier::new(state.trust.clone(), config, reference));
    let tls = tls::client_config(&state.credentials, config, verifier.clone())
        .map_err(|error| DeliveryFailure::local("4.3.5", error))?;
    let keeps_read_ahead = config.breaks(Mutation::KeepsAnswersFromBeforeTls);
    let mut client = client.handshake(&TlsConnector::from(Arc::new(tls)), name, keeps_read_ahead).await?;
    if let Err(error) = verifier.verify_after_handshake(client.chain()) {
        let failure = DeliveryFailure::local("4.7.5", format!("no TLS session with the peer: {error}"));
        return Err(quit(state, client, failure));
    }
    match client.ehlo(&config.hostname).await {
        Ok(()) => Ok(client),
        Err(failure) => Err(quit(state, client, failure)),
    }
}

/// Ends an unusable session in the background, and returns why it is unusable.
fn quit(state: &ConnectorState, client: Client, failure: DeliveryFailure) -> DeliveryFailure {
    state.tasks.spawn(client.quit());
    failure
}

/// Sends STARTTLS; every refusal is a temporary failure, because the peer's set-up may be corrected.
async fn request_tls(client: &mut Client, host: &str) -> Result<(), DeliveryFailure> {
    if !client.offers("STARTTLS") {
        return Err(DeliveryFailure::local("4.7.4", format!("{host} does not offer STARTTLS")));
    }
    client.starttls().await.map_err(|failure| match failure {
        DeliveryFailure::Remote(reply) => {
            DeliveryFailure::local("4.7.4", format!("{host} answered STARTTLS by {reply}"))
        }
        local => local,
    })
}

/// Connects to the first address of a host that accepts.
async fn connect_host(state: &ConnectorState, host: &str) -> Result<Client, DeliveryFailure> {
    let config = &state.config;
    let mut last = DeliveryFailure::local("4.4.4", format!("{host} has no address"));
    for address in state.resolver.addresses(host).await? {
        let server = SocketAddr::new(address, config.peer_port);
        match Client::connect(server, Some(config.source), config.timeout()).await {
            Ok(client) => return Ok(client),
            Err(failure) => last = failure,
        }
    }
    Err(last)
}

/// Runs one mail transaction.
async fn transact(state: &ConnectorState, client: &mut Client, entry: &QueueEntry) -> Vec<Result<(), DeliveryFailure>> {
    let MailObject { reverse_path, recipients, message, .. } = &entry.mail;
    let is_peer = entry.next_hop != NextHop::Internal;
    if is_peer && !message.is_ascii() && !client.offers("8BITMIME") {
        // RFC 6152 §3: the message is returned, because re-encoding would change it.
        return all_failed(entry, &DeliveryFailure::local("5.6.3", "the peer does not take 8-bit text"));
    }
    let reverse_path = match is_peer {
        true => delivery::peer_reverse_path(state, reverse_path),
        false => reverse_path.clone(),
    };
    if let Err(failure) = client.mail(&reverse_path, Some(message)).await {
        return all_failed(entry, &failure);
    }
    let mut results = Vec::with_capacity(recipients.len());
    for recipient in recipients {
        let path = if is_peer { delivery::peer_forward_path(state, recipient) } else { recipient.clone() };
        results.push(client.rcpt(&path).await);
    }
    if results.iter().any(Result::is_ok)
        && let Err(failure) = client.data(message).await
    {
        for accepted in results.iter_mut().filter(|result| result.is_ok()) {
            *accepted = Err(failure.clone());
        }
    }
    results
}
