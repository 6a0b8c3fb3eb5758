// SPDX-License-Identifier: EUPL-1.2
//! The ways to turn a sender away: all refuse, none is prescribed.

use crate::{
    Mutation,
    testing::{
        Leaf, Pki,
        stranger::Stranger,
        world::{Operator, World, rdns},
    },
};

const JEAN: &str = "jean@a.mssante.test";
const UNLISTED: &str = "jean@z.mssante.test";

/// The codes to MAIL, RCPT and DATA of a valid peer that writes for that sender.
async fn codes(stranger: &mut Stranger, sender: &str) -> Vec<u16> {
    let mut codes = Vec::new();
    for line in [&format!("MAIL FROM:<{sender}>"), "RCPT TO:<anne@b.mssante.test>", "DATA"] {
        codes.push(stranger.say(line).await.code);
    }
    codes
}

#[tokio::test]
async fn a_sender_is_refused_at_mail_at_rcpt_or_at_data() {
    let world = World::new().await;
    let refusals = [
        (None, [550, 503, 503]),
        (Some(Mutation::RefusesAtRcpt), [250, 550, 554]),
        (Some(Mutation::RefusesAtData), [250, 250, 550]),
    ];
    for (mutation, refused) in refusals {
        let mut b = world.operator('b', mutation).await;
        let mut stranger = Stranger::in_tls(&b, &world, Some(&world.leaf('a'))).await.unwrap();
        assert_eq!(codes(&mut stranger, UNLISTED).await, refused, "{mutation:?}");
        assert_eq!(stranger.say("RSET").await.code, 250);
        assert_eq!(codes(&mut stranger, JEAN).await, [250, 250, 354], "{mutation:?}");
        assert!(!b.has_mail());
        b.connector.stop().await;
    }
}

#[tokio::test]
async fn a_refusal_may_be_said_as_a_deferral_first() {
    let world = World::new().await;
    let b = world.operator('b', Some(Mutation::DefersThenRefuses)).await;
    let mut stranger = Stranger::in_tls(&b, &world, Some(&world.leaf('a'))).await.unwrap();
    for (sender, code) in [(UNLISTED, 450), ("luc@z.mssante.test", 450), (UNLISTED, 550), (UNLISTED, 550), (JEAN, 250)]
    {
        assert_eq!(stranger.say(&format!("MAIL FROM:<{sender}>")).await.code, code, "{sender}");
    }
}

/// Goes through a handshake that must succeed.
async fn shaken(b: &Operator, world: &World, leaf: Option<&Leaf>) -> Stranger {
    let mut stranger = Stranger::in_clear(b).await;
    stranger.say("EHLO stranger.test").await;
    stranger.say("STARTTLS").await;
    stranger.handshake(world, leaf).await.unwrap()
}

#[tokio::test]
async fn a_peer_may_be_turned_away_by_closing_behind_the_handshake() {
    let world = World::new().await;
    let b = world.operator('b', Some(Mutation::RefusesByClosing)).await;
    let name = rdns('a');
    let name: Vec<_> = name.iter().map(String::as_str).collect();
    let revoked = world.leaf('a');
    world.publish_crls(&[revoked.serial]);
    b.connector.refresh().await;
    for leaf in [None, Some(&revoked), Some(&Pki::new().leaf(&name)), Some(&world.leaf('d'))] {
        let mut stranger = shaken(&b, &world, leaf).await;
        // The end of TLS is announced; a refusal inside the handshake would be an alert.
        assert_eq!(stranger.wire.read_line().await.unwrap(), None);
    }
    let mut stranger = shaken(&b, &world, Some(&world.leaf('a'))).await;
    assert_eq!(stranger.say("EHLO stranger.test").await.code, 250);
}
