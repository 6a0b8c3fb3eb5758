// SPDX-License-Identifier: EUPL-1.2
//! The form of a notice of failure: its envelope and the fields of its report.

use super::{advice, no_notice};
use crate::check::outcome::{fail, pass};
use crate::check::tracked_message::TrackedMessage;
use crate::check::{Check, Judge, wait};
use crate::evidence::Evidence;
use crate::fact::Notice;
use crate::params::Params;
use reports::text;
use reports::text::Text;
use reports::verdict::Outcome;

/// A notice of failure reaches the internal sender.
pub const NOTICE_WELL_FORMED: Check = Check {
    id: "notice-well-formed",
    fr: "L’avis de non-remise est un multipart/report avec Final-Recipient, Action et Status.",
    en: "The non-delivery notice is a multipart/report with Final-Recipient, Action and Status.",
    clause: "RFC 3464 §2",
    advice: advice::NOTICE_WELL_FORMED,
    negative: false,
    needs: Some("sends-notices"),
    wait: Some(wait::OUTBOUND_END),
    judge: Judge::WithoutPeer(notice_well_formed),
    #[cfg(test)]
    examples: super::tests::NOTICE_WELL_FORMED,
};

/// The envelope of such a notice, and of every other one about the message.
pub const NOTICE_FROM_NOBODY: Check = Check {
    id: "notice-from-nobody",
    fr: "L’avis de non-remise part du chemin de retour nul.",
    en: "The non-delivery notice comes from the null reverse-path.",
    clause: "RFC 5321 §4.5.5",
    advice: advice::NOTICE_FROM_NOBODY,
    negative: false,
    needs: Some("sends-notices"),
    wait: Some(wait::OUTBOUND_END),
    judge: Judge::WithoutPeer(notice_from_nobody),
    #[cfg(test)]
    examples: super::tests::NOTICE_FROM_NOBODY,
};

/// Is the notice a complete delivery report?
///
/// - Passes when the first notice of failure is a report with every field that RFC 3464 demands.
/// - Fails on a plain-text notice and on a report that lacks one; the outcome names what is missing.
/// - Undecided when the sender got no notice of failure.
fn notice_well_formed(evidence: &Evidence, params: &Params) -> Outcome {
    let tracked = TrackedMessage::of(evidence, params);
    let failures = tracked.failure_notices();
    let Some(taken) = failures.first() else { return no_notice() };
    let missing = missing(taken.message.notice.as_ref(), tracked.knows_envelope());
    if missing.is_empty() {
        let status = taken.message.notice.as_ref().and_then(|notice| notice.status.as_deref()).unwrap_or_default();
        return pass(text!("avis complet, Status {status}", "complete notice, Status {status}"), vec![taken.number]);
    }
    let missing = missing.join(", ");
    fail(
        Text::new(
            "multipart/report avec Final-Recipient, Action et Status",
            "multipart/report with Final-Recipient, Action and Status",
        ),
        text!("absent : {missing}", "missing: {missing}"),
        vec![taken.number],
    )
}

/// What RFC 3464 §2.2 and §2.3 demand and the notice lacks.
///
/// Reports before schema 3 kept neither the report type nor the field Reporting-MTA.
fn missing(notice: Option<&Notice>, kept_whole: bool) -> Vec<String> {
    let Some(notice) = notice else { return vec!["message/delivery-status".to_owned()] };
    let mut missing = Vec::new();
    if !notice.content_type.eq_ignore_ascii_case("multipart/report") {
        missing.push(format!("multipart/report ({})", notice.content_type));
    }
    if kept_whole {
        if !notice.report_type.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("delivery-status")) {
            missing.push("report-type=delivery-status".to_owned());
        }
        if notice.reporting_mta.is_none() {
            missing.push("Reporting-MTA".to_owned());
        }
    }
    let fields = [("Final-Recipient", &notice.final_recipient), ("Action", &notice.action), ("Status", &notice.status)];
    missing.extend(fields.iter().filter(|(_, value)| value.is_none()).map(|(name, _)| (*name).to_owned()));
    missing
}

/// Has the notice the null reverse-path?
///
/// - Passes when every notice of failure to the sender has the null reverse-path. RFC 5321 §4.5.5: no notice about a
///   notice can then follow.
/// - Fails on any other path.
/// - Undecided when the sender got no notice of failure.
fn notice_from_nobody(evidence: &Evidence, params: &Params) -> Outcome {
    let failures = TrackedMessage::of(evidence, params).failure_notices();
    let Some(first) = failures.first() else { return no_notice() };
    let expected = Text::same("MAIL FROM:<>");
    match failures.iter().find(|taken| !taken.reverse_path.is_empty()) {
        None => pass(expected, vec![first.number]),
        Some(taken) => {
            let path = taken.reverse_path;
            fail(expected, Text::same(format!("MAIL FROM:<{path}>")), vec![taken.number])
        }
    }
}
