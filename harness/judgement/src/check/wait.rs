// SPDX-License-Identifier: EUPL-1.2
//! What a check waits for once the script was played.
//!
//! A wait ends early once nothing more can come. Otherwise the declared window ends it.

use super::tracked_message::TrackedMessage;
use crate::evidence::Evidence;
use crate::fact::Window;
use crate::params::Params;

/// What settles a check, and the declared window that bounds it.
#[derive(Debug, Clone, Copy)]
pub struct Wait {
    /// A parameter of the connector's file.
    pub window: Window,
    /// True once nothing more can come that this check waits for.
    pub settled: fn(&Evidence, &Params) -> bool,
}

/// For the end of an outbound message: a peer took it, or its sender was told that it failed.
pub const OUTBOUND_END: Wait =
    Wait { window: Window::Outcome, settled: |evidence, params| TrackedMessage::of(evidence, params).is_final() };

/// For the delivery of an accepted message to the internal mail server.
pub const DELIVERY: Wait = Wait { window: Window::Delivery, settled: not_accepted_or_delivered };

/// For the delivery of an accepted message, or for a notice of failure to its sender.
pub const DELIVERY_OR_NOTICE: Wait = Wait {
    window: Window::Outcome,
    settled: |evidence, params| not_accepted_or_delivered(evidence, params) || reported_failed(evidence, params),
};

/// For a notice of failure about an accepted message.
pub const NOTICE: Wait = Wait {
    window: Window::Outcome,
    settled: |evidence, params| not_accepted(evidence, params) || reported_failed(evidence, params),
};

/// For an automatic reply to an accepted message.
pub const AUTOMATIC_REPLY: Wait = Wait {
    window: Window::AutomaticReply,
    settled: |evidence, params| not_accepted(evidence, params) || replied(evidence, params),
};

/// For the whole window in which an accepted message must not be answered.
pub const NO_AUTOMATIC_REPLY: Wait = Wait { window: Window::AutomaticReply, settled: not_accepted };

fn not_accepted(evidence: &Evidence, params: &Params) -> bool {
    TrackedMessage::of(evidence, params).accepted().is_none()
}

fn not_accepted_or_delivered(evidence: &Evidence, params: &Params) -> bool {
    let tracked = TrackedMessage::of(evidence, params);
    tracked.accepted().is_none() || !tracked.delivered_inside().is_empty()
}

fn reported_failed(evidence: &Evidence, params: &Params) -> bool {
    !TrackedMessage::of(evidence, params).failure_notice_numbers().is_empty()
}

fn replied(evidence: &Evidence, params: &Params) -> bool {
    let tracked = TrackedMessage::of(evidence, params);
    params.peer.as_ref().is_some_and(|peer| !tracked.automatic_replies(peer).is_empty())
}
