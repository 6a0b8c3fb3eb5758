// SPDX-License-Identifier: EUPL-1.2
//! Two foreign judges, webpki and the openssl command, say of each certificate what we claim of it.

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;
use std::time::SystemTime;

use fake_pki::{
    Credential, CrlIssuer, CrlWindow, Deviation, Endpoints, Examination, IgcSante, KeyRole, LeafRequest, Profile,
    Subject,
};
use rustls_pki_types::{CertificateDer, UnixTime};
use webpki::{ALL_VERIFICATION_ALGS, CertRevocationList, EndEntityCert, KeyUsage, OwnedCertRevocationList};

const HOST: &str = "mss1.clinique.test";

static IGC_SANTE: LazyLock<IgcSante> = LazyLock::new(|| {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("igc-sante");
    let opened = IgcSante::open_or_create(&directory, &|_| {}).expect("hierarchy opens");
    opened.at(SystemTime::now(), Endpoints::default()).expect("hierarchy moves to now")
});

fn request() -> LeafRequest {
    LeafRequest::new(Profile::SslServeur, Subject::operateur(HOST, "1990000001", "CLINIQUE EXEMPLE"), KeyRole::Peer(0))
}

fn issue(deviation: Option<Deviation>) -> Credential {
    IGC_SANTE.issue(&LeafRequest { deviation, ..request() }).expect("leaf is issued")
}

/// What webpki says of a chain, as the name of its error.
fn webpki(credential: &Credential, usage: KeyUsage, root: &CertificateDer<'_>, revoked: &[Vec<u8>]) -> String {
    let anchors = [webpki::anchor_from_trusted_cert(root).expect("root is an anchor")];
    let leaf = match EndEntityCert::try_from(&credential.chain[0]) {
        Ok(leaf) => leaf,
        Err(error) => return format!("{error:?}"),
    };
    let lists = [
        IGC_SANTE.crl(CrlIssuer::Root, &[], CrlWindow::CURRENT).expect("root list"),
        IGC_SANTE.crl(CrlIssuer::Intermediate, revoked, CrlWindow::CURRENT).expect("intermediate list"),
    ];
    let lists =
        lists.map(|der| CertRevocationList::from(OwnedCertRevocationList::from_der(&der).expect("list parses")));
    let lists: Vec<_> = lists.iter().collect();
    let revocation = webpki::RevocationOptionsBuilder::new(&lists).expect("lists are given").build();
    let revocation = (root == IGC_SANTE.root_der()).then_some(revocation);
    let judged = leaf.verify_for_usage(
        ALL_VERIFICATION_ALGS,
        &anchors,
        &credential.chain[1..],
        UnixTime::now(),
        usage,
        revocation,
        None,
    );
    judged.map_or_else(|error| format!("{error:?}"), |_| "ok".into())
}

fn as_server(deviation: Option<Deviation>) -> String {
    webpki(&issue(deviation), KeyUsage::server_auth(), IGC_SANTE.root_der(), &[])
}

fn as_client(deviation: Option<Deviation>) -> String {
    webpki(&issue(deviation), KeyUsage::client_auth(), IGC_SANTE.root_der(), &[])
}

#[test]
fn regular_leaf_is_valid_in_both_directions_for_webpki() {
    assert_eq!((as_server(None), as_client(None)), ("ok".into(), "ok".into()));
}

#[test]
fn each_broken_path_is_refused_by_webpki_for_its_own_reason() {
    for deviation in Deviation::ALL.iter().filter(|deviation| deviation.seen_by() == Examination::Path) {
        let reason = match deviation {
            Deviation::Expired => "CertExpired",
            Deviation::NotYetValid => "CertNotValidYet",
            Deviation::LeafAsCa => "EndEntityUsedAsCa",
            Deviation::UnknownCriticalExtension => "UnsupportedCriticalExtension",
            Deviation::ForeignRoot | Deviation::SameIssuerOtherKey => "InvalidSignatureForPublicKey",
            _ => "UnknownIssuer",
        };
        for verdict in [as_server(Some(*deviation)), as_client(Some(*deviation))] {
            assert!(verdict.starts_with(reason), "{}: {verdict} instead of {reason}", deviation.id());
        }
    }
}

#[test]
fn deviations_beyond_the_path_have_a_path_that_webpki_accepts() {
    use Examination::{HostName, ListeBlanche, Profile, Revocation};
    let beyond = [Revocation, Profile, HostName, ListeBlanche];
    for deviation in Deviation::ALL.iter().filter(|deviation| beyond.contains(&deviation.seen_by())) {
        assert_eq!(as_server(Some(*deviation)), "ok", "{}", deviation.id());
    }
}

#[test]
fn purposes_bind_the_direction_for_webpki() {
    let verdicts = |deviation| (as_server(Some(deviation)) == "ok", as_client(Some(deviation)) == "ok");
    assert_eq!(verdicts(Deviation::ServerAuthOnly), (true, false));
    assert_eq!(verdicts(Deviation::ClientAuthOnly), (false, true));
    assert_eq!(verdicts(Deviation::EmailProtectionOnly), (false, false));
    assert!(as_client(Some(Deviation::ServerAuthOnly)).starts_with("RequiredEkuNotFound"));
}

#[test]
fn revoked_leaf_is_refused_by_webpki_once_its_serial_is_listed() {
    let revoked = issue(Some(Deviation::Revoked));
    let root = IGC_SANTE.root_der();
    let serials = std::slice::from_ref(&revoked.serial);
    assert_eq!(webpki(&revoked, KeyUsage::server_auth(), root, serials), "CertRevoked");
    assert_eq!(webpki(&revoked, KeyUsage::server_auth(), root, &[]), "ok");
}

