// SPDX-License-Identifier: EUPL-1.2
//! Whether a peer may send: its certificate and its sender against the liste blanche.

use std::net::IpAddr;

use rustls::pki_types::CertificateDer;

use crate::{
    dn::Dn,
    mutation::Mutation,
    office::Office,
    smtp::{mailbox::Mailbox, reply::Reply},
    tls::same_operator,
    trust::{Leniency, Purpose},
};

/// What is known of the peer.
#[derive(Debug)]
pub(crate) enum Security {
    /// Still in clear text.
    Clear,
    /// In TLS without a certificate, which only a mutation lets happen.
    Anonymous,
    /// In TLS with a certificate that was found valid; `None` if its subject cannot be read.
    Certified(Option<Dn>),
}

/// The command at which a refusal of the sender is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    Mail,
    Rcpt,
    Data,
}

impl Moment {
    /// MAIL, unless a mutation waits.
    pub(crate) fn of(mutation: Option<Mutation>) -> Moment {
        match mutation {
            Some(Mutation::RefusesAtRcpt) => Moment::Rcpt,
            Some(Mutation::RefusesAtData) => Moment::Data,
            _ => Moment::Mail,
        }
    }
}

/// Whether the peer is let in with that chain, for the mutation that judges it behind the handshake.
pub(crate) fn welcomes(office: &Office, chain: Option<&[CertificateDer<'_>]>) -> bool {
    let Some([leaf, intermediates @ ..]) = chain else { return false };
    let trusted = office.trust.verify(leaf, intermediates, Purpose::ClientAuth, Leniency::default());
    let listed = Dn::of_subject(leaf).is_some_and(|dn| office.liste_blanche().knows(&dn, None));
    trusted.is_ok() && listed
}

/// Holds the sender against the list and the certificate; `Some` is the refusal.
pub(crate) fn refusal(office: &Office, security: &Security, sender: Option<&Mailbox>) -> Option<Reply> {
    let refusal = |text: &str| Some(Reply::new(550, "5.7.1", text));
    let list = office.liste_blanche();
    let mutation = office.config.mutation;
    let breaks = |mutation| office.config.breaks(mutation);
    let presented = match security {
        Security::Certified(Some(dn)) => Some(dn),
        Security::Certified(None) => return refusal("the subject of the certificate cannot be read"),
        // Without a certificate there is nothing to compare; compliant rules never come here.
        Security::Clear | Security::Anonymous => None,
    };
    let known = || presented.is_none_or(|presented| list.knows(presented, mutation));
    let Some(sender) = sender else {
        let accepted = known() && !breaks(Mutation::RefusesNullSender);
        return if accepted { None } else { refusal("the null sender is not accepted from this certificate") };
    };
    match list.dns_of(sender.domain(), mutation) {
        None if breaks(Mutation::AcceptsUnlistedSender) && known() => None,
        None => refusal("the sender's domain is not in the liste blanche"),
        Some(_) if breaks(Mutation::IgnoresSenderBinding) => None,
        Some(listed) => {
            let cn_only = breaks(Mutation::ComparesCnOnlyInbound);
            let bound = presented.is_none_or(|presented| listed.iter().any(|dn| same_operator(dn, presented, cn_only)));
            if bound { None } else { refusal("the certificate is not listed for the sender's domain") }
        }
    }
}

/// The refusal as the peer hears it: one mutation makes the first to a sender a temporary one.
pub(crate) fn worded(office: &Office, client: IpAddr, sender: Option<&Mailbox>, refusal: Reply) -> Reply {
    let defers = office.config.breaks(Mutation::DefersThenRefuses);
    let name = sender.map(Mailbox::to_string).unwrap_or_default();
    if defers && office.memory.since_first(format!("refused {client} {name}")).is_none() {
        return Reply::new(450, "4.7.1", "the sender is being looked at");
    }
    refusal
}
