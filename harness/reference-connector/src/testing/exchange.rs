// SPDX-License-Identifier: EUPL-1.2
//! Two connectors that exchange mail, from submission to delivery.

use crate::{
    Config, Connector, Mutation, StartError,
    testing::{
        ANNE, JEAN, Leaf, Pki,
        testbed::{Testbed, rdns},
    },
};

const MESSAGE: &str = "From: <jean@a.mssante.test>\r\nTo: <anne@b.mssante.test>\r\nMessage-ID: <1@a.test>\r\n\
                       Subject: Compte rendu\r\nX-MSS-NIL: 42\r\n\r\n.\r\nVoilà.\r\n";

#[tokio::test]
async fn a_message_crosses_two_connectors_unchanged_but_for_two_received_lines() {
    let testbed = Testbed::new().await;
    let (a, mut b) = (testbed.operator('a', None).await, testbed.operator('b', None).await);
    a.submit(JEAN, ANNE, MESSAGE).await.unwrap();
    let delivered = b.next_mail().await;
    assert_eq!(delivered.envelope(), (JEAN, vec![ANNE]));
    let traces = delivered.message.strip_suffix(MESSAGE).expect("the message was changed");
    assert!(traces.starts_with("Received: from mss.a.test (["), "{traces}");
    assert_eq!(traces.matches("Received: ").count(), 2);
    a.connector.stop().await;
    b.connector.stop().await;
}

#[tokio::test]
async fn an_unknown_recipient_comes_back_as_one_notice() {
    let testbed = Testbed::new().await;
    let (mut a, mut b) = (testbed.operator('a', None).await, testbed.operator('b', None).await);
    a.submit(JEAN, "inconnu@b.mssante.test", MESSAGE).await.unwrap();
    let notice = a.next_mail().await;
    assert_eq!(notice.envelope(), ("", vec![JEAN]));
    assert!(
        notice.message.contains("Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such Bal"),
        "{}",
        notice.message
    );
    assert!(!a.has_mail() && !b.has_mail());
}

#[tokio::test]
async fn an_unlisted_domain_is_refused_without_asking_the_dns() {
    let testbed = Testbed::new().await;
    let a = testbed.operator('a', None).await;
    for domain in ["c.mssante.test", "sous.b.mssante.test", "mssante.test"] {
        let refusal = a.submit(JEAN, &format!("x@{domain}"), MESSAGE).await.unwrap_err();
        assert_eq!(refusal.status(), "5.7.1");
    }
    assert_eq!(testbed.zone.lock().unwrap().asked, Vec::<String>::new());
}

#[tokio::test]
async fn the_automatic_mailbox_answers_across_both_connectors() {
    let testbed = Testbed::new().await;
    let (mut a, _b) = (testbed.operator('a', None).await, testbed.operator('b', None).await);
    a.submit(JEAN, "AUTO@b.mssante.test", MESSAGE).await.unwrap();
    let answer = a.next_mail().await;
    assert_eq!(answer.envelope(), ("", vec![JEAN]));
    assert!(answer.message.contains("\r\nIn-Reply-To: <1@a.test>\r\n"), "{}", answer.message);
}

#[tokio::test]
async fn mail_for_an_own_domain_stays_inside() {
    let testbed = Testbed::new().await;
    let mut a = testbed.operator('a', None).await;
    a.submit(JEAN, "paul@a.mssante.test", MESSAGE).await.unwrap();
    assert_eq!(a.next_mail().await.recipients, ["paul@a.mssante.test"]);
    assert_eq!(testbed.zone.lock().unwrap().asked, Vec::<String>::new());
}

#[tokio::test]
async fn the_second_mx_takes_what_the_first_does_not() {
    let testbed = Testbed::new().await;
    testbed.zone.lock().unwrap().mx.get_mut("b.mssante.test").unwrap().push((5, "mss.a.test".to_owned()));
    let (a, mut b) = (testbed.operator('a', None).await, testbed.operator('b', None).await);
    a.submit(JEAN, ANNE, MESSAGE).await.unwrap();
    assert_eq!(b.next_mail().await.recipients, [ANNE]);
    a.connector.stop().await;
    let mut mutant = testbed.operator('a', Some(Mutation::IgnoresSecondMx)).await;
    mutant.submit(JEAN, ANNE, MESSAGE).await.unwrap();
    assert!(mutant.next_mail().await.message.contains("X-MSSante; no TLS session"));
}