#[test]
fn look_alike_hierarchy_is_sound_under_its_own_root() {
    let foreign = issue(Some(Deviation::ForeignRoot));
    assert_eq!(webpki(&foreign, KeyUsage::server_auth(), IGC_SANTE.look_alike_root_der(), &[]), "ok");
}

#[test]
fn host_names_deviate_as_said_for_webpki() {
    let carries_host = |deviation| {
        let credential = issue(deviation);
        let name = HOST.try_into().expect("host is a name");
        EndEntityCert::try_from(&credential.chain[0])
            .expect("leaf parses")
            .verify_is_valid_for_subject_name(&name)
            .is_ok()
    };
    assert!(carries_host(None) && carries_host(Some(Deviation::UnlistedDn)));
    for deviation in [Deviation::NoSan, Deviation::SanNotCn, Deviation::CnNotMx] {
        assert!(!carries_host(Some(deviation)), "{}", deviation.id());
    }
}

#[test]
fn list_in_the_intermediates_name_under_another_key_convinces_nobody() {
    let der = IGC_SANTE.crl(CrlIssuer::LookAlikeIntermediate, &[], CrlWindow::CURRENT).expect("list is signed");
    let list = CertRevocationList::from(OwnedCertRevocationList::from_der(&der).expect("list parses"));
    let lists = [&list];
    let revocation = webpki::RevocationOptionsBuilder::new(&lists).expect("a list is given");
    let revocation = revocation.with_depth(webpki::RevocationCheckDepth::EndEntity).build();
    let credential = issue(None);
    let anchors = [webpki::anchor_from_trusted_cert(IGC_SANTE.root_der()).expect("root is an anchor")];
    let leaf = EndEntityCert::try_from(&credential.chain[0]).expect("leaf parses");
    let judged = leaf.verify_for_usage(
        ALL_VERIFICATION_ALGS,
        &anchors,
        &credential.chain[1..],
        UnixTime::now(),
        KeyUsage::server_auth(),
        Some(revocation),
        None,
    );
    assert_eq!(judged.err(), Some(webpki::Error::InvalidCrlSignatureForPublicKey));
}

/// What `openssl verify` prints of a chain with revocation checked at every level; `None` without that command.
fn openssl(credential: &Credential, purpose: &str, revoked: &[Vec<u8>], directory: &Path) -> Option<String> {
    let write = |name: &str, text: &str| std::fs::write(directory.join(name), text).expect("file is written");
    write("root.pem", &IGC_SANTE.root_pem());
    write("leaf.pem", &credential.chain_pem());
    for (name, issuer, revoked) in
        [("root.crl", CrlIssuer::Root, &[][..]), ("leaf.crl", CrlIssuer::Intermediate, revoked)]
    {
        let der = IGC_SANTE.crl(issuer, revoked, CrlWindow::CURRENT).expect("list is signed");
        std::fs::write(directory.join(name), der).expect("file is written");
        let converted = Command::new("openssl")
            .args(["crl", "-inform", "DER", "-in", name, "-out", &format!("{name}.pem")])
            .current_dir(directory)
            .output();
        converted.ok().filter(|output| output.status.success())?;
    }
    let output = Command::new("openssl")
        .args(["verify", "-x509_strict", "-CAfile", "root.pem", "-untrusted", "leaf.pem", "-crl_check_all"])
        .args(["-CRLfile", "root.crl.pem", "-CRLfile", "leaf.crl.pem", "-purpose", purpose, "leaf.pem"])
        .current_dir(directory)
        .output()
        .ok()?;
    Some(format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn openssl_agrees_on_every_deviation_that_a_path_can_show() {
    let directory = tempfile::tempdir().expect("a directory");
    for deviation in [None].into_iter().chain(Deviation::ALL.iter().copied().map(Some)) {
        let credential = issue(deviation);
        let revoked = match deviation {
            Some(Deviation::Revoked) => vec![credential.serial.clone()],
            _ => Vec::new(),
        };
        let purpose = if deviation == Some(Deviation::ServerAuthOnly) { "sslclient" } else { "sslserver" };
        let Some(said) = openssl(&credential, purpose, &revoked, directory.path()) else {
            eprintln!("no openssl command here: this witness is not heard");
            return;
        };
        let expected = match deviation {
            Some(Deviation::Expired) => "certificate has expired",
            Some(Deviation::NotYetValid) => "certificate is not yet valid",
            Some(Deviation::Revoked) => "certificate revoked",
            Some(Deviation::SelfSigned) => "self-signed certificate",
            Some(Deviation::ForeignRoot) => "unable to get local issuer certificate",
            Some(Deviation::ForeignAuthority) => "self-signed certificate in certificate chain",
            Some(Deviation::SameIssuerOtherKey) => "unable to get local issuer certificate",
            Some(Deviation::LeafAsCa) => "invalid CA certificate",
            Some(Deviation::UnknownCriticalExtension) => "unhandled critical extension",
            Some(Deviation::ServerAuthOnly | Deviation::ClientAuthOnly | Deviation::EmailProtectionOnly) => {
                "unsuitable certificate purpose"
            }
            _ => "leaf.pem: OK",
        };
        let id = deviation.map_or("none", Deviation::id);
        assert!(said.contains(expected), "{id}: expected “{expected}”, openssl says:\n{said}");
    }
}
