// SPDX-License-Identifier: EUPL-1.2
//! B, C, D. What is said and not that something is said; form never decides existence; only final events end a wait.

use super::{red, trials};

const REFUSED: &[&str] = &["outbound/exchange/valid", "outbound/exchange/refused/*"];
const ANSWERS: &[&str] = &["inbound/automatic-reply/*"];
const TOLD: &str = "outbound/exchange/refused/sender-told";

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_that_says_something_else_or_goes_to_the_postmaster_tells_the_sender_nothing() {
    let lies = [
        "notice-says-delayed",
        "notice-says-delivered",
        "notice-names-another-recipient",
        "notice-about-nothing",
        "notice-to-postmaster",
    ];
    for trial in trials(&lies, REFUSED).await {
        trial.is_red_by(TOLD);
        // Who sends a notice, and that the message is not tried again, are other rules.
        trial.is_green_at("outbound/exchange/refused/not-retried");
        trial.is_green_at("outbound/exchange/valid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bounce_in_plain_text_tells_the_sender_and_only_its_form_is_red() {
    for trial in trials(&["text-bounce", "notice-without-type"], REFUSED).await {
        trial.is_green_at(TOLD);
        trial.is_green_at("outbound/exchange/refused/told-once");
        trial.is_green_at("outbound/exchange/refused/notice-from-nobody");
        trial.is_green_at("outbound/exchange/refused/not-retried");
        let shown = red(&trial.report);
        let form = shown.len() == 1 && shown[0].starts_with("outbound/exchange/refused/notice-form");
        assert!(form, "{}: {shown:#?}", trial.mutation);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_automatic_reply_exists_whatever_its_form_and_each_rule_of_form_is_red_alone() {
    let forms = [
        ("automatic-reply-with-sender", "inbound/automatic-reply/from-nobody"),
        ("automatic-reply-without-auto-submitted", "inbound/automatic-reply/marked"),
        ("automatic-reply-without-in-reply-to", "inbound/automatic-reply/threaded"),
    ];
    let mutations = forms.map(|(mutation, _)| mutation);
    for trial in trials(&mutations, ANSWERS).await {
        let (_, form) = forms.iter().find(|(mutation, _)| *mutation == trial.mutation).expect("a mutation of ours");
        trial.is_green_at("inbound/automatic-reply/answered");
        trial.is_green_at("inbound/automatic-reply/once");
        // RFC 3834 says SHOULD of all three: what they cost is a recommendation, not an obligation.
        let shown = red(&trial.report);
        assert!(shown.len() == 1 && shown[0].starts_with(form), "{}: {shown:#?}", trial.mutation);
        assert_eq!(trial.report.conclusion.kind.exit(), 0, "{}: {:?}", trial.mutation, trial.report.conclusion);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_warning_of_a_delay_before_the_last_notice_is_no_second_notice() {
    const UNDELIVERED: &[&str] = &[
        "outbound/exchange/valid",
        "outbound/exchange/deferred",
        "outbound/exchange/refused/*",
        "outbound/certificate/out-of-date/expired",
        "outbound/session/no-tls/no-starttls",
        "outbound/dns/no-answer/servfail",
    ];
    let (warned, given_up) =
        tokio::join!(trials(&["warns-then-fails"], UNDELIVERED), trials(&["gives-up-at-first-warning"], UNDELIVERED));
    for trial in warned {
        trial.is_green();
    }
    // A warning alone is no end: the wait goes on, and what never comes is red.
    for trial in given_up {
        trial.is_red_by("outbound/session/no-tls/no-starttls");
        trial.is_red_by("outbound/dns/no-answer/servfail");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_last_notice_before_the_message_is_delivered_is_red_where_the_peer_deferred_and_not_where_it_refused() {
    const DEFERRED: &[&str] = &["outbound/exchange/valid", "outbound/exchange/deferred", "outbound/exchange/refused/*"];
    for trial in trials(&["retries-after-telling"], DEFERRED).await {
        trial.is_red_by("outbound/exchange/deferred");
        trial.is_green_at(TOLD);
        trial.is_green_at("outbound/exchange/refused/told-once");
        trial.is_green_at("outbound/exchange/refused/not-retried");
        trial.is_green_at("outbound/exchange/valid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_encoding_that_loses_nothing_changes_nothing() {
    const UNCHANGED: &[&str] = &["*/exchange/valid", "*/exchange/unchanged/*"];
    for trial in trials(&["converts-to-quoted-printable"], UNCHANGED).await {
        trial.is_green();
    }
}
