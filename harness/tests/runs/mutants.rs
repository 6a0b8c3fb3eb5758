// SPDX-License-Identifier: EUPL-1.2
//! Every check has been seen to fail: each bug of the reference connector is found by the scenarios that watch the
//! rule it breaks, and turns no other theme red.

use crate::common;
use harness::report::glob;
use reference_connector::Mutation;
use reports::verdict::Verdict;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Mutation, scenarios that must fail, and everything that may be anything but green.
type Row = (&'static str, &'static [&'static str], &'static [&'static str]);

const TABLE: &[Row] = &[
    // Outbound: the channel and the peer's certificate.
    (
        "sends-in-clear-without-starttls",
        &["outbound/session/*/no-starttls", "invariant/no-mail-before-tls", "invariant/no-message-in-clear"],
        &["outbound/session/*"],
    ),
    (
        "trusts-any-authority-outbound",
        &[
            "outbound/certificate/*/self-signed",
            "outbound/certificate/*/foreign-root",
            "outbound/certificate/*/foreign-authority",
            "outbound/certificate/*/same-issuer-other-key",
            "outbound/certificate/*/other-environment",
        ],
        &["outbound/certificate/*/leaf-as-ca", "outbound/certificate/*/signature-corrupted"],
    ),
    ("accepts-expired-peer", &["outbound/certificate/*/expired", "outbound/certificate/*/not-yet-valid"], &[]),
    ("ignores-revocation-outbound", &["outbound/certificate/*revoked"], &[]),
    (
        "ignores-mx-name",
        &["outbound/certificate/*/cn-not-mx", "outbound/dns/mx-not-cn/*"],
        &["outbound/certificate/*/san-not-cn", "outbound/dns/*"],
    ),
    (
        "ignores-listed-dn-outbound",
        &[
            "outbound/certificate/*/same-cn-other-dn",
            "outbound/certificate/*/ou-other",
            "outbound/certificate/*/o-other",
            "outbound/certificate/*/other-dn",
        ],
        &[],
    ),
    (
        "compares-cn-only-outbound",
        &[
            "outbound/certificate/*/same-cn-other-dn",
            "outbound/certificate/*/ou-other",
            "outbound/certificate/*/o-other",
        ],
        &[],
    ),
    ("keeps-one-dn-per-domain", &["inbound/*/two-dns", "outbound/*/two-dns"], &[]),
    ("sends-to-unlisted-domain", &["outbound/liste-blanche/*"], &["liste-blanche/*"]),
    (
        "presents-no-client-certificate",
        &["outbound/exchange/valid"],
        &["outbound/*", "liste-blanche/withdrawn-recipient"],
    ),
    ("sends-no-notice", &["outbound/certificate/*", "outbound/session/*", "outbound/exchange/*"], &["outbound/*"]),
    ("ignores-second-mx", &["outbound/exchange/*first-down"], &[]),
    ("keeps-answers-from-before-tls", &["outbound/session/injection/*"], &[]),
    ("gives-up-when-deferred", &["outbound/exchange/deferred"], &[]),
    ("retries-refused-messages", &["outbound/exchange/refused/not-retried"], &[]),
    ("prefers-last-mx", &["outbound/exchange/mx-order"], &["outbound/exchange/mx-first-down"]),
    ("sends-malformed-notices", &["outbound/exchange/refused/notice-form"], &[]),
    // Inbound: the channel and the client's certificate.
    ("accepts-mail-in-clear", &["inbound/session/*in-clear"], &[]),
    ("client-certificate-optional", &["inbound/certificate/*no-certificate"], &[]),
    (
        "trusts-any-authority-inbound",
        &[
            "inbound/certificate/*/self-signed",
            "inbound/certificate/*/foreign-root",
            "inbound/certificate/*/foreign-authority",
            "inbound/certificate/*/same-issuer-other-key",
            "inbound/certificate/*/other-environment",
        ],
        &["inbound/certificate/*/leaf-as-ca", "inbound/certificate/*/signature-corrupted"],
    ),
    ("accepts-expired-client", &["inbound/certificate/*/expired", "inbound/certificate/*/not-yet-valid"], &[]),
    ("ignores-revocation-inbound", &["inbound/certificate/*revoked"], &[]),
    ("ignores-sender-binding", &["inbound/liste-blanche/*"], &["inbound/certificate/*"]),
    (
        "compares-cn-only-inbound",
        &["inbound/certificate/*/same-cn-other-dn", "inbound/certificate/*/ou-other", "inbound/certificate/*/o-other"],
        &[],
    ),
    ("accepts-unlisted-sender", &["inbound/liste-blanche/*"], &["liste-blanche/*"]),
    ("matches-subdomains", &["inbound/liste-blanche/*", "outbound/liste-blanche/*"], &[]),
    ("refuses-null-sender", &["inbound/exchange/*null*"], &["inbound/*"]),
    ("runs-commands-behind-starttls", &["inbound/session/*"], &[]),
    ("offers-starttls-inside-tls", &["inbound/exchange/valid"], &["inbound/*", "liste-blanche/withdrawn-sender"]),
    ("accepts-unknown-recipients", &["inbound/recipient/unknown"], &[]),
    ("presents-leaf-only", &["inbound/exchange/valid", "outbound/exchange/valid"], &["*"]),
    ("is-an-open-relay", &["inbound/recipient/*"], &[]),
    // The liste blanche.
    ("ignores-list-signature", &["liste-blanche/*/bad-signature", "liste-blanche/*/unsigned"], &["liste-blanche/*"]),
    ("accepts-older-list", &["liste-blanche/*/rolled-back"], &[]),
    ("never-refreshes-list", &["liste-blanche/*"], &["liste-blanche/*"]),
    ("bad-list-empties-list", &["liste-blanche/*"], &["liste-blanche/*"]),
    ("outage-empties-list", &["liste-blanche/unreachable/*"], &[]),
    ("asks-for-whole-list", &["liste-blanche/polite"], &[]),
    ("opens-spare-connection", &["liste-blanche/polite"], &[]),
    // Messages.
    ("strips-mss-headers", &["inbound/exchange/*/mss-headers", "outbound/exchange/*/mss-headers"], &[]),
    ("reencodes-text", &["inbound/exchange/*/eight-bit", "outbound/exchange/*/eight-bit"], &[]),
    ("drops-attachments", &["inbound/exchange/*/attachments", "outbound/exchange/*/attachments"], &["*/alternative"]),
    (
        "rewrites-message-id",
        &["inbound/exchange/*", "outbound/exchange/*"],
        &["inbound/exchange/*", "outbound/exchange/*", "inbound/automatic-reply/*"],
    ),
    // Automatic replies.
    ("answers-null-sender", &["inbound/automatic-reply/*null*"], &[]),
    ("answers-automatic-messages", &["inbound/automatic-reply/*automatic*"], &[]),
    ("never-answers", &["inbound/automatic-reply/*"], &["inbound/automatic-reply/*"]),
];

#[test]
fn the_table_names_every_mutation_once() {
    let faulty: Vec<&str> = Mutation::ALL.iter().filter(|m| !m.benign()).map(|m| m.id()).collect();
    let named: Vec<&str> = TABLE.iter().map(|row| row.0).collect();
    for id in &faulty {
        assert_eq!(named.iter().filter(|named| *named == id).count(), 1, "{id}");
    }
    assert_eq!(named.len(), faulty.len());
}

/// Runs at the same time: each spends half of its time in observation windows.
const AT_ONCE: usize = 3;

/// The variants that a mutation turned red: failed, and undecided.
async fn reddened(mutation: &'static str) -> (Vec<String>, Vec<String>) {
    let report = common::report(&common::reference(), Some(mutation), |_| true).await;
    let of = |wanted: &dyn Fn(Verdict) -> bool| {
        report.scenarios.iter().filter(|s| wanted(s.verdict)).map(|s| s.id.clone()).collect()
    };
    (of(&|v| v == Verdict::Fail), of(&|v| !matches!(v, Verdict::Fail | Verdict::Pass)))
}

#[tokio::test(flavor = "multi_thread")]
async fn each_mutation_is_killed_where_it_should_be_and_nowhere_else() {
    let permits = Arc::new(Semaphore::new(AT_ONCE));
    let running: Vec<_> = TABLE
        .iter()
        .map(|row| {
            let permits = permits.clone();
            tokio::spawn(async move {
                let _permit = permits.acquire().await;
                (row, reddened(row.0).await)
            })
        })
        .collect();
    let mut wrong = Vec::new();
    println!("{:36} {:>6} {:>12}  killed by", "mutation", "failed", "inconclusive");
    for run in running {
        let ((mutation, killers, allowed), (failed, undecided)) = run.await.expect("a run");
        println!("{mutation:36} {:>6} {:>12}  {}", failed.len(), undecided.len(), failed.join(" "));
        for killer in killers.iter().filter(|killer| !failed.iter().any(|id| glob(killer, id))) {
            wrong.push(format!("{mutation} survives {killer}"));
        }
        let related = |id: &String| killers.iter().chain(*allowed).any(|pattern| glob(pattern, id));
        let unrelated = failed.iter().chain(&undecided).filter(|id| !related(id));
        wrong.extend(unrelated.map(|id| format!("{mutation} reddens {id}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_benign_mutation_turns_nothing_red() {
    for mutation in Mutation::ALL.iter().filter(|m| m.benign()) {
        let report = common::report(&common::reference(), Some(mutation.id()), |_| true).await;
        let red: Vec<&str> =
            report.scenarios.iter().filter(|s| s.verdict != Verdict::Pass).map(|s| s.id.as_str()).collect();
        assert!(red.is_empty(), "{}: {red:?}", mutation.id());
    }
}
