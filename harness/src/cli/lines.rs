// SPDX-License-Identifier: EUPL-1.2
//! The lines of libtest-mimic without its totals: these know neither controls, reservations nor rules of the whole run,
//! and would say `ok` of a run that fails, or `FAILED` of one that does not.

use libtest_mimic::{Arguments, ColorSetting, Trial};
use std::io::{BufRead, BufReader, IsTerminal, PipeReader, Write};
use std::os::fd::AsRawFd;

/// Runs the trials, a thread each as they only wait, and prints each line as it comes.
pub fn show(trials: Vec<Trial>) {
    let test_threads = Some(trials.len().max(1));
    let pipe = std::io::pipe();
    let Ok((reader, writer)) = pipe else {
        eprintln!("no pipe to print through: the lines of the trials are left out");
        return;
    };
    let color = if std::io::stdout().is_terminal() { ColorSetting::Always } else { ColorSetting::Never };
    // The one way to tell libtest-mimic where to print is the name of a file; on Linux a pipe has one.
    let logfile = Some(format!("/proc/self/fd/{}", writer.as_raw_fd()));
    let arguments = Arguments { test_threads, color: Some(color), logfile, ..Default::default() };
    std::thread::scope(|scope| {
        scope.spawn(move || copy(reader));
        // Which trials passed is counted from the report.
        let _counts = libtest_mimic::run(&arguments, trials);
        drop(writer);
    });
}

/// Copies the lines of the trials to the terminal, and swallows the rest.
fn copy(reader: PipeReader) {
    let mut out = std::io::stdout();
    let mut lines = BufReader::new(reader).lines().map_while(Result::ok);
    let shown = lines.by_ref().take_while(|line| line != "failures:" && !line.starts_with("test result:"));
    for line in shown {
        // Nobody may be listening any more; the report is written all the same.
        let _written = writeln!(out, "{line}").and_then(|()| out.flush());
    }
    lines.for_each(drop);
}
