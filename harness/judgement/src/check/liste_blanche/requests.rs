// SPDX-License-Identifier: EUPL-1.2
//! The form of every request for the liste blanche.

use super::advice;
use crate::check::outcome::{fail, inconclusive, pass};
use crate::check::{Check, Judge};
use crate::evidence::Evidence;
use crate::fact::{Download, Fact};
use crate::params::Params;
use reports::text;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

/// The connector has had an edition, and asks again.
pub const ASKS_CONDITIONALLY: Check = Check {
    id: "asks-conditionally",
    fr: "Le connecteur dit quelle édition il détient quand il demande la liste blanche.",
    en: "The connector says which edition it holds when it asks for the liste blanche.",
    clause: "RFC 9110 §13.1 ; bonne pratique",
    advice: advice::ASKS_CONDITIONALLY,
    negative: false,
    needs: None,
    wait: None,
    judge: Judge::WithoutPeer(asks_conditionally),
    #[cfg(test)]
    examples: super::tests::ASKS_CONDITIONALLY,
};

/// The connector asks for the list at its own pace.
pub const ASKS_ONE_AT_A_TIME: Check = Check {
    id: "asks-one-at-a-time",
    fr: "Le connecteur n’ouvre qu’une connexion à la fois vers le point de publication.",
    en: "The connector opens one connection at a time to the publication point.",
    clause: "bonne pratique",
    advice: advice::ASKS_ONE_AT_A_TIME,
    negative: false,
    needs: None,
    wait: None,
    judge: Judge::WithoutPeer(asks_one_at_a_time),
    #[cfg(test)]
    examples: super::tests::ASKS_ONE_AT_A_TIME,
};

/// Does every request say which edition is held?
///
/// - Passes when every request of the scenario for the list names an edition that was received before, or its date.
/// - Fails on one that does not (RFC 9110 §13.1).
/// - Undecided when the list was not asked for.
fn asks_conditionally(evidence: &Evidence, _: &Params) -> Outcome {
    let expected = Text::new(
        "If-None-Match ou If-Modified-Since, d’après une édition reçue",
        "If-None-Match or If-Modified-Since, of an edition received",
    );
    every_request(evidence, names_an_edition, expected)
}

/// Is every request alone?
///
/// - Passes when no request came while another connection to the publication point was open.
/// - Fails on one that did.
/// - Undecided when the list was not asked for.
fn asks_one_at_a_time(evidence: &Evidence, _: &Params) -> Outcome {
    let expected = Text::new("une connexion à la fois", "one connection at a time");
    every_request(evidence, |download| download.at_once <= 1, expected)
}

/// Do all requests for the list keep this rule?
///
/// - Passes when each one does, and cites them all.
/// - Fails on those that do not.
/// - Undecided without a request: the connector has not been seen asking.
fn every_request(evidence: &Evidence, kept: impl Fn(&Download) -> bool, expected: Text) -> Outcome {
    let requests = evidence.observations.iter().filter_map(|o| match &o.fact {
        Fact::Downloaded(download) if download.edition.is_some() => Some((o.number, kept(download))),
        _ => None,
    });
    let (good, bad): (Vec<_>, Vec<_>) = requests.partition(|(_, kept)| *kept);
    let numbers = |requests: Vec<(u32, bool)>| requests.into_iter().map(|(number, _)| number).collect();
    match (bad.len(), good.len()) {
        (0, 0) => {
            let because = Text::new("la liste n’a pas été demandée", "the list was not asked for");
            inconclusive(Cause::TimingMargin, because, vec![])
        }
        (0, n) => pass(text!("{n} demande(s)", "{n} request(s)"), numbers(good)),
        (n, _) => fail(expected, text!("{n} demande(s) autrement", "{n} request(s) otherwise"), numbers(bad)),
    }
}

/// True when the condition names what was really received: a tag of ours, or a date. An invented one asks for nothing.
///
/// Our tags begin with the number of the edition. Where there is a tag the date does not count (RFC 9110 §13.1.3).
pub fn names_an_edition(download: &Download) -> bool {
    let latest = download.edition.unwrap_or_default();
    let number = |tag: &str| {
        let tag = tag.trim().trim_start_matches("W/").trim_matches('"');
        tag.split('-').next().and_then(|edition| edition.parse::<u32>().ok())
    };
    let known = |tags: &str| tags.split(',').filter_map(number).any(|edition| (1..=latest).contains(&edition));
    match download.header("if-none-match") {
        Some(tags) => known(tags),
        None => download.header("if-modified-since").is_some_and(is_date),
    }
}

/// The shape of a date of RFC 9110 §5.6.7: it ends in GMT, or is that of asctime.
fn is_date(value: &str) -> bool {
    let value = value.trim();
    let digits = value.chars().filter(char::is_ascii_digit).count();
    digits >= 8 && value.contains(':') && (value.ends_with("GMT") || value.ends_with(|c: char| c.is_ascii_digit()))
}
