"""Bodies other than departments: Party organs, vertical bodies, zones, towns, groups, companies, of many places."""

from __future__ import annotations

import itertools

import pytest

from extract.naming.names import resolve_unit, resolve_units
from extract.naming.zoneplaces import place_called

YEAR = 2022
KUNMING, HONGHE, WEIFANG, NINGBO = "云南省昆明市", "云南省红河哈尼族彝族自治州", "山东省潍坊市", "浙江省宁波市"
GUANGXI, XIZANG, DALAT = "广西壮族自治区", "西藏自治区", "内蒙古自治区鄂尔多斯市达拉特旗"
LIYANG, CHAOYANG, SIP = "江苏省常州市溧阳市", "北京市朝阳区", "江苏省苏州市苏州工业园区"
TOWN, SHANDONG, CHINA = "湖南省长沙市宁乡市双江口镇", "山东省", "全国"
STREET = "湖南省长沙市宁乡市玉潭街道"

NAMES = [
    # the Party and what it leads
    (WEIFANG, "市委办", "中共潍坊市委办公室"),
    (WEIFANG, "市委", "中共潍坊市委"),
    (WEIFANG, "市委、市政府", "中共潍坊市委、潍坊市人民政府"),
    (WEIFANG, "市委市政府督查局", "中共潍坊市委潍坊市人民政府督查局"),
    (WEIFANG, "市纪委监委", "中共潍坊市纪律检查委员会潍坊市监察委员会"),
    (WEIFANG, "市委统战部", "中共潍坊市委统一战线工作部"),
    (WEIFANG, "市委依法治市办", "中共潍坊市委全面依法治市委员会办公室"),
    (WEIFANG, "市委审计办", "中共潍坊市委审计委员会办公室"),
    (WEIFANG, "市委国安办", "中共潍坊市委国家安全委员会办公室"),
    (WEIFANG, "市委农办", "中共潍坊市委农村工作领导小组办公室"),
    (WEIFANG, "市委督查考核局", "中共潍坊市委督查考核局"),
    (WEIFANG, "市委组织部（市委老干部局）", "中共潍坊市委组织部（中共潍坊市委老干部局）"),
    (WEIFANG, "市直机关工委", "中共潍坊市委直属机关工作委员会"),
    (HONGHE, "州委宣传部", "中共红河哈尼族彝族自治州委员会宣传部"),
    (GUANGXI, "自治区党委统战部", "中共广西壮族自治区委员会统一战线工作部"),
    (XIZANG, "区党委宣传部", "中共西藏自治区委员会宣传部"),
    (XIZANG, "自治区党委办公厅", "中共西藏自治区委员会办公厅"),
    (DALAT, "旗委组织部", "中共达拉特旗委组织部"),
    (CHAOYANG, "区委办", "中共北京市朝阳区委办公室"),
    ("广东省广州市", "市委网信办", "中共广州市委网络安全和信息化委员会办公室"),
    (SHANDONG, "省委编办", "中共山东省委机构编制委员会办公室"),
    ("四川省内江市", "东兴区党委和政府", "内江市东兴区党委和政府"),
    ("福建省厦门市", "市委台港澳办", "中共厦门市委台港澳工作办公室"),
    # congresses, courts, mass organisations
    (WEIFANG, "市人大常委会", "潍坊市人民代表大会常务委员会"),
    (WEIFANG, "市政协办公室", "政协潍坊市委员会办公室"),
    (WEIFANG, "政协潍坊市委员会", "政协潍坊市委员会"),
    (WEIFANG, "市法院", "潍坊市中级人民法院"),
    ("重庆市", "市高法院", "重庆市高级人民法院"),
    (LIYANG, "市法院", "溧阳市人民法院"),
    (WEIFANG, "市工会", "潍坊市总工会"),
    (WEIFANG, "市侨联", "潍坊市归国华侨联合会"),
    (WEIFANG, "市关工委", "潍坊市关心下一代工作委员会"),
    (WEIFANG, "市台联", "潍坊市台湾同胞联谊会"),
    (HONGHE, "团州委", "共青团红河哈尼族彝族自治州委员会"),
    (LIYANG, "市供销总社", "溧阳市供销合作总社"),
    (WEIFANG, "市供销社", "潍坊市供销合作社联合社"),
    (WEIFANG, "市供销合作社", "潍坊市供销合作社"),
    # regulators, tax, customs, statistics
    (WEIFANG, "市税务局", "国家税务总局潍坊市税务局"),
    (CHAOYANG, "区税务局", "国家税务总局北京市朝阳区税务局"),
    (HONGHE, "州税务局", "国家税务总局红河哈尼族彝族自治州税务局"),
    (WEIFANG, "潍坊海关", "中华人民共和国潍坊海关"),
    (HONGHE, "河口海关", "中华人民共和国河口海关"),
    ("广东省深圳市", "文锦渡海关", "中华人民共和国文锦渡海关"),
    ("广东省广州市", "广州海事局", "中华人民共和国广州海事局"),
    ("福建省厦门市", "厦门边检总站", "中华人民共和国厦门出入境边防检查总站"),
    (WEIFANG, "潍坊银保监分局", "中国银行保险监督管理委员会潍坊监管分局"),
    (NINGBO, "宁波银保监局", "中国银行保险监督管理委员会宁波监管局"),
    (XIZANG, "西藏银保监局", "中国银行保险监督管理委员会西藏监管局"),
    (WEIFANG, "国家金融监管总局潍坊监管分局", "国家金融监督管理总局潍坊监管分局"),
    (SHANDONG, "山东证监局", "中国证券监督管理委员会山东监管局"),
    (WEIFANG, "国家统计局潍坊调查队", "国家统计局潍坊调查队"),
    (WEIFANG, "潍坊调查队", "国家统计局潍坊调查队"),
    (SHANDONG, "国家统计局山东调查总队", "国家统计局山东调查总队"),
    (SHANDONG, "财政部山东监管局", "财政部山东监管局"),
    (SHANDONG, "民航山东监管局", "中国民用航空山东安全监督管理局"),
    ("四川省", "民航西南地区管理局", "中国民用航空西南地区管理局"),
    ("四川省", "民航西南空管局", "中国民用航空西南地区空中交通管理局"),
    ("山西省", "国家矿山安监局山西局", "国家矿山安全监察局山西局"),
    # banks, the grid, telecommunication, railways
    (WEIFANG, "市人行", "中国人民银行潍坊市中心支行"),
    (LIYANG, "人行溧阳市支行", "中国人民银行溧阳市支行"),
    (WEIFANG, "工行潍坊分行", "中国工商银行潍坊分行"),
    (WEIFANG, "农发行潍坊市分行", "中国农业发展银行潍坊市分行"),
    (WEIFANG, "邮储银行潍坊市分行", "中国邮政储蓄银行潍坊市分行"),
    (LIYANG, "市农发行", "中国农业发展银行溧阳市支行"),
    (LIYANG, "农行", "中国农业银行溧阳市支行"),
    (LIYANG, "信用联社", "溧阳市农村信用合作联社"),
    (SHANDONG, "省农信社", "山东省农村信用社联合社"),
    (WEIFANG, "市建行", "中国建设银行潍坊分行"),
    (WEIFANG, "人保财险公司", "中国人民财产保险股份有限公司潍坊市分公司"),
    (WEIFANG, "北京银行", "北京银行"),
    (WEIFANG, "潍坊供电公司", "国网山东省电力公司潍坊供电公司"),
    ("湖南省娄底市", "国网娄底供电公司", "国网湖南省电力有限公司娄底供电公司"),
    ("甘肃省定西市陇西县", "县供电公司", "国网甘肃省电力公司陇西县供电公司"),
    (KUNMING, "昆明供电局", "云南电网有限责任公司昆明供电局"),
    (HONGHE, "红河供电局", "云南电网有限责任公司红河供电局"),
    ("广东省湛江市", "广东电网有限责任公司湛江供电局", "广东电网有限责任公司湛江供电局"),
    ("海南省", "海南电网公司", "海南电网有限责任公司"),
    ("北京市", "国网北京电力公司", "国网北京市电力公司"),
    ("重庆市九龙坡区", "国网重庆市区供电公司", "国网重庆市电力公司市区供电公司"),
    (WEIFANG, "移动潍坊分公司", "中国移动潍坊分公司"),
    (WEIFANG, "市邮政公司", "中国邮政集团有限公司潍坊市分公司"),
    (SHANDONG, "省铁塔公司", "中国铁塔股份有限公司山东省分公司"),
    (SHANDONG, "国铁济南局集团公司", "中国铁路济南局集团有限公司"),
    ("辽宁省", "中国铁路沈阳局集团", "中国铁路沈阳局集团有限公司"),
    ("宁夏回族自治区吴忠市", "中国铁路兰州局集团有限公司银川车务段", "中国铁路兰州局集团有限公司银川车务段"),
    ("江西省上饶市", "南昌铁路局上饶车务段", "南昌铁路局上饶车务段"),
    # branches
    (LIYANG, "溧阳生态环境局", "常州市溧阳生态环境局"),
    ("福建省龙岩市长汀县", "县生态环境局", "龙岩市长汀生态环境局"),
    ("安徽省六安市霍山县", "县生态环境分局", "六安市霍山县生态环境分局"),
    ("湖北省恩施土家族苗族自治州宣恩县", "州生态环境局宣恩县分局", "恩施土家族苗族自治州生态环境局宣恩县分局"),
    ("上海市浦东新区", "区公安分局", "上海市公安局浦东分局"),
    (CHAOYANG, "朝阳公安分局", "北京市公安局朝阳分局"),
    ("广东省广州市天河区", "市规划和自然资源局天河区分局", "广州市规划和自然资源局天河区分局"),
    ("甘肃省武威市凉州区", "公安局", "武威市凉州区公安局"),
    ("重庆市九龙坡区", "区公安分局", "重庆市公安局九龙坡区分局"),
    # zones
    (WEIFANG, "潍坊高新区", "潍坊高新技术产业开发区管理委员会"),
    (WEIFANG, "市高新区管委会", "潍坊高新技术产业开发区管理委员会"),
    (WEIFANG, "综保区管委会", "潍坊综合保税区管理委员会"),
    (WEIFANG, "高新区经发局", "潍坊高新技术产业开发区经济发展局"),
    (WEIFANG, "滨海区管委会", "滨海区管理委员会"),
    (WEIFANG, "经开区党工委", "潍坊经济技术开发区党工委"),
    ("天津市", "天津自贸试验区管委会", "天津自由贸易试验区管理委员会"),
    ("湖北省武汉市", "武汉新港管委会", "武汉新港管理委员会"),
    (SIP, "园区经发委", "苏州工业园区经济发展委员会"),
    (SIP, "经发委", "苏州工业园区经济发展委员会"),
    (SIP, "园区管委会", "苏州工业园区管理委员会"),
    (SIP, "园区党工委", "中共苏州工业园区工作委员会"),
    ("江苏省苏州市", "苏州工业园区管委会", "苏州工业园区管理委员会"),
    ("内蒙古自治区包头市", "稀土高新区管委会", "包头稀土高新技术产业开发区管理委员会"),
    ("重庆市", "西部科学城重庆高新区", "西部科学城重庆高新技术产业开发区管理委员会"),
    ("湖北省神农架林区", "林区公安局", "神农架林区公安局"),
    # towns
    (TOWN, "镇财政所", "宁乡市双江口镇财政所"),
    (TOWN, "镇应急办", "宁乡市双江口镇应急办"),
    (TOWN, "镇村建办", "宁乡市双江口镇村建办"),
    (TOWN, "双江口派出所", "宁乡市公安局双江口派出所"),
    (TOWN, "派出所", "宁乡市公安局双江口派出所"),
    (TOWN, "镇司法所", "宁乡市司法局双江口司法所"),
    (TOWN, "双江口市场监管所", "宁乡市市场监督管理局双江口市场监管所"),
    (TOWN, "市公安局交警大队双江口中队", "宁乡市公安局交通警察大队双江口中队"),
    (TOWN, "团镇委", "共青团宁乡市双江口镇委员会"),
    (STREET, "街道办事处", "宁乡市玉潭街道办事处"),
    (STREET, "街道工委", "中共宁乡市玉潭街道工作委员会"),
    (STREET, "街道派出所", "宁乡市公安局玉潭派出所"),
    (LIYANG, "别桥镇中心学校", "溧阳市别桥镇中心学校"),
    (LIYANG, "别桥镇纪委", "中共溧阳市别桥镇纪律检查委员会"),
    (LIYANG, "市公安局别桥派出所", "溧阳市公安局别桥派出所"),
    (TOWN, "双江口社区", "宁乡市双江口镇双江口社区"),
    (TOWN, "各村（社区）", "宁乡市双江口镇各村（社区）"),
    (TOWN, "镇党委", "中共宁乡市双江口镇委员会"),
    (TOWN, "镇纪委", "中共宁乡市双江口镇纪律检查委员会"),
    (TOWN, "市应急局", "宁乡市应急管理局"),
    (TOWN, "市生态环境局宁乡分局", "长沙市生态环境局宁乡分局"),
    (TOWN, "花明北路改造项目部", "花明北路改造项目部"),
    (LIYANG, "别桥镇", "溧阳市别桥镇人民政府"),
    (LIYANG, "昆仑街道", "溧阳市昆仑街道办事处"),
    (DALAT, "树林召镇", "达拉特旗树林召镇人民政府"),
    ("广东省广州市", "天河区猎德街道", "广州市天河区猎德街道办事处"),
    (CHAOYANG, "望京街道办", "北京市朝阳区望京街道办事处"),
    ("河南省洛阳市新安县", "石寺镇党委", "中共新安县石寺镇委员会"),
    # groups and their offices
    (WEIFANG, "市安委办", "潍坊市安全生产委员会办公室"),
    (WEIFANG, "市防指", "潍坊市防汛抗旱指挥部"),
    (WEIFANG, "市双拥办", "潍坊市双拥工作领导小组办公室"),
    (WEIFANG, "市妇儿工委办公室", "潍坊市妇女儿童工作委员会办公室"),
    (LIYANG, "市环委会办公室", "溧阳市生态环境保护委员会办公室"),
    ("广东省湛江市", "市百千万工程指挥部", "湛江市“百县千镇万村高质量发展工程”指挥部"),
    (SHANDONG, "省“四进”工作办公室", "山东省“四进”工作办公室"),
    (GUANGXI, "自治区医改办", "广西壮族自治区深化医药卫生体制改革工作领导小组办公室"),
    # companies
    (LIYANG, "水务集团有限公司", "溧阳市水务集团有限公司"),
    (LIYANG, "城投公司", "溧阳市城投公司"),
    (LIYANG, "市公交公司", "溧阳市公交公司"),
    (LIYANG, "利嘉公司", "利嘉公司"),
    (GUANGXI, "广西北部湾国际港务集团有限公司", "广西北部湾国际港务集团有限公司"),
    # the corps in Xinjiang, leagues, municipalities
    ("新疆维吾尔自治区", "兵团发展改革委", "新疆生产建设兵团发展和改革委员会"),
    ("内蒙古自治区锡林郭勒盟", "盟生态环境局", "锡林郭勒盟生态环境局"),
    ("上海市", "市国资委", "上海市国有资产监督管理委员会"),
    ("上海市", "青浦区机管局", "上海市青浦区机关事务管理局"),
    # central bodies
    (CHINA, "发展改革委", "中华人民共和国国家发展和改革委员会"),
    (CHINA, "粮食和储备局", "国家粮食和物资储备局"),
    (SHANDONG, "国家发展改革委", "中华人民共和国国家发展和改革委员会"),
    (SHANDONG, "全国妇联", "中华全国妇女联合会"),
    (SHANDONG, "国资委", "山东省人民政府国有资产监督管理委员会"),
    (SHANDONG, "中医药管理局", "山东省中医药管理局"),
    (KUNMING, "财政厅", "云南省财政厅"),
    # plates, and what damage leaves
    (WEIFANG, "市政府办公室（市外办）", "潍坊市人民政府办公室（潍坊市人民政府外事办公室）"),
    (WEIFANG, "市推进制造强市工作领导小组办公室（", "潍坊市推进制造强市工作领导小组办公室"),
    (WEIFANG, "专班办公室", "专班办公室"),
]


