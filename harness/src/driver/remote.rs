// SPDX-License-Identifier: EUPL-1.2
//! A connector that already runs, on this machine or another.

use crate::connector::Connector;
use std::net::SocketAddrV4;

pub struct Remote {
    pub smtp_in: SocketAddrV4,
    pub submission: SocketAddrV4,
}

impl Remote {
    pub fn new(connector: &Connector) -> Remote {
        Remote { smtp_in: connector.smtp_in, submission: connector.submission }
    }
}
