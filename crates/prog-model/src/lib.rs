//! The schema table, typed values, names and the workspace index.
