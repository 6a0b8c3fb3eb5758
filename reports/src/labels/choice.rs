// SPDX-License-Identifier: EUPL-1.2
//! Which word says what.

use super::{EN, FR, Labels};
use crate::model::{ConclusionKind, Level, Severity, Standing, Style, Summary};
use crate::outline::Status;
use crate::text::{Lang, Text};
use crate::verdict::Cause;

impl ConclusionKind {
    /// The word for it in both languages.
    pub fn words(self) -> Text {
        Text::new(FR.conclusion(self), EN.conclusion(self))
    }
}

impl Labels {
    pub(crate) fn of(lang: Lang) -> &'static Labels {
        match lang {
            Lang::Fr => &FR,
            Lang::En => &EN,
        }
    }

    pub(crate) fn status(&self, status: Status) -> &'static str {
        match status {
            Status::Passed => self.status_passed,
            Status::Failed => self.status_failed,
            Status::Reserved => self.status_reserved,
            Status::Inconclusive => self.status_inconclusive,
            Status::Error => self.status_error,
            Status::NotApplicable => self.status_not_applicable,
            Status::InPart => self.status_in_part,
            Status::NotJudged => self.status_not_judged,
            Status::NotCovered => self.status_not_covered,
        }
    }

    /// The counts of a summary, each with its status and the word for it.
    pub(crate) fn counts(&self, summary: &Summary) -> [(Status, &'static str, usize); 6] {
        [
            (Status::Passed, self.count_passed, summary.passed),
            (Status::Failed, self.count_failed, summary.failed),
            (Status::Reserved, self.count_reserved, summary.reserved),
            (Status::Inconclusive, self.count_inconclusive, summary.inconclusive),
            (Status::Error, self.count_error, summary.errors),
            (Status::NotApplicable, self.count_not_applicable, summary.not_applicable),
        ]
    }

    /// The word for the style of an observation; one that this version does not know stands for itself.
    pub(crate) fn style<'a>(&self, style: &'a Style) -> &'a str {
        match style {
            Style::Sent => self.style_sent,
            Style::Received => self.style_received,
            Style::Event => self.style_event,
            Style::Fault => self.style_deviation,
            Style::Other(word) => word,
        }
    }

    pub(crate) fn conclusion(&self, kind: ConclusionKind) -> &'static str {
        match kind {
            ConclusionKind::Conforme => self.conclusion_conforme,
            ConclusionKind::ConformeAvecReserves => self.conclusion_conforme_avec_reserves,
            ConclusionKind::ConformeSousDerogation => self.conclusion_conforme_sous_derogation,
            ConclusionKind::NonConformeAnnonce => self.conclusion_non_conforme_annonce,
            ConclusionKind::NonConforme => self.conclusion_non_conforme,
            ConclusionKind::Partiel => self.conclusion_partiel,
            ConclusionKind::NonConcluant => self.conclusion_non_concluant,
            ConclusionKind::PasPret => self.conclusion_pas_pret,
        }
    }

    pub(crate) fn cause(&self, cause: Cause) -> &'static str {
        match cause {
            Cause::PeerUnreachable => self.cause_peer_unreachable,
            Cause::ConnectorGone => self.cause_connector_gone,
            Cause::ConnectorNotReady => self.cause_connector_not_ready,
            Cause::Precondition => self.cause_precondition,
            Cause::FaultNotExercised => self.cause_fault_not_exercised,
            Cause::TimingMargin => self.cause_timing_margin,
            Cause::RateLimited => self.cause_rate_limited,
            Cause::Interrupted => self.cause_interrupted,
            Cause::Harness => self.cause_harness,
            Cause::AmbiguousRequirement => self.cause_ambiguous_requirement,
        }
    }

    pub(crate) fn standing(&self, standing: Standing) -> &'static str {
        match standing {
            Standing::Guide => self.standing_guide,
            Standing::Liste => self.standing_liste,
            Standing::Ref2 => self.standing_ref2,
            Standing::Rfc => self.standing_rfc,
            Standing::BonnePratique => self.standing_bonne_pratique,
        }
    }

    pub(crate) fn level(&self, level: Level) -> &'static str {
        match level {
            Level::Must => self.level_must,
            Level::Should => self.level_should,
            Level::May => self.level_may,
        }
    }

    pub(crate) fn severity(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Bloquante => self.severity_bloquante,
            Severity::Majeure => self.severity_majeure,
            Severity::Mineure => self.severity_mineure,
        }
    }
}