#[tokio::test]
async fn the_preferred_mx_is_tried_first_except_by_its_mutation() {
    let testbed = Testbed::new().await;
    let mut b = testbed.operator('b', None).await;
    let mut last = testbed.last_mx_of_b().await;
    let a = testbed.operator('a', None).await;
    a.submit(JEAN, ANNE, MESSAGE).await.unwrap();
    assert_eq!(b.next_mail().await.recipients, [ANNE]);
    a.connector.stop().await;
    let mutant = testbed.operator('a', Some(Mutation::PrefersLastMx)).await;
    mutant.submit(JEAN, ANNE, MESSAGE).await.unwrap();
    assert_eq!(last.next_mail().await.recipients, [ANNE]);
    assert!(!b.has_mail());
}

/// Each attempt makes one MX query.
#[tokio::test]
async fn deferred_messages_are_tried_again_and_refused_ones_are_not_except_by_their_mutations() {
    let testbed = Testbed::new().await;
    let _b = testbed.operator('b', None).await;
    let cases = [
        ("occupe", "5.2.1", None, 2),
        ("occupe", "5.2.1", Some(Mutation::GivesUpWhenDeferred), 1),
        ("occupe", "5.2.1", Some(Mutation::RetriesRefusedMessages), 2),
        ("inconnu", "5.1.1", None, 1),
        ("inconnu", "5.1.1", Some(Mutation::GivesUpWhenDeferred), 1),
        ("inconnu", "5.1.1", Some(Mutation::RetriesRefusedMessages), 2),
    ];
    for (bal, status, mutation, attempts) in cases {
        let mut a = testbed.operator('a', mutation).await;
        a.submit(JEAN, &format!("{bal}@b.mssante.test"), MESSAGE).await.unwrap();
        let notice = a.next_mail().await.message;
        assert!(notice.contains(&format!("Status: {status}\r\n")), "{mutation:?}: {notice}");
        let asked = std::mem::take(&mut testbed.zone.lock().unwrap().asked);
        assert_eq!(asked.len(), attempts, "{bal} {mutation:?}");
        a.connector.stop().await;
    }
}

#[tokio::test]
async fn null_mx_and_no_mx_are_final() {
    let testbed = Testbed::new().await;
    testbed.publish_list(&[('a', 'a'), ('b', 'b'), ('c', 'c')], 0);
    testbed.zone.lock().unwrap().mx.insert("b.mssante.test".to_owned(), vec![(0, String::new())]);
    let mut a = testbed.operator('a', None).await;
    a.submit(JEAN, ANNE, MESSAGE).await.unwrap();
    assert!(a.next_mail().await.message.contains("Status: 5.1.10\r\n"));
    a.submit(JEAN, "x@c.mssante.test", MESSAGE).await.unwrap();
    assert!(a.next_mail().await.message.contains("Status: 5.1.2\r\n"));
}

/// Each invalid receiving peer, and the mutation that accepts it.
#[tokio::test]
async fn wrong_peers_get_nothing_except_from_the_mutation_that_trusts_them() {
    use time::{Duration, OffsetDateTime};
    let testbed = Testbed::new().await;
    let name = rdns('b');
    let (mut other_host, mut other_unit) = (name.clone(), name.clone());
    other_host[4] = "CN=autre.b.test".to_owned();
    other_unit[3] = "OU=1999".to_owned();
    let revoked = testbed.pki.leaf(&name);
    testbed.publish_crls(&[revoked.serial]);
    let expired = testbed.pki.leaf_with(&name, |params| params.not_after = OffsetDateTime::now_utc() - Duration::HOUR);
    let cases = [
        (revoked, Mutation::IgnoresRevocationOutbound),
        (expired, Mutation::AcceptsExpiredPeer),
        (Pki::new().leaf(&name), Mutation::TrustsAnyAuthorityOutbound),
        (testbed.pki.leaf(&other_unit), Mutation::IgnoresListedDnOutbound),
        (testbed.pki.leaf(&other_unit), Mutation::ComparesCnOnlyOutbound),
    ];
    for (leaf, mutation) in cases {
        refused_but_for(&testbed, &leaf, mutation).await;
    }
    // The DN with the other host name is listed too, so that only the host name is wrong.
    let listed: Vec<_> = other_host.iter().rev().map(String::as_str).collect();
    testbed.publish_extra("b.mssante.test", &listed.join(","));
    refused_but_for(&testbed, &testbed.pki.leaf(&other_host), Mutation::IgnoresMxName).await;
}

