// SPDX-License-Identifier: EUPL-1.2
use fake_pki::{Authority, CrlRequest, Deviation, KeyRole, LeafRequest, Profile, Subject};
use time::{Duration, OffsetDateTime};

use super::super::read::ReadError;
use super::super::report::{report_lint, report_verify};
use super::super::verify::{Refusal, Trust, TrustError, verify};
use super::super::{ListeBlanche, lint, write};
use super::{IGC_SANTE, SIGNERS, TRUST, list, published, verified};

#[test]
fn good_list_is_verified_and_read_back_entire() {
    let read = verified(&published(None)).expect("list is good");
    assert_eq!(read.list, list());
    assert_eq!(read.signer_subject.to_string(), SIGNERS.good.subject.liste_blanche_dn());
    assert_eq!(read.signer_names, ["alb@liste.test"]);
    assert!(read.signer_not_after > OffsetDateTime::now_utc());
}

#[test]
fn empty_list_well_signed_is_valid_and_empty() {
    let empty = ListeBlanche { entrees: Vec::new(), ..list() };
    let read = verified(&write::signed(&empty, &SIGNERS.good).expect("list is signed")).expect("list is good");
    assert_eq!(read.list, empty);
}

#[test]
fn text_is_laid_out_as_the_published_list() {
    let text = String::from_utf8(published(None)).expect("text");
    let start = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListeBlancheMSSante \
                 xmlns=\"https://listeblanche.mssante.fr/schema\">\n    \
                 <DateDeGeneration>2030-01-02T03:04:05Z</DateDeGeneration>\n    <ListeDomaines>\n        \
                 <Domaine>\n            <Nom>clinique-a.mssante.test</Nom>\n";
    assert!(text.starts_with(start));
    let seam = "        </Domaine>\n    </ListeDomaines>\n<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><SignedInfo>";
    assert!(text.contains(seam));
    assert!(text.ends_with("</X509Certificate></X509Data></KeyInfo></Signature></ListeBlancheMSSante>"));
    let (_, value) = text.split_once("<SignatureValue>").expect("a value");
    assert_eq!(value.find("&#13;\n"), Some(76));
}

#[test]
fn rewritings_that_canonicalisation_undoes_leave_the_list_valid() {
    let text = String::from_utf8(published(None)).expect("text");
    for rewritten in [
        text.replace('\n', "\r\n"),
        text.replace("?><Liste", "?><!-- préface --><Liste"),
        text.replace("<Domaine>", "<Domaine><!-- note -->"),
        text.replace("&#13;\n", ""),
        text.replace("<Description>_<", "<Description><![CDATA[_]]><"),
        text.replace("Algorithm=\"", "Algorithm = \""),
        format!("{text}\n"),
    ] {
        assert_eq!(verified(&write_back(&text, rewritten)).map(|read| read.list), Ok(list()));
    }
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
fn certificate_put_in_the_place_of_the_signers_is_noticed() {
    let text = String::from_utf8(published(None)).expect("text");
    let other = String::from_utf8(published(Some(super::ListeFault::OperatorSigner))).expect("text");
    let key_info = |text: &str| text.split_once("<KeyInfo>").expect("a key").1.to_owned();
    let swapped = text.replace(&key_info(&text), &key_info(&other));
    assert_eq!(verified(swapped.as_bytes()), Err(Refusal::Signature));
}

#[test]
fn date_of_verification_decides_about_the_signer() {
    let bytes = published(None);
    let at = |offset| verify(&bytes, &TRUST, OffsetDateTime::now_utc() + offset);
    let Err(Refusal::SignerExpired { not_after, .. }) = at(Duration::days(4 * 365)) else {
        panic!("a signer lasts three years")
    };
    assert_eq!(not_after.len(), "2030-01-02T03:04:05Z".len());
    assert!(matches!(at(Duration::days(-30)), Err(Refusal::SignerNotYetValid { .. })));
    let refusal = at(Duration::days(4 * 365)).expect_err("refused").to_string();
    assert!(refusal.contains("alb.liste.test") && refusal.contains(&format!("expired on {not_after}")), "{refusal}");
}

#[test]
fn look_alike_hierarchy_convinces_nobody() {
    let subject = Subject::operateur("alb.liste.test", "1990000002", "AGENCE EXEMPLE");
    for deviation in [Deviation::ForeignRoot, Deviation::SameIssuerOtherKey, Deviation::SelfSigned] {
        let request = LeafRequest::new(Profile::SmimeSign, subject.clone(), KeyRole::ListSigner);
        let signer = IGC_SANTE.issue(&request.deviating(deviation)).expect("signer is issued");
        let bytes = write::signed(&list(), &signer).expect("list is signed");
        assert!(matches!(verified(&bytes), Err(Refusal::SignerUntrusted { .. })), "{}", deviation.id());
    }
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
    assert!(verify(&published(None), &trust, OffsetDateTime::now_utc()).is_ok());
    let crl = IGC_SANTE.crl(&CrlRequest::full(Authority::ROOT, vec![])).expect("list is signed").der;
    write("revocation.der", &crl);
    let error = Trust::from_dir(directory.path()).expect_err("a CRL is no certificate").to_string();
    assert!(error.contains("revocation.der"), "{error}");
}

#[test]
fn structure_is_refused_with_its_line() {
    let text = write::unsigned(&list()).replace("<Description>_</Description>", "");
    let error = lint::lint(text.as_bytes()).expect_err("a field is missing");
    assert_eq!(error.to_string(), "line 17: “DNCertificatOperateur” instead of Description");
}

#[test]
fn reports_say_sizes_signer_and_departures() {
    let verified = report_verify(&verified(&published(None)).expect("list is good"));
    for expected in ["entries           2", "domains           2", "certificate DNs   1", "CN=alb.liste.test,"] {
        assert!(verified.contains(expected), "{verified}");
    }
    let linted = report_lint(&lint::lint(write::unsigned(&list()).as_bytes()).expect("list is read"));
    assert!(linted.contains("      2     1  Nom is outside mssante.fr"), "{linted}");
}
