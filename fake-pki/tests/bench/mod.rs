// SPDX-License-Identifier: EUPL-1.2
//! The hierarchy of the tests, and the two foreign judges.

// Each test file uses its own part of this.
#![allow(dead_code)]

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;
use std::time::SystemTime;

use fake_pki::{
    Authority, Credential, CrlRequest, Deviation, Endpoints, IgcSante, KeyRole, LeafRequest, Profile, Subject,
};
use rustls_pki_types::{CertificateDer, UnixTime};
use webpki::{
    ALL_VERIFICATION_ALGS, CertRevocationList, EndEntityCert, KeyUsage, OwnedCertRevocationList, UnknownStatusPolicy,
};

pub const HOST: &str = "mss1.clinique.test";

pub static IGC_SANTE: LazyLock<IgcSante> = LazyLock::new(|| {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("igc-sante");
    let opened = IgcSante::open_or_create(&directory, &|_| {}).expect("hierarchy opens");
    opened.at(SystemTime::now(), Endpoints::default()).expect("hierarchy moves to now")
});

/// The lists of root and intermediate, current and empty.
static LISTS: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    [Authority::ROOT, Authority::ORGANISATIONS]
        .map(|authority| IGC_SANTE.crl(&CrlRequest::full(authority, vec![])).expect("list is signed").der)
});

pub fn request() -> LeafRequest {
    LeafRequest::new(Profile::SslServeur, Subject::operateur(HOST, "1990000001", "CLINIQUE EXEMPLE"), KeyRole::Peer(0))
}

pub fn issue(deviation: Option<Deviation>) -> Credential {
    IGC_SANTE.issue(&LeafRequest { deviation, ..request() }).expect("leaf is issued")
}

/// What webpki says of a chain, as the name of its error; authorities without a list pass.
pub fn webpki(credential: &Credential, usage: KeyUsage) -> String {
    webpki_with(credential, usage, IGC_SANTE.root_der(), &LISTS[..], UnknownStatusPolicy::Allow)
}

pub fn webpki_with(
    credential: &Credential,
    usage: KeyUsage,
    root: &CertificateDer<'_>,
    lists: &[Vec<u8>],
    unknown: UnknownStatusPolicy,
) -> String {
    let anchors = [webpki::anchor_from_trusted_cert(root).expect("root is an anchor")];
    let leaf = match EndEntityCert::try_from(&credential.chain[0]) {
        Ok(leaf) => leaf,
        Err(error) => return name_of(&error),
    };
    let parsed = |der: &Vec<u8>| CertRevocationList::from(OwnedCertRevocationList::from_der(der).expect("list parses"));
    let lists: Vec<_> = lists.iter().map(parsed).collect();
    let lists: Vec<_> = lists.iter().collect();
    let revocation = webpki::RevocationOptionsBuilder::new(&lists).ok();
    let revocation = revocation.map(|builder| builder.with_status_policy(unknown).build());
    let (chain, now) = (&credential.chain[1..], UnixTime::now());
    let judged = leaf.verify_for_usage(ALL_VERIFICATION_ALGS, &anchors, chain, now, usage, revocation, None);
    judged.map_or_else(|error| name_of(&error), |_| "ok".into())
}

/// Whether the certificate is good for the host, according to webpki.
pub fn webpki_host(credential: &Credential) -> String {
    let host = HOST.try_into().expect("host is a name");
    let judged =
        EndEntityCert::try_from(&credential.chain[0]).and_then(|leaf| leaf.verify_is_valid_for_subject_name(&host));
    judged.map_or_else(|error| name_of(&error), |()| "ok".into())
}

/// The variant without what it carries.
fn name_of(error: &webpki::Error) -> String {
    let text = format!("{error:?}");
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    text[..end].replace("Context", "")
}

/// What `openssl verify` says of a chain; `None` without that command, unless the witnesses are required.
pub fn openssl(credential: &Credential, options: &[&str], directory: &Path) -> Option<String> {
    let write = |name: &str, text: &str| std::fs::write(directory.join(name), text).expect("file is written");
    write("root.pem", &IGC_SANTE.root_pem());
    write("leaf.pem", &credential.chain_pem());
    // Level 2 asks for 112 bits of strength, which every regular key and signature here has.
    let fixed = ["verify", "-x509_strict", "-auth_level", "2", "-CAfile", "root.pem", "-untrusted", "leaf.pem"];
    let said = run_openssl(&[&fixed[..], options, &["leaf.pem"]].concat(), directory)?;
    if said.lines().any(|line| line == "leaf.pem: OK") {
        return Some("ok".into());
    }
    let error = said.lines().find_map(|line| line.strip_prefix("error ")).unwrap_or(&said);
    let (number, _) = error.split_once(" at ").unwrap_or((error, ""));
    Some(format!("{number} {}", error.rsplit(": ").next().unwrap_or_default()))
}

/// Runs the command and gives all that it prints.
///
/// # Panics
/// When it cannot be run although `MSSANTE_WITNESSES` is `required`.
pub fn run_openssl(arguments: &[&str], directory: &Path) -> Option<String> {
    match Command::new("openssl").args(arguments).current_dir(directory).output() {
        Ok(output) => {
            Some(format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)))
        }
        Err(error) => {
            let required = std::env::var_os("MSSANTE_WITNESSES").is_some_and(|value| value == "required");
            assert!(!required, "the witness openssl is required and cannot be run: {error}");
            eprintln!("no openssl command here: this witness is not heard");
            None
        }
    }
}
