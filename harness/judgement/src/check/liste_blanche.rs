// SPDX-License-Identifier: EUPL-1.2
//! Whether the connector met the edition of the liste blanche that a scenario published, and how it asked for it.

mod advice;

use super::{Check, fail, inconclusive, pass};
use crate::evidence::Evidence;
use crate::fact::{Download, Fact};
use crate::params::Params;
use reports::text;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

pub const CHECKS: &[Check] = &[
    Check {
        id: "edition-fetched",
        fr: "Le connecteur est venu chercher l’édition de la liste blanche publiée par le scénario.",
        en: "The connector came for the edition of the liste blanche that the scenario published.",
        clause: "Guide d’intégration, adresse de la liste blanche",
        advice: advice::EDITION_FETCHED,
        needs_peer: false,
        negative: false,
        needs: None,
        wait: None,
        judge: edition_fetched,
    },
    Check {
        id: "asks-conditionally",
        fr: "Le connecteur dit quelle édition il détient quand il demande la liste blanche.",
        en: "The connector says which edition it holds when it asks for the liste blanche.",
        clause: "RFC 9110 §13.1 ; bonne pratique",
        advice: advice::ASKS_CONDITIONALLY,
        needs_peer: false,
        negative: false,
        needs: None,
        wait: None,
        judge: asks_conditionally,
    },
    Check {
        id: "asks-one-at-a-time",
        fr: "Le connecteur n’ouvre qu’une connexion à la fois vers le point de publication.",
        en: "The connector opens one connection at a time to the publication point.",
        clause: "bonne pratique",
        advice: advice::ASKS_ONE_AT_A_TIME,
        needs_peer: false,
        negative: false,
        needs: None,
        wait: None,
        judge: asks_one_at_a_time,
    },
];

fn edition_fetched(evidence: &Evidence, _: &Params) -> Outcome {
    let published = evidence.observations.iter().find_map(|o| match &o.fact {
        Fact::Published { edition, fault } => Some((o.number, *edition, fault.as_deref())),
        _ => None,
    });
    let Some((published, wanted, fault)) = published else {
        let because = Text::new("le scénario n’a rien publié", "the scenario published nothing");
        return inconclusive(Cause::FaultNotExercised, because, vec![]);
    };
    // Where the publication itself is at fault, meeting the fault is all that can be done.
    let met = match fault.filter(|fault| fault.starts_with("publication/")) {
        Some(fault) => evidence.numbers(|f| matches!(f, Fact::FaultExercised { fault: met, .. } if met == fault)),
        None => evidence.numbers(|f| matches!(f, Fact::Downloaded(d) if d.edition == Some(wanted) && d.status == 200)),
    };
    if met.is_empty() {
        // How often a list must be fetched is not known: not having come yet is no failure.
        return inconclusive(
            Cause::TimingMargin,
            text!("l’édition {wanted} n’a pas été relevée à temps", "edition {wanted} was not fetched in time"),
            vec![published],
        );
    }
    pass(text!("édition {wanted} relevée", "edition {wanted} fetched"), [vec![published], met].concat())
}

/// The requests for the list that belong to the scenario.
fn requests(evidence: &Evidence) -> impl Iterator<Item = (u32, &Download)> {
    evidence.observations.iter().filter_map(|o| match &o.fact {
        Fact::Downloaded(download) if download.edition.is_some() => Some((o.number, download)),
        _ => None,
    })
}

/// Judges every request alike; a connector that never came has not been seen asking.
fn every_request(evidence: &Evidence, kept: impl Fn(&Download) -> bool, (fr, en): (&str, &str)) -> Outcome {
    let (good, bad): (Vec<_>, Vec<_>) = requests(evidence).partition(|(_, download)| kept(download));
    let numbers = |requests: &[(u32, &Download)]| requests.iter().map(|(number, _)| *number).collect::<Vec<_>>();
    match (bad.len(), good.len()) {
        (0, 0) => {
            let because = Text::new("la liste n’a pas été demandée", "the list was not asked for");
            inconclusive(Cause::TimingMargin, because, vec![])
        }
        (0, n) => pass(text!("{n} demande(s)", "{n} request(s)"), numbers(&good)),
        (n, _) => fail(Text::new(fr, en), text!("{n} demande(s) autrement", "{n} request(s) otherwise"), numbers(&bad)),
    }
}

fn asks_conditionally(evidence: &Evidence, _: &Params) -> Outcome {
    let wanted = (
        "If-None-Match ou If-Modified-Since, d’après une édition reçue",
        "If-None-Match or If-Modified-Since, of an edition received",
    );
    every_request(evidence, names_an_edition, wanted)
}

