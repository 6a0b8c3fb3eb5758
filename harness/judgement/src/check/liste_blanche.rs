// SPDX-License-Identifier: EUPL-1.2
//! Whether the connector met the edition of the liste blanche that a scenario published.

use super::{Check, inconclusive, pass};
use crate::evidence::Evidence;
use crate::fact::Fact;
use crate::params::Params;
use reports::text;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

pub const CHECKS: &[Check] = &[Check {
    id: "edition-fetched",
    fr: "Le connecteur a relevé l’édition de la liste blanche publiée par le scénario.",
    en: "The connector has fetched the edition of the liste blanche that the scenario published.",
    clause: "Guide d’intégration, adresse de la liste blanche",
    needs_peer: false,
    negative: false,
    judge: edition_fetched,
}];

fn edition_fetched(evidence: &Evidence, _: &Params) -> Outcome {
    let published = evidence.observations.iter().find_map(|o| match &o.fact {
        Fact::Published { edition, .. } => Some((o.number, *edition)),
        _ => None,
    });
    let Some((published, wanted)) = published else {
        let because = Text::new("le scénario n’a rien publié", "the scenario published nothing");
        return inconclusive(Cause::FaultNotExercised, because, vec![]);
    };
    let fetched =
        evidence.numbers(|f| matches!(f, Fact::Downloaded(d) if d.edition == Some(wanted) && d.status == 200));
    if fetched.is_empty() {
        // How often a list must be fetched is not known: not having come yet is no failure.
        return inconclusive(
            Cause::TimingMargin,
            text!("l’édition {wanted} n’a pas été relevée à temps", "edition {wanted} was not fetched in time"),
            vec![published],
        );
    }
    pass(text!("édition {wanted} relevée", "edition {wanted} fetched"), [vec![published], fetched].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::testing::{evidence, of_peer};
    use crate::fact::Download;

    #[test]
    fn only_the_edition_published_by_the_scenario_counts() {
        let published = Fact::Published { edition: 3, fault: None };
        let fetched = |edition| {
            let path = "/liste.xml".into();
            Fact::Downloaded(Download { path, status: 200, from: String::new(), tls: None, edition: Some(edition) })
        };
        let judge = |facts| edition_fetched(&evidence("publication", facts), &of_peer("p", None));
        assert!(matches!(judge(vec![published.clone(), fetched(3)]), Outcome::Pass { .. }));
        assert!(matches!(judge(vec![published, fetched(2)]), Outcome::Inconclusive { .. }));
        assert!(matches!(judge(vec![fetched(3)]), Outcome::Inconclusive { .. }));
    }
}
