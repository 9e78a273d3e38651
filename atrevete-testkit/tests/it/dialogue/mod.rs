//! Properties of the dialogue: whatever is said in whatever order, from every question that can be reached.

mod cohort;
mod corrections;
mod matrix;
mod paths;
mod reach;
mod steps;
mod stored;
mod whom;
