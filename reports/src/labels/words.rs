// SPDX-License-Identifier: EUPL-1.2
//! The word for each value of an enum of the model.

use super::Labels;
use crate::model::{ConclusionKind, Level, Severity, Standing, Style, Summary};
use crate::outline::Status;
use crate::text::{Lang, Text};
use crate::verdict::Cause;

/// One word or phrase in both languages.
#[derive(Debug, Clone, Copy)]
struct Label {
    /// In French.
    fr: &'static str,
    /// In English.
    en: &'static str,
}

impl Label {
    /// The word in one language.
    fn in_lang(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Fr => self.fr,
            Lang::En => self.en,
        }
    }
}

impl ConclusionKind {
    /// The word for it in both languages, as the title page shows it.
    pub fn words(self) -> Text {
        let Label { fr, en } = conclusion(self);
        Text::new(fr, en)
    }
}

impl Labels {
    /// The word beside the symbol of a status.
    pub(crate) fn status(&self, of: Status) -> &'static str {
        status(of).in_lang(self.lang)
    }

    /// The counts of a summary in the order of its columns: status, head of the column, number of scenarios.
    pub(crate) fn counts(&self, summary: &Summary) -> [(Status, &'static str, usize); 6] {
        summary.counts().map(|(status, count)| (status, counted(status).in_lang(self.lang), count))
    }

    /// The word for the style of an observation; one that this version does not know stands for itself.
    pub(crate) fn style<'a>(&self, style: &'a Style) -> &'a str {
        match style {
            Style::Sent => Label { fr: "→ émis", en: "→ sent" }.in_lang(self.lang),
            Style::Received => Label { fr: "← reçu", en: "← received" }.in_lang(self.lang),
            Style::Event => Label { fr: "· fait", en: "· event" }.in_lang(self.lang),
            Style::Fault => Label { fr: "‡ défaut", en: "‡ fault" }.in_lang(self.lang),
            Style::Other(word) => word,
        }
    }

    /// The word for the conclusion of a report.
    pub(crate) fn conclusion(&self, kind: ConclusionKind) -> &'static str {
        conclusion(kind).in_lang(self.lang)
    }

    /// Why a scenario is undecided.
    pub(crate) fn cause(&self, of: Cause) -> &'static str {
        cause(of).in_lang(self.lang)
    }

    /// Where a requirement comes from.
    pub(crate) fn standing(&self, of: Standing) -> &'static str {
        standing(of).in_lang(self.lang)
    }

    /// How binding a requirement is.
    pub(crate) fn level(&self, of: Level) -> &'static str {
        level(of).in_lang(self.lang)
    }

    /// What a breach of a requirement does.
    pub(crate) fn severity(&self, of: Severity) -> &'static str {
        severity(of).in_lang(self.lang)
    }
}

/// The words of the title page.
fn conclusion(kind: ConclusionKind) -> Label {
    match kind {
        ConclusionKind::Conforme => Label { fr: "Conforme", en: "Conforming" },
        ConclusionKind::ConformeAvecReserves => {
            Label { fr: "Conforme avec réserves", en: "Conforming with reservations" }
        }
        ConclusionKind::ConformeSousDerogation => {
            Label { fr: "Conforme sous dérogation", en: "Conforming under derogation" }
        }
        ConclusionKind::NonConformeAnnonce => {
            Label { fr: "Non conforme, écarts annoncés", en: "Not conforming, deviations announced" }
        }
        ConclusionKind::NonConforme => Label { fr: "Non conforme", en: "Not conforming" },
        ConclusionKind::Partiel => Label { fr: "Partiel", en: "Partial" },
        ConclusionKind::NonConcluant => Label { fr: "Non concluant", en: "Undecided" },
        ConclusionKind::PasPret => Label { fr: "Pas prêt", en: "Not ready" },
    }
}

