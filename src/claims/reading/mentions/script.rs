//! The script of a text.
//!
//! In: a letter. Out: the letter in its simplified form, of which names, units and words on file are made. Refuses letters
//! of which no name or word on file has a simplified form: they stay.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Characters in their traditional form, each with the simplified one at the same place (Unicode Unihan, kSimplifiedVariant,
/// as far as simplified characters of the catalogue and of statistical texts have one).
const TRADITIONAL: &str = "並乹亁亞亷亾佈佔併來侷係俬俻個們倫偵備傚傢傳債傷傾僅僊働僑價億償優儲兒內兩冊凈別則剋剏剙創劃劇劉効動務勞勵匯區協卹卻卽厤厰參吳呂咊員唸問啣喫單嘑噸噹嚮囌囙國圍園圓圖團坿垻埰執堅報場塊塟塲墖墾壓壩壯夥奧奬奮妝婁婦媍嫰學\
     寀實寧審寬寳寶尅將專對導尒尙尟尠層屬岡峝峯島峽崑崗嵗嶺嶽巖師帶幑幣幹幾庫廈廠廢廣廳廵廻張強彆彈彔彙彞彥彿徃後徑從徧復徵愛愽態慶應懞懲懷戰戶捄捨捲採揚換搆損撈撥撫擁擇擔據擧擬擴攤攷敎數斷於旂旹旾昇時晉曆曏曡書會朞朢朮東\
     枱査栁栞桺條棄棗楊業榦榮構樂樑標樣樹機檔檢檯權欵欽歐歲歴歷歸殘殯毬氣汙汚決沒況泝涼淛淨渖減測渾準溫溼滄滙滯滿漁漢漣漲潔潛潤澤濕濛濟濰濱濶瀋瀘灋灣災為烏烖無煉煗煙營爭爲爾牠狀獄獎獻現瑪環瓊產産甦甯畂畆畝畢畧畮畱當疊療癈\
     發監盤盧眎眡眾睏瞭矇矯確礎礦祘秊秖稅種稱積穩竝競筆筞箇節範築簽籤粧糧糰紀約紅納純級紹終組結絡給統綏經綜綫維網綵綿線緜緝編緩練緻縣縮總績織繕繙繪繫繳繼續纍纔缐罰罸羅羗羣義習聞聯聲職肅脩脫脹臈臘臨臺與興舉舊舘舩芲茲荊莊華\
     菸萊萬葉葠葯蓆蓋蓡蔘蕪薩藝藥蘆蘇蘓蘤蘭處號虧螎蟲衆術衕衚衛衞裏補裝裡製複襃覈見規視覺觀訂計訊討訓託記訛訪設許訴註証評詢試該誌認誤說説調談論諮諾謬證譌識譟議護讀變讓讬谘貝負財貢貧貨貴貸費貼貿賀賃資賉賓賠質賬購賽贈贛跡踰\
     蹟車軋軍軟較輓輔輛輝輭輸輻轄轉辠辦農辳迴迻這連逥週進遉遊運過達違遞遠遡適遷選遺遼邁還邊郵鄉鄖鄭鄲醫釋釦鉄銀銅銖銜銷錄錦錫録錶鍊鍳鎊鎭鎮鐵鑑鑒鑛長門閉開間閤闊關陜陝陞陰陳陽隂隊際隨險隴隻雙雞離難雲電鞏韆韓頂頃項順預頗領\
     頟頭題額類顯風颱飜飯養餘館餽饋饒馀馬駐騐驗體髮鬆鬍鬥鬦鬪魯鮮鴈鴨鶴鷄鷹鹹鹽麗麥麪麫麯麴麵麹麺黃點黨齊齡齣龍";
const SIMPLIFIED: &str = "并干干亚廉亡布占并来局系私备个们伦侦备效家传债伤倾仅仙动侨价亿偿优储儿内两册净别则克创创创划剧刘效动务劳励汇区协恤却即历厂参吴吕和员念问衔吃单呼吨当向苏因国围园圆图团附坝采执坚报场块葬场塔垦压坝壮伙奥奖奋妆娄妇妇嫩学\
     采实宁审宽宝宝克将专对导尔尚鲜鲜层属冈峒峰岛峡昆岗岁岭岳岩师带徽币干几库厦厂废广厅巡回张强别弹录汇彝彦佛往后径从遍复征爱博态庆应蒙惩怀战户救舍卷采扬换构损捞拨抚拥择担据举拟扩摊考教数断于旗时春升时晋历向叠书会期望术东\
     台查柳刊柳条弃枣杨业干荣构乐梁标样树机档检台权款钦欧岁历历归残殡球气污污决没况溯凉浙净沈减测浑准温湿沧汇滞满渔汉涟涨洁潜润泽湿蒙济潍滨阔沈泸法湾灾为乌灾无炼暖烟营争为尔它状狱奖献现玛环琼产产苏宁亩亩亩毕略亩留当叠疗废\
     发监盘卢视视众困了蒙矫确础矿算年只税种称积稳并竞笔策个节范筑签签妆粮团纪约红纳纯级绍终组结络给统绥经综线维网彩绵线绵缉编缓练致县缩总绩织缮翻绘系缴继续累才线罚罚罗羌群义习闻联声职肃修脱胀腊腊临台与兴举旧馆船花兹荆庄华\
     烟莱万叶参药席盖参参芜萨艺药芦苏苏花兰处号亏融虫众术同胡卫卫里补装里制复褒核见规视觉观订计讯讨训托记讹访设许诉注证评询试该志认误说说调谈论咨诺谬证讹识噪议护读变让托咨贝负财贡贫货贵贷费贴贸贺赁资恤宾赔质账购赛赠赣迹逾\
     迹车轧军软较挽辅辆辉软输辐辖转罪办农农回移这连回周进侦游运过达违递远溯适迁选遗辽迈还边邮乡郧郑郸医释扣铁银铜铢衔销录锦锡录表炼鉴镑镇镇铁鉴鉴矿长门闭开间合阔关陕陕升阴陈阳阴队际随险陇只双鸡离难云电巩千韩顶顷项顺预颇领\
     额头题额类显风台翻饭养余馆馈馈饶余马驻验验体发松胡斗斗斗鲁鲜雁鸭鹤鸡鹰咸盐丽麦面面曲曲面曲面黄点党齐龄出龙";

static FORMS: LazyLock<HashMap<char, char>> = LazyLock::new(|| TRADITIONAL.chars().zip(SIMPLIFIED.chars()).collect());

/// A character in its simplified form.
pub fn simplified(letter: char) -> char {
    if letter.is_ascii() {
        return letter;
    }
    FORMS.get(&letter).copied().unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_a_simplified_form() {
        assert_eq!(TRADITIONAL.chars().count(), SIMPLIFIED.chars().count());
        let text: String = "全國財政支出與行政管理費，佔".chars().map(simplified).collect();
        assert_eq!(text, "全国财政支出与行政管理费，占");
    }
}
