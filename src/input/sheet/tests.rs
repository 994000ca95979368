//! Workbooks made up in memory.
