//! Words of free prose around a figure: which way a thing moved, how far a time runs, what names nothing.
//!
//! In: the words before a figure, tidied. Out: a rise or a fall that the figure measures, a level that is reached, years and
//! durations, the words left over that may name a thing. Refuses nothing: what it does not know is left over.

use std::sync::LazyLock;

use regex::Regex;

use crate::script::simplified;
use crate::tables::number::half_width;

const RISES: &str = "增加|增长|增|提高|上升|升|扩大|扩张|膨胀|攀升|爬升|上涨|涨|多|多出|多收|多支|多花|高|高出|超|超出|超过|跃升|抬升|抬高|上扬|走高|拉大|反弹|回升|恢复|递增|猛增|激增|剧增|骤增|陡增|净增|新增|增收|增支|拉高|推高|加码";
const FALLS: &str = "减少|减|下降|降低|降|缩减|缩水|缩|萎缩|收缩|压缩|压减|压降|削减|削|砍掉|砍去|砍|下滑|滑落|滑坡|跌去|下跌|跌|回落|回吐|蒸发|瘦身|少|少收|少支|少花|低|锐减|骤降|骤减|剧减|陡降|收窄|节约|节省|省下|省|走低|下探|下挫|递减|流失|短收|减收|减支|缩小|降温";
const RATES: &str = "增幅|涨幅|升幅|增速|增长率|增长速度|增加额|增量|增长幅度|上升幅度";
const DECLINES: &str = "降幅|跌幅|减幅|降低幅度|下降幅度";
/// Between a verb and its figure.
const FILLS: &str = r"(?:了|约|近|达|达到|高达|为|是|有|也有|也|竟|只|仅|就|整整|足足|去|掉|出|下来|下|将近|大约|左右|逾|过|幅度|的|不过|仅仅|只有|仍|还|的幅度|“|”)*";
/// Up to a level.
const REACHES: &str = "(?:增加|增长|增|提高|上升|升|扩大|扩张|膨胀|攀升|爬升|涨|跃升|跃增|跃|抬升|抬高|拉大|反弹|回升|恢复|猛增|激增|减少|减|下降|降低|降|缩减|缩|萎缩|收缩|压缩|压减|压|削减|下滑|滑落|滑|跌落|跌|回落|落|锐减|骤降|发展|变|改|增加|走|冲|突破|达|调整|调增|调减|掉|收窄|缩小|扩展|增进|推进|攀)(?:到|至|为|成)";

static MOVE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!("(?:(?P<rise>{RISES}|{RATES})|(?P<fall>{FALLS}|{DECLINES})){FILLS}$")).ok());
static MOVE_EN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let rise = "up|rose|risen|grew|grown|increased|increase|rise|growth|gain|gained|climbed|jumped|surged|soared|expanded|widened|higher|more|added";
    let fall = "down|fell|fallen|dropped|declined|decline|decrease|decreased|drop|fall|shrank|shrunk|contracted|cut|reduced|narrowed|lower|less|lost|slid|slipped";
    Regex::new(&format!(
        r"\b(?:(?P<rise>{rise})|(?P<fall>{fall}))(?: by| of| about| some| only| just| nearly| almost| around| a| another| as much as| no less than)*$"
    ))
    .ok()
});
static REACHED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"{REACHES}(?:了|约|近|逾|仅|的|不足)*(?:(?:19|20)\d\d年的?)?$|\bto(?: about| some| only| just| nearly| almost| around)*$"
    ))
    .ok()
});
static FROM: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:由|从|自)[^,;到至]{0,20}$|\bfrom(?: about| some| only| just| nearly)*$").ok());
static MEAN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"年均|平均每年|每年平均|年平均|年复合|复合增|每年|逐年|递增|递减|annual|compound|a year on average|average|mean|yearly").ok()
});
static MEAN_BEHIND: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:of )?(?:a year|per year|per annum|annually|each year|every year|yearly|p\.a\.)").ok()
});
static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:^|[^\d.])((?:19|20)\d\d)(?:[^\d.%]|$)").ok());
static LATER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"([一二三四五六七八九十两\d]{1,3})年(?:后|以后|之后)|\b([a-z]+|\d+) years (?:later|on|after)").ok()
});
static DURATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^第\d一二三四五六七八九十])([一二三四五六七八九十两\d]{1,3})(?:个)?年(?:间|来|里|内|下来|中|合|累计|平均|年均|之间|时间|以来|的时间)?").ok()
});
static DURATION_EN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\b([a-z]+|\d+) years").ok());

