// SPDX-License-Identifier: EUPL-1.2
//! The reference connector reads lists with code of its own: none of the variants may take it in, or take it down.

use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use fake_pki::{Authority, CrlRequest};
use liste_blanche::fault::{Expectation, variants};
use liste_blanche::verify::Ground;
use liste_blanche::{ListeFault, SignerRole};
use reference_connector::{ExaminedList, examine_list};

use super::{IGC_SANTE, LIST, SIGNERS, published};

/// Generous, for machines that do other things too: what is not refused at once takes minutes here.
const AT_ONCE: Duration = Duration::from_secs(20);

/// Variants after which the connector has nothing left to bind, as it should.
const UNBINDING: [&str; 5] =
    ["single-entry", "domain-removed", "no-entry", "parent-without-child", "child-without-parent"];

static ANCHORS: LazyLock<PathBuf> = LazyLock::new(|| {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("authorities-of-lists.pem");
    std::fs::write(&file, [IGC_SANTE.root_pem(), IGC_SANTE.intermediate_pem()].concat()).expect("written");
    file
});

static CRLS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let revoked = [SIGNERS.revoked_serial()];
    let crl = |authority, revoked: &[Vec<u8>]| {
        IGC_SANTE.crl(&CrlRequest::full(authority, revoked.to_vec())).expect("signed").der
    };
    vec![crl(Authority::ROOT, &[]), crl(Authority::ORGANISATIONS, &revoked)]
});

fn examined(fault: Option<ListeFault>) -> Result<ExaminedList, String> {
    examine_list(&published(fault), &ANCHORS, &CRLS, Some(&SIGNERS.editor().cn))
}

/// Whether the operator still speaks for every domain of the regular list.
fn binds_everything(list: &ExaminedList) -> bool {
    let operator = SIGNERS.of(SignerRole::OperatorServer).expect("issued");
    LIST.entrees.iter().all(|entree| list.binds(&entree.nom, &operator.chain[0]))
}

#[test]
fn reference_connector_refuses_what_must_be_refused_and_takes_what_must_be_taken() {
    let in_use = examined(None).expect("the regular list");
    assert!(binds_everything(&in_use));
    let mut wrong = Vec::new();
    for variant in variants() {
        let examined = examined(Some(variant));
        let as_expected = match (variant.expectation(), &examined) {
            (Expectation::Refused(Ground::Older), Ok(list)) => list.is_older_than(&in_use),
            (Expectation::Taken, Ok(list)) => binds_everything(list) != UNBINDING.contains(&variant.id()),
            (Expectation::Refused(_), Err(_)) | (Expectation::Open(_), _) => true,
            (Expectation::Refused(_), Ok(_)) | (Expectation::Taken, Err(_)) => false,
        };
        if !as_expected {
            wrong.push(format!("{variant:?}: {:?}", examined.map(drop)));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn reference_connector_is_not_exhausted() {
    for variant in
        variants().filter(|variant| ["nested-elements", "many-attributes", "entity-bomb"].contains(&variant.id()))
    {
        let bytes = published(Some(variant));
        let before = Instant::now();
        examine_list(&bytes, &ANCHORS, &CRLS, None).expect_err(variant.id());
        assert!(before.elapsed() < AT_ONCE, "{variant:?}: {:?}", before.elapsed());
    }
}