/// The condition says what was really received: a tag of ours (they begin with the number of the edition), or a date. An
/// invented one asks for nothing.
fn names_an_edition(download: &Download) -> bool {
    let latest = download.edition.unwrap_or_default();
    let number = |tag: &str| {
        let tag = tag.trim().trim_start_matches("W/").trim_matches('"');
        tag.split('-').next().and_then(|edition| edition.parse::<u32>().ok())
    };
    let tags = download.header("if-none-match");
    let known = |tags: &str| tags.split(',').filter_map(number).any(|edition| (1..=latest).contains(&edition));
    let date = download.header("if-modified-since").is_some_and(is_date);
    tags.map_or(date, known)
}

/// The shape of a date of RFC 9110 §5.6.7: it ends in GMT, or is that of asctime.
fn is_date(value: &str) -> bool {
    let value = value.trim();
    let digits = value.chars().filter(char::is_ascii_digit).count();
    digits >= 8 && value.contains(':') && (value.ends_with("GMT") || value.ends_with(|c: char| c.is_ascii_digit()))
}

fn asks_one_at_a_time(evidence: &Evidence, _: &Params) -> Outcome {
    every_request(evidence, |download| download.at_once <= 1, ("une connexion à la fois", "one connection at a time"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::testing::{evidence, of_peer};
    use crate::fact::Header;

    #[test]
    fn only_the_edition_published_by_the_scenario_counts() {
        let published = Fact::Published { edition: 3, fault: None };
        let fetched =
            |edition| Fact::Downloaded(Download { status: 200, edition: Some(edition), ..Download::default() });
        let judge = |facts| edition_fetched(&evidence("publication", facts), &of_peer("p", None));
        assert!(matches!(judge(vec![published.clone(), fetched(3)]), Outcome::Pass { .. }));
        assert!(matches!(judge(vec![published, fetched(2)]), Outcome::Inconclusive { .. }));
        assert!(matches!(judge(vec![fetched(3)]), Outcome::Inconclusive { .. }));
    }

    #[test]
    fn a_fault_of_the_publication_must_have_been_met() {
        let fault = "publication/not-found".to_owned();
        let published = Fact::Published { edition: 3, fault: Some(fault.clone()) };
        let met = |fault: &str| Fact::FaultExercised { fault: fault.to_owned(), how: "".into() };
        let judge = |facts| edition_fetched(&evidence("publication", facts), &of_peer("p", None));
        assert!(matches!(judge(vec![published.clone(), met(&fault)]), Outcome::Pass { .. }));
        assert!(matches!(judge(vec![published.clone(), met("publication/cut")]), Outcome::Inconclusive { .. }));
        assert!(matches!(judge(vec![published]), Outcome::Inconclusive { .. }));
    }

    fn request(condition: bool, at_once: usize) -> Fact {
        let header = Header { name: "if-none-match".into(), value: "\"1\"".into() };
        let headers = if condition { vec![header] } else { vec![] };
        Fact::Downloaded(Download { headers, at_once, edition: Some(2), status: 200, ..Download::default() })
    }

    #[test]
    fn one_unconditional_request_is_enough_to_fail() {
        let judge = |facts| asks_conditionally(&evidence("publication", facts), &of_peer("p", None));
        assert!(matches!(judge(vec![request(true, 1)]), Outcome::Pass { .. }));
        assert!(matches!(judge(vec![request(true, 1), request(false, 1)]), Outcome::Fail { .. }));
        assert!(matches!(judge(vec![]), Outcome::Inconclusive { .. }));
    }

    #[test]
    fn a_condition_that_names_nothing_received_is_none() {
        let asked = |name: &str, value: &str| {
            let headers = vec![Header { name: name.into(), value: value.into() }];
            names_an_edition(&Download { headers, edition: Some(2), ..Download::default() })
        };
        assert!(asked("if-none-match", "W/\"2-1a2b\", \"9-1a2b\""));
        assert!(asked("if-modified-since", "Mon, 30 Nov 2026 13:13:33 GMT"));
        for (name, value) in
            [("if-none-match", "\"3\""), ("if-none-match", "\"abc\""), ("if-modified-since", "yesterday")]
        {
            assert!(!asked(name, value), "{name}: {value}");
        }
    }

    #[test]
    fn two_connections_at_once_are_one_too_many() {
        let judge = |facts| asks_one_at_a_time(&evidence("publication", facts), &of_peer("p", None));
        assert!(matches!(judge(vec![request(false, 1), request(true, 1)]), Outcome::Pass { .. }));
        assert!(matches!(judge(vec![request(true, 2)]), Outcome::Fail { .. }));
        assert!(matches!(judge(vec![]), Outcome::Inconclusive { .. }));
    }
}
