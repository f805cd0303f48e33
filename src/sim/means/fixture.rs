//! The scenario of the part ashore with money, places, staff and ministries added, for tests.

use crate::scenario::{self, Scenario};

/// Its text.
pub(super) fn text() -> String {
    let changes = [
        (
            "(id: \"delta\", name: \"Delta\", kind: Country),",
            "(id: \"delta\", name: \"Delta\", kind: Country, resettlement_places: 20, budget: 1000),",
        ),
        (
            "(id: \"hills\", name: \"Hills\", kind: Country),",
            "(id: \"hills\", name: \"Hills\", kind: Country),
             (id: \"unhcr\", name: \"UNHCR\", kind: Organisation,
              stock: (registration: 4, screening: 2, interpreters: [(\"Hill\", 2)])),
             (id: \"iom\", name: \"IOM\", kind: Organisation, stock: (medical: 4)),",
        ),
        (
            "(id: \"rcc-delta\"",
            "(id: \"fm-haven\", name: \"Ministry Haven\", party: \"haven\", role: ForeignMinistry, position: \"merak\"),
             (id: \"fm-delta\", name: \"Ministry Delta\", party: \"delta\", role: ForeignMinistry, position: \"cove\"),
             (id: \"unhcr\", name: \"UNHCR office\", party: \"unhcr\", role: Unhcr, position: \"merak\"),
             (id: \"iom\", name: \"IOM office\", party: \"iom\", role: Iom, position: \"merak\"),
             (id: \"rcc-delta\"",
        ),
        (
            "    reception: [",
            "    fund: (name: \"Strait fund\", balance: 5000, manager: \"iom\"),\n    task_force: [\"haven\", \"delta\"],\n    reception: [",
        ),
    ];
    let mut text = include_str!("../ashore/fixture.ron").to_owned();
    for (old, new) in changes {
        assert!(text.contains(old), "{old}");
        text = text.replacen(old, new, 1);
    }
    text
}

/// The scenario.
pub(super) fn scenario() -> Scenario {
    let (scenario, findings) = scenario::read(&text());
    assert!(findings.is_empty(), "{findings:#?}");
    scenario.expect("the fixture is sound")
}
