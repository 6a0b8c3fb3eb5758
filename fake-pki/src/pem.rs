// SPDX-License-Identifier: EUPL-1.2
use pem::{EncodeConfig, LineEnding, Pem};

/// DER laid out as PEM (RFC 7468), in lines of 64 characters.
pub(crate) fn encode(label: &str, der: &[u8]) -> String {
    pem::encode_config(&Pem::new(label, der), EncodeConfig::new().set_line_ending(LineEnding::LF))
}