@pytest.mark.parametrize(("place", "surface", "canonical"), NAMES, ids=lambda value: value)
def test_whole_names(place, surface, canonical):
    assert resolve_unit(surface, place=place_called(place), year=YEAR, home="文").canonical == canonical


ERAS = [
    (WEIFANG, "市编办", 2012, "潍坊市机构编制委员会办公室"),
    (WEIFANG, "市编办", 2020, "中共潍坊市委机构编制委员会办公室"),
    (WEIFANG, "市消防支队", 2012, "潍坊市公安消防支队"),
    (WEIFANG, "市消防支队", 2021, "潍坊市消防救援支队"),
    (WEIFANG, "市委网信办", 2016, "中共潍坊市委网络安全和信息化领导小组办公室"),
    (WEIFANG, "市人行", 2019, "中国人民银行潍坊市中心支行"),
    (WEIFANG, "市人行", 2024, "中国人民银行潍坊市分行"),
    (WEIFANG, "市国税局", 2014, "潍坊市国家税务局"),
    (NINGBO, "人民银行", 2024, "中国人民银行宁波市分行"),
    (NINGBO, "宁波金融监管局", 2024, "国家金融监督管理总局宁波监管局"),
    (SHANDONG, "省邮政公司", 2012, "山东省邮政公司"),
    (SHANDONG, "省邮政公司", 2017, "中国邮政集团公司山东省分公司"),
    (SHANDONG, "济南铁路局", 2015, "济南铁路局"),
    (SHANDONG, "济南铁路局", 2020, "中国铁路济南局集团有限公司"),
    (CHINA, "林业局", 2015, "国家林业局"),
    (CHINA, "卫生计生委", 2016, "中华人民共和国国家卫生和计划生育委员会"),
    (CHINA, "法制办", 2014, "国务院法制办公室"),
]


