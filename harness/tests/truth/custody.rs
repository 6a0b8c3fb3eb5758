// SPDX-License-Identifier: EUPL-1.2
//! A. Who got what, from whom, how often: each lie is found in a run of two or three scenarios.

use super::trials;

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
    for trial in trials(&["journals-inbound", "returns-a-copy-to-sender"], INBOUND).await {
        trial.is_red_by(CUSTODY);
    }
    for trial in trials(&["copies-to-another-peer"], OUTBOUND).await {
        trial.is_red_by(CUSTODY);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rewritten_recipient_or_reverse_path_is_red_in_both_directions() {
    for trial in trials(&["rewrites-local-part-outbound", "rewrites-reverse-path-outbound"], OUTBOUND).await {
        trial.is_red_by(CUSTODY);
        trial.is_red_by("outbound/exchange/valid");
    }
    for trial in trials(&["rewrites-reverse-path-inbound"], INBOUND).await {
        trial.is_red_by(CUSTODY);
        trial.is_red_by("inbound/exchange/valid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_refused_and_comes_in_all_the_same_is_red_even_stripped_or_late() {
    let lies = ["refuses-then-delivers", "refuses-then-delivers-stripped", "refuses-then-delivers-late"];
    for trial in trials(&lies, INBOUND).await {
        trial.is_red_by(CUSTODY);
    }
    // Nor where the refusal is what was hoped for: an unlisted sender.
    const NEGATIVE: &[&str] = &["inbound/exchange/valid", "inbound/liste-blanche/not-listed"];
    for trial in trials(&["refuses-then-delivers-late"], NEGATIVE).await {
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
    for trial in trials(&["accepts-unknown-recipients"], UNKNOWN).await {
        // RFC 5321 §6.1: what was accepted is delivered, relayed, or its sender told.
        trial.is_red_by("inbound/recipient/unknown-answered-for");
        trial.is_red_by("invariant/nothing-vanishes");
    }
    // And told is answered for: refusing at RCPT is only what RFC 3463 hopes for.
    for trial in trials(&["bounces-unknown-mailbox"], UNKNOWN).await {
        trial.is_green_at("inbound/recipient/unknown-answered-for");
        trial.is_green_at("invariant/nothing-vanishes");
    }
}
