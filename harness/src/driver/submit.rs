// SPDX-License-Identifier: EUPL-1.2
//! The inner user, who hands a message to the connector's submission port.

use crate::wire::Reporter;
use crate::wire::smtp::{Attempt, Delivery, deliver, names};
use judgement::fact::Part;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::Duration;

/// What is submitted.
pub struct Submission<'a> {
    pub at: SocketAddrV4,
    /// Addresses without angle brackets.
    pub from: &'a str,
    pub to: &'a str,
    pub message: Vec<u8>,
    /// The same message without an octet beyond ASCII, where it has any.
    pub seven_bit: Option<Vec<u8>>,
    pub step: Duration,
}

/// Submits one message; everything worth judging is in the reporter afterwards.
pub async fn submit(submission: Submission<'_>, reporter: &Reporter) -> Attempt {
    let delivery = Delivery {
        part: Part::Submitter,
        to: submission.at,
        source: Ipv4Addr::UNSPECIFIED,
        server_name: String::new(),
        ehlo: names::INNER_USER.to_owned(),
        tls: None,
        reverse_path: format!("<{}>", submission.from),
        forward_path: format!("<{}>", submission.to),
        message: submission.message,
        seven_bit: submission.seven_bit,
        does: None,
        fault: None,
        step: submission.step,
    };
    deliver(&delivery, reporter).await
}
