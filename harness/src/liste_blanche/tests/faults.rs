// SPDX-License-Identifier: EUPL-1.2
use super::super::ListeFault::{self, *};
use super::super::fault::EXTERNAL_ENTITY;
use super::super::read::ReadError;
use super::super::verify::Refusal;
use super::super::{ListeBlanche, ListeError, publish};
use super::{SIGNERS, list, published, verified};

/// Whether a refusal is the one that a fault should meet.
fn met(fault: ListeFault, refusal: &Refusal) -> bool {
    match fault {
        BadSignature | TamperedDn | StaleSignature | Emptied => *refusal == Refusal::Digest,
        Unsigned => *refusal == Refusal::Unsigned,
        ForeignSigner => matches!(refusal, Refusal::SignerUntrusted { .. }),
        OperatorSigner => matches!(refusal, Refusal::SignerPurpose { .. }),
        ExpiredSigner => matches!(refusal, Refusal::SignerExpired { .. }),
        RolledBack => false,
        Wrapped => *refusal == Refusal::MisplacedSignature,
        DuplicateSignature => *refusal == Refusal::SeveralSignatures(2),
        BareKey => *refusal == Refusal::NoCertificate,
        Sha1Digest => matches!(refusal, Refusal::Algorithm { role: "digest algorithm", .. }),
        Truncated => matches!(refusal, Refusal::Read(ReadError::NotXml(_))),
        NotXml | ExternalEntity => *refusal == Refusal::Read(ReadError::Doctype),
    }
}

#[test]
fn each_faulty_list_is_refused_for_its_own_reason() {
    for fault in ListeFault::ALL.iter().filter(|fault| **fault != RolledBack) {
        let refusal = verified(&published(Some(*fault))).expect_err(fault.id());
        assert!(met(*fault, &refusal), "{}: {refusal}", fault.id());
    }
}

#[test]
fn rolled_back_list_is_valid_and_a_month_older() {
    let read = verified(&published(Some(RolledBack))).expect("its signature is good").list;
    assert_eq!(read.date_de_generation, "2029-12-03T03:04:05Z");
    assert_eq!(read.entrees.len(), list().entrees.len());
}

#[test]
fn every_fault_changes_what_is_published() {
    let good = published(None);
    for fault in ListeFault::ALL {
        assert_ne!(published(Some(*fault)), good, "{}", fault.id());
    }
}

#[test]
fn forged_entries_come_before_the_signed_ones_in_a_wrapped_list() {
    let text = String::from_utf8(published(Some(Wrapped))).expect("text");
    assert_eq!(text.matches("<ListeBlancheMSSante").count(), 2);
    let forged = text.find("clinique-b.mssante.test").expect("the forged entry is there");
    assert!(forged < text.rfind("<ListeBlancheMSSante").expect("the signed list is there"));
    assert_eq!(text.matches("clinique-b.mssante.test").count(), 1, "the signed list does not have it");
}

#[test]
fn external_entity_is_declared_and_used() {
    let text = String::from_utf8(published(Some(ExternalEntity))).expect("text");
    assert!(text.contains(EXTERNAL_ENTITY) && text.contains("&externe;</Description>"));
}

#[test]
fn faults_that_need_an_entry_say_so_of_an_empty_list() {
    let empty = ListeBlanche { entrees: Vec::new(), ..list() };
    for fault in [BadSignature, TamperedDn, StaleSignature, Wrapped, Emptied, ExternalEntity] {
        let error = publish(&empty, &SIGNERS, Some(fault)).expect_err(fault.id());
        assert!(matches!(error, ListeError::NotApplicable { .. }), "{error}");
    }
}

#[test]
fn ids_are_unique_and_kebab_case() {
    let mut ids: Vec<_> = ListeFault::ALL.iter().map(|fault| fault.id()).collect();
    assert!(ids.iter().all(|id| id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')));
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), ListeFault::ALL.len());
}
