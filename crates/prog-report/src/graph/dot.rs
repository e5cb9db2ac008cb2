//! The graph as DOT, for Graphviz and whatever else reads it.

use super::style::{self, Shape, Stroke};
use super::{GraphData, Node};
use std::fmt::Write;

pub fn dot(data: &GraphData) -> String {
    let mut out = String::with_capacity(data.nodes.len() * 160 + data.edges.len() * 32 + 400);
    out.push_str("digraph prog {\n");
    let _ = writeln!(
        out,
        "  graph [rankdir=LR, fontname=\"Helvetica\", label={}, labelloc=t];",
        quoted(data.title())
    );
    out.push_str("  node [shape=box, style=\"filled\", fillcolor=\"#ffffff\", color=\"#555555\", fontname=\"Helvetica\", fontsize=11];\n");
    out.push_str("  edge [color=\"#555555\", fontname=\"Helvetica\", fontsize=9];\n");
    let mut boxed = vec![false; data.nodes.len()];
    for (number, cluster) in data.clusters.iter().enumerate() {
        let _ = writeln!(
            out,
            "  subgraph cluster_{number} {{\n    label={}; color=\"#999999\"; style=\"rounded\";",
            quoted(&cluster.label)
        );
        for member in &cluster.members {
            boxed[*member as usize] = true;
            node(&mut out, "    ", *member, &data.nodes[*member as usize]);
        }
        out.push_str("  }\n");
    }
    for (at, other) in data.nodes.iter().enumerate().filter(|(at, _)| !boxed[*at]) {
        node(&mut out, "  ", at as u32, other);
    }
    for edge in &data.edges {
        let _ = write!(out, "  n{} -> n{}", edge.ends.0, edge.ends.1);
        let words = style::words(edge);
        let mut with: Vec<String> = Vec::new();
        if !words.is_empty() {
            with.push(format!("label={}", quoted(&words)));
        }
        match style::stroke(edge) {
            Stroke::Solid => {}
            Stroke::Dashed => with.push("style=dashed".into()),
            Stroke::Thick => with.push("penwidth=3, color=\"#d55e00\"".into()),
        }
        if !with.is_empty() {
            let _ = write!(out, " [{}]", with.join(", "));
        }
        out.push_str(";\n");
    }
    out.push_str("}\n");
    out
}

fn node(out: &mut String, indent: &str, at: u32, node: &Node) {
    let note = style::note(node);
    let label = if note.is_empty() { node.label.clone() } else { format!("{}\n{note}", node.label) };
    let _ = write!(
        out,
        "{indent}n{at} [label={}, tooltip={}",
        quoted(&label),
        quoted(&format!("{} {}", node.id, node.spot))
    );
    match style::shape(node) {
        Shape::Box => {}
        Shape::Round => out.push_str(", shape=box, style=\"filled,rounded\""),
        Shape::Diamond => out.push_str(", shape=diamond"),
        Shape::Hexagon => out.push_str(", shape=hexagon"),
        Shape::Pill => out.push_str(", shape=oval"),
        Shape::Double => out.push_str(", shape=box, peripheries=2"),
        Shape::Slanted => out.push_str(", shape=parallelogram"),
    }
    let paint = style::paint(node);
    if paint != style::PAINTS[0] {
        let _ =
            write!(out, ", fillcolor=\"{}\", color=\"{}\", penwidth={}", paint.fill, paint.line, paint.width);
    }
    if node.focus {
        out.push_str(", fontname=\"Helvetica-Bold\"");
    }
    out.push_str("];\n");
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