@pytest.mark.parametrize(("place", "surface", "year", "canonical"), ERAS)
def test_names_follow_the_time(place, surface, year, canonical):
    assert resolve_unit(surface, place=place_called(place), year=year).canonical == canonical


SAME = [
    (WEIFANG, ["潍坊供电公司", "国网潍坊供电公司", "市供电公司", "国网山东省电力公司潍坊供电公司"]),
    (WEIFANG, ["市人行", "人行潍坊中心支行", "中国人民银行潍坊市中心支行", "人民银行潍坊市分行"]),
    (WEIFANG, ["市农发行", "农发行潍坊市分行", "农业发展银行", "中国农业发展银行潍坊分行"]),
    (LIYANG, ["农村信用联社", "市信用联社", "市农村信用合作联社"]),
    (CHINA, ["省级教育部门", "各省级教育部门"]),
    (WEIFANG, ["中国移动潍坊分公司", "移动潍坊分公司", "市移动公司", "潍坊移动公司"]),
    (WEIFANG, ["市供销社", "市供销合作社", "市供销合作社联合社", "市供销总社"]),
    (WEIFANG, ["市两办", "市委办公室、政府办公室"]),
    (WEIFANG, ["市委文明办", "市文明办", "市精神文明建设指导委员会办公室"]),
    (KUNMING, ["昆明供电局", "云南电网有限责任公司昆明供电局"]),
    (SHANDONG, ["济南铁路局", "国铁济南局", "中国铁路济南局集团有限公司"]),
    (TOWN, ["镇政府", "双江口镇人民政府", "双江口镇政府"]),
    (TOWN, ["镇应急办", "镇应急管理办公室"]),
    (TOWN, ["派出所", "双江口派出所", "市公安局双江口派出所", "宁乡市公安局双江口派出所"]),
    (TOWN, ["镇中心学校", "双江口镇中心学校", "宁乡市双江口镇中心学校"]),
    (LIYANG, ["别桥镇", "别桥镇政府", "别桥镇人民政府"]),
    (LIYANG, ["昆仑街道", "昆仑街道办", "昆仑街道办事处"]),
    (SIP, ["园区管委会", "苏州工业园区管理委员会"]),
    ("甘肃省武威市凉州区", ["区公安分局", "区公安局"]),
    (WEIFANG, ["市法院", "市中级人民法院", "潍坊市中级人民法院"]),
]