/// Whether a figure measures a rise or a fall: `Some(true)` a fall; by the words right before it.
pub fn moves(words: &str) -> Option<bool> {
    let found = MOVE.as_ref().and_then(|words_of| words_of.captures(words));
    let found = found.or_else(|| MOVE_EN.as_ref().and_then(|words_of| words_of.captures(words)))?;
    Some(found.name("fall").is_some())
}

/// What two levels differ by, whichever is the larger: `相差`, `a gap of`.
pub fn differs(words: &str) -> bool {
    const DIFFERS: [&str; 16] = [
        "相差",
        "相去",
        "之差",
        "差距",
        "差额",
        "缺口",
        "差",
        "悬殊",
        "出入",
        "缺口为",
        "差额为",
        "difference of",
        "gap of",
        "apart by",
        "differ by",
        "shortfall of",
    ];
    let own = words.trim_end_matches(['了', '为', '达', '约', '有', '仅', '是']);
    DIFFERS.iter().any(|word| own.ends_with(word))
}

/// `降至`, `to`: the figure is a level that is reached.
pub fn reaches(words: &str) -> bool {
    REACHED.as_ref().is_some_and(|reached| reached.is_match(words))
}

/// `由2003年的`, `from`.
pub fn starts(words: &str) -> bool {
    FROM.as_ref().is_some_and(|from| from.is_match(words))
}

/// A rate for each year of several.
pub fn is_mean(before: &str, behind: &str) -> bool {
    MEAN.as_ref().is_some_and(|mean| mean.is_match(before))
        || MEAN_BEHIND.as_ref().is_some_and(|mean| mean.is_match(behind))
}

/// The last year that some words name.
pub fn year(words: &str) -> Option<i32> {
    years(words).last().copied()
}

/// The years that some words name.
pub fn years(words: &str) -> Vec<i32> {
    let Some(year) = YEAR.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(one) = year.captures_at(words, at).and_then(|found| found.get(1)) {
        found.extend(one.as_str().parse::<i32>().ok());
        at = one.end();
    }
    found
}

/// The year right behind a level in English: `300 billion yuan in 2003`.
pub fn year_behind(words: &str) -> Option<i32> {
    let rest = ["in ", "for ", "by "].iter().find_map(|word| words.strip_prefix(word))?;
    rest.get(..4)?.parse().ok().filter(|year| (1900..2100).contains(year))
}

/// Years from one level to the next: `次年`, `七年后`, `six years later`.
pub fn years_later(words: &str) -> Option<i32> {
    if ["次年", "翌年", "第二年", "转年", "next year", "following year", "year after", "year later"]
        .iter()
        .any(|next| words.contains(next))
    {
        return Some(1);
    }
    let found = LATER.as_ref()?.captures(words)?;
    number(found.get(1).or_else(|| found.get(2))?.as_str())
}

/// How many years some words say: `七年间`, `over six years`.
pub fn duration(words: &str) -> Option<i32> {
    let found = DURATION.as_ref()?.captures_iter(words).last();
    let found = found.or_else(|| DURATION_EN.as_ref()?.captures_iter(words).last())?;
    number(found.get(1)?.as_str()).filter(|years| (1..100).contains(years))
}

