// SPDX-License-Identifier: EUPL-1.2
//! The delivery report of RFC 3464 and RFC 6533.

use super::head::{Head, field, lines};
use judgement::fact::{Notice, RecipientStatus};

/// Types of the part that says what became of a message.
pub(super) const TYPES: [&str; 2] = ["message/delivery-status", "message/global-delivery-status"];
/// Groups of fields read of one report.
const GROUPS_LIMIT: usize = 500;

/// What a decoded part of such a type says, whatever the type of the message around it: several servers send mixed ones.
pub(super) fn notice(status: &[u8], around: &Head<'_>) -> Notice {
    let groups = groups(status);
    // RFC 3464 §2.1: the fields of the message come first; a report that leaves them out begins with a recipient.
    let of_message = groups.first().filter(|group| !is_of_recipient(group));
    let all: Vec<(String, String)> = groups.iter().flatten().cloned().collect();
    let first = |name: &str| field(&all, name).map(str::to_owned);
    let content_type = field(&around.fields, "Content-Type").unwrap_or_default();
    Notice {
        content_type: content_type.split(';').next().unwrap_or_default().trim().to_owned(),
        report_type: around.parameter("report-type").map(str::to_ascii_lowercase),
        reporting_mta: of_message.and_then(|group| field(group, "Reporting-MTA")).map(str::to_owned),
        final_recipient: first("Final-Recipient"),
        action: first("Action"),
        status: first("Status"),
        diagnostic: first("Diagnostic-Code"),
        recipients: groups.iter().filter(|group| is_of_recipient(group)).map(|group| recipient(group)).collect(),
    }
}

fn recipient(group: &[(String, String)]) -> RecipientStatus {
    let value = |name: &str| field(group, name).map(str::to_owned);
    RecipientStatus {
        original_recipient: value("Original-Recipient"),
        final_recipient: value("Final-Recipient"),
        action: value("Action"),
        status: value("Status"),
        diagnostic: value("Diagnostic-Code"),
    }
}

fn is_of_recipient(group: &[(String, String)]) -> bool {
    ["Final-Recipient", "Original-Recipient", "Action"].iter().any(|name| field(group, name).is_some())
}

/// Groups of fields, parted by empty lines (RFC 3464 §2.1).
fn groups(octets: &[u8]) -> Vec<Vec<(String, String)>> {
    let text = String::from_utf8_lossy(octets).replace("\r\n", "\n");
    let mut blocks: Vec<String> = vec![String::new()];
    for line in text.lines() {
        match (line.trim().is_empty(), blocks.last_mut()) {
            (false, Some(block)) => {
                block.push_str(line);
                block.push('\n');
            }
            _ => blocks.push(String::new()),
        }
    }
    let written = blocks.iter().filter(|block| !block.is_empty()).take(GROUPS_LIMIT);
    written.map(|block| lines(block.as_bytes()).fields).filter(|fields| !fields.is_empty()).collect()
}