@pytest.mark.parametrize(("place", "surfaces"), SAME, ids=lambda value: value if isinstance(value, str) else value[0])
def test_one_body(place, surfaces):
    names = resolve_units(surfaces, place=place_called(place), year=YEAR)
    assert len({name.unit_id for name in names}) == 1
    assert len({name.canonical for name in names}) == 1


DIFFERENT = [
    (WEIFANG, "潍坊高新区管委会", "潍坊产业园管委会"),
    (WEIFANG, "市高新区财政局", "市财政局"),
    (WEIFANG, "经开区党工委和管委会", "经开区管委会"),
    (WEIFANG, "市委市政府", "市政府"),
    (WEIFANG, "市委外办", "市委办"),
    (WEIFANG, "工行潍坊分行", "农行潍坊分行"),
    (WEIFANG, "人行潍坊中心支行", "工行潍坊分行"),
    (LIYANG, "市农行", "市农发行"),
    (LIYANG, "信用联社", "农商行"),
    (TOWN, "镇民政办", "镇便民服务和政务公开办公室"),
    (WEIFANG, "市烟草公司", "市烟草专卖局"),
    (WEIFANG, "市邮政公司", "市邮政管理局"),
    (SIP, "园区财政局", "市财政局"),
    (TOWN, "镇应急办", "市应急局"),
    (TOWN, "镇党委", "镇政府"),
    (TOWN, "派出所", "司法所"),
    (LIYANG, "市公安局别桥派出所", "市公安局竹箦派出所"),
    (LIYANG, "别桥镇中心学校", "竹箦镇中心学校"),
    (LIYANG, "别桥镇", "别桥镇党委"),
    (SHANDONG, "青岛海关", "济南海关"),
    (SHANDONG, "山东证监局", "山东银保监局"),
    (SHANDONG, "省法院", "省检察院"),
    (WEIFANG, "市城投集团", "市国投集团"),
    ("新疆维吾尔自治区", "兵团教育局", "自治区教育厅"),
]


