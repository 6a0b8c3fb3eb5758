// SPDX-License-Identifier: EUPL-1.2
//! Conformity by theme: one bar a theme, as long as the theme has scenarios, parted by how they ended.

use super::{Anchor, Drawing, Hand, Letters, Tone};
use crate::labels::Labels;
use crate::model::{Report, Summary};
use crate::outline::{Status, Theme};
use crate::render::quote::quote;
use crate::text::Lang;

const WIDTH: f32 = 480.0;
/// Where the bars begin, and how long the longest is.
const LEFT: f32 = 170.0;
const LONGEST: f32 = 270.0;
const ROW: f32 = 17.0;
const BAR: f32 = 11.0;
/// The narrowest part that its figure fits into.
const ROOM: f32 = 18.0;

/// The picture of a report; none when it has no scenario.
pub(in crate::render) fn themes(report: &Report, lang: Lang) -> Option<Drawing> {
    let labels = Labels::of(lang);
    let themes = report.themes();
    let most = themes.iter().map(|theme| theme.summary.total).max().filter(|most| *most > 0)?;
    let told = themes.iter().map(|theme| tell(theme, labels, lang));
    let title = std::iter::once(labels.by_theme_caption.to_owned()).chain(told).collect::<Vec<_>>().join(". ");
    let mut drawing = Drawing::new(WIDTH, title);
    let name = Letters { size: 7.5, tone: Tone::Ink, hand: Hand::Mono, anchor: Anchor::Start };
    for theme in &themes {
        let y = drawing.height;
        drawing.words([0.0, y + 9.0], &quote(theme.name, lang), name, LEFT - 8.0);
        let mut x = LEFT;
        for (status, count) in parts(&theme.summary).into_iter().filter(|(_, count)| *count > 0) {
            let width = LONGEST * share(count, most);
            part(&mut drawing, [x, y], width, status, count);
            x += width;
        }
        let total = Letters { size: 8.0, hand: Hand::Strong, ..name };
        drawing.words([x + 6.0, y + 9.0], &theme.summary.total.to_string(), total, WIDTH);
        drawing.height += ROW;
    }
    legend(&mut drawing, labels, &report.summary);
    Some(drawing)
}

/// A bar in words, for whoever does not see it.
fn tell(theme: &Theme, labels: &Labels, lang: Lang) -> String {
    let parts = parts(&theme.summary).into_iter().filter(|(_, count)| *count > 0);
    let parts: Vec<String> = parts.map(|(status, count)| format!("{} {count}", labels.status(status))).collect();
    format!("{}{} {}", quote(theme.name, lang), labels.colon, parts.join(", "))
}

fn part(drawing: &mut Drawing, [x, y]: [f32; 2], width: f32, status: Status, count: usize) {
    // A hair's breadth parts two neighbours of one colour.
    drawing.fill([x, y + 1.0], [(width - 0.8).max(0.8), BAR], Tone::of(status));
    if width >= ROOM {
        let figure = Letters { size: 7.0, tone: Tone::White, hand: Hand::Strong, anchor: Anchor::Middle };
        drawing.words([x + width / 2.0, y + 9.0], &format!("{} {count}", status.symbol()), figure, WIDTH);
    }
}

/// Only what occurs is explained.
fn legend(drawing: &mut Drawing, labels: &Labels, summary: &Summary) {
    let (mut x, mut y) = (LEFT, drawing.height + 6.0);
    let letters = Letters { size: 7.5, tone: Tone::Ink, hand: Hand::Plain, anchor: Anchor::Start };
    for (status, _) in parts(summary).into_iter().filter(|(_, count)| *count > 0) {
        let words = format!("{} {}", status.symbol(), labels.status(status));
        let width = words.chars().count() as f32 * 4.2 + 22.0;
        if x + width > WIDTH {
            (x, y) = (LEFT, y + 13.0);
        }
        drawing.fill([x, y], [8.0, 8.0], Tone::of(status));
        drawing.words([x + 12.0, y + 7.0], &words, letters, WIDTH);
        x += width;
    }
    drawing.height = y + 12.0;
}

fn parts(summary: &Summary) -> [(Status, usize); 6] {
    [
        (Status::Passed, summary.passed),
        (Status::Failed, summary.failed),
        (Status::Reserved, summary.reserved),
        (Status::Inconclusive, summary.inconclusive),
        (Status::Error, summary.errors),
        (Status::NotApplicable, summary.not_applicable),
    ]
}

/// Counts of scenarios stay far below what `f32` counts exactly.
fn share(count: usize, most: usize) -> f32 {
    count as f32 / most as f32
}
