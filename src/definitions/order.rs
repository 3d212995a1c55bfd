//! The order in which indicators that name each other are worked out.
//!
//! In: who names whom. Out: an order in which everyone comes after those it names, and the cycles. Refuses nothing.

use std::collections::BTreeMap;

/// `order` holds every node once; nodes on cycles too. Each cycle begins with its first node in id order.
pub(super) struct Order<'a> {
    pub order: Vec<&'a str>,
    pub cycles: Vec<Vec<&'a str>>,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Open,
    Done,
}

/// `names[a]` are the nodes that `a` needs; names that are no node are passed over.
pub(super) fn order<'a>(names: &BTreeMap<&'a str, Vec<&'a str>>) -> Order<'a> {
    let mut found = Order { order: Vec::new(), cycles: Vec::new() };
    let mut states: BTreeMap<&str, State> = BTreeMap::new();
    for start in names.keys() {
        if states.contains_key(start) {
            continue;
        }
        let mut path: Vec<(&'a str, usize)> = vec![(start, 0)];
        states.insert(start, State::Open);
        while let Some((node, next)) = path.last_mut() {
            let node = *node;
            let Some(needed) = names.get(node).and_then(|needed| needed.get(*next)) else {
                states.insert(node, State::Done);
                found.order.push(node);
                path.pop();
                continue;
            };
            *next += 1;
            match states.get(needed) {
                Some(State::Done) => {}
                Some(State::Open) => {
                    let cycle = path.iter().map(|(node, _)| *node).skip_while(|node| node != needed);
                    found.cycles.push(cycle.collect());
                }
                None if names.contains_key(needed) => {
                    states.insert(needed, State::Open);
                    path.push((needed, 0));
                }
                None => {}
            }
        }
    }
    found
}