@pytest.mark.parametrize(("place", "one", "other"), DIFFERENT)
def test_two_bodies(place, one, other):
    names = resolve_units([one, other], place=place_called(place), year=YEAR)
    assert names[0].unit_id != names[1].unit_id


EXPLAINED = [
    (WEIFANG, "峡山管委会", "峡山生态经济开发区管委会", "峡山生态经济开发区管理委员会"),
    ("江苏省徐州市", "徐工集团", "徐州工程机械集团有限公司", "徐州工程机械集团有限公司"),
    ("陕西省西安市", "市轨道集团", "西安市轨道交通集团有限公司", "西安市轨道交通集团有限公司"),
    ("甘肃省武威市凉州区", "区清洁取暖办", "区冬季清洁取暖工作领导小组", "武威市凉州区冬季清洁取暖工作领导小组办公室"),
    (TOWN, "镇应急办", "镇社会治理和应急管理办公室", "宁乡市双江口镇社会治理和应急管理办公室"),
    (TOWN, "镇综治办", "镇社会治安综合治理办公室", "宁乡市双江口镇社会治安综合治理办公室"),
    (WEIFANG, "领导小组办公室", "市绿色发展领导小组", "潍坊市绿色发展领导小组办公室"),
]


@pytest.mark.parametrize(("place", "short", "long", "canonical"), EXPLAINED)
def test_a_document_explains_a_short_name(place, short, long, canonical):
    name = resolve_units([short, long], place=place_called(place), year=YEAR)[0]
    assert (name.canonical, name.rule, name.because) == (canonical, "name.explained", long)


