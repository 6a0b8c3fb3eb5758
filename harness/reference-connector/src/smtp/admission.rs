// SPDX-License-Identifier: EUPL-1.2
//! Whether a peer may send: its certificate and its sender domain against the liste blanche.

use std::net::IpAddr;

use rustls::pki_types::CertificateDer;

use crate::{
    dn::{Dn, DnComparison},
    mutation::Mutation,
    smtp::{path::ReversePath, reply::Reply},
    state::ConnectorState,
    trust::{KeyPurpose, SkippedChecks},
};

/// What is known of the client.
#[derive(Debug)]
pub(crate) enum ClientAuthentication {
    /// Before STARTTLS.
    Cleartext,
    /// TLS without a client certificate, possible under a mutation only.
    Anonymous,
    /// TLS with a valid client certificate; `None` if its subject cannot be read.
    Certificate(Option<Dn>),
}

/// The command whose reply refuses a sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RefusalPoint {
    Mail,
    Rcpt,
    Data,
}

impl RefusalPoint {
    /// MAIL, except under the mutations that refuse later.
    pub(crate) fn of(mutation: Option<Mutation>) -> RefusalPoint {
        match mutation {
            Some(Mutation::RefusesAtRcpt) => RefusalPoint::Rcpt,
            Some(Mutation::RefusesAtData) => RefusalPoint::Data,
            _ => RefusalPoint::Mail,
        }
    }
}

impl ClientAuthentication {
    /// The authentication of a client that presented this chain in a handshake.
    pub(crate) fn of_chain(chain: Option<&[CertificateDer<'_>]>) -> ClientAuthentication {
        match chain {
            Some([leaf, ..]) => ClientAuthentication::Certificate(Dn::of_subject(leaf)),
            _ => ClientAuthentication::Anonymous,
        }
    }
}

/// Whether a client with that chain is valid and listed, for the mutation that checks it after the handshake.
pub(crate) fn is_admitted(state: &ConnectorState, chain: Option<&[CertificateDer<'_>]>) -> bool {
    let Some([leaf, intermediates @ ..]) = chain else { return false };
    let validated = state.trust.verify(leaf, intermediates, KeyPurpose::ClientAuth, SkippedChecks::default());
    let listed = Dn::of_subject(leaf).is_some_and(|dn| state.liste_blanche().lists(&dn, None));
    validated.is_ok() && listed
}

/// Compares the sender with the list and the certificate; `Some` is the refusal.
pub(crate) fn sender_refusal(
    state: &ConnectorState,
    authentication: &ClientAuthentication,
    sender: &ReversePath,
) -> Option<Reply> {
    let refusal = |text: &str| Some(Reply::new(550, "5.7.1", text));
    let list = state.liste_blanche();
    let mutation = state.config.mutation;
    let breaks = |mutation| state.config.breaks(mutation);
    let presented = match authentication {
        ClientAuthentication::Certificate(Some(dn)) => Some(dn),
        ClientAuthentication::Certificate(None) => return refusal("the subject of the certificate cannot be read"),
        // Reached under mutations only: without a certificate there is nothing to compare.
        ClientAuthentication::Cleartext | ClientAuthentication::Anonymous => None,
    };
    let is_listed = || presented.is_none_or(|presented| list.lists(presented, mutation));
    let ReversePath::Mailbox(sender) = sender else {
        let accepted = is_listed() && !breaks(Mutation::RefusesNullSender);
        return if accepted { None } else { refusal("the null sender is not accepted from this certificate") };
    };
    match list.listed_for(sender.domain(), mutation) {
        None if breaks(Mutation::AcceptsUnlistedSender) && is_listed() => None,
        None => refusal("the sender's domain is not in the liste blanche"),
        Some(_) if breaks(Mutation::IgnoresSenderBinding) => None,
        Some(listed) => {
            let comparison = DnComparison::inbound(mutation);
            let bound = presented.is_none_or(|presented| listed.iter().any(|dn| dn.designates(presented, comparison)));
            if bound { None } else { refusal("the certificate is not listed for the sender's domain") }
        }
    }
}

/// The refusal as it is sent: a temporary one first, under the mutation that defers each sender once.
pub(crate) fn deferred_once(state: &ConnectorState, client: IpAddr, sender: &ReversePath, refusal: Reply) -> Reply {
    let defers = state.config.breaks(Mutation::DefersThenRefuses);
    if defers && state.history.since_first(format!("refused {client} {sender}")).is_none() {
        return Reply::new(450, "4.7.1", "the sender is being looked at");
    }
    refusal
}
