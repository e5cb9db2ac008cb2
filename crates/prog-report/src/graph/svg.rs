//! The graph as an SVG drawing, alone or in a page. Every node has its path and place as a tooltip; colours are variables,
//! so that a page can change them for a dark screen.

use super::layout::{self, BOX_HEAD, CHAR, Drawing, DrawnEdge, DrawnNode, LINE, MARGIN, Rect};
use super::style::{self, Shape, Stroke};
use super::{GraphData, Node};
use crate::render::html::escaped;
use std::fmt::Write;

/// Where the drawing stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Embed {
    /// In a file of its own, on white.
    Alone,
    /// In a page that gives it its colours.
    Page,
}

const LEGEND: f64 = 30.0;

/// The drawing.
pub fn svg(data: &GraphData, embed: Embed) -> String {
    let drawing = layout::drawing(data);
    let legend = legend(data);
    let remark = drawing.remark.as_ref().map_or(0.0, |r| r.chars().count() as f64 * layout::SMALL_CHAR);
    let width = drawing.width.max(legend.1 + MARGIN).max(remark + 2.0 * MARGIN).max(320.0);
    let remark = if drawing.remark.is_some() { 20.0 } else { 0.0 };
    let height = drawing.height + LEGEND + remark;
    let mut out = String::with_capacity(data.nodes.len() * 300 + 2000);
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"pg\" role=\"img\" aria-label=\"{}: {} nodes, {} edges\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\">",
        escaped(data.title()),
        data.nodes.len(),
        data.edges.len(),
    );
    if embed == Embed::Alone {
        let _ = writeln!(
            out,
            "<title>{}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
            escaped(data.title())
        );
    }
    let _ = writeln!(out, "<style>{STYLE}</style>");
    out.push_str("<defs><marker id=\"pg-arrow\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerUnits=\"userSpaceOnUse\" markerWidth=\"9\" markerHeight=\"9\" orient=\"auto-start-reverse\"><path class=\"pg-head\" d=\"M0 0L8 4L0 8z\"/></marker><marker id=\"pg-hot\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerUnits=\"userSpaceOnUse\" markerWidth=\"12\" markerHeight=\"12\" orient=\"auto-start-reverse\"><path class=\"pg-hothead\" d=\"M0 0L8 4L0 8z\"/></marker></defs>\n");
    body(&mut out, data, &drawing);
    let _ = writeln!(out, "<g transform=\"translate({MARGIN:.0} {:.0})\">{}</g>", drawing.height, legend.0);
    if let Some(remark) = &drawing.remark {
        let _ = writeln!(
            out,
            "<text class=\"pg-note\" x=\"{MARGIN:.0}\" y=\"{:.0}\">{}</text>",
            height - 8.0,
            escaped(remark)
        );
    }
    out.push_str("</svg>\n");
    out
}

