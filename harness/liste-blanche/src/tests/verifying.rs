// SPDX-License-Identifier: EUPL-1.2
use fake_pki::{Authority, CrlRequest, Environment};
use time::{Duration, OffsetDateTime};

use super::super::read::ReadError;
use super::super::report::{report_lint, report_verify};
use super::super::verify::Policy;
use super::super::verify::{Refusal, Trust, TrustError, verify};
use super::super::{lint, write};
use super::{IGC_SANTE, SIGNERS, authorities, list, published, variant, verified};

#[test]
fn good_list_is_verified_and_read_back_entire() {
    let read = verified(&published(None)).expect("list is good");
    assert_eq!(read.list, list());
    assert_eq!(read.signer_subject.to_string(), SIGNERS.editor().liste_blanche_dn());
    assert_eq!(read.signer_names, ["liste-blanche@mssante.test"]);
    assert_eq!(read.remarks, []);
    assert!(read.signer_not_after > OffsetDateTime::now_utc());
}

#[test]
fn text_is_laid_out_as_the_published_list() {
    let text = String::from_utf8(published(None)).expect("text");
    let start = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListeBlancheMSSante \
                 xmlns=\"https://listeblanche.mssante.fr/schema\">\n    \
                 <DateDeGeneration>";
    assert!(text.starts_with(start));
    let entries = "Z</DateDeGeneration>\n    <ListeDomaines>\n        <Domaine>\n            \
                   <Nom>etablissement-000000.mssante.test</Nom>\n            <Description>";
    assert!(text.contains(entries));
    let seam = "        </Domaine>\n    </ListeDomaines>\n<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><SignedInfo>";
    assert!(text.contains(seam));
    assert!(text.ends_with("</X509Certificate></X509Data></KeyInfo></Signature></ListeBlancheMSSante>"));
    let (_, value) = text.split_once("<SignatureValue>").expect("a value");
    assert_eq!(value.find("&#13;\n"), Some(76));
}

/// The bytes of a rewriting, which must have rewritten something.
fn write_back(text: &str, rewritten: String) -> Vec<u8> {
    assert_ne!(text, rewritten);
    rewritten.into_bytes()
}

fn refused(pattern: &str, replacement: &str) -> Refusal {
    let text = String::from_utf8(published(None)).expect("text");
    verified(&write_back(&text, text.replace(pattern, replacement))).expect_err("the change is noticed")
}

#[test]
fn changes_that_signing_should_prevent_are_noticed() {
    assert_eq!(refused("<Domaine>\n            <Nom>", "<Domaine><Nom>"), Refusal::Digest, "indentation is signed");
    assert_eq!(refused("</SignedInfo>", "\n</SignedInfo>"), Refusal::Signature, "so is what describes the digest");
    assert!(matches!(refused("Reference URI=\"\"", "Reference URI=\"#a\""), Refusal::SignatureForm(_)));
    assert!(matches!(refused("rsa-sha256", "hmac-sha256"), Refusal::Algorithm { role: "signature algorithm", .. }));
    let comments = "http://www.w3.org/2001/10/xml-exc-c14n#WithComments\"/><Sig";
    let with_comments = refused("http://www.w3.org/2001/10/xml-exc-c14n#\"/><Sig", comments);
    assert!(matches!(with_comments, Refusal::Algorithm { role: "canonicalisation", .. }));
    let added = "<Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"/></Transforms>";
    assert!(matches!(refused("</Transforms>", added), Refusal::SignatureForm(_)));
    assert!(matches!(refused("https://listeblanche", "https://autre"), Refusal::Read(ReadError::NotAListe(_))));
}

#[test]
fn date_of_verification_decides_about_the_signer() {
    let bytes = published(None);
    let at = |offset| verify(&bytes, &authorities(), &Policy::at(OffsetDateTime::now_utc() + offset));
    let Err(Refusal::SignerExpired { not_after, .. }) = at(Duration::days(4 * 365)) else {
        panic!("a signer lasts three years")
    };
    assert_eq!(not_after.len(), "2030-01-02T03:04:05Z".len());
    assert!(matches!(at(Duration::days(-30)), Err(Refusal::SignerNotYetValid { .. })));
    let refusal = at(Duration::days(4 * 365)).expect_err("refused").to_string();
    assert!(
        refusal.contains("liste-blanche.operateurs.test") && refusal.contains(&format!("expired on {not_after}")),
        "{refusal}"
    );
}

