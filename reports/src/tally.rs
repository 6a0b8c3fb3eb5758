// SPDX-License-Identifier: EUPL-1.2
//! What the conclusion rests on, each thing counted once: whoever shows a figure takes it from here.

use crate::model::{Capability, Level, Requirement, Reservation, Scenario, covering};
use crate::outline::Status;
use crate::text::Text;
use crate::verdict::Verdict;
use serde::{Deserialize, Serialize};

/// Obligations are counted as rows of the register, never as scenarios.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// The whole catalogue was selected.
    pub whole: bool,
    /// Variants that were executed.
    pub executed: usize,
    /// Variants without a decision.
    pub undecided: usize,
    /// Mandatory rows of the register: the sum of the six that follow.
    pub mandatory: usize,
    pub passed: usize,
    /// Failed, and not announced.
    pub failed: usize,
    /// Failed, and the connector's file announces every failure.
    pub announced: usize,
    /// Without a decision.
    pub open: usize,
    /// A scenario that covers it was not executed, and nothing failed.
    pub not_judged: usize,
    /// No scenario covers it.
    pub not_covered: usize,
    /// Mandatory capabilities neither declared nor announced as missing.
    pub missing: usize,
    /// Mandatory capabilities announced as missing.
    pub missing_announced: usize,
    /// Rules of the whole run that are broken, and not announced.
    pub broken: usize,
    pub broken_announced: usize,
    /// Of what is announced in the three above, what an authority accepts in writing on the day of the report.
    pub accepted: usize,
    /// Recommendations that are not followed, announced or not.
    pub recommendations: usize,
    /// Reservations that cover nothing, or whose scenario passes.
    pub wrong_reservations: usize,
}

/// What is counted, and on which day.
pub struct Counted<'a> {
    pub scenarios: &'a [Scenario],
    pub requirements: &'a [Requirement],
    pub capabilities: &'a [Capability],
    pub reservations: &'a [Reservation],
    pub whole: bool,
    /// `YYYY-MM-DD`: acceptances must be in force.
    pub day: &'a str,
}

impl Counted<'_> {
    pub fn tally(&self) -> Tally {
        let mut tally = Tally { whole: self.whole, ..Tally::default() };
        for row in self.requirements {
            self.row(row, &mut tally);
        }
        for capability in self.capabilities.iter().filter(|c| c.mandatory && !c.declared) {
            match &capability.reservation {
                None => tally.missing += 1,
                Some(_) => {
                    tally.missing_announced += 1;
                    tally.accepted += usize::from(self.accepts_lack_of(capability));
                }
            }
        }
        for scenario in self.scenarios {
            self.scenario(scenario, &mut tally);
        }
        tally.wrong_reservations = self.reservations.iter().filter(|r| r.problem.is_some()).count();
        tally
    }

    fn row(&self, row: &Requirement, tally: &mut Tally) {
        let status = row.status();
        if row.level != Level::Must {
            tally.recommendations += usize::from(matches!(status, Status::Failed | Status::Reserved));
            return;
        }
        tally.mandatory += 1;
        match status {
            Status::Passed => tally.passed += 1,
            Status::Failed => tally.failed += 1,
            Status::Reserved => {
                tally.announced += 1;
                let mut failed = self
                    .scenarios
                    .iter()
                    .filter(|scenario| scenario.verdict == Verdict::Fail && scenario.covers.contains(&row.id));
                tally.accepted += usize::from(failed.all(|scenario| self.accepted(scenario)));
            }
            Status::Inconclusive | Status::Error => tally.open += 1,
            Status::NotApplicable | Status::InPart | Status::NotJudged => tally.not_judged += 1,
            Status::NotCovered => tally.not_covered += 1,
        }
    }

    fn scenario(&self, scenario: &Scenario, tally: &mut Tally) {
        let status = scenario.status();
        tally.executed += usize::from(scenario.verdict != Verdict::None);
        tally.undecided += usize::from(matches!(status, Status::Inconclusive | Status::Error));
        // A rule of the whole run covers no row of the register, and weighs as much as an obligation.
        match status {
            Status::Failed if scenario.covers.is_empty() => tally.broken += 1,
            Status::Reserved if scenario.covers.is_empty() => {
                tally.broken_announced += 1;
                tally.accepted += usize::from(self.accepted(scenario));
            }
            _ => {}
        }
    }

    fn accepted(&self, scenario: &Scenario) -> bool {
        let covering = covering(self.reservations, &scenario.id).filter(|_| scenario.reservation.is_some());
        covering.is_some_and(|reservation| reservation.accepted_on(self.day))
    }

    fn accepts_lack_of(&self, capability: &Capability) -> bool {
        let covering = self.reservations.iter().rev().find(|reservation| reservation.covers_capability(&capability.id));
        covering.is_some_and(|reservation| reservation.accepted_on(self.day))
    }
}

impl Tally {
    /// Mandatory rows with a verdict of their own.
    pub fn judged(&self) -> usize {
        self.passed + self.failed + self.announced
    }

    /// What went wrong and nobody announced.
    pub fn unannounced(&self) -> usize {
        self.failed + self.missing + self.broken + self.wrong_reservations
    }

    /// Unmet obligations that the connector's file announces.
    pub fn unmet_announced(&self) -> usize {
        self.announced + self.missing_announced + self.broken_announced
    }

