// SPDX-License-Identifier: EUPL-1.2
//! The edition that the scenario published was met.

use super::advice;
use crate::check::outcome::{fault_not_exercised, inconclusive, pass};
use crate::check::{Check, Judge};
use crate::evidence::Evidence;
use crate::fact::Fact;
use crate::params::Params;
use reports::fault::Family;
use reports::text;
use reports::text::Text;
use reports::verdict::{Cause, Outcome};

/// The scenario publishes an edition. The check shows that what follows rests on that edition.
pub const EDITION_FETCHED: Check = Check {
    id: "edition-fetched",
    fr: "Le connecteur est venu chercher l’édition de la liste blanche publiée par le scénario.",
    en: "The connector came for the edition of the liste blanche that the scenario published.",
    clause: "Guide d’intégration, adresse de la liste blanche",
    advice: advice::EDITION_FETCHED,
    negative: false,
    needs: None,
    wait: None,
    judge: Judge::WithoutPeer(edition_fetched),
    #[cfg(test)]
    examples: super::tests::EDITION_FETCHED,
};

/// Did the connector meet the edition that the scenario published?
///
/// - Passes when the first edition that the scenario published was downloaded whole (status 200). Where the publication
///   itself is at fault nothing can be downloaded: there it passes once that fault was met.
/// - Never fails: no clause says how often a list must be fetched, and not having come yet breaks none.
/// - Undecided when nothing was published, and when nobody came in time.
fn edition_fetched(evidence: &Evidence, _: &Params) -> Outcome {
    let published = evidence.observations.iter().find_map(|o| match &o.fact {
        Fact::Published { edition, fault } => Some((o.number, *edition, fault.as_ref())),
        _ => None,
    });
    let Some((published, wanted, fault)) = published else {
        return fault_not_exercised(Text::new("le scénario n’a rien publié", "the scenario published nothing"));
    };
    let met = match fault.filter(|fault| fault.family == Family::Publication) {
        Some(fault) => evidence.numbers(|f| matches!(f, Fact::FaultExercised { fault: met, .. } if met == fault)),
        None => evidence.numbers(|f| matches!(f, Fact::Downloaded(d) if d.edition == Some(wanted) && d.status == 200)),
    };
    if met.is_empty() {
        let because =
            text!("l’édition {wanted} n’a pas été relevée à temps", "edition {wanted} was not fetched in time");
        return inconclusive(Cause::TimingMargin, because, vec![published]);
    }
    pass(text!("édition {wanted} relevée", "edition {wanted} fetched"), [vec![published], met].concat())
}