def test_names_of_one_list_do_not_explain_each_other():
    place = place_called("江苏省徐州市")
    names = ["徐工集团", "徐州工程机械集团有限公司"]
    short, long = resolve_units(names, place=place, lists=[1, 1])
    assert short.unit_id != long.unit_id
    short, long = resolve_units(names, place=place, lists=[1, 2])
    assert short.unit_id == long.unit_id
    zones = ["徐州经济开发区管委会", "徐州经济技术开发区管委会"]
    assert len({name.unit_id for name in resolve_units(zones, place=place, lists=[1, 1])}) == 2
    assert len({name.unit_id for name in resolve_units(zones, place=place)}) == 1


def test_a_group_is_no_department_with_an_office():
    names = resolve_units(["市贸易办", "市经贸委"], place=place_called("山东省临沂市"), year=2008)
    assert names[0].unit_id != names[1].unit_id


def test_a_town_is_one_body_in_its_own_and_in_its_county_s_documents():
    town, county = place_called(TOWN), place_called("湖南省长沙市宁乡市")
    pairs = [
        ("镇政府", "双江口镇"),
        ("镇党委", "双江口镇党委"),
        ("镇卫生院", "双江口镇卫生院"),
        ("派出所", "市公安局双江口派出所"),
    ]
    for own, written in pairs:
        assert resolve_unit(own, place=town).unit_id == resolve_unit(written, place=county).unit_id, own


