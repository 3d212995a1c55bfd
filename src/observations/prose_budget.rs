//! The budgets of a government in running text: general public, government funds, state capital, social insurance.
//!
//! In: words of a sentence or heading. Out: the budget they name last, and the words without budgets' names, so that 预算
//! in 一般公共预算 is no word for a plan. Refuses nothing.

/// One of the four budgets, or money beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Budget {
    General,
    Funds,
    StateCapital,
    SocialInsurance,
    Beside,
}

/// Longer names before those they contain.
const NAMES: [(&str, Budget); 22] = [
    ("一般公共预算", Budget::General),
    ("公共财政预算", Budget::General),
    ("财政一般预算", Budget::General),
    ("公共财政", Budget::General),
    ("一般预算", Budget::General),
    ("公共预算", Budget::General),
    ("政府性基金预算", Budget::Funds),
    ("政府性基金", Budget::Funds),
    ("国有资本经营预算", Budget::StateCapital),
    ("国有资本经营", Budget::StateCapital),
    ("国有资本预算", Budget::StateCapital),
    ("国资预算", Budget::StateCapital),
    ("社会保险基金预算", Budget::SocialInsurance),
    ("社会保险基金", Budget::SocialInsurance),
    ("社会保险预算", Budget::SocialInsurance),
    ("社保基金预算", Budget::SocialInsurance),
    ("社保基金", Budget::SocialInsurance),
    ("基金预算", Budget::Funds),
    ("预算外", Budget::Beside),
    ("财政专户", Budget::Beside),
    ("专户管理", Budget::Beside),
    ("部门预算", Budget::Beside),
];

impl Budget {
    /// How its revenue and expenditure are named in full.
    pub fn name(self) -> &'static str {
        match self {
            Budget::General => "一般公共预算",
            Budget::Funds => "政府性基金预算",
            Budget::StateCapital => "国有资本经营预算",
            Budget::SocialInsurance => "社会保险基金预算",
            Budget::Beside => "预算外",
        }
    }

    /// The budget that words name last, and where its name ends.
    pub fn last_in(words: &str) -> Option<(Budget, usize)> {
        NAMES.iter().filter_map(|(name, budget)| Some((*budget, words.rfind(name)? + name.len()))).fold(
            None,
            |best: Option<(Budget, usize)>, found| match best {
                Some(known) if known.1 >= found.1 => Some(known),
                _ => Some(found),
            },
        )
    }
}

/// Other words with 预算 in them that say nothing of a plan.
const NO_PLANS: [&str; 10] = [
    "预算稳定调节基金",
    "预算内",
    "预算单位",
    "预算管理",
    "预算法",
    "预算绩效",
    "预算改革",
    "零基预算",
    "预算级次",
    "各级预算",
];

/// Words without the names of budgets.
pub fn masked(words: &str) -> String {
    let names = NAMES.iter().map(|(name, _)| *name).filter(|name| *name != "部门预算");
    let mut masked = words.to_string();
    for name in names.chain(NO_PLANS) {
        if masked.contains(name) {
            masked = masked.replace(name, "□");
        }
    }
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_named_last() {
        let last = |words: &str| Budget::last_in(words).map(|found| found.0);
        assert_eq!(last("全市社会保险基金预算收入"), Some(Budget::SocialInsurance));
        assert_eq!(last("政府性基金预算收入2亿元，一般公共预算收入"), Some(Budget::General));
        assert_eq!(last("全市基金预算支出"), Some(Budget::Funds));
        assert_eq!(last("全市支出"), None);
        assert_eq!(masked("一般公共预算收入预算"), "□收入预算");
    }
}