#[test]
fn trust_is_read_from_a_directory_in_pem_and_der() {
    let directory = tempfile::tempdir().expect("a directory");
    let write = |name: &str, bytes: &[u8]| std::fs::write(directory.path().join(name), bytes).expect("written");
    assert!(matches!(Trust::from_dir(directory.path()), Err(TrustError::NoAnchor(_))));
    write("LISEZMOI.txt", b"notes");
    write("aci.cer", IGC_SANTE.intermediate_der());
    assert!(matches!(Trust::from_dir(directory.path()), Err(TrustError::NoAnchor(_))));
    write("chaine.pem", format!("{}{}", IGC_SANTE.root_pem(), IGC_SANTE.intermediate_pem()).as_bytes());
    let trust = Trust::from_dir(directory.path()).expect("trust loads");
    assert_eq!((trust.anchors.len(), trust.intermediates.len()), (1, 2));
    assert!(verify(&published(None), &trust, &Policy::at(OffsetDateTime::now_utc())).is_ok());
    let crl = IGC_SANTE.crl(&CrlRequest::full(Authority::ROOT, vec![])).expect("list is signed").der;
    write("racine.crl", &crl);
    assert_eq!(Trust::from_dir(directory.path()).expect("trust loads").crls.len(), 1);
    let pem = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &crl);
    write("racine.pem", format!("-----BEGIN X509 CRL-----\n{pem}\n-----END X509 CRL-----\n").as_bytes());
    assert_eq!(Trust::from_dir(directory.path()).expect("trust loads").crls.len(), 2);
    write("revocation.der", &crl);
    let error = Trust::from_dir(directory.path()).expect_err("a CRL is no certificate").to_string();
    assert!(error.contains("revocation.der"), "{error}");
}

#[test]
fn neither_environment_believes_the_signer_of_the_other() {
    let production = Authority { environment: Environment::Production, ..Authority::ORGANISATIONS };
    let der = |authority| IGC_SANTE.authority_der(authority).expect("the authority");
    let trust = Trust { anchors: vec![der(production.root())], intermediates: vec![der(production)], crls: vec![] };
    let judged = |id: Option<&str>| {
        verify(&published(id.map(variant)), &trust, &Policy::at(OffsetDateTime::now_utc())).map(drop)
    };
    assert_eq!(judged(Some("other-environment-signer")), Ok(()), "under its own authorities it is sound");
    assert!(matches!(judged(None), Err(Refusal::SignerUntrusted { .. })));
}

#[test]
fn structure_is_refused_with_its_line() {
    let text = write::unsigned(&list()).replace("<Description>_</Description>", "");
    let error = lint::lint(text.as_bytes()).expect_err("a field is missing");
    assert_eq!(error.to_string(), "line 25: “DNCertificatOperateur” instead of Description");
}

#[test]
fn reports_say_sizes_signer_and_departures() {
    let verified = report_verify(&verified(&published(None)).expect("list is good"));
    for expected in
        ["entries           3", "domains           3", "certificate DNs   1", "CN=liste-blanche.operateurs.test,"]
    {
        assert!(verified.contains(expected), "{verified}");
    }
    let linted = report_lint(&lint::lint(write::unsigned(&list()).as_bytes()).expect("list is read"));
    assert!(linted.contains("      3     1  Nom is outside mssante.fr"), "{linted}");
}

#[test]
fn no_single_byte_can_change_what_is_believed() {
    let (good, expected) = (published(None), list());
    for at in (0..good.len()).step_by(17) {
        for change in [b'x', b'<', b' ', good[at] ^ 1] {
            let mut changed = good.clone();
            changed[at] = change;
            if let Ok(read) = verified(&changed) {
                assert_eq!(read.list, expected, "offset {at}");
            }
        }
    }
}
