// SPDX-License-Identifier: EUPL-1.2
//! The replies of the relay port to a client, line by line.

use rcgen::ExtendedKeyUsagePurpose;
use rustls::pki_types::ServerName;
use time::{Duration, OffsetDateTime};

use crate::{
    Mutation,
    smtp::reply::Reply,
    testing::{
        JEAN, Leaf, Pki,
        raw_client::{RawClient, client_tls},
        testbed::{Operator, Testbed, rdns},
    },
};

/// The reply to MAIL of a client with that certificate; `None` when TLS already refuses it.
async fn reply_to_mail(operator: &Operator, testbed: &Testbed, leaf: Option<&Leaf>, sender: &str) -> Option<u16> {
    let mut raw_client = RawClient::in_tls(operator, testbed, leaf).await.ok()?;
    Some(raw_client.command(&format!("MAIL FROM:<{sender}>")).await.code)
}

#[tokio::test]
async fn nothing_is_accepted_before_tls() {
    let testbed = Testbed::new().await;
    let b = testbed.operator('b', None).await;
    let mut raw_client = RawClient::in_cleartext(&b).await;
    let extensions = raw_client.command("EHLO client.test").await.lines;
    assert!(
        ["STARTTLS", "8BITMIME", "SIZE 100000"].iter().all(|keyword| extensions.iter().any(|line| line == keyword))
    );
    for line in ["MAIL FROM:<jean@a.mssante.test>", "RCPT TO:<x@b.mssante.test>", "DATA", "VRFY x", "RSET"] {
        assert_eq!(raw_client.command(line).await.code, 530, "{line}");
    }
    assert_eq!(raw_client.command("NOOP").await.code, 250);
    assert_eq!(raw_client.command("QUIT").await.code, 221);
}

#[tokio::test]
async fn a_mutant_accepts_mail_in_clear() {
    let testbed = Testbed::new().await;
    let b = testbed.operator('b', Some(Mutation::AcceptsMailInClear)).await;
    let mut raw_client = RawClient::in_cleartext(&b).await;
    raw_client.command("EHLO client.test").await;
    assert_eq!(raw_client.command(&format!("MAIL FROM:<{JEAN}>")).await.code, 250);
}

#[tokio::test]
async fn commands_behind_starttls_are_forgotten_except_by_their_mutation() {
    let testbed = Testbed::new().await;
    for (mutation, runs) in [(None, false), (Some(Mutation::RunsCommandsBehindStarttls), true)] {
        let b = testbed.operator('b', mutation).await;
        let mut raw_client = RawClient::in_cleartext(&b).await;
        raw_client.command("EHLO client.test").await;
        assert_eq!(raw_client.command("STARTTLS\r\nNOOP injected").await.code, 220);
        let mut raw_client = raw_client.handshake(&testbed, Some(&testbed.leaf('a'))).await.unwrap();
        // MAIL before EHLO: 503 unless the answer to the injected NOOP comes first.
        let first = raw_client.command("MAIL FROM:<jean@a.mssante.test>").await.code;
        assert_eq!(first, if runs { 250 } else { 503 }, "{mutation:?}");
        b.connector.stop().await;
    }
}

/// Each certificate that TLS refuses, and the mutation that accepts it.
#[tokio::test]
async fn wrong_clients_stay_outside_except_under_the_mutation_that_trusts_them() {
    let testbed = Testbed::new().await;
    let name = rdns('a');
    let revoked = testbed.pki.leaf(&name);
    testbed.publish_crls(&[revoked.serial]);
    let now = OffsetDateTime::now_utc();
    let cases = [
        (Some(revoked), Mutation::IgnoresRevocationInbound),
        (
            Some(testbed.pki.leaf_with(&name, |leaf| leaf.not_after = now - Duration::HOUR)),
            Mutation::AcceptsExpiredClient,
        ),
        (
            Some(testbed.pki.leaf_with(&name, |leaf| leaf.not_before = now + Duration::days(9))),
            Mutation::AcceptsExpiredClient,
        ),
        (Some(Pki::new().leaf(&name)), Mutation::TrustsAnyAuthorityInbound),
        (None, Mutation::ClientCertificateOptional),
    ];
    let b = testbed.operator('b', None).await;
    for (leaf, mutation) in &cases {
        assert_eq!(reply_to_mail(&b, &testbed, leaf.as_ref(), JEAN).await, None, "{mutation:?}");
    }
    let server_only =
        testbed.pki.leaf_with(&name, |leaf| leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth]);
    assert_eq!(reply_to_mail(&b, &testbed, Some(&server_only), JEAN).await, None);
    b.connector.stop().await;
    for (leaf, mutation) in &cases {
        let mutant = testbed.operator('b', Some(*mutation)).await;
        assert_eq!(reply_to_mail(&mutant, &testbed, leaf.as_ref(), JEAN).await, Some(250), "{mutation:?}");
        for (other_leaf, other) in cases.iter().filter(|(_, other)| other != mutation) {
            let reply = reply_to_mail(&mutant, &testbed, other_leaf.as_ref(), JEAN).await;
            assert_eq!(reply, None, "{mutation:?} also trusts what {other:?} does");
        }
        mutant.connector.stop().await;
    }
}