/// The words of badges.
fn status(status: Status) -> Label {
    match status {
        Status::Passed => Label { fr: "Réussi", en: "Passed" },
        Status::Failed => Label { fr: "Échec", en: "Failed" },
        Status::Reserved => Label { fr: "Échec sous réserve", en: "Failed, reserved" },
        Status::Inconclusive => Label { fr: "Non concluant", en: "Inconclusive" },
        Status::Error => Label { fr: "Erreur du harnais", en: "Harness error" },
        Status::NotApplicable => Label { fr: "Non applicable", en: "Not applicable" },
        Status::InPart => Label { fr: "Jugée en partie", en: "Judged in part" },
        Status::NotJudged => Label { fr: "Non jugée", en: "Not judged" },
        Status::NotCovered => Label { fr: "Non couvert", en: "Not covered" },
    }
}

/// The head of a column of counts: the plural where the language has one.
fn counted(of: Status) -> Label {
    match of {
        Status::Passed => Label { fr: "Réussis", en: "Passed" },
        Status::Failed => Label { fr: "Échecs", en: "Failed" },
        Status::Reserved => Label { fr: "Sous réserve", en: "Reserved" },
        Status::Inconclusive => Label { fr: "Non concluants", en: "Inconclusive" },
        Status::Error => Label { fr: "Erreurs du harnais", en: "Harness errors" },
        Status::NotApplicable => Label { fr: "Non applicables", en: "Not applicable" },
        // Requirements alone have these, and they are counted by no column.
        Status::InPart | Status::NotJudged | Status::NotCovered => status(of),
    }
}

/// The words after *Cause*.
fn cause(cause: Cause) -> Label {
    match cause {
        Cause::PeerUnreachable => {
            Label { fr: "le connecteur n’a pas pu être joint", en: "the connector could not be reached" }
        }
        Cause::ConnectorGone => Label {
            fr: "le connecteur s’est arrêté ou a redémarré pendant le scénario",
            en: "the connector ended or started anew during the scenario",
        },
        Cause::ConnectorNotReady => {
            Label { fr: "le connecteur n’était pas prêt", en: "the connector was not ready" }
        }
        Cause::Precondition => Label { fr: "le scénario témoin n’a pas réussi", en: "the control did not pass" },
        Cause::FaultNotExercised => {
            Label { fr: "le défaut n’a pas pris effet", en: "the fault did not take effect" }
        }
        Cause::TimingMargin => Label { fr: "fenêtre d’observation trop courte", en: "observation window too short" },
        Cause::RateLimited => {
            Label { fr: "le connecteur a limité les sessions", en: "the connector limited the sessions" }
        }
        Cause::Interrupted => Label { fr: "l’essai a été interrompu", en: "the run was interrupted" },
        Cause::Harness => {
            Label { fr: "le harnais a manqué à ses propres règles", en: "the bench broke its own rules" }
        }
        Cause::AmbiguousRequirement => {
            Label { fr: "les sources permettent deux lectures", en: "the sources allow two readings" }
        }
    }
}

/// The words after *Statut*.
fn standing(standing: Standing) -> Label {
    match standing {
        Standing::Guide => {
            Label { fr: "écrit dans le guide d’intégration", en: "written in the integration guide" }
        }
        Standing::Liste => {
            Label { fr: "déduit de la liste blanche publiée", en: "deduced from the published liste blanche" }
        }
        Standing::Ref2 => {
            Label { fr: "Référentiel #2, cité par un tiers", en: "Référentiel #2, quoted by a third party" }
        }
        Standing::Rfc => Label { fr: "norme de l’Internet", en: "Internet standard" },
        Standing::BonnePratique => Label { fr: "bonne pratique", en: "good practice" },
    }
}

/// The words after *Niveau*.
fn level(level: Level) -> Label {
    match level {
        Level::Must => Label { fr: "obligatoire", en: "mandatory" },
        Level::Should => Label { fr: "recommandé", en: "recommended" },
        Level::May => Label { fr: "à titre d’information", en: "for information" },
    }
}

/// The words after *Gravité*.
fn severity(severity: Severity) -> Label {
    match severity {
        Severity::Bloquante => Label { fr: "bloquante", en: "blocking" },
        Severity::Majeure => Label { fr: "majeure", en: "major" },
        Severity::Mineure => Label { fr: "mineure", en: "minor" },
    }
}
