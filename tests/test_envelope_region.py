"""Region and level of government: the names of places are real, the documents are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.lexicon.gazetteer import divisions, full_name
from policytext.structure.envelope_region import Clues, region_of

# issuers|titles|number|text|code|level
CASES = """
中共厦门市委教育工作委员会||||350200|prefecture
中共厦门市委教育工作领导小组||||350200|prefecture
厦门市翔安区教育局||||350213|county
翔安区教育局||||350213|county
内蒙古自治区呼伦贝尔市海拉尔区人民政府||||150702|county
海拉尔区人民政府||||150702|county
新疆生产建设兵团教育局||||650000|province
上海市浦东新区人民政府||||310115|county
浦东新区教育局||||310115|county
重庆市渝中区人民政府办公室||||500103|county
延边朝鲜族自治州人民政府||||222400|prefecture
延边州教育局||||222400|prefecture
教育部办公厅；国家发展改革委办公厅||||-|nation
教育部等五部门||||-|nation
广东省教育厅等五部门||||440000|province
深圳市福田区教育局||||440304|county
横琴粤澳深度合作区执行委员会||||440400|prefecture
河北雄安新区管理委员会||||130000|prefecture
天津市滨海新区人民政府||||120116|county
陕西省西咸新区开发建设管理委员会||||610000|prefecture
西咸新区管委会||||610000|prefecture
长春净月高新技术产业开发区管理委员会||||220100|county
厦门大学||||-|-
厦门市第一中学||||350200|-
国家税务总局厦门市税务局||||350200|prefecture
中国人民银行福州中心支行||||350100|prefecture
朝阳区教育局||||-|county
朝阳区教育局|北京市朝阳区2021年教育工作要点|||110105|county
朝阳区教育局|||在长春市教育局的指导下|220104|county
鼓楼区教育局||||-|county
鼓楼区教育局||榕鼓教〔2021〕3号||350102|county
城关区人民政府|||兰州市委|620102|county
市教育局||厦教〔2021〕19号||350200|prefecture
||闽政办〔2021〕3号||350000|province
||国办发〔2021〕3号||-|nation
||沪府发〔2021〕3号||310000|province
||深教〔2021〕3号||440300|prefecture
||渝府办发〔2021〕3号||500000|province
|2021年厦门市教育工作要点|||350200|prefecture
|2025年宁夏政府工作报告|||640000|province
|关于印发《佛山市南海区2022年教育工作要点》的通知|||440605|county
|吉林市政府工作报告|||220200|prefecture
|吉林省政府工作报告|||220000|province
海南省人民政府||||460000|province
海南州人民政府||||632500|prefecture
福建省厦门市思明区筼筜街道办事处||||350203|township
昆山市周市镇人民政府||||320583|township
昆山市人民政府||||320583|county
省政府办公厅||苏政办发〔2021〕3号||320000|province
凉山州人民政府||||513400|prefecture
凉山彝族自治州人民政府办公室||||513400|prefecture
鄂温克族自治旗人民政府||||150724|county
锡林郭勒盟行政公署||||152500|prefecture
阿鲁科尔沁旗人民政府||||150421|county
恩施州教育局||||422800|prefecture
恩施市教育局||||422801|county
大理白族自治州人民政府||||532900|prefecture
大理市人民政府||||532901|county
巴州人民政府||||-|-
广西壮族自治区教育厅||||450000|province
自治区教育厅|||广西壮族自治区各市教育局|-|province
仙桃市人民政府||||429004|county
莱芜市教育局||||371200|prefecture
密云县人民政府||||110228|county
济源市人民政府||||419001|county
嘉峪关市教育局||||620200|prefecture
东莞市教育局||||441900|prefecture
香港特别行政区政府教育局||||810000|province
共青团厦门市委员会||||350200|prefecture
中共中央办公厅；国务院办公厅||||-|nation
最高人民法院||||-|nation
澜水市教育局||||-|-
柏溪县人民政府||||-|county
苏州工业园区教育局||||320500|county
江苏省苏州工业园区管委会||||320500|county
武汉东湖新技术开发区管理委员会||||420100|county
成都市青羊区人民政府||||510105|county
广州市南沙区教育局||||440115|county
市人民政府|||在亳州市第六届人民代表大会第二次会议上|341600|prefecture
中共中央宣传部；教育部||||-|nation
浙江省教育厅；浙江省财政厅||||330000|province
市委宣传部||||-|-
北京市教育委员会||||110000|province
湖北省武汉市江汉区教育局||||420103|county
河北工业大学||||-|-
桥西区教育局|||石家庄市教育局|130104|county
国家统计局北京调查总队||||110000|province
国家能源局||||-|nation
新疆维吾尔自治区喀什地区行政公署||||653100|prefecture
"""


def parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("；") if part)


@pytest.mark.parametrize("row", CASES.split("\n")[1:-1])
def test_region(row: str) -> None:
    issuers, titles, number, text, code, level = row.split("|")
    found = region_of(Clues(parts(issuers), parts(titles), number or None, text))
    assert (found.code or "-", found.level or "-") == (code, level)


def test_a_shared_name_is_not_guessed() -> None:
    found = region_of(Clues(("鼓楼区教育局",)))
    assert (found.name, found.code, found.level) == (None, None, "county")
    assert set(found.candidates) >= {"福州市鼓楼区", "南京市鼓楼区", "徐州市鼓楼区", "开封市鼓楼区"}


@pytest.mark.parametrize(
    ("clues", "source"),
    [
        (Clues(("厦门市教育局",)), "issuer"),
        (Clues((), ("2021年厦门市教育工作要点",)), "title"),
        (Clues((), (), None, "——2023年2月8日在亳州市第六届人民代表大会第二次会议上"), "session"),
        (Clues((), (), None, "现在，我代表南京市人民政府向大会报告工作"), "speech"),
        (Clues((), (), "厦教〔2021〕3号"), "number"),
        (Clues((), (), None, "", "东营-2024-政府工作报告"), "name"),
        (Clues((), (), None, "全市新建学校2所。全市增长5%。全市创新。济南是省会，济南增长，济南创新，青岛协作。"), "body"),
        (Clues(), None),
    ],
)
def test_what_told_the_region(clues: Clues, source: str | None) -> None:
    assert region_of(clues).found_in == source


def test_names_of_the_result() -> None:
    named = {"北京市朝阳区": "朝阳区教育局；北京市2021年", "呼伦贝尔市海拉尔区": "海拉尔区教育局；", "昆山市": "昆山市周市镇人民政府；"}
    for name, clue in named.items():
        issuer, _, title = clue.partition("；")
        assert name in (region_of(Clues((issuer,), (title,))).name or "")
    assert region_of(Clues(("教育部",))).name == "全国"


@given(st.sampled_from([x for x in divisions() if x.in_force]), st.sampled_from(["人民政府", "教育局", "发展和改革委员会", "人民政府办公室"]))
def test_every_division_is_found_by_its_full_name(division, organ: str) -> None:  # type: ignore[no-untyped-def]
    found = region_of(Clues((full_name(division) + organ,)))
    assert (found.name, found.code, found.level) == (full_name(division), division.code, division.level)


@given(st.text(alphabet="厦门市福建省朝阳区海南州自治县教育局人民政府〔2021〕号关于印发的通知", max_size=80))
def test_never_raises(text: str) -> None:
    found = region_of(Clues((text[:20],), (text,), text[:12] or None, text, text))
    assert found.code is None or found.name is not None