def test_bodies_of_unknown_places_are_their_documents_own():
    for surface in ("市财政局", "人事处", "利嘉公司", "各县（市、区）政府"):
        ids = {resolve_unit(surface, place=None, home=home).unit_id for home in ("甲", "乙")}
        assert len(ids) == 2, surface
    for surface in ("财政部", "国铁济南局", "皇岗海关", "国家能源局", "民航西南地区管理局"):
        ids = {resolve_unit(surface, place=None, home=home).unit_id for home in ("甲", "乙")}
        assert len(ids) == 1, surface
    open_places = {resolve_unit("市公安局", place=place_called(SHANDONG), home=home).unit_id for home in ("甲", "乙")}
    assert len(open_places) == 2


def test_offices_belong_to_the_department_that_issues_the_document():
    place = place_called(SHANDONG)
    hosts = ["山东省生态环境厅", "山东省水利厅", None]
    ids = [resolve_unit("人事处", place=place, host=host, home="文").unit_id for host in hosts]
    assert len(set(ids)) == 3
    office = resolve_unit("厅办公室", place=place, host="山东省水利厅")
    assert office.canonical == "山东省水利厅办公室"
    group = resolve_unit("厅节水工作领导小组", place=place, host="山东省水利厅")
    assert group.canonical == "山东省水利厅节水工作领导小组"
    centres = ["省监测中心", "省生态环境监测中心"]
    short, _ = resolve_units(centres, place=place, host="山东省生态环境厅")
    assert (short.canonical, short.rule) == ("山东省生态环境监测中心", "name.explained")
    own = resolve_unit("我厅", place=place, host="山东省水利厅")
    assert own == resolve_unit("我厅", place=place, host="山东省水利厅", home="文")
    assert own.unit_id == resolve_unit("省水利厅", place=place).unit_id


def test_a_nameless_office_is_the_one_that_issues_the_document():
    place, host = place_called(WEIFANG), "潍坊市绿色发展联席会议办公室"
    office = resolve_unit("联席会议办公室", place=place, host=host)
    assert (office.canonical, office.rule) == (host, "name.host")
    assert office.unit_id == resolve_unit("市绿色发展联席会议办公室", place=place).unit_id
    assert resolve_unit("专班办公室", place=place, host=host).canonical == "专班办公室"


def test_two_places_share_no_body():
    surfaces = ["市人行", "市供电公司", "高新区管委会", "市委办", "市安委办", "城投公司", "市法院", "别桥镇", "我局"]
    for one, other in itertools.combinations([WEIFANG, KUNMING, NINGBO, LIYANG, HONGHE], 2):
        here = {resolve_unit(surface, place=place_called(one), home=one).unit_id for surface in surfaces}
        there = {resolve_unit(surface, place=place_called(other), home=other).unit_id for surface in surfaces}
        assert not here & there
