//! Graphs, schedule, scores, outcome health and forecast: pure functions.
