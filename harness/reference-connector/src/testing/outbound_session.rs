// SPDX-License-Identifier: EUPL-1.2
//! Sessions with a receiving peer that follows a script.

use std::io;

use tokio::time::timeout;

use crate::{
    Mutation,
    smtp::connection::{Connection, Line},
    testing::{
        network::DEADLINE,
        scripted_peer::ScriptedPeer,
        testbed::{Operator, Testbed},
    },
};

/// A connector with the mutation that has a message for a peer, and its session with that.
async fn session(
    testbed: &Testbed,
    mutation: Option<Mutation>,
    behind_220: &str,
) -> (Operator, io::Result<(usize, Connection)>) {
    let (a, peer) = ScriptedPeer::awaiting_mail(testbed, &testbed.leaf('b'), mutation).await;
    let session = timeout(DEADLINE, peer.accept_tls(behind_220)).await.expect("no connection before the deadline");
    (a, session)
}

#[tokio::test]
async fn answers_in_clear_behind_starttls_end_the_session_before_tls() {
    let testbed = Testbed::new().await;
    let (a, session) = session(&testbed, None, "250 injected\r\n").await;
    assert_eq!(session.err().unwrap().kind(), io::ErrorKind::UnexpectedEof);
    a.connector.stop().await;
}

#[tokio::test]
async fn a_mutant_takes_answers_in_clear_behind_starttls_for_answers_in_tls() {
    let testbed = Testbed::new().await;
    let (a, session) =
        session(&testbed, Some(Mutation::KeepsAnswersFromBeforeTls), "250 injected\r\n250 injected\r\n").await;
    let (_, mut connection) = session.unwrap();
    // The peer says nothing in TLS: two commands behind EHLO show that both injected replies were taken.
    for start in ["EHLO ", "MAIL ", "RCPT "] {
        let line = connection.read_line().await.unwrap();
        assert!(matches!(&line, Some(Line::Text(text)) if text.starts_with(start)), "{line:?} instead of {start}");
    }
    a.connector.stop().await;
}

#[tokio::test]
async fn the_chain_is_presented_whole_to_the_peer_except_by_its_mutation() {
    let testbed = Testbed::new().await;
    for (mutation, length) in [(None, 2), (Some(Mutation::PresentsLeafOnly), 1)] {
        let (a, session) = session(&testbed, mutation, "").await;
        assert_eq!(session.unwrap().0, length, "{mutation:?}");
        a.connector.stop().await;
    }
}
