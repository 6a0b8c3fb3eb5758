// SPDX-License-Identifier: EUPL-1.2
//! New lists and revocation lists, and connectors that do not take them up as they should.

use std::time::{Duration, Instant};

use crate::{
    Mutation,
    testing::{
        Leaf,
        network::DEADLINE,
        stranger::Stranger,
        world::{Operator, World},
    },
};

const JEAN: &str = "jean@a.mssante.test";
const MESSAGE: &str = "From: <jean@a.mssante.test>\r\n\r\nBonjour.\r\n";

async fn is_listed(a: &Operator, domain: &str) -> bool {
    a.submit(JEAN, &format!("x@{domain}.mssante.test"), MESSAGE).await.is_ok()
}

#[tokio::test]
async fn a_mutant_takes_additions_up_and_never_a_removal() {
    let world = World::new().await;
    for (mutation, b_stays) in [(None, false), (Some(Mutation::AppliesRemovalsNever), true)] {
        world.publish_list(&[('a', 'a'), ('b', 'b')], 0);
        let a = world.operator('a', mutation).await;
        world.publish_list(&[('a', 'a'), ('c', 'c')], 1);
        a.connector.refresh().await;
        assert_eq!((is_listed(&a, "b").await, is_listed(&a, "c").await), (b_stays, true), "{mutation:?}");
        a.connector.stop().await;
    }
}

#[tokio::test]
async fn a_list_may_come_into_use_a_second_late() {
    let world = World::new().await;
    let start = Instant::now();
    let a = world.operator('a', Some(Mutation::AppliesListLate)).await;
    assert!(!is_listed(&a, "b").await);
    while !is_listed(&a, "b").await {
        assert!(start.elapsed() < DEADLINE);
        tokio::task::yield_now().await;
    }
    assert!(start.elapsed() >= Duration::from_secs(1));
}

async fn is_let_in(b: &Operator, world: &World, leaf: &Leaf) -> bool {
    Stranger::in_tls(b, world, Some(leaf)).await.is_ok()
}

#[tokio::test]
async fn a_certificate_revoked_meanwhile_is_refused_except_by_mutants() {
    let world = World::new().await;
    let leaf = world.leaf('a');
    for (mutation, stays) in
        [(None, false), (Some(Mutation::IgnoresCrlUpdates), true), (Some(Mutation::NeverFetchesCrl), true)]
    {
        world.publish_crls(&[]);
        let b = world.operator('b', mutation).await;
        assert!(is_let_in(&b, &world, &leaf).await);
        world.publish_crls(&[leaf.serial]);
        b.connector.refresh().await;
        assert_eq!(is_let_in(&b, &world, &leaf).await, stays, "{mutation:?}");
        b.connector.stop().await;
    }
}

#[tokio::test]
async fn a_certificate_revoked_before_the_start_is_let_in_only_by_the_mutant_without_revocation_lists() {
    let world = World::new().await;
    let leaf = world.leaf('a');
    world.publish_crls(&[leaf.serial]);
    for (mutation, let_in) in [(Mutation::IgnoresCrlUpdates, false), (Mutation::NeverFetchesCrl, true)] {
        let b = world.operator('b', Some(mutation)).await;
        assert_eq!(is_let_in(&b, &world, &leaf).await, let_in, "{mutation:?}");
        b.connector.stop().await;
    }
}