async fn refused_but_for(testbed: &Testbed, leaf: &Leaf, mutation: Mutation) {
    let mut b = testbed.operator_with('b', leaf, None).await;
    let mut a = testbed.operator('a', None).await;
    a.submit(JEAN, ANNE, MESSAGE).await.unwrap();
    let notice = a.next_mail().await;
    assert!(notice.message.contains("Status: 5.7.5\r\n"), "{mutation:?}: {}", notice.message);
    a.connector.stop().await;
    assert!(!b.has_mail(), "{mutation:?}");
    let mutant = testbed.operator('a', Some(mutation)).await;
    mutant.submit(JEAN, ANNE, MESSAGE).await.unwrap();
    assert_eq!(b.next_mail().await.recipients, [ANNE], "{mutation:?}");
    mutant.connector.stop().await;
    b.connector.stop().await;
}

#[tokio::test]
async fn a_domain_that_leaves_the_list_is_refused_after_the_refresh() {
    let testbed = Testbed::new().await;
    let (a, b) = (testbed.operator('a', None).await, testbed.operator('b', None).await);
    testbed.publish_list(&[('a', 'a')], 1);
    for operator in [&a, &b] {
        operator.connector.refresh().await;
    }
    assert_eq!(a.submit(JEAN, ANNE, MESSAGE).await.unwrap_err().status(), "5.7.1");
}

#[tokio::test]
async fn bad_and_older_lists_change_nothing_except_under_their_mutations() {
    let testbed = Testbed::new().await;
    let cases = [(None, true), (Some(Mutation::AcceptsOlderList), false), (Some(Mutation::NeverRefreshesList), true)];
    for (mutation, still_known) in cases {
        testbed.publish_list(&[('a', 'a'), ('b', 'b')], 0);
        let a = testbed.operator('a', mutation).await;
        testbed.publish_list(&[('a', 'a')], -10);
        a.connector.refresh().await;
        assert_eq!(a.submit(JEAN, ANNE, MESSAGE).await.is_ok(), still_known, "{mutation:?}");
        a.connector.stop().await;
    }
    for (mutation, still_known) in
        [(None, true), (Some(Mutation::BadListEmptiesList), false), (Some(Mutation::IgnoresListSignature), false)]
    {
        testbed.publish_list(&[('a', 'a'), ('b', 'b')], 0);
        let a = testbed.operator('a', mutation).await;
        testbed.publish_list(&[('a', 'a'), ('c', 'b')], 10);
        testbed.tamper("c.mssante.test", "d.mssante.test");
        a.connector.refresh().await;
        assert_eq!(a.submit(JEAN, ANNE, MESSAGE).await.is_ok(), still_known, "{mutation:?}");
        a.connector.stop().await;
    }
}

#[tokio::test]
async fn without_a_list_everybody_is_refused_until_there_is_one() {
    let testbed = Testbed::new().await;
    let page = testbed.pages.lock().unwrap().remove("/liste.xml").unwrap();
    let a = testbed.operator('a', None).await;
    assert_eq!(a.submit(JEAN, ANNE, MESSAGE).await.unwrap_err().status(), "5.7.1");
    testbed.pages.lock().unwrap().insert("/liste.xml".to_owned(), page);
    a.connector.refresh().await;
    a.submit(JEAN, ANNE, MESSAGE).await.unwrap();
}

#[tokio::test]
async fn a_port_in_use_is_a_clear_error_and_stopping_frees_it() {
    let testbed = Testbed::new().await;
    let a = testbed.operator('a', None).await;
    let config = testbed.config('a', &testbed.leaf('a'), a.connector.smtp_address());
    let error = Connector::start(config.clone()).await.err().unwrap();
    assert!(matches!(&error, StartError::Listen { port: "smtp", .. }), "{error}");
    a.connector.stop().await;
    Connector::start(config).await.unwrap().stop().await;
}