const STYLE: &str = "
.pg text{font-family:system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif;font-size:12.5px;fill:var(--pg-text,#111)}
.pg .pg-small,.pg .pg-note,.pg .pg-box-label{font-size:10.5px;fill:var(--pg-quiet,#444)}
.pg .pg-box-label{font-weight:600}
.pg .pg-box{fill:var(--pg-box,#f6f6f4);stroke:var(--pg-box-line,#bbb);stroke-width:1}
.pg .pg-edge{fill:none;stroke:var(--pg-edge,#6b6b6b)}
.pg .pg-hot{stroke:var(--pg-hot,#d55e00)}
.pg .pg-dash{stroke-dasharray:5 4}
.pg .pg-head{fill:var(--pg-edge,#6b6b6b)}
.pg .pg-hothead{fill:var(--pg-hot,#d55e00)}
.pg .pg-label-back{fill:var(--pg-back,#fff);opacity:.9}
.pg .pg-plain{fill:var(--pg-plain,#fff);stroke:var(--pg-plain-line,#555);stroke-width:1}
.pg .pg-medium{fill:var(--pg-medium,#ddeffa);stroke:var(--pg-medium-line,#0072b2);stroke-width:1.2}
.pg .pg-high{fill:var(--pg-high,#fbe9c4);stroke:var(--pg-high-line,#b37b00);stroke-width:2}
.pg .pg-critical{fill:var(--pg-critical,#f9d8c6);stroke:var(--pg-critical-line,#d55e00);stroke-width:3}
.pg .pg-done{fill:var(--pg-done,#e6e6e6);stroke:var(--pg-done-line,#888);stroke-width:1}
.pg .pg-focus{stroke-width:4}
.pg .pg-inner{fill:none}
";

fn body(out: &mut String, data: &GraphData, drawing: &Drawing) {
    if drawing.beneath {
        drawing.edges.iter().for_each(|edge| line(out, edge));
    }
    for one in &drawing.boxes {
        let Rect { x, y, w, h } = one.rect;
        let _ = writeln!(
            out,
            "<rect class=\"pg-box\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w:.1}\" height=\"{h:.1}\" rx=\"8\"/><text class=\"pg-box-label\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            x + 10.0,
            y + BOX_HEAD - 6.0,
            escaped(&one.label)
        );
        if !one.foot.is_empty() {
            let y = y + h - 8.0;
            let _ = writeln!(
                out,
                "<text class=\"pg-small\" x=\"{:.1}\" y=\"{y:.1}\">{}</text>",
                x + 10.0,
                escaped(&one.foot)
            );
        }
    }
    if !drawing.beneath {
        drawing.edges.iter().for_each(|edge| line(out, edge));
    }
    drawing.edges.iter().for_each(|edge| words(out, edge));
    drawing.nodes.iter().for_each(|drawn| node(out, drawn, &data.nodes[drawn.at]));
}

fn line(out: &mut String, edge: &DrawnEdge) {
    let (class, arrow) = match edge.stroke {
        Stroke::Solid => ("", "arrow"),
        Stroke::Dashed => (" pg-dash", "arrow"),
        Stroke::Thick => (" pg-hot", "hot"),
    };
    let _ = writeln!(
        out,
        "<path class=\"pg-edge{class}\" stroke-width=\"{:.1}\" marker-end=\"url(#pg-{arrow})\" d=\"{}\"><title>{}</title></path>",
        edge.weight,
        curve(&edge.points),
        escaped(&edge.title)
    );
}

/// A smooth line along points: a uniform B-spline that starts and ends on the first and the last.
fn curve(points: &[(f64, f64)]) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return String::new() };
    let mut d = format!("M{:.1} {:.1}", first.0, first.1);
    if points.len() > 2 {
        let mix = |a: (f64, f64), b: (f64, f64), u: f64| (a.0 + (b.0 - a.0) * u, a.1 + (b.1 - a.1) * u);
        let start = mix(points[0], points[1], 1.0 / 6.0);
        let _ = write!(d, "L{:.1} {:.1}", start.0, start.1);
        for three in points.windows(3) {
            let [a, b, c] = [three[0], three[1], three[2]];
            let (p, q) = (mix(a, b, 1.0 / 3.0), mix(a, b, 2.0 / 3.0));
            let end = ((a.0 + 4.0 * b.0 + c.0) / 6.0, (a.1 + 4.0 * b.1 + c.1) / 6.0);
            let _ = write!(d, "C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}", p.0, p.1, q.0, q.1, end.0, end.1);
        }
    }
    let _ = write!(d, "L{:.1} {:.1}", last.0, last.1);
    d
}

fn words(out: &mut String, edge: &DrawnEdge) {
    let Some((lines, x, y)) = &edge.label else { return };
    let widest = lines.iter().map(|l| l.chars().count()).max().unwrap_or(0) as f64 * layout::SMALL_CHAR + 6.0;
    let height = lines.len() as f64 * 13.0 + 2.0;
    let _ = write!(
        out,
        "<rect class=\"pg-label-back\" x=\"{:.1}\" y=\"{:.1}\" width=\"{widest:.1}\" height=\"{height:.1}\" rx=\"3\"/>",
        x - widest / 2.0,
        y - height / 2.0
    );
    for (number, text) in lines.iter().enumerate() {
        let y = y - height / 2.0 + 11.0 + number as f64 * 13.0;
        let _ = writeln!(
            out,
            "<text class=\"pg-small\" text-anchor=\"middle\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>",
            escaped(text)
        );
    }
}

fn node(out: &mut String, drawn: &DrawnNode, node: &Node) {
    let Rect { x, y, w, h } = drawn.rect;
    let owner = node.owner.as_ref().map_or_else(String::new, |o| format!(", owner {o}"));
    let paint = style::paint(node).name;
    let focus = if node.focus { " pg-focus" } else { "" };
    let _ = write!(
        out,
        "<g><title>{} {}{}\n{}</title>{}",
        node.kind,
        escaped(&node.id),
        escaped(&owner),
        escaped(&node.spot.to_string()),
        outline(style::shape(node), drawn.rect, &format!("pg-{paint}{focus}")),
    );
    let small = drawn.note.is_empty();
    let block = drawn.lines.len() as f64 * LINE + if small { 0.0 } else { 13.0 };
    let top = y + (h - block) / 2.0;
    let middle = x + w / 2.0;
    // A cell of the overview is lower than a line with its space.
    for (number, text) in drawn.lines.iter().enumerate() {
        let weight = if node.focus { " font-weight=\"700\"" } else { "" };
        let y = top + number as f64 * LINE + 12.0;
        let fit = if text.chars().count() as f64 * CHAR > w {
            format!(" textLength=\"{:.0}\" lengthAdjust=\"spacingAndGlyphs\"", w - 8.0)
        } else {
            String::new()
        };
        let _ = write!(
            out,
            "<text text-anchor=\"middle\" x=\"{middle:.1}\" y=\"{y:.1}\"{weight}{fit}>{}</text>",
            escaped(text)
        );
    }
    if !small {
        let y = top + drawn.lines.len() as f64 * LINE + 9.0;
        let _ = write!(
            out,
            "<text class=\"pg-small\" text-anchor=\"middle\" x=\"{middle:.1}\" y=\"{y:.1}\">{}</text>",
            escaped(&drawn.note)
        );
    }
    out.push_str("</g>\n");
}

fn outline(shape: Shape, Rect { x, y, w, h }: Rect, class: &str) -> String {
    let rounded = |radius: f64| {
        format!(
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w:.1}\" height=\"{h:.1}\" rx=\"{radius:.0}\"/>"
        )
    };
    let polygon = |points: &[(f64, f64)]| {
        let points: Vec<String> =
            points.iter().map(|(px, py)| format!("{:.1},{:.1}", x + px, y + py)).collect();
        format!("<polygon class=\"{class}\" points=\"{}\"/>", points.join(" "))
    };
    let cut = (h / 2.0).min(14.0);
    match shape {
        Shape::Box => rounded(3.0),
        Shape::Round => rounded(10.0),
        Shape::Pill => rounded(h / 2.0),
        Shape::Diamond => polygon(&[
            (0.0, h / 2.0),
            (cut + 4.0, 0.0),
            (w - cut - 4.0, 0.0),
            (w, h / 2.0),
            (w - cut - 4.0, h),
            (cut + 4.0, h),
        ]),
        Shape::Hexagon => polygon(&[
            (cut, 0.0),
            (w - cut, 0.0),
            (w, cut),
            (w, h - cut),
            (w - cut, h),
            (cut, h),
            (0.0, h - cut),
            (0.0, cut),
        ]),
        Shape::Slanted => polygon(&[(cut, 0.0), (w, 0.0), (w - cut, h), (0.0, h)]),
        Shape::Double => {
            let inner = format!(
                "<rect class=\"{class} pg-inner\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"2\"/>",
                x + 4.0,
                y + 4.0,
                w - 8.0,
                h - 8.0
            );
            rounded(4.0) + &inner
        }
    }
}

/// What the fills mean, as far as they occur; and how wide that is.
fn legend(data: &GraphData) -> (String, f64) {
    let meaning = |name: &str| match (name, data.of) {
        ("critical", super::GraphOf::Schedule) => "critical path",
        ("critical", super::GraphOf::Risks) => "extreme risk",
        ("critical", _) => "critical",
        ("high", _) => "high",
        ("medium", _) => "medium",
        ("done", _) => "done or retired",
        (_, super::GraphOf::Schedule) => "not critical",
        _ => "low or not said",
    };
    let mut out = String::new();
    let mut x = 0.0;
    for paint in &style::PAINTS {
        if !data.nodes.iter().any(|n| style::paint(n) == *paint) {
            continue;
        }
        let text = meaning(paint.name);
        let _ = write!(
            out,
            "<rect class=\"pg-{}\" x=\"{x:.0}\" y=\"6\" width=\"20\" height=\"12\" rx=\"2\"/><text class=\"pg-small\" x=\"{:.0}\" y=\"16\">{text}</text>",
            paint.name,
            x + 26.0
        );
        x += 26.0 + text.len() as f64 * layout::SMALL_CHAR + 18.0;
    }
    (out, x)
}
