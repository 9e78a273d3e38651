//! A scenario's salon: a salon file, fewer of its people and services, and what differs.

use super::{Problem, format::Scenario};
use crate::demo;
use atrevete_adapters::salon_file;
use atrevete_domain::{salon::Salon, values::fold};
use std::path::Path;
use toml::{Table, Value};

/// The salon of a scenario file that lies in `folder`, or whose house lies in a folder above it.
pub(super) fn salon(scenario: &Scenario, folder: &Path) -> Result<Salon, Problem> {
    if scenario.house == "demo" && scenario.salon.is_empty() {
        return Ok(kept(demo::salon(), scenario));
    }
    let text = if scenario.house == "demo" { demo::DATA.to_owned() } else { house(scenario, folder)? };
    let mut table: Table = text.parse().map_err(|e| Problem::Form(format!("{}: {e}", scenario.house)))?;
    merge(&mut table, &scenario.salon);
    let text = toml::to_string(&table).map_err(|e| Problem::Form(e.to_string()))?;
    let salon = salon_file::read(&text).map_err(|e| Problem::Form(e.to_string()))?;
    Ok(kept(salon, scenario))
}

fn house(scenario: &Scenario, folder: &Path) -> Result<String, Problem> {
    folder
        .ancestors()
        .take(3)
        .find_map(|dir| std::fs::read_to_string(dir.join(&scenario.house)).ok())
        .ok_or_else(|| Problem::Form(format!("no salon file {}", scenario.house)))
}

/// Tables are merged key by key, lists of named things by name, everything else is replaced.
fn merge(base: &mut Table, over: &Table) {
    for (key, value) in over {
        match (base.get_mut(key), value) {
            (Some(Value::Table(base)), Value::Table(over)) => merge(base, over),
            (Some(Value::Array(base)), Value::Array(over)) if over.iter().all(|v| name(v).is_some()) => {
                merge_named(base, over);
            }
            (_, value) => {
                base.insert(key.clone(), value.clone());
            }
        }
    }
}

fn merge_named(base: &mut Vec<Value>, over: &[Value]) {
    for value in over {
        let known = base.iter_mut().find(|b| name(b) == name(value));
        match (known, value) {
            (Some(Value::Table(known)), Value::Table(over)) => merge(known, over),
            (Some(known), value) => *known = value.clone(),
            (None, value) => base.push(value.clone()),
        }
    }
}

fn name(value: &Value) -> Option<&str> {
    value.as_table()?.get("name")?.as_str()
}

/// What is not named is switched off, not removed: appointments may still point at it.
fn kept(mut salon: Salon, scenario: &Scenario) -> Salon {
    let named = |names: &[String], name: &str| names.iter().any(|n| fold(n) == fold(name));
    if !scenario.stylists.is_empty() {
        for stylist in &mut salon.stylists {
            stylist.active = named(&scenario.stylists, &stylist.name);
        }
    }
    if !scenario.services.is_empty() {
        for service in &mut salon.catalogue.services {
            service.active = named(&scenario.services, &service.name);
        }
        for pack in &mut salon.catalogue.packs {
            pack.active = named(&scenario.services, &pack.name);
        }
    }
    salon
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_things_are_merged_by_name_and_the_rest_replaced() {
        let mut base: Table =
            "[policy]\na = 1\nb = 2\n[[service]]\nname = \"X\"\nminutes = 1\nprice = \"1.00\"\n"
                .parse()
                .unwrap();
        let over: Table =
            "[policy]\nb = 3\n[[service]]\nname = \"X\"\nminutes = 9\n[[service]]\nname = \"Y\"\n"
                .parse()
                .unwrap();
        merge(&mut base, &over);
        assert_eq!(base["policy"]["a"].as_integer(), Some(1));
        assert_eq!(base["policy"]["b"].as_integer(), Some(3));
        let services = base["service"].as_array().unwrap();
        assert_eq!(services.len(), 2);
        assert_eq!(services[0]["minutes"].as_integer(), Some(9));
        assert_eq!(services[0]["price"].as_str(), Some("1.00"));
    }
}