/// Each sender that the list refuses, and the mutation that accepts it.
#[tokio::test]
async fn senders_are_bound_to_their_listed_certificate() {
    let testbed = Testbed::new().await;
    let mut other_unit = rdns('a');
    other_unit[3] = "OU=1999".to_owned();
    let (own, other) = (testbed.leaf('a'), testbed.pki.leaf(&other_unit));
    let cases = [
        (&own, JEAN, 250, None),
        (&own, "JEAN@A.MSSANTE.TEST", 250, None),
        (&own, "", 250, Some((Mutation::RefusesNullSender, 550))),
        (&own, "x@b.mssante.test", 550, Some((Mutation::IgnoresSenderBinding, 250))),
        (&own, "x@c.mssante.test", 550, Some((Mutation::AcceptsUnlistedSender, 250))),
        (&own, "x@sous.a.mssante.test", 550, Some((Mutation::MatchesSubdomains, 250))),
        (&other, JEAN, 550, Some((Mutation::ComparesCnOnlyInbound, 250))),
        (&other, "", 550, None),
        (&own, "x@b.mssante.test", 550, Some((Mutation::RefusesAtRcpt, 250))),
    ];
    let b = testbed.operator('b', None).await;
    for (leaf, sender, code, _) in &cases {
        assert_eq!(reply_to_mail(&b, &testbed, Some(leaf), sender).await, Some(*code), "{sender}");
    }
    b.connector.stop().await;
    for (leaf, sender, _, mutation) in &cases {
        let Some((mutation, code)) = mutation else { continue };
        let mutant = testbed.operator('b', Some(*mutation)).await;
        assert_eq!(reply_to_mail(&mutant, &testbed, Some(leaf), sender).await, Some(*code), "{mutation:?}");
        mutant.connector.stop().await;
    }
}

#[tokio::test]
async fn a_second_listed_dn_counts_except_for_the_mutation_that_forgets_it() {
    let testbed = Testbed::new().await;
    let mut second = rdns('a');
    second[3] = "OU=1999".to_owned();
    let listed: Vec<_> = second.iter().rev().map(String::as_str).collect();
    testbed.publish_extra("a.mssante.test", &listed.join(", "));
    let leaf = testbed.pki.leaf(&second);
    for (mutation, code) in [(None, 250), (Some(Mutation::KeepsOneDnPerDomain), 550)] {
        let b = testbed.operator('b', mutation).await;
        assert_eq!(reply_to_mail(&b, &testbed, Some(&leaf), JEAN).await, Some(code));
        b.connector.stop().await;
    }
}

#[tokio::test]
async fn recipients_are_verified_inside_and_never_relayed() {
    let testbed = Testbed::new().await;
    for (mutation, elsewhere) in [(None, 550), (Some(Mutation::IsAnOpenRelay), 250)] {
        let b = testbed.operator('b', mutation).await;
        let mut raw_client = RawClient::in_tls(&b, &testbed, Some(&testbed.leaf('a'))).await.unwrap();
        assert_eq!(raw_client.command(&format!("MAIL FROM:<{JEAN}>")).await.code, 250);
        assert_eq!(
            raw_client.command("RCPT TO:<inconnu@b.mssante.test>").await,
            Reply::new(550, "5.1.1", "no such Bal")
        );
        assert_eq!(raw_client.command("DATA").await.code, 554);
        assert_eq!(raw_client.command("RCPT TO:<x@c.mssante.test>").await.code, elsewhere);
        assert_eq!(raw_client.command("RCPT TO:<Postmaster>").await.code, 250);
        b.connector.stop().await;
    }
}

