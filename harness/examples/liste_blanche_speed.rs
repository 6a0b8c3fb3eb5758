// SPDX-License-Identifier: EUPL-1.2
//! Shows how long lists take to be written, signed and verified, and how the time grows; run it with `--release`.

use fake_pki::IgcSante;
use liste_blanche::verify::{Policy, Trust, verify};
use liste_blanche::{publish, sample};
use std::error::Error;
use std::sync::Arc;
use std::time::Instant;
use time::OffsetDateTime;

const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let keys = std::env::temp_dir().join("mssante-harness-speed");
    let igc_sante = Arc::new(IgcSante::open_or_create(&keys, &|_| ())?);
    let signers = sample::signers(igc_sante.clone());
    let anchors = vec![igc_sante.root_der().clone()];
    let trust = Trust { anchors, intermediates: vec![igc_sante.intermediate_der().clone()], crls: Vec::new() };
    let now = OffsetDateTime::now_utc();
    println!("{:>8} {:>8} {:>16} {:>11} {:>14}", "entries", "MB", "write, sign (ms)", "verify (ms)", "peak RSS (MB)");
    for entries in [1_000, 10_000, 30_000, 100_000] {
        let list = sample::list(entries, now);
        let (mut written, mut verified, mut size) = (f64::INFINITY, f64::INFINITY, 0);
        for _ in 0..ROUNDS {
            let start = Instant::now();
            let bytes = publish(&list, &signers, None)?;
            written = written.min(start.elapsed().as_secs_f64() * 1e3);
            let start = Instant::now();
            verify(&bytes, &trust, &Policy::at(now))?;
            verified = verified.min(start.elapsed().as_secs_f64() * 1e3);
            size = bytes.len();
        }
        let megabytes = size as f64 / 1e6;
        println!("{entries:>8} {megabytes:>8.1} {written:>16.1} {verified:>11.1} {:>14}", peak());
    }
    Ok(())
}

/// The most memory this process ever held, in MB (Linux).
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kb| kb.parse::<u64>().ok()).unwrap_or_default() / 1_000
}
