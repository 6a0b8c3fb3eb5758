// SPDX-License-Identifier: EUPL-1.2
//! Starts a real recursive resolver that knows nothing but our root.

use std::io::{BufRead, BufReader};
use std::net::Ipv4Addr;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// Where unbound listens, on port 53.
pub const UNBOUND: Ipv4Addr = Ipv4Addr::new(127, 77, 0, 53);

/// A running unbound; it ends when dropped.
pub struct Unbound {
    process: Child,
    _folder: TempDir,
}

impl Unbound {
    pub fn start(root: Ipv4Addr) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let hints = folder.path().join("root.hints");
        std::fs::write(&hints, format!(". 60 IN NS ns.root.\nns.root. 60 IN A {root}\n")).expect("written");
        let settings = folder.path().join("unbound.conf");
        let text = format!(
            "server:\n\
             \x20 interface: {UNBOUND}\n\
             \x20 port: 53\n\
             \x20 do-daemonize: no\n\
             \x20 use-syslog: no\n\
             \x20 verbosity: 1\n\
             \x20 num-threads: 1\n\
             \x20 username: \"\"\n\
             \x20 chroot: \"\"\n\
             \x20 directory: \"{folder}\"\n\
             \x20 pidfile: \"{folder}/pid\"\n\
             \x20 module-config: \"iterator\"\n\
             \x20 root-hints: \"{hints}\"\n\
             \x20 do-not-query-localhost: no\n\
             \x20 local-zone: \"test.\" nodefault\n\
             \x20 access-control: 127.0.0.0/8 allow\n\
             \x20 outbound-msg-retry: 1\n\
             remote-control:\n\
             \x20 control-enable: no\n",
            folder = folder.path().display(),
            hints = hints.display(),
        );
        std::fs::write(&settings, text).expect("written");
        let path = format!("{}:/usr/sbin:/sbin", std::env::var("PATH").unwrap_or_default());
        let mut process = Command::new("unbound")
            .env("PATH", path)
            .arg("-d")
            .arg("-c")
            .arg(&settings)
            .stderr(Stdio::piped())
            .spawn()
            .expect("unbound starts");
        let log = BufReader::new(process.stderr.take().expect("its log"));
        let mut lines = log.lines().map_while(Result::ok);
        let started = lines.find(|line| line.contains("start of service") || line.contains("fatal error"));
        assert!(started.as_ref().is_some_and(|line| line.contains("start of service")), "unbound says {started:?}");
        // A full pipe would stop it.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, _folder: folder }
    }
}

impl Drop for Unbound {
    fn drop(&mut self) {
        let ended = self.process.kill().and_then(|()| self.process.wait());
        drop(ended);
    }
}
