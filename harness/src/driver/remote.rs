// SPDX-License-Identifier: EUPL-1.2
//! A connector that already runs, on this machine or another.

use super::Driver;
use crate::connector::Connector;
use std::net::SocketAddrV4;

pub struct Remote {
    smtp_in: SocketAddrV4,
    submission: SocketAddrV4,
}

impl Remote {
    pub fn new(connector: &Connector) -> Remote {
        Remote { smtp_in: connector.smtp_in, submission: connector.submission }
    }
}

impl Driver for Remote {
    fn smtp_in(&self) -> SocketAddrV4 {
        self.smtp_in
    }

    fn submission(&self) -> SocketAddrV4 {
        self.submission
    }
}
