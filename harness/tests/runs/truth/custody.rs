// SPDX-License-Identifier: EUPL-1.2
//! A. Who got what, from whom, how often: each lie is found in a run of two or three scenarios.

use super::{common, trials, trials_of};

const CUSTODY: &str = "invariant/custody";
const INBOUND: &[&str] = &["inbound/exchange/valid", "inbound/exchange/tls-1-2"];
const OUTBOUND: &[&str] = &["outbound/exchange/valid", "outbound/exchange/tls-1-2"];

#[tokio::test(flavor = "multi_thread")]
async fn mail_delivered_to_another_mailbox_than_the_recipients_is_red() {
    for trial in trials(&["delivers-to-postmaster", "delivers-to-another-mailbox"], INBOUND).await {
        trial.is_red_by(CUSTODY);
        // Delivered to somebody else is not delivered.
        trial.is_red_by("inbound/exchange/valid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_to_a_third_mailbox_or_to_another_operator_or_back_to_the_sender_is_red() {
    let inbound = trials(&["journals-inbound", "returns-a-copy-to-sender"], INBOUND);
    let (inbound, outbound) = tokio::join!(inbound, trials(&["copies-to-another-peer"], OUTBOUND));
    for trial in inbound.iter().chain(&outbound) {
        trial.is_red_by(CUSTODY);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rewritten_recipient_or_reverse_path_is_red_in_both_directions() {
    let outbound = trials(&["rewrites-local-part-outbound", "rewrites-reverse-path-outbound"], OUTBOUND);
    let (outbound, inbound) = tokio::join!(outbound, trials(&["rewrites-reverse-path-inbound"], INBOUND));
    for trial in outbound {
        trial.is_red_by(CUSTODY);
        trial.is_red_by("outbound/exchange/valid");
    }
    for trial in inbound {
        trial.is_red_by(CUSTODY);
        trial.is_red_by("inbound/exchange/valid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_refused_and_comes_in_all_the_same_is_red_even_stripped_or_late() {
    let lies = ["refuses-then-delivers", "refuses-then-delivers-stripped", "refuses-then-delivers-late"];
    for trial in trials_of(&common::reference(), &lies, INBOUND).await {
        trial.is_red_by(CUSTODY);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_final_replies_to_one_command_are_red() {
    for trial in trials(&["answers-twice"], INBOUND).await {
        trial.is_red_by("invariant/one-final-reply");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_for_an_unknown_mailbox_that_is_taken_and_thrown_away_is_red() {
    const UNKNOWN: &[&str] = &["inbound/exchange/valid", "inbound/recipient/unknown*"];
    let (lost, told) =
        tokio::join!(trials(&["accepts-unknown-recipients"], UNKNOWN), trials(&["bounces-unknown-mailbox"], UNKNOWN));
    for trial in lost {
        // RFC 5321 §6.1: what was accepted is delivered, relayed, or its sender told.
        trial.is_red_by("inbound/recipient/unknown-answered-for");
        trial.is_red_by("invariant/nothing-vanishes");
    }
    // And told is answered for: refusing at RCPT is only what RFC 3463 hopes for.
    for trial in told {
        trial.is_green_at("inbound/recipient/unknown-answered-for");
        trial.is_green_at("invariant/nothing-vanishes");
    }
}
