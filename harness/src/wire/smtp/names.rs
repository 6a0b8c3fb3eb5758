// SPDX-License-Identifier: EUPL-1.2
//! The names that clients of no scenario give themselves; the DNS of the world answers for them.

/// Of the visitor who calls on a connector to see how it shows itself.
pub const VISITOR: &str = "identification.mssante.test";
/// Of the machine of the inner user, who submits messages.
pub const INNER_USER: &str = "poste.interne.test";