    /// Every figure in a sentence, those that are zero left out but for the first; each with the mark it is shown with.
    pub fn sentences(&self) -> Vec<(Status, Text)> {
        let (judged, mandatory) = (self.judged(), self.mandatory);
        let mark = if judged == mandatory { Status::Passed } else { Status::InPart };
        let fr = format!(
            "{} sur {mandatory}",
            several(judged, "exigence obligatoire jugée", "exigences obligatoires jugées")
        );
        let en = format!(
            "{} of {mandatory}",
            several(judged, "mandatory requirement judged", "mandatory requirements judged")
        );
        let mut said = vec![(mark, Text::new(fr, en))];
        let counts = [
            (Status::Failed, self.failed, FAILED),
            (Status::Reserved, self.announced, ANNOUNCED),
            (Status::Failed, self.missing, MISSING),
            (Status::Reserved, self.missing_announced, MISSING_ANNOUNCED),
            (Status::Failed, self.broken, BROKEN),
            (Status::Reserved, self.broken_announced, BROKEN_ANNOUNCED),
            (Status::Reserved, self.accepted, ACCEPTED),
            (Status::Reserved, self.recommendations, RECOMMENDATIONS),
            (Status::Failed, self.wrong_reservations, WRONG),
            (Status::Inconclusive, self.open, OPEN),
            (Status::NotJudged, self.not_judged, NOT_JUDGED),
            (Status::NotCovered, self.not_covered, NOT_COVERED),
            (Status::Inconclusive, self.undecided, UNDECIDED),
        ];
        said.extend(
            counts.into_iter().filter(|(_, count, _)| *count > 0).map(|(mark, count, words)| (mark, words.of(count))),
        );
        if !self.whole {
            said.push((Status::InPart, Text::new("essai d’une partie du catalogue", "test of part of the catalogue")));
        }
        said
    }
}

/// One thing and several, in both languages.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    fr: [&'static str; 2],
    en: [&'static str; 2],
}

impl Words {
    pub fn of(self, count: usize) -> Text {
        let en = if count == 1 { self.en[0] } else { self.en[1] };
        Text::new(several(count, self.fr[0], self.fr[1]), format!("{count} {en}"))
    }
}

/// French counts none and one alike.
fn several(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count < 2 { one } else { many })
}

const fn words(fr: [&'static str; 2], en: [&'static str; 2]) -> Words {
    Words { fr, en }
}

pub const FAILED: Words = words(
    ["exigence obligatoire en échec, non annoncée", "exigences obligatoires en échec, non annoncées"],
    ["mandatory requirement failed, not announced", "mandatory requirements failed, not announced"],
);
pub const ANNOUNCED: Words = words(
    ["exigence obligatoire en échec, annoncée", "exigences obligatoires en échec, annoncées"],
    ["mandatory requirement failed, announced", "mandatory requirements failed, announced"],
);
pub const MISSING: Words = words(
    ["capacité obligatoire manquante, non annoncée", "capacités obligatoires manquantes, non annoncées"],
    ["mandatory capability missing, not announced", "mandatory capabilities missing, not announced"],
);
pub const MISSING_ANNOUNCED: Words = words(
    ["capacité obligatoire manquante, annoncée", "capacités obligatoires manquantes, annoncées"],
    ["mandatory capability missing, announced", "mandatory capabilities missing, announced"],
);
pub const BROKEN: Words = words(
    ["règle de tout l’essai enfreinte, non annoncée", "règles de tout l’essai enfreintes, non annoncées"],
    ["rule of the whole run broken, not announced", "rules of the whole run broken, not announced"],
);
pub const BROKEN_ANNOUNCED: Words = words(
    ["règle de tout l’essai enfreinte, annoncée", "règles de tout l’essai enfreintes, annoncées"],
    ["rule of the whole run broken, announced", "rules of the whole run broken, announced"],
);
pub const ACCEPTED: Words = words(
    ["écart annoncé accepté par écrit par une autorité", "écarts annoncés acceptés par écrit par une autorité"],
    [
        "announced deviation accepted in writing by an authority",
        "announced deviations accepted in writing by an authority",
    ],
);
pub const RECOMMENDATIONS: Words = words(
    ["recommandation non suivie", "recommandations non suivies"],
    ["recommendation not followed", "recommendations not followed"],
);
pub const WRONG: Words =
    words(["réserve à revoir", "réserves à revoir"], ["reservation to revise", "reservations to revise"]);
const OPEN: Words = words(
    ["exigence obligatoire sans décision", "exigences obligatoires sans décision"],
    ["mandatory requirement undecided", "mandatory requirements undecided"],
);
const NOT_JUDGED: Words = words(
    ["exigence obligatoire non jugée ou jugée en partie", "exigences obligatoires non jugées ou jugées en partie"],
    ["mandatory requirement not judged, or in part", "mandatory requirements not judged, or in part"],
);
const NOT_COVERED: Words = words(
    ["exigence obligatoire qu’aucun scénario ne couvre", "exigences obligatoires qu’aucun scénario ne couvre"],
    ["mandatory requirement that no scenario covers", "mandatory requirements that no scenario covers"],
);
pub const UNDECIDED: Words =
    words(["variante sans décision", "variantes sans décision"], ["undecided variant", "undecided variants"]);