#[tokio::test]
async fn a_peer_without_starttls_gets_mail_only_from_the_mutation_that_sends_in_clear() {
    let testbed = Testbed::new().await;
    let mut clear = testbed.cleartext_peer('b').await;
    let mut a = testbed.operator('a', None).await;
    a.submit(JEAN, ANNE, MESSAGE).await.unwrap();
    assert!(a.next_mail().await.message.contains("Status: 5.7.4\r\n"));
    assert!(clear.try_recv().is_err());
    a.connector.stop().await;
    let a = testbed.operator('a', Some(Mutation::SendsInClearWithoutStarttls)).await;
    a.submit(JEAN, ANNE, MESSAGE).await.unwrap();
    assert_eq!(clear.recv().await.unwrap().recipients, [ANNE]);
}

#[tokio::test]
async fn an_unlisted_domain_gets_mail_only_from_its_mutation() {
    let testbed = Testbed::new().await;
    let mut b = testbed.operator('b', None).await;
    testbed.publish_list(&[('a', 'a')], 0);
    let a = testbed.operator('a', Some(Mutation::SendsToUnlistedDomain)).await;
    a.submit(JEAN, ANNE, MESSAGE).await.unwrap();
    assert_eq!(b.next_mail().await.recipients, [ANNE]);
}

#[tokio::test]
async fn a_connector_without_client_certificate_is_refused_by_its_peer() {
    let testbed = Testbed::new().await;
    let mut b = testbed.operator('b', None).await;
    let mut a = testbed.operator('a', Some(Mutation::PresentsNoClientCertificate)).await;
    a.submit(JEAN, ANNE, MESSAGE).await.unwrap();
    assert!(a.next_mail().await.message.contains("Action: failed\r\n"));
    assert!(!b.has_mail());
}

#[tokio::test]
async fn mutations_still_deliver_between_two_valid_operators_except_those_that_cannot() {
    /// One that the peer refuses, two that take longer than this test, two that change the recipient.
    const OTHERWISE: [Mutation; 5] = [
        Mutation::PresentsNoClientCertificate,
        Mutation::Greylists,
        Mutation::AppliesListLate,
        Mutation::DeliversToPostmaster,
        Mutation::RewritesLocalPartOutbound,
    ];
    let testbed = Testbed::new().await;
    let message = MESSAGE.replace('à', "a");
    for mutation in Mutation::ALL.iter().filter(|mutation| !OTHERWISE.contains(mutation)) {
        let (a, mut b) = (testbed.operator('a', Some(*mutation)).await, testbed.operator('b', Some(*mutation)).await);
        a.submit(JEAN, ANNE, &message).await.unwrap();
        assert_eq!(b.next_mail().await.recipients, [ANNE], "{mutation:?}");
        a.connector.stop().await;
        b.connector.stop().await;
    }
}

#[tokio::test]
async fn values_that_cannot_work_are_refused_before_serving() {
    let testbed = Testbed::new().await;
    let internal = ([127, 0, 0, 1], 9).into();
    let config = testbed.config('a', &testbed.leaf('a'), internal);
    let refused = async |config: Config| Connector::start(config).await.err().expect("it started");
    let error = refused(Config { domaines: vec![], ..config.clone() }).await;
    assert!(matches!(error, StartError::Name { .. }), "{error}");
    let error = refused(Config { automatic_reply: Some("auto".to_owned()), ..config.clone() }).await;
    assert_eq!(error.to_string(), "`auto` is not a valid mailbox");
    let error = refused(Config { crl_urls: vec!["ldap://annuaire.test/".to_owned()], ..config.clone() }).await;
    assert!(matches!(error, StartError::Url { .. }), "{error}");
    let error = refused(Config { trust_anchors: config.private_key.clone(), ..config.clone() }).await;
    assert!(error.to_string().ends_with("a.key: no certificate in this file"), "{error}");
    let other = testbed.config('b', &testbed.leaf('b'), internal);
    let error = refused(Config { private_key: other.private_key, ..config }).await;
    assert!(matches!(error, StartError::Identity(_)), "{error}");
}
