// SPDX-License-Identifier: EUPL-1.2
//! E. Our side is a good neighbour before it accuses: what no rule forbids is never red, and every negative is decided.

use super::{scenario, trials};

/// Both directions, each with a refusal, and messages of eight bits.
const BOTH_WAYS: &[&str] = &[
    "inbound/exchange/valid",
    "inbound/exchange/null-sender",
    "inbound/exchange/unchanged/eight-bit",
    "inbound/automatic-reply/answered",
    "inbound/certificate/out-of-date/expired",
    "inbound/liste-blanche/not-listed",
    "inbound/recipient/*",
    "outbound/exchange/valid",
    "outbound/exchange/unchanged/eight-bit",
    "outbound/liste-blanche/not-listed",
];

#[tokio::test(flavor = "multi_thread")]
async fn a_connector_that_applies_the_list_a_second_late_is_all_green_and_its_refusals_are_decided() {
    const LISTED: &[&str] = &[
        "inbound/exchange/valid",
        "inbound/liste-blanche/not-listed",
        "outbound/exchange/valid",
        "outbound/liste-blanche/not-listed",
        "liste-blanche/accepted",
        "liste-blanche/accepted-recipient",
        "liste-blanche/refused/bad-signature",
        "liste-blanche/withdrawn-sender",
        "liste-blanche/withdrawn-recipient",
    ];
    for trial in trials(&["applies-list-late"], LISTED).await {
        trial.is_green();
        for id in LISTED {
            assert_eq!(scenario(&trial.report, id).verdict.word(), "pass", "{id}");
        }
    }
}

/// The same lateness hides no lie: what is honoured from a bad list a second late is red.
#[tokio::test(flavor = "multi_thread")]
async fn a_connector_that_never_applies_a_withdrawal_is_red() {
    const WITHDRAWN: &[&str] =
        &["inbound/exchange/valid", "outbound/exchange/valid", "liste-blanche/accepted*", "liste-blanche/withdrawn-*"];
    for trial in trials(&["applies-removals-never"], WITHDRAWN).await {
        trial.is_red_by("liste-blanche/withdrawn-sender");
        trial.is_red_by("liste-blanche/withdrawn-recipient");
        trial.is_green_at("liste-blanche/accepted");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn greylisting_deferring_before_a_refusal_offering_little_and_answering_late_are_all_green() {
    let honest =
        ["greylists", "defers-then-refuses", "does-not-offer-eight-bit", "announces-a-small-size", "slow-in-time"];
    for trial in trials(&honest, BOTH_WAYS).await {
        trial.is_green();
    }
}
