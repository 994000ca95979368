//! Packages made up in memory.