#[tokio::test]
async fn starttls_is_listed_once_except_by_its_mutation_and_never_done_twice() {
    let testbed = Testbed::new().await;
    for (mutation, listed) in [(None, false), (Some(Mutation::OffersStarttlsInsideTls), true)] {
        let b = testbed.operator('b', mutation).await;
        let mut raw_client = RawClient::in_tls(&b, &testbed, Some(&testbed.leaf('a'))).await.unwrap();
        let extensions = raw_client.command("EHLO client.test").await.lines;
        assert_eq!(extensions.contains(&"STARTTLS".to_owned()), listed, "{mutation:?}");
        assert_eq!(raw_client.command("STARTTLS").await.code, 503);
        b.connector.stop().await;
    }
}

#[tokio::test]
async fn a_mutant_accepts_mail_for_unknown_mailboxes_and_drops_it() {
    let testbed = Testbed::new().await;
    let mut b = testbed.operator('b', Some(Mutation::AcceptsUnknownRecipients)).await;
    let mut raw_client = RawClient::in_tls(&b, &testbed, Some(&testbed.leaf('a'))).await.unwrap();
    for recipients in [&["inconnu"][..], &["inconnu", "anne"], &["anne", "inconnu"]] {
        assert_eq!(raw_client.command(&format!("MAIL FROM:<{JEAN}>")).await.code, 250);
        assert_eq!(raw_client.command("RCPT TO:<occupe@b.mssante.test>").await.code, 450);
        for bal in recipients {
            assert_eq!(raw_client.command(&format!("RCPT TO:<{bal}@b.mssante.test>")).await.code, 250);
        }
        assert_eq!(raw_client.command("DATA").await.code, 354);
        assert_eq!(raw_client.command("\r\nfin\r\n.").await.code, 250);
    }
    for _ in 0..2 {
        assert_eq!(b.next_mail().await.recipients, ["anne@b.mssante.test"]);
    }
    assert!(!b.has_mail());
}

#[tokio::test]
async fn the_chain_is_presented_whole_except_by_its_mutation() {
    let testbed = Testbed::new().await;
    for (mutation, length) in [(None, 2), (Some(Mutation::PresentsLeafOnly), 1)] {
        let b = testbed.operator('b', mutation).await;
        let mut raw_client = RawClient::in_cleartext(&b).await;
        raw_client.command("EHLO client.test").await;
        raw_client.command("STARTTLS").await;
        let (transport, _) = raw_client.connection.into_parts();
        let name = ServerName::try_from("mss.b.test").unwrap();
        let stream = client_tls(&testbed, Some(&testbed.leaf('a'))).connect(name, transport).await.unwrap();
        assert_eq!(stream.get_ref().1.peer_certificates().unwrap().len(), length, "{mutation:?}");
        b.connector.stop().await;
    }
}

#[tokio::test]
async fn smuggled_and_oversized_messages_are_refused() {
    let testbed = Testbed::new().await;
    let mut b = testbed.operator('b', None).await;
    let mut raw_client = RawClient::in_tls(&b, &testbed, Some(&testbed.leaf('a'))).await.unwrap();
    assert_eq!(raw_client.command(&format!("MAIL FROM:<{JEAN}> SIZE=100001")).await.code, 552);
    let big = "x".repeat(998) + "\r\n";
    for (content, code) in
        [("a\n.\r\nMAIL FROM:<x@a.mssante.test>\r\n", 550), (big.repeat(101).as_str(), 552), ("\r\nfin\r\n", 250)]
    {
        assert_eq!(raw_client.command(&format!("MAIL FROM:<{JEAN}>")).await.code, 250);
        assert_eq!(raw_client.command("RCPT TO:<anne@b.mssante.test>").await.code, 250);
        assert_eq!(raw_client.command("DATA").await.code, 354);
        assert_eq!(raw_client.command(&format!("{content}.")).await.code, code);
    }
    assert!(b.next_mail().await.message.ends_with("\r\n\r\nfin\r\n"));
    assert!(!b.has_mail());
}
