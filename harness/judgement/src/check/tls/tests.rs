// SPDX-License-Identifier: EUPL-1.2
use crate::check::testing::{Case, Example, Examples, case, opened, tls};
use crate::fact::{Certificate, Fact, Part, Tls};
use crate::params::Sut;
use reports::verdict::Verdict;

pub const CLIENT_CERTIFICATE_SHOWN: Examples = Examples {
    pass: Example::Of(|| shown(Part::PeerServer, &[of("mx.test")])),
    fail: Example::Of(|| shown(Part::PeerServer, &[tls("TLSv1.3")])),
    inconclusive: Example::Of(|| shown(Part::PeerServer, &[])),
};

pub const SERVER_CERTIFICATE_AS_DECLARED: Examples = Examples {
    pass: Example::Of(|| shown(Part::PeerClient, &[of("mx.test")])),
    fail: Example::Of(|| shown(Part::PeerClient, &[of("other.test")])),
    inconclusive: Example::Of(|| shown(Part::PeerClient, &[])),
};

/// One session for each handshake, with a connector that declares `CN=mx.test,C=FR`.
fn shown(part: Part, handshakes: &[Tls]) -> Case {
    let session =
        |(number, tls): (u32, &Tls)| [opened(number, part), Fact::TlsEstablished { session: number, tls: tls.clone() }];
    let mut case = case(None, (1..).zip(handshakes).flat_map(session).collect());
    let (dn, mx, domaine) = ("CN=mx.test,C=FR".into(), "mx.test".into(), "ch.test".into());
    case.params.sut = Sut { dn, mx, domaine, ..Sut::default() };
    case
}

/// A handshake with a valid certificate of that CN.
fn of(cn: &str) -> Tls {
    Tls { chain: vec![leaf(format!("CN={cn},C=FR"), cn)], ..tls("TLSv1.3") }
}

fn leaf(subject: String, cn: &str) -> Certificate {
    Certificate {
        subject,
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
fn an_invalid_chain_another_dn_and_another_cn_fail() {
    let invalid = Tls { objection: Some("expired".into()), ..of("mx.test") };
    let other_cn = Tls { chain: vec![leaf("CN=mx.test,C=FR".into(), "other.test")], ..of("mx.test") };
    for tls in [invalid, of("other.test"), other_cn].chunks(1) {
        let verdict = shown(Part::PeerServer, tls).verdict(&super::CLIENT_CERTIFICATE_SHOWN);
        assert_eq!(verdict, Verdict::Fail, "{tls:?}");
    }
}

#[test]
fn one_session_without_the_certificate_is_enough_to_fail() {
    let twice = [tls("TLSv1.3"), of("mx.test")];
    assert_eq!(shown(Part::PeerServer, &twice).verdict(&super::CLIENT_CERTIFICATE_SHOWN), Verdict::Fail);
}