/// A small number in digits or words.
pub fn number(word: &str) -> Option<i32> {
    const ENGLISH: [&str; 20] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    if let Ok(number) = word.parse() {
        return Some(number);
    }
    if let Some(at) = ENGLISH.iter().position(|known| *known == word) {
        return i32::try_from(at + 1).ok();
    }
    let digit = |letter: char| "一二三四五六七八九".chars().position(|known| known == letter).map(|at| at as i32 + 1);
    let letters: Vec<char> = word.chars().map(|letter| if letter == '两' { '二' } else { letter }).collect();
    match letters.as_slice() {
        ['十'] => Some(10),
        ['十', one] => Some(10 + digit(*one)?),
        [ten, '十'] => Some(10 * digit(*ten)?),
        [ten, '十', one] => Some(10 * digit(*ten)? + digit(*one)?),
        [one] => digit(*one),
        _ => None,
    }
}

/// Words of time, manner and movement that name nothing; those in brackets name no subject.
static NEUTRAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\([^()]*\)?|(?:19|20)\d\d年?|[一二三四五六七八九十两\d]+(?:个)?年(?:间|来|里|内|下来|后|以后|以来|代)?|该年|当年|次年|翌年|第二年|后来|期末|期初|年末|年底|名义上?|表面上|总体|总计|合计|累计|前后|一共|总共|其间|期间|平均|每年|年均|相当于|换言之|也就是|等于|意味着|幅度|变化|扩张|大约|高达|不过|只有|一路|逐步|逐年|稳步|快速|迅速|大幅|小幅|略|进一步|继续|持续|不断|直接|最终|一举|实际|整整|足足|几乎|差不多|下滑|滑落|跌落|反弹|回升|恢复|攀升|爬升|膨胀|收缩|萎缩|蒸发|瘦身|回吐|水平|规模|数额|金额|左右|以上|[该这那其则而却更已也还就都约近便仅只才是为的达有了竟终按计算即增减升降涨跌少多缩扩落长加高低大小提跃回压削去掉出下上来到至再又砍省之后由从与和及逾超过突破一]",
    )
    .ok()
});
const NEUTRAL_EN: [&str; 66] = [
    "in",
    "the",
    "by",
    "of",
    "an",
    "a",
    "and",
    "at",
    "to",
    "it",
    "was",
    "is",
    "that",
    "which",
    "this",
    "these",
    "years",
    "year",
    "later",
    "after",
    "or",
    "about",
    "some",
    "only",
    "from",
    "had",
    "has",
    "been",
    "nearly",
    "almost",
    "just",
    "mean",
    "average",
    "annual",
    "increase",
    "decrease",
    "rise",
    "fall",
    "growth",
    "rate",
    "factor",
    "compound",
    "i.e",
    "ie",
    "up",
    "down",
    "for",
    "over",
    "with",
    "i",
    "e",
    "works",
    "out",
    "as",
    "means",
    "therefore",
    "thus",
    "rose",
    "fell",
    "grew",
    "dropped",
    "reached",
    "increased",
    "declined",
    "then",
    "stood",
];

/// Letters that no word of time or manner explains; Latin ones count a third.
pub fn unknown(words: &str) -> usize {
    const LATIN: usize = 3;
    let Some(neutral) = NEUTRAL.as_ref() else { return usize::MAX };
    let left = neutral.replace_all(words, " ");
    let han = left.chars().filter(|letter| letter.is_alphabetic() && !letter.is_ascii()).count();
    let latin = left.split(|letter: char| !letter.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let is_open = |word: &&str| !NEUTRAL_EN.contains(word) && number(word).is_none();
    han + latin.filter(is_open).map(|word| word.len().div_ceil(LATIN)).sum::<usize>()
}

/// Half-width forms, lower case, and blanks between Latin words only.
pub fn tidy(text: &str) -> String {
    let half: String = half_width(text).to_lowercase().chars().map(simplified).collect();
    let mut tidy = String::with_capacity(half.len());
    let mut blank = false;
    for letter in half.chars() {
        if letter.is_whitespace() {
            blank = true;
            continue;
        }
        if blank && letter.is_ascii() && tidy.chars().last().is_none_or(|last| last.is_ascii()) {
            tidy.push(' ');
        }
        blank = false;
        tidy.push(letter);
    }
    tidy.trim().to_string()
}
