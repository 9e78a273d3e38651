//! Tests of the sequence of calls.
