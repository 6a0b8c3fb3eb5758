// SPDX-License-Identifier: EUPL-1.2
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use super::super::fault::{EXTERNAL_ENTITY, Expectation, variants};
use super::super::{ListeBlanche, ListeError, publish};
use super::{SIGNERS, list, published, variant, verified};
use crate::dn::Dn;

/// Generous, for machines that do other things too: what is not refused at once takes minutes here.
const AT_ONCE: Duration = Duration::from_secs(20);

#[test]
fn our_verifier_judges_every_variant_as_the_table_says_and_for_its_own_reason() {
    let mut wrong = Vec::new();
    for variant in variants() {
        let found = verified(&published(Some(variant))).map(drop).map_err(|refusal| refusal.ground());
        let expected = match variant.expectation() {
            Expectation::Taken | Expectation::Open(None) => Ok(()),
            Expectation::Refused(ground) | Expectation::Open(Some(ground)) => Err(ground),
        };
        if found != expected {
            wrong.push(format!("{variant:?}: {found:?} instead of {expected:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_variant_differs_from_the_regular_list_and_from_all_others() {
    let mut seen = vec![published(None)];
    for variant in variants() {
        let bytes = published(Some(variant));
        assert!(!seen.contains(&bytes), "{variant:?}");
        seen.push(bytes);
    }
}

#[test]
fn ids_are_unique_and_kebab_case_and_sentences_end() {
    let mut ids = BTreeSet::new();
    assert!(variants().count() >= 45);
    for variant in variants() {
        assert!(ids.insert(variant.id()), "{variant:?} is there twice");
        assert!(variant.id().chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
        assert!(variant.sentence_en().ends_with('.') && variant.sentence_fr().ends_with('.'), "{variant:?}");
    }
}

/// Entries of the regular list, each found again in a variant by name and DN as a careful connector would.
fn finds_every_entry(id: &str) -> bool {
    let read = verified(&published(Some(variant(id)))).expect(id).list;
    let same = |listed: &str, own: &Dn| Dn::parse(listed).is_ok_and(|listed| listed.same_as(own));
    list().entrees.iter().all(|entree| {
        let own = Dn::parse(&entree.dn).expect("a DN");
        read.entrees.iter().any(|read| read.nom.eq_ignore_ascii_case(&entree.nom) && same(&read.dn, &own))
    })
}

#[test]
fn variants_that_must_be_taken_still_bind_every_domain_but_where_they_say_otherwise() {
    let unbinding = ["single-entry", "domain-removed", "no-entry", "parent-without-child", "child-without-parent"];
    for variant in variants().filter(|variant| variant.is_taken_by_us()) {
        assert_eq!(finds_every_entry(variant.id()), !unbinding.contains(&variant.id()), "{variant:?}");
    }
}

#[test]
fn respelled_names_are_those_of_the_certificates() {
    let read = verified(&published(Some(variant("dn-encoded-order")))).expect("taken").list;
    assert!(read.entrees[0].dn.starts_with("C=FR,ST=Côte-d'Or (21),O="), "{}", read.entrees[0].dn);
    let read = verified(&published(Some(variant("dn-rfc-2253")))).expect("taken").list;
    assert!(read.entrees[0].dn.contains("C\\C3\\B4te"), "{}", read.entrees[0].dn);
    let read = verified(&published(Some(variant("dn-oneline")))).expect("taken").list;
    assert!(read.entrees[0].dn.starts_with("C = FR, ST = "), "{}", read.entrees[0].dn);
}

#[test]
fn what_would_exhaust_a_reader_is_refused_at_once() {
    for id in ["nested-elements", "many-attributes", "entity-bomb", "external-entity", "parameter-entity"] {
        let bytes = published(Some(variant(id)));
        let before = Instant::now();
        verified(&bytes).expect_err(id);
        assert!(before.elapsed() < AT_ONCE, "{id}: {:?}", before.elapsed());
    }
}

#[test]
fn forged_entries_come_before_the_signed_ones_in_a_wrapped_list() {
    let text = String::from_utf8(published(Some(variant("wrapped")))).expect("text");
    assert_eq!(text.matches("<ListeBlancheMSSante").count(), 2);
    let forged = text.find("etablissement-000002").expect("the forged entry is there");
    assert!(forged < text.rfind("<ListeBlancheMSSante").expect("the signed list is there"));
    assert_eq!(text.matches("<Nom>etablissement-000002").count(), 1, "the signed list does not have it");
}

#[test]
fn external_entity_is_declared_and_used() {
    let text = String::from_utf8(published(Some(variant("external-entity")))).expect("text");
    assert!(text.contains(EXTERNAL_ENTITY) && text.contains("&externe;</Description>"));
}

#[test]
fn large_list_has_the_size_that_the_published_one_will_reach() {
    let bytes = published(Some(variant("nine-thousand-entries")));
    assert!(bytes.len() > 5_000_000, "{}", bytes.len());
}

#[test]
fn attributes_become_elements_everywhere() {
    let text = String::from_utf8(published(Some(variant("attributes-as-elements")))).expect("text");
    let (_, body) = text.split_once("?>").expect("a declaration");
    assert!(!body.contains("=\"") && body.contains("<Algorithm>http://www.w3.org/2001/04/xmlenc#sha256</Algorithm>"));
    roxmltree::Document::parse(&text).expect("well-formed");
}

#[test]
fn variants_that_need_an_entry_say_so_of_an_empty_list() {
    let empty = ListeBlanche { entrees: Vec::new(), ..list() };
    for id in ["bad-signature", "tampered-dn", "stale-signature", "wrapped", "emptied", "external-entity", "cdata"] {
        let error = publish(&empty, &SIGNERS, Some(variant(id))).expect_err(id);
        assert!(matches!(error, ListeError::NotApplicable { .. }), "{error}");
    }
}
