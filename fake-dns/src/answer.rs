// SPDX-License-Identifier: EUPL-1.2
use hickory_proto::op::ResponseCode;
use hickory_proto::rr::{Name, Record, RecordType};

use crate::error::{DnsError, absolute};

/// A question of class IN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The name asked for.
    pub name: Name,
    /// The type asked for.
    pub kind: RecordType,
}

impl Question {
    /// Reads a question from text, `("clinique.mssante.test", RecordType::MX)`.
    ///
    /// # Errors
    /// [`DnsError::Name`] when the text is no domain name.
    pub fn new(name: &str, kind: RecordType) -> Result<Self, DnsError> {
        Ok(Self { name: absolute(name)?, kind })
    }
}

/// The answer to one question, before it is cut to fit its transport.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    /// The response code.
    pub rcode: ResponseCode,
    /// True when the server claims authority over the name asked (AA).
    pub authoritative: bool,
    /// True when the answer carries TC whatever its size.
    pub truncated: bool,
    /// Records asked for, aliases first.
    pub answers: Vec<Record>,
    /// The SOA of a negative answer, or the name servers of a referral.
    pub authorities: Vec<Record>,
    /// Addresses of the hosts named above.
    pub additionals: Vec<Record>,
}

impl Answer {
    /// An answer with nothing but a response code.
    pub fn bare(rcode: ResponseCode) -> Self {
        Self { rcode, ..Self::default() }
    }

    /// Whether this answer refers the asker to other servers (RFC 1034 §4.3.2, step 3b).
    pub fn is_referral(&self) -> bool {
        self.rcode == ResponseCode::NoError
            && !self.authoritative
            && self.answers.is_empty()
            && self.authorities.iter().any(|record| record.record_type() == RecordType::NS)
    }
}
