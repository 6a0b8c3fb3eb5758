// SPDX-License-Identifier: EUPL-1.2
//! The figures in sentences, in both languages.

use super::Tally;
use crate::outline::Status;
use crate::text::Text;

impl Tally {
    /// Every figure in a sentence, each with its status; those that are zero are left out, but for the first.
    pub fn sentences(&self) -> Vec<(Status, Text)> {
        let (judged, mandatory) = (self.judged(), self.mandatory);
        let mark = if judged == mandatory { Status::Passed } else { Status::InPart };
        let Text { fr, en } = JUDGED.of(judged);
        let mut sentences = vec![(mark, Text::new(format!("{fr} sur {mandatory}"), format!("{en} of {mandatory}")))];
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
        let occurring = counts.into_iter().filter(|(_, count, _)| *count > 0);
        sentences.extend(occurring.map(|(mark, count, noun)| (mark, noun.of(count))));
        if !self.whole {
            let part = Text::new("essai d’une partie du catalogue", "test of part of the catalogue");
            sentences.push((Status::InPart, part));
        }
        sentences
    }
}

/// A noun phrase in the singular and in the plural, in both languages.
#[derive(Debug, Clone, Copy)]
pub struct Plural {
    /// One, then several.
    fr: [&'static str; 2],
    /// One, then several.
    en: [&'static str; 2],
}

impl Plural {
    /// The number and the phrase: French has the singular for 0 and 1, English for 1 alone.
    pub fn of(self, count: usize) -> Text {
        let fr = self.fr[usize::from(count > 1)];
        let en = self.en[usize::from(count != 1)];
        Text::new(format!("{count} {fr}"), format!("{count} {en}"))
    }
}

const JUDGED: Plural = Plural {
    fr: ["exigence obligatoire jugée", "exigences obligatoires jugées"],
    en: ["mandatory requirement judged", "mandatory requirements judged"],
};

/// The phrase for [`Tally::failed`].
pub const FAILED: Plural = Plural {
    fr: ["exigence obligatoire en échec, non annoncée", "exigences obligatoires en échec, non annoncées"],
    en: ["mandatory requirement failed, not announced", "mandatory requirements failed, not announced"],
};

/// The phrase for [`Tally::announced`].
pub const ANNOUNCED: Plural = Plural {
    fr: ["exigence obligatoire en échec, annoncée", "exigences obligatoires en échec, annoncées"],
    en: ["mandatory requirement failed, announced", "mandatory requirements failed, announced"],
};

/// The phrase for [`Tally::missing`].
pub const MISSING: Plural = Plural {
    fr: ["capacité obligatoire manquante, non annoncée", "capacités obligatoires manquantes, non annoncées"],
    en: ["mandatory capability missing, not announced", "mandatory capabilities missing, not announced"],
};

/// The phrase for [`Tally::missing_announced`].
pub const MISSING_ANNOUNCED: Plural = Plural {
    fr: ["capacité obligatoire manquante, annoncée", "capacités obligatoires manquantes, annoncées"],
    en: ["mandatory capability missing, announced", "mandatory capabilities missing, announced"],
};

/// The phrase for [`Tally::broken`].
pub const BROKEN: Plural = Plural {
    fr: ["règle de tout l’essai enfreinte, non annoncée", "règles de tout l’essai enfreintes, non annoncées"],
    en: ["rule of the whole run broken, not announced", "rules of the whole run broken, not announced"],
};

/// The phrase for [`Tally::broken_announced`].
pub const BROKEN_ANNOUNCED: Plural = Plural {
    fr: ["règle de tout l’essai enfreinte, annoncée", "règles de tout l’essai enfreintes, annoncées"],
    en: ["rule of the whole run broken, announced", "rules of the whole run broken, announced"],
};

/// The phrase for [`Tally::accepted`].
const ACCEPTED: Plural = Plural {
    fr: ["écart annoncé accepté par écrit par une autorité", "écarts annoncés acceptés par écrit par une autorité"],
    en: [
        "announced deviation accepted in writing by an authority",
        "announced deviations accepted in writing by an authority",
    ],
};

/// The phrase for [`Tally::recommendations`].
pub const RECOMMENDATIONS: Plural = Plural {
    fr: ["recommandation non suivie", "recommandations non suivies"],
    en: ["recommendation not followed", "recommendations not followed"],
};

/// The phrase for [`Tally::wrong_reservations`].
pub const WRONG: Plural = Plural {
    fr: ["réserve à revoir", "réserves à revoir"],
    en: ["reservation to revise", "reservations to revise"],
};

/// The phrase for [`Tally::open`].
const OPEN: Plural = Plural {
    fr: ["exigence obligatoire sans décision", "exigences obligatoires sans décision"],
    en: ["mandatory requirement undecided", "mandatory requirements undecided"],
};

/// The phrase for [`Tally::not_judged`].
const NOT_JUDGED: Plural = Plural {
    fr: ["exigence obligatoire non jugée ou jugée en partie", "exigences obligatoires non jugées ou jugées en partie"],
    en: ["mandatory requirement not judged, or in part", "mandatory requirements not judged, or in part"],
};

/// The phrase for [`Tally::not_covered`].
const NOT_COVERED: Plural = Plural {
    fr: ["exigence obligatoire qu’aucun scénario ne couvre", "exigences obligatoires qu’aucun scénario ne couvre"],
    en: ["mandatory requirement that no scenario covers", "mandatory requirements that no scenario covers"],
};

/// The phrase for [`Tally::undecided`].
pub const UNDECIDED: Plural = Plural {
    fr: ["variante sans décision", "variantes sans décision"],
    en: ["undecided variant", "undecided variants"],
};
