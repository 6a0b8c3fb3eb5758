// SPDX-License-Identifier: EUPL-1.2
//! What the connector shows of itself in TLS, as a client and as a server.

mod advice;
#[cfg(test)]
mod tests;

use super::outcome::{fail, inconclusive, pass};
use super::{Check, Judge};
use crate::evidence::{Evidence, Session};
use crate::fact::{Part, Tls};
use crate::params::{Params, Peer, Sut};
use reports::text;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

/// The checks of the family, in the order of the catalogue.
pub const CHECKS: &[Check] = &[CLIENT_CERTIFICATE_SHOWN, SERVER_CERTIFICATE_AS_DECLARED];

/// The connector visits a peer that asks for its certificate.
const CLIENT_CERTIFICATE_SHOWN: Check = Check {
    id: "client-certificate-shown",
    fr: "Le connecteur présente au pair son certificat déclaré, valide, avec son intermédiaire.",
    en: "The connector shows the peer its declared certificate, valid, with its intermediate.",
    clause: "Guide d’intégration, Annexe 1 (DN du certificat) ; RFC 8446 §4.4.2",
    advice: advice::CLIENT_CERTIFICATE_SHOWN,
    negative: false,
    needs: None,
    wait: None,
    judge: Judge::WithPeer(|evidence, params, peer| certificates_shown(evidence, params, peer, Part::PeerServer)),
    #[cfg(test)]
    examples: tests::CLIENT_CERTIFICATE_SHOWN,
};

/// A peer opens a session with the connector.
const SERVER_CERTIFICATE_AS_DECLARED: Check = Check {
    id: "server-certificate-as-declared",
    fr: "Le certificat serveur du connecteur est valide, porte le DN déclaré, et son CN est le nom du MX.",
    en: "The connector's server certificate is valid, bears the declared DN, and its CN is the MX host name.",
    clause: "Guide d’intégration, Annexe 1 (CN = MX)",
    advice: advice::SERVER_CERTIFICATE_AS_DECLARED,
    negative: false,
    needs: None,
    wait: None,
    judge: Judge::WithPeer(|evidence, params, peer| certificates_shown(evidence, params, peer, Part::PeerClient)),
    #[cfg(test)]
    examples: tests::SERVER_CERTIFICATE_AS_DECLARED,
};

/// Is the certificate of the connector the declared one, in every handshake?
///
/// - Passes when every completed handshake with the peer passes by [`certificate_shown`].
/// - Fails on the latest that does not: a certificate that is shown only now and then is not shown.
/// - Undecided when no handshake was completed: nothing could be shown.
fn certificates_shown(evidence: &Evidence, params: &Params, peer: &Peer, part: Part) -> Outcome {
    let sessions = evidence.sessions_of(part, Some(&peer.place()));
    let handshakes = sessions.iter().rev().filter_map(Session::tls);
    let judged = handshakes.map(|(number, tls)| certificate_shown(number, tls, &params.sut));
    match judged.reduce(|worst, next| if next.verdict() > worst.verdict() { next } else { worst }) {
        Some(outcome) => outcome,
        None => inconclusive(
            Cause::PeerUnreachable,
            Text::new("aucune poignée de main TLS aboutie", "no TLS handshake was completed"),
            sessions.iter().map(Session::last).collect(),
        ),
    }
}

/// Passes on a chain without objection whose leaf bears the declared DN, with the declared MX as its CN.
///
/// Fails on an empty chain, an objection of our verifier, another DN or another CN. The case of the CN is ignored.
fn certificate_shown(number: u32, tls: &Tls, sut: &Sut) -> Outcome {
    let expected = || text!("un certificat valide de DN {}", "a valid certificate with DN {}", sut.dn);
    let Some(leaf) = tls.chain.first() else {
        return fail(expected(), Text::new("aucun certificat présenté", "no certificate shown"), vec![number]);
    };
    if let Some(objection) = &tls.objection {
        return fail(expected(), text!("chaîne refusée : {objection}", "chain refused: {objection}"), vec![number]);
    }
    if leaf.subject != sut.dn {
        return fail(expected(), text!("DN présenté : {}", "DN shown: {}", leaf.subject), vec![number]);
    }
    let cn = leaf.cn.as_deref().unwrap_or_default();
    if !cn.eq_ignore_ascii_case(&sut.mx) {
        return fail(text!("CN = {}", "CN = {}", sut.mx), text!("CN = {cn}", "CN = {cn}"), vec![number]);
    }
    pass(text!("{} ({}, {})", "{} ({}, {})", leaf.subject, tls.version, tls.suite), vec![number])
}
