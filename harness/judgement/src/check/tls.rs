// SPDX-License-Identifier: EUPL-1.2
//! What the connector shows of itself in TLS, as a client and as a server.

mod advice;

use super::{Check, fail, inconclusive, no_peer, pass};
use crate::evidence::{Evidence, Session};
use crate::fact::{Part, Tls};
use crate::params::{Params, Sut};
use reports::text;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

pub const CHECKS: &[Check] = &[
    Check {
        id: "client-certificate-shown",
        fr: "Le connecteur présente au pair son certificat déclaré, valide, avec son intermédiaire.",
        en: "The connector shows the peer its declared certificate, valid, with its intermediate.",
        clause: "Guide d’intégration, Annexe 1 (DN du certificat) ; RFC 8446 §4.4.2",
        advice: advice::CLIENT_CERTIFICATE_SHOWN,
        needs_peer: true,
        negative: false,
        needs: None,
        wait: None,
        judge: client_certificate_shown,
    },
    Check {
        id: "server-certificate-as-declared",
        fr: "Le certificat serveur du connecteur est valide, porte le DN déclaré, et son CN est le nom du MX.",
        en: "The connector's server certificate is valid, bears the declared DN, and its CN is the MX host name.",
        clause: "Guide d’intégration, Annexe 1 (CN = MX)",
        advice: advice::SERVER_CERTIFICATE_AS_DECLARED,
        needs_peer: true,
        negative: false,
        needs: None,
        wait: None,
        judge: server_certificate_as_declared,
    },
];

fn client_certificate_shown(evidence: &Evidence, params: &Params) -> Outcome {
    shown(evidence, params, Part::PeerServer)
}

fn server_certificate_as_declared(evidence: &Evidence, params: &Params) -> Outcome {
    shown(evidence, params, Part::PeerClient)
}

fn shown(evidence: &Evidence, params: &Params, part: Part) -> Outcome {
    let Some(peer) = &params.peer else { return no_peer() };
    let sessions = evidence.sessions_of(part, Some(&peer.name));
    // Every session counts: a certificate shown now and then is not shown.
    let judged =
        sessions.iter().rev().filter_map(Session::tls).map(|(number, tls)| judge_chain(number, tls, &params.sut));
    match judged.reduce(|worst, next| if next.verdict() > worst.verdict() { next } else { worst }) {
        Some(outcome) => outcome,
        None => inconclusive(
            Cause::PeerUnreachable,
            Text::new("aucune poignée de main TLS aboutie", "no TLS handshake was completed"),
            sessions.iter().map(Session::last).collect(),
        ),
    }
}

fn judge_chain(number: u32, tls: &Tls, sut: &Sut) -> Outcome {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::testing::{evidence, of_peer};
    use crate::fact::{Certificate, Fact};

    fn judged(chain: Vec<Certificate>, objection: Option<&str>) -> Outcome {
        let tls = Tls {
            version: "TLSv1.3".into(),
            suite: "TLS13_AES_256_GCM_SHA384".into(),
            group: None,
            chain,
            objection: objection.map(Into::into),
            sni: None,
        };
        let opened =
            Fact::SessionOpened { session: 1, part: Part::PeerServer, local: String::new(), remote: String::new() };
        let mut params = of_peer("clinique-a", None);
        params.sut =
            Sut { dn: "CN=mx.test,C=FR".into(), mx: "mx.test".into(), domaine: "ch.test".into(), ..Sut::default() };
        let facts = vec![opened, Fact::TlsEstablished { session: 1, tls }];
        client_certificate_shown(&evidence("clinique-a", facts), &params)
    }

    fn leaf(cn: &str) -> Certificate {
        Certificate {
            subject: format!("CN={cn},C=FR"),
            issuer: String::new(),
            serial: String::new(),
            not_before: String::new(),
            not_after: String::new(),
            cn: Some(cn.into()),
            san: vec![],
            key: String::new(),
            key_bits: None,
            fingerprint: String::new(),
            spki: None,
        }
    }

    #[test]
    fn the_declared_and_valid_certificate_passes() {
        assert!(matches!(judged(vec![leaf("mx.test")], None), Outcome::Pass { .. }));
    }

    #[test]
    fn no_certificate_another_dn_or_an_invalid_chain_fail() {
        assert!(matches!(judged(vec![], None), Outcome::Fail { .. }));
        assert!(matches!(judged(vec![leaf("other.test")], None), Outcome::Fail { .. }));
        assert!(matches!(judged(vec![leaf("mx.test")], Some("expired")), Outcome::Fail { .. }));
    }
}
