// SPDX-License-Identifier: EUPL-1.2
//! The application of new lists and revocation lists, and its mutations.

use std::time::{Duration, Instant};

use crate::{
    Mutation,
    testing::{
        JEAN, Leaf, MESSAGE,
        network::DEADLINE,
        raw_client::RawClient,
        testbed::{Operator, Testbed},
    },
};

async fn is_listed(a: &Operator, domain: &str) -> bool {
    a.submit(JEAN, &format!("x@{domain}.mssante.test"), MESSAGE).await.is_ok()
}

#[tokio::test]
async fn a_mutant_takes_additions_up_and_never_a_removal() {
    let testbed = Testbed::new().await;
    for (mutation, b_stays) in [(None, false), (Some(Mutation::AppliesRemovalsNever), true)] {
        testbed.publish_list(&[('a', 'a'), ('b', 'b')], 0);
        let a = testbed.operator('a', mutation).await;
        testbed.publish_list(&[('a', 'a'), ('c', 'c')], 1);
        a.connector.refresh().await;
        assert_eq!((is_listed(&a, "b").await, is_listed(&a, "c").await), (b_stays, true), "{mutation:?}");
        a.connector.stop().await;
    }
}

#[tokio::test]
async fn a_list_may_come_into_use_a_second_late() {
    let testbed = Testbed::new().await;
    let start = Instant::now();
    let a = testbed.operator('a', Some(Mutation::AppliesListLate)).await;
    assert!(!is_listed(&a, "b").await);
    while !is_listed(&a, "b").await {
        assert!(start.elapsed() < DEADLINE);
        tokio::task::yield_now().await;
    }
    assert!(start.elapsed() >= Duration::from_secs(1));
}

async fn is_let_in(b: &Operator, testbed: &Testbed, leaf: &Leaf) -> bool {
    RawClient::in_tls(b, testbed, Some(leaf)).await.is_ok()
}

#[tokio::test]
async fn a_certificate_revoked_meanwhile_is_refused_except_by_mutants() {
    let testbed = Testbed::new().await;
    let leaf = testbed.leaf('a');
    for (mutation, stays) in
        [(None, false), (Some(Mutation::IgnoresCrlUpdates), true), (Some(Mutation::NeverFetchesCrl), true)]
    {
        testbed.publish_crls(&[]);
        let b = testbed.operator('b', mutation).await;
        assert!(is_let_in(&b, &testbed, &leaf).await);
        testbed.publish_crls(&[leaf.serial]);
        b.connector.refresh().await;
        assert_eq!(is_let_in(&b, &testbed, &leaf).await, stays, "{mutation:?}");
        b.connector.stop().await;
    }
}

#[tokio::test]
async fn a_certificate_revoked_before_the_start_is_let_in_only_by_the_mutant_without_revocation_lists() {
    let testbed = Testbed::new().await;
    let leaf = testbed.leaf('a');
    testbed.publish_crls(&[leaf.serial]);
    for (mutation, let_in) in [(Mutation::IgnoresCrlUpdates, false), (Mutation::NeverFetchesCrl, true)] {
        let b = testbed.operator('b', Some(mutation)).await;
        assert_eq!(is_let_in(&b, &testbed, &leaf).await, let_in, "{mutation:?}");
        b.connector.stop().await;
    }
}
