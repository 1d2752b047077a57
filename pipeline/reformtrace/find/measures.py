"""What a number measures: the noun phrase behind it, before it, or carried over from the number or clause before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from ..rules import alternation, load
from ..words import Word, joints, words

BREAK = ",;:。!?\n\t"
BREAKS = frozenset(BREAK)
MARK = re.compile(f"[{BREAK}()“”「」《》]")
LONGEST_CLAUSE = 160  # characters; what goes on without a mark for longer is no clause
LONGEST_HANGING = 9  # characters, and a line break behind them
LONGEST_TAIL = 64  # characters; longer than anything cut from the end of a phrase at once
NEAR_HEAD = 12  # characters; the words of a text's head are looked for in so many
LONGEST_TOPIC = 30  # characters of a clause that only names what the next one speaks of
UP_TO_LAST_MARK = re.compile(f".*[{BREAK}()]", re.DOTALL)
JOINERS = "、,;和及与()（） \t"
LOOSE_HEADS = JOINERS + "的”"  # of a phrase
LOOSE_ENDS = "、,;和及与或并 \t的"
# `$` lets a line break stand behind a hit, and some patterns a space.
SPACES = frozenset(re.findall(r"\s", "".join(map(chr, range(0x3001)))))


class Ending(NamedTuple):
    """A pattern that `$` closes, with the letters that its hits may end in: most texts end in another."""

    pattern: re.Pattern[str]
    letters: frozenset[str]

    def search(self, text: str) -> re.Match[str] | None:
        """Where a text ends in a hit."""
        return self.pattern.search(text) if text[-1:] in self.letters else None

    def near_end(self, text: str) -> re.Match[str] | None:
        """Where a text ends in a hit that is not long, whatever its last letter is."""
        return self.pattern.search(text, max(0, len(text) - LONGEST_TAIL))

    def without(self, text: str) -> str:
        """A text without the hit that it ends in."""
        return self.pattern.sub("", text) if text[-1:] in self.letters else text


def ending(pattern: str, letters: str | Iterable[str]) -> Ending:
    """A pattern with the letters that its hits may end in."""
    return Ending(re.compile(pattern), SPACES.union(letters))


PERIOD = re.compile(
    r"今\(\d{2,3}\)年(?:\d{1,2}(?:至\d{1,2})?月)?|第[一二三四]季度?|(?:(?:19|20)\d{2}\s?[-—~至/]\s?(?:(?:19|20)\d{2}|\d{2})(?:学年度?|年度|年)(?:的)?)|(?:(?:截至|截止|到|至|自|从|于)?(?:(?:(?:19|20)\d{2}|[一二][〇零○一二三四五六七八九]{3})(?:学?年度|年)?|[今去明本上当前](?:年度|年))(?:[第前首]?[一二三四1-4]个?季度?)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?(?:[初末底内]|中(?![央国小等共西东外部医期心青型华层高])))?(?:以来|以前|之前|前|起|间)?(?:的)?(?:全年|期间)?)"
    r"|“?十[一二三四五]五”?(?:时期|期间|以来|末|规划)?|(?:未来|今后|过去|近)?[一二三四五六七八九十两\d]+年(?:来|间|内)?|(?:全|年)(?:年|末|底|内)|[上下]半年|期末"
)
NO_PHRASE = frozenset(BREAK + JOINERS + "”」》%")  # where one of these stands, no phrase begins
PERIOD_FIRST = "今第截到至自从于一二三四五六七八九十两去明本上下当前“未过近全年期12"  # beside other digits
SHARE = re.compile(r"占(?![有地用据领])([^,。;、]{2,24}?)(?:的?(?:比重|比例|份额|百分比|比率))?的?$")
COMPARED = re.compile(
    r"(?:高于|低于|快于|慢于|好于|优于|高出|低出|超出|领先|多于|少于|高过|落后于|领先于).{0,20}$|(?:超过|大于|小于|低过)了?(?=[^,。;]{2}).{0,40}$"
)
# The letters are those of a text without 比 and 较.
BASIS = ending(
    r"(?:同比|环比|年均(?!浓度|气温|降水)|平均每年|每年|按可比价格计算|按可比价格|按?可比口径|同口径|按(?:照)?(?:上年|去年|上一年|前一年|现有|原有)[^,。;]{0,6}(?:数额|水平|标准|价格|口径|基数)|按年|实质|实际|名义|(?:相)?(?<![占同环对反])[比较](?:上年|去年|同期|上一?年度?|年初|上月|前|以?往年)[^,。;]{0,6}?|(?<![占同环对反])[比较](?!例|重|率|值|为|达|快|好|大|高|多|强)[^,。;比较]{1,14}?|同[^,。;]{2,10}相比)(?:平均|实际|分别|累计|又|再|均|都|共|大幅|各)?$",
    "比均年算格径额平准数质际义别计又再都共幅各",
)
# 是去年的2.4倍, 恢复至高峰期的七成: what is measured stands in front of the verb.
RATIO = ending(
    r"(?:仅?(?:是|为|相当于|约为|等于)|(?:恢复|回复|回升)(?:至|到)|达到?)[^,。;、]{1,16}的$|(?:是|为)\d{4}年[^,。;、]{2,24}的$",
    "的",
)
MARKER = re.compile(r"^[\s(]*第[一二三四五六七八九十百]{1,4}条\s|^[\s(]*[一二三四五六七八九十\d]{1,3}\s?[)、.]\s?")
CAUSED = re.compile("[把将使令让](?=[^,。;]{3})|、(?:力争|确保|争取|实现|带动)(?=[^,。;]{3})")
SHORT_BRACKET = re.compile(r"\([^()]{1,5}\)")
# 州(市)级: the bracket stands inside a word, wherever in the phrase.
LOCAL_BRACKET = re.compile(r"\([省市州县区盟旗镇乡、]{1,5}\)(?=[级域辖属直])")
SCOPE_LAST = re.compile(
    "(?<=..)(?:长三角|京津冀|成渝|大湾区|全[国省市县区州]|跨[省市区县]|区域内?|省内|市内|实现|均|都|已|全部)+$"
)
LOCAL = frozenset("省市县区州村镇乡")
LOCAL_DOES = re.compile("[省市县区州村镇乡](?:已|均|都|全部|实现|完成|建成|通过|达到|获|入选|纳入|启动|开展|参加|进入)")
EXPLAINED = re.compile(r"”\([^()]*\)")
AND_OTHERS = re.compile("(?<=[\u4e00-\u9fff])(?:和|及|以及|与)(?:有关|相关|其他|其它)")
NEXT_COUNT = re.compile(r"、[^、]{0,12}\d")
JOINT = re.compile("[、和及与]")
UP_TO_LAST_JOINT = re.compile(".*[、和及与]", re.DOTALL)
PLACES_AND = re.compile("[区县市镇乡村州省](?:及|和|与)")
SHARE_WORD = re.compile("比重|比例|份额|百分比")
AND = re.compile("、|以及|和|(?<![普涉惠推触波危])及(?!时)|与")
UNIT_ASIDE = re.compile(r"^\(?[^()]{0,4}\)")
ASIDE = re.compile(r"\s?\((?:包括|含|不含|即|其中|不包括|按|指)[^()]*\)\s?$")
RATE_HEAD = re.compile(
    r"[率量额数值费者人的(]|[^,。;]{0,4}(?:[率量额数值]|面积|规模|里程|能力|总投资|时限|时间|周期|期限|成本|费用|标准|次数|金额|比重|强度|浓度)$"
)
# Verbs that a thing of two characters may follow and still be named by itself: 受理案件.
HANDLED = (
    "惠及",
    "加装",
    "出具",
    "收回",
    "召开",
    "受理",
    "审结",
    "办结",
    "办理",
    "化解",
    "查处",
    "侦破",
    "收到",
    "接获",
    "处理",
)
LATER_COUNT = re.compile("、(?=[^、]{0,14}(?:[两三四五六七八九十百]+[大项个家件类]))")
PARENTHETIC = re.compile(
    "从[^,。;]{1,8}到|按|扣除|剔除|撇除|据|依|与此同时|同时|连同|除|为(?:了|进一步|加|提|促|推|确|保|配合|鼓励|改|解决|支持)"
)
BRACKETED = re.compile(r"\s?\([^()]*\)")
LATE_TIME = ending(
    r"(?:自|从)(?:[今明去本]年|(?:19|20)\d{2}年)(?:\d{1,2}月)?(?:\d{1,2}日)?起$|(?<=[\u4e00-\u9fff]{2})(?<![第十近来往去计划前后过每])(?:[一二两三四五六七八九十]|\d{1,2})年(?:来|间)?(?:累计|共)?$|(?:于|在|到|至)(?:19|20)\d{2}年(?:年?[底末初]|年?中|前|内)?$|(?<![低高快慢多少优好大小])[在于](?:(?:19|20)\d{2}年|[去今本上]年|本?年|[过去未来]{2}[一二两三四五\d]+年)(?:[上下]半年|第?[一二三四]季度?|年?[底初末中内间])?(?:\d{1,2}月)?(?:\d{1,2}日|[底初末])?$|(?:在|于)?[^,。;、\d]{0,2}\d{2,4}年(?:底|末)?或?(?:之前|前)$",
    "起年来间计共底末初中前内季度月日",
)
# 提高到2025年的: the later date of a change, with its verb.
DATED_TO = ending(
    r"(?:分别)?[从由自](?:19|20)\d{2}年的?$|(?<=[\u4e00-\u9fff”])(?<![比较于到从由自至在以])(?:19|20)\d{2}年$|(?<=[\u4e00-\u9fff][\u4e00-\u9fff])\d{1,3}年$|(?:提高|提升|增加|增长|上升|下降|降低|减少|扩大|缩小|调整|压缩|缩短|降|增|升)(?:到|至|为)(?:19|20)\d{2}年的?$",
    "年的",
)
STARTED = ending(
    r"(?:从|由|较|比(?![例重率值]))[^,。;、]{2,12}(?:的水平|水平|年|时|前|期)$|[从由](?:上年|去年|前年|前[一二三]年)$|[从由][一二三四五六七八九十两半\d]+个?(?:月|天|日|年|小时|周)(?:以上|左右|多)?$",
    "平年时前期月天日周上右多",
)
GENERIC_BEHIND = re.compile(
    "(?:个?单位|名额|席位|左右|上下|之多|水平|规模|目标|增至|升至)(?:$|[^\u4e00-\u9fff])|(?:情况|条件|前提|背景)下|(?:之后|以后|之前|以前|之际|的同时|后|前|时)$|(?:[百千万亿]+元|.{0,2})(?:大?台阶|大关|关口)"
)
# 在调整初期, 比赛中: where or when, not what.
SOMEWHERE = re.compile("在(?![建职校岗册线网园营研库编读产途])|于")
AT_SOME_TIME = ending(
    "^(?:精简|调整|改革|合并|整合|重组|改造|扩建|建成|完成|优化|清理|增资|提高|撤并)后$|^(?:扣除|剔除|撇除|除去)[^,。;]*[后外]$|(?:高位|低位|初期|后期|前期|期间|之后|之前|以后|以前|当中|之中|之下|条件下)$|^(?:.{0,4}[高低好]的?)?水平$",
    "后外位期间前中下平",
)
# 对生产总值的贡献, 向基金注资: what is done to another thing keeps its preposition.
TOWARDS = re.compile(
    "对(?:[俄美欧日韩港台非]|东盟|欧盟|[\u4e00-\u9fff“”]{1,12}国家)(?:货物|贸易)*(?:进出口|出口|进口|贸易|边贸|外贸|投资|销售|援助)|"
    "对[^,。;、]{2,16}的?(?:贡献率?|依存度|依赖度|拉动|影响)|向[^,。;、]{2,20}(?:注资|拨款|捐款|投放|发放)$"
)
SUFFIX = re.compile(
    "[内外性书]|额(?!外)|(?<=可)(?:再生|支配|持续|比|降解|变|控|移动)"
    "|(?<=政府)(?:采购|投资|隐性|债|性|储备|购买|消费|开支|支出|研发|(?:每年)?收入|规章|引导|基金|统计|决算|预算)"
)  # 计划内, 预期性: with these an opener is a noun of its own
# 机构、中心分别新认定: what stands behind 分别 is the predicate of both.
APART = re.compile("(?<=[\u4e00-\u9fff”])分别[^,。;、的]{0,6}$")
# A noun in front of a quantity of it: 基础设施、制造业投资.
AMOUNT_LAST = re.compile(
    "(?:投资|经费|支出|投入|消费|进?出口|进口|贸易|补助|标准|价格|里程|能力|能耗|排放|浓度|利润|税收)$"
)
# 连跨两个千亿元台阶, 再上新台阶, 创历史新高: a predicate, whatever its number.
STEP = re.compile(
    r"(?:接?连续?|再|又|先后|历史性地?)*(?:跨越?|迈上?|登上|站上|跃上|创|突破)(?:过|了)?(?=(?:[一二三四五六七八九十两\d]+个|新)?[^,。;、]{0,6}(?:台阶|大关|关口|新高|最高|纪录))"
)
RATE_LAST = ending("(?:占比|比重|比例|[\u4e00-\u9fff]率)$", "比重例率")
SESSION = re.compile(r"^\d+[届期次轮]")
LONG_ASIDE = re.compile(r"(?<=[\u4e00-\u9fff”])\([^()]{8,}\)")
RATE_SHARED = re.compile("(?:占比|比重|增速|增幅|贡献率|增长率)$")  # of quantities that stand side by side
DOUBLED = re.compile("(?<=[\u4e00-\u9fff]{2})(?:[已均又再]|基本)?(?:实现)?翻了?[一两几]番$")
SETTLED = ending(
    "(?<=[\u4e00-\u9fff]{2})翻了?[一两]番[、,]?$|(?<=[\u4e00-\u9fff][\u4e00-\u9fff])(?:基本|全面|初步|顺利|如期)(?:建立|建成|完成|形成|实现)[、,]?$|(?:达到|等于|持平)?或略?$|连续[一二三四五六七八九十]+年$|达到?\\d[\\d.,]*(?:天|小时|年)、?$",
    "番、,立成现或略年天时",
)
EQUALS = re.compile("(?:大?约)?(?:是|相当于|相等于|等于)")
LETTER = re.compile("[A-Za-z\u4e00-\u9fff]")
EACH = ending("(?:日均|月均|每人|每月|每年|每户|每亩|每日|每次|每吨|每公顷)+$", "均月人年户亩日次吨顷")
HOW_OFTEN = ending(
    "(?<=[\u4e00-\u9fff]{2})(?:共|合共|总共|一共|已|累计|平均|每[年月周日]|先后|曾|在[^,。;、在]{1,6})+(?:进行|举办|举行|召开|开展|组织|实施|发生|出动|开行)了?(?:约|近|超过?)?$",
    "行办开展织施生动了约近超过",
)
LED_BY = RATIO.letters | EACH.letters | HOW_OFTEN.letters
RATE_OF_CHANGE = re.compile("(?<=..)(?:增长速度|增长率|增速|增幅|涨幅|降幅)(?=(?:分别|将|已|均)?$)")
STEPS = re.compile("台阶|大关|关口|新高|最高|纪录")  # what either of the two patterns beside it asks for
STEP_END = re.compile("^.*(?:台阶|大关|关口|新高)[、,]?")
# Words in front of a quantity that all members of a list have.
SHARED_NOUN = re.compile(
    "制造业|.?业|补助|领域|产业|行业|产品|居民|地区|人均|可|支配|可支配|平均|年均|财政|[毛净总]|[存贷]款|投资|进?出口|实际|综合|日均"
)
AFTERWARDS = re.compile("[后前的]|幅度|力度|方案|进度")  # 调整后的标准: no verb of its clause
# 420万困难群众基本生活: the people, and what of theirs a predicate then speaks of.
AFFAIRS = re.compile(
    "([^的,。;]{0,10}?(?:群众|居民|农民|职工|学生|儿童|老人|老年人|残疾人|妇女|患者|人员|劳动者|农民工|人口|旅客|市民|农户|牧民|青年|师生|贫困户|家庭|中国人|人民|同胞|人口))"
    "的?(?:基本|日常|的|子女)?(?:饭碗|更高水平|小康|生活|饮水|用水|用电|用气|住房|居住|就医|就学|入学|上学|出行|养老|医疗|权益|收入|待遇|温饱|工资|健康|安全|需求|问题|出行|行路|吃水|就餐|取暖|增收|就业|参保)"
)
WHERE_FIRST = re.compile("(?:城镇|农村|城乡)(?=新建|改造|新增|建成|竣工|完成|建设|新改建)")
# 11条河道污染整治工作: the rivers, not the work on them.
WORK_ON = ending(
    "^(.{2,}?)(?:污染|环境|综合|专项)*(?:整治|治理|改造|修复|建设|保护|创建|帮扶|扶持|清淤|改革|服务|管理|开发)+(?:工作|任务|成效|质效)$",
    "作务效",
)
THING_UNITS = frozenset("个项种类家名位人所间户件款套座条处")
PEOPLE_UNITS = frozenset(("人", "名", "位", "户", ""))
# 双师型教师培训基地: a name, whatever verbs are in it.
NAMED_LAST = re.compile(
    "(?:项目|工程|基地|中心|平台|站点?|机构|任务|课题|系统|体系|课程|[馆园厂所队圈场区会院室厅库点店村镇班网线路]|企业|学校|公司|单位|路径|小镇|试点|行动|活动|计划|人员|团队|产品|品牌|岗位|小组|联盟|集团|设施|设备|标准|事项|案件|制度|措施|政策|服务|专业|学科|成果|专利|奖项?|资金|用地|建设|改造|整治|治理|工作)$"
)
AROUND = re.compile(
    "(.{1,8}?(?:小区|社区|园区|街区|景区|城市|乡镇|村庄|学校|医院|河流|河道|湖泊|道路))(?:周边|沿线|附近|范围内|区域内)"
)
WHO_UNITS = frozenset(("家", "所", "间", "个", "座", "名", "位", "人", "户", "%"))
BODY_LAST = re.compile(
    "(?:大学|学校|中学|小学|院校|学院|医院|企业|公司|机构|单位|部门|银行|工厂|商户|门店|园区|社区|村庄|乡镇|街道|城市|县区|区县|国家|地区|院所|协会|家长|校长|教师|学生|居民|市民|群众|受访者|受访市民|职工|员工|雇员|农民|雇主|家庭|住户|农户|老人|长者|工坊|中心|基地|小区|平台|场馆|片区|街区|景区)$"
)
BODIES = re.compile(f".{{0,14}}?{BODY_LAST.pattern.removesuffix('$')}")
# 17个棚改区域的道路: of places what they have is not what is counted.
PLACE_LAST = re.compile(
    "(?:区域|片区|小区|行政村|自然村|乡镇|街道|城市|国家|地区|园区|社区|县区|省份|村庄|站点|口岸|港口|企业|单位|部门|学校|医院)$"
)
# 39个县域集中帮扶: the places, unless the phrase ends in a thing of another kind (50个社区停车治理项目).
REGION = re.compile(
    "(.{0,8}?(?:县域|乡镇|城市|园区|村庄|社区|街道|地区|小区|偏乡|县区|区县))(?:托底|集中|对口|定点|结对|帮扶|地方|整治|创建|攻坚|全域|整体|综合|污水|垃圾|改造|供水|绿化|环境)"
)
GENERAL = re.compile("项目|工程|资金|单位|对象|任务|用地|收入|工作|全.|装机|投资|经费|款项|人数|数量|面积|规模")
# 74个断面水质优良比例, 14种农产品产量: the things, not their rate or amount.
RATE_OF = ending(
    "^(.{0,10}?(?:断面|城市|县区?|区县|点位|站点|企业|园区|(?:开发|高新|示范|试验|保税|自贸|产业|功能|工业|合作)区|集群|基地|港口|行业|领域|产业|制造业|国家|医院|学校))[^,。;的]{0,12}(?:率|比例|占比|浓度|指数|增速|增加值|产值|营收|营业收入|投资额?)$",
    "例值入度收数比率资速额",
)
AMOUNT_AT_END = ending("^([^的]{2,}?)(?:查明|总|年|生)?(?:产量|资源量|储量|销量|产值|销售额|出口额|价格)$", "值格量额")
DEED_OF = re.compile(
    "(?:综合|全面|日常)?(?:改造|提升|建设|整治|治理|维修|修复|绿化|升级|维护|征收|拆除|清淤|协作|联动|扩建|亮化|硬化|验收|工作|任务)+"
)
# 11个行业结构调整的政策措施: the sectors.
POLICY_FOR = re.compile("(.{0,6}?(?:行业|领域|产业))[^,。;的]{2,10}的(?:政策|措施|方案|意见|规划|办法)+$")
MADE = re.compile("(?:实施|建设|打造|兴建|新建|改造|修建|开展|开工建设|投资建设)的(?=[\u4e00-\u9fff])")
CLEAR_PREDICATE = re.compile("[是着了]|成为")
NO_WORD = Word(0, "", "")
LATE = frozenset(("全市", "全省", "全县", "全区", "全线", "全域"))  # 岗位全市配置: where, behind the noun
WORK_NAMES = ("工程", "项目", "试点", "行动")
HALFWAY = re.compile(
    "(?<=..)(?:规范化|标准化|智能化|数字化|一体化|综合|集中|改造|更新|延时|错时|免费|全覆盖|整体提升)$"
)  # how, not what: 桶站规范化提升
PERSON_LAST = re.compile("(?:学生|群众|居民|农民|职工|儿童|老人|老年人|残疾人|妇女|患者|劳动者|农民工|牧民|人口)$")
WHOLE_WORDS = frozenset(("拟按", "拟", "控制在", "控制到", "约为", "定为", "大概"))
NAMED = frozenset("率例重量额度数值")
PLAN_NAME = re.compile("方案|细则|意见|办法|项目|计划|规划|单位|主体|任务|工作")  # what 实施 names before
NO_JOINER = re.compile(
    "实际(?:使用|利用|到位)|平均(?:办理|等待|响应|处理|轮候|预期|期望|寿命|年龄|受教育|工资|浓度|气温|亩产|单产)|和美|和谐|和平|和睦|与会|及时"
)
FASTER = re.compile("(?:增速|增幅|涨幅|降幅|增长率)(?:均|都|分别|继续|持续)?$")
# 12个重点区域周边环境面貌, 10个基地功能: the places, not how they are.
QUALITY_OF = ending(
    "^(.{1,8}?(?:区域|片区|小区|街区|园区|基地|平台|城市|乡镇|社区|村庄|景区|口岸))(?:周边|综合|整体)?(?:环境|人居环境|公共)?(?:功能|面貌|环境|能级|水平|质量|效能|质效)$",
    "境平效级能貌量",
)
LOCALS = re.compile(r"([省市州县区盟旗]\([省市州县区盟旗、]{1,5}\))[^\s级分]")
THING_LAST = re.compile(
    "(?:项目|工程|基地|中心|平台|站|点|设施|机构|任务|课题|系统|[馆园厂所队]|企业|学校|医院|公司|单位)$"
)
AMOUNT_OF = re.compile(
    "(?:总|平均|年|资助|补贴|补助|销售|生产|实际|[^的]{0,2}经济)?(?:产量|生?产值|销量|金额|价格|数量|总量|增速|质量|资助金额|资助额|津贴额|收费|租金|面积|规模|土地|成本|费用|产能|需要|需求)"
)
# 其中第四季度, 全市平均每人: when and among whom, of what was named before.
WHEN_OR_WHERE = re.compile(
    r"(?:其中的?|仅|单)?(?:(?:(?:[前首第][一二三四1-4]个?|[一二三四])季度?|[上下]半年|(?:\d{1,2}|十?[一二三四五六七八九十])月份?|[当同]年|当[月季期]|同期|次年|翌年|春节期间|黄金周)"
    r"|仅?此一项[^,。;]{0,3}|两项合计|[以上]?合计|三者合计|(?:全|我|本)(?:国|省|市|区|县|州|盟|旗|镇|乡|村|港|疆)|全球|全世界)(?:平均|每[人户年月])*"
)
# A change noun or a share on its own measures what the clause before speaks of.
HANGING = re.compile(
    r"^(?:其?(?:增速|增幅|涨幅|降幅|升幅|增长率|成长率|增长|成长|占比|比重|比例|占|平均|幅度|增长速度|成长幅度|年增长率|年均增速|总数|总量|数量|[转减变降]为|同口径|该|当中|其后|其余|余下的?|新\(改、?扩?\)建))?$"
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists as patterns."""

    reached: Ending
    leading: re.Pattern[str]
    leading_words: frozenset[str]
    openers: re.Pattern[str]
    opening_words: frozenset[str]
    predicate: frozenset[str]
    actions: frozenset[str]
    verb: frozenset[str]
    driving: re.Pattern[str]
    adverb: Ending
    heads: tuple[str, ...]
    change: Ending
    nominal: tuple[str, ...]
    qualifying: frozenset[str]
    handed_in: frozenset[str]
    adjusting: tuple[str, ...]
    deeds: frozenset[str]
    closing: frozenset[str]  # what a text may end in that a number's lead is cut from
    opening: frozenset[str]  # what a text may begin with that its opening is cut from


@cache
def lexicon() -> Lexicon:
    """The word lists of the target rules, compiled once."""
    w = load("targets").words
    changes = [*w["up"], *w["down"], *w["held"]]
    reached = ending(f"{alternation(w['reached'])}\\s?$", last_letters(w["reached"]))
    adverb = ending(f"{alternation(w['adverbs'])}$", last_letters(w["adverbs"]))
    change = ending(
        # A pattern whose alternatives all begin with a letter is looked for much faster than one with `(?:计划)?` ahead.
        f"{alternation([*changes, *(f'计划{c}' for c in changes)])}(?:了|率|幅度|速度)?(?:分别)?(?:达到|达|为|约|至|到|成|在|约为)?(?:分别)?(?:每[人户班年月日周天次亩吨校村])?(?:近|约|超)?\\s?$",
        last_letters(changes).union("了率度别达到为约至成在人户班年月日周天次亩吨校村近超"),
    )
    return Lexicon(
        reached,
        re.compile(f"{alternation(w['leading'])}(?:了|出)?(?!的|区[^级县域]|区$)"),
        frozenset(w["leading"]),
        re.compile(f"^{alternation(w['openers'])}"),
        frozenset(w["openers"]),
        frozenset(w["predicate"]),
        frozenset(w["actions"]),
        frozenset([*changes, *w["leading"], "应", "可", "将", "会", "能", "应可"]),
        re.compile(alternation(w["driving"]) + "(?:了)?"),
        adverb,
        tuple(w["heads"]),
        change,
        tuple(w["nominal"]),
        frozenset(w["qualifying"]),
        frozenset(w["handed_in"]),
        tuple(w["adjusting"]),
        frozenset(w["deeds"]),
        frozenset(LOOSE_ENDS + ")").union(
            *(e.letters for e in (reached, adverb, change, BASIS, LATE_TIME, STARTED, DATED_TO, SETTLED))
        ),
        frozenset(LOOSE_HEADS + PERIOD_FIRST).union(w[0] for w in w["openers"]),
    )


def last_letters(words: Iterable[str]) -> frozenset[str]:
    """What words end in."""
    return frozenset(w[-1] for w in words)


def clause_start(text: str, start: int, floor: int) -> int:
    """Where the clause that holds a place begins: behind the last comma, semicolon, colon or unclosed bracket."""
    depth = 0
    if floor < start - LONGEST_CLAUSE:
        floor = start - LONGEST_CLAUSE
    while mark := UP_TO_LAST_MARK.match(text, floor, start):
        start = mark.end() - 1
        if text[start] == ")":
            depth += 1
        elif depth == 0:
            return start + 1
        elif text[start] == "(":
            depth -= 1
    return floor


def phrase_behind(text: str, start: int, end: int, following: int | None) -> str:
    """The noun phrase that starts behind a number, up to its predicate or the end of the clause; may be empty."""
    if start >= end or text[start] in NO_PHRASE:
        return ""
    end = min(end, start + LONGEST_CLAUSE)
    stop = _noun_stop(text, start, end, following)
    tail = text[start:stop]
    if "”(" in tail:
        tail = EXPLAINED.sub("”", tail)
    if following is not None and stop == following:
        tail = _without_last_verb(tail)
    runs_on = following is not None and stop >= following - 1 and text[stop : stop + 1] not in BREAKS
    if runs_on or NEXT_COUNT.search(text, start, min(end, stop + 1)):
        # The next number has a phrase of its own: this one's ends at the joint before it.
        joint = UP_TO_LAST_JOINT.match(tail)
        if joint and following is not None and not tail[joint.end() :].strip("约近超达到为有"):
            tail = tail[: joint.end() - 1]
        elif "、" in tail:
            tail = tail[: tail.index("、")]
    if JOINT.search(tail):
        tail = LATER_COUNT.split(tail)[0]
        if PLACES_AND.match(tail):
            tail = tail[0]
        tail = AND_OTHERS.split(tail)[0]
    if tail[:1] in LOCAL and LOCAL_DOES.match(tail):
        return tail[0]
    if tail.endswith(("”", "」")):
        quote = max(tail.find("“"), tail.find("「"))
        if quote >= 4:
            # 事项“跨省通办”: a slogan at the end is the predicate, with the places it holds for.
            tail = SCOPE_LAST.sub("", tail[:quote])
    if len(tail) > 20 and "、" in tail[4:] and not _qualified(tail.split("、")):
        tail = tail[: tail.index("、", 4)]
    relative = tail.rfind("的", 0, 28)
    if relative >= 0:
        done = MADE.match(tail)
        if done:
            # 1.2亿元实施的绿化工程: the work, not that it is done.
            tail = tail[done.end() :]
            relative = tail.find("的", 0, 12)
        if tail.startswith("的"):
            tail = tail[1:].lstrip(" ")
            relative = tail.find("的", 0, 12)
    if not tail or tail[0] in NO_PHRASE:
        return ""
    return _until_predicate(tail, relative + 1 if relative > 0 else 0)


def _noun_stop(text: str, start: int, end: int, following: int | None) -> int:
    """Where what stands behind a number stops at the latest: at a mark outside of quotes or at the next number."""
    stop = start
    quoted = 0
    while stop < end:
        mark = MARK.search(text, stop, end)
        at = mark.start() if mark else end
        if following is not None and stop < at and following < at:
            return max(stop, following)
        if at == end:
            return end
        stop = at
        char = text[stop]
        if char in "“「《":
            quoted += 1
        elif char in "”」》":
            quoted = max(0, quoted - 1)
        elif quoted:
            if following is not None and stop >= following:
                return stop
        elif char == "(" and _is_inside_noun(text, start, stop):
            # 县(市、区), 市(州)分岛: the bracket is part of the noun.
            stop = text.index(")", stop)
        elif char == "(" and text[stop - 1] == "”" and text.find(")", stop, end) > 0:
            # “两基”(普及教育和扫除文盲)攻坚县: a slogan explained within its noun.
            stop = text.index(")", stop)
        else:
            return stop
        stop += 1
    return stop


def _without_last_verb(tail: str) -> str:
    """What stands before the next number without the verb whose object that is: 26只引导基金投资318个项目."""
    found = words(tail)
    last = found[-1] if found else None
    verb = last is not None and last.text in lexicon().verb and last.text not in lexicon().nominal
    return tail[: last.start] if last is not None and (verb or last.text == "投资") and last.start >= 2 else tail


def _without_deed(phrase: str) -> str:
    """Of a body that does something with its object behind it the body: of 院校开办不同程度的课程 the colleges."""
    if not BODIES.match(phrase) or "的" not in phrase and NAMED_LAST.search(phrase):
        return phrase
    found = words(phrase)
    for i in range(1, len(found)):
        word = found[i]
        if word.text == "的":
            return phrase
        does = word.text in lexicon().predicate or word.tag == "v" and word.text in lexicon().verb
        object_follows = i + 1 < len(found) and found[i + 1].tag[:1] in "nba"
        does = does or word.tag == "v" and len(word.text) == 2 and object_follows
        does = does and word.text not in lexicon().actions
        if does and BODY_LAST.search(phrase[: word.start]):
            return phrase[: word.start]
    return phrase


def _is_inside_noun(text: str, start: int, at: int) -> bool:
    """Whether a bracket near the head of a phrase, or one of layers in a word, is part of the noun."""
    return bool(at - start <= 4 and SHORT_BRACKET.match(text, at) or LOCAL_BRACKET.match(text, at))


def counted(phrase: str, unit: str) -> str:
    """What a unit can count of the noun phrase behind it: of 困难群众基本生活 the people, of 产品的产量 the products."""
    if not phrase:
        return ""
    phrase = _without_deed(phrase) if unit in WHO_UNITS else phrase
    things = unit in THING_UNITS
    around = AROUND.match(phrase) if things else None
    if around:
        return around[1]
    affairs = AFFAIRS.match(phrase) if unit in PEOPLE_UNITS else None
    if affairs:
        return affairs[1]
    m = RATE_OF.search(phrase) if things else None
    m = m or (AMOUNT_AT_END.search(phrase) if unit in ("种", "类", "项") else None)
    m = m or (POLICY_FOR.match(phrase) if unit == "个" else None)
    m = m or (QUALITY_OF.search(phrase) if unit in ("个", "家", "所", "座", "处") else None)
    m = m or (LOCALS.match(phrase) if unit == "个" else None)
    m = m or (REGION.match(phrase) if unit == "个" and not THING_LAST.search(phrase) else None)
    m = m or (WORK_ON.search(phrase) if unit in ("条", "座", "个", "家", "所", "处") else None)
    if m:
        return m[1].rstrip("的")
    if "的" not in phrase:
        return phrase
    owner, _, _ = phrase.partition("的")
    if things and len(owner) >= 2 and (PLACE_LAST.search(owner) or owner in lexicon().handed_in):
        return owner
    if unit in ("名", "位", "人", "") and PERSON_LAST.search(owner):
        return owner
    owner, _, head = phrase.rpartition("的")
    apart = things and len(owner) >= 2
    return owner if apart and (AMOUNT_OF.fullmatch(head) or DEED_OF.fullmatch(head)) else phrase


def _qualified(parts: list[str]) -> bool:
    """Whether all parts of a list but the last only qualify it: 困难高龄、失能、残疾老年人家庭."""
    return len(parts) > 2 and all(len(p) <= 6 for p in parts[:-1]) and any(len(p) <= 3 for p in parts[1:-1])


def _until_predicate(tail: str, at: int) -> str:
    """The tail up to the word that starts its predicate; an action that a noun follows is part of the phrase."""
    lex = lexicon()
    found = words(tail)
    if CLEAR_PREDICATE.search(tail, 1):
        for word, after in pairwise(found):
            if word.text == "的":
                break
            clear = word.text in ("是", "成为") or word.tag[:1] == "v" and after.text == "着" or after.text == "了"
            if clear and word.start:
                # 上亿市场主体承载着…, 两千万同胞是…的兄弟: a predicate, though 的 follows.
                return _until_predicate(tail[: word.start].rstrip("的、和及与或 "), 0)
    tokens = [w for w in found if w.start >= at] if at else found
    ahead = [*tokens[1:], NO_WORD]
    first = 0
    if not at and tokens:
        head, after = tokens[0], ahead[0]
        if head.text in lex.qualifying and after is not NO_WORD and after.tag[:1] in "nbva":
            first = 1
        elif head.text in lex.handed_in and (after is NO_WORD or after.text in lex.predicate):
            return head.text
    seen = False
    depth = 0
    for i in range(first, len(tokens)):
        _, text, tag = word = tokens[i]
        depth += text.count("“") - text.count("”")
        after = ahead[i]
        if text == "所" and after.tag[:1] != "v":
            continue
        if depth <= 0:
            if seen and text in LATE and after.tag[:1] == "v":
                return tail[: word.start].rstrip("的、和及与或 ")
            if text in lex.predicate and (i or not at):
                before_noun = after.tag[:1] in ("n", "s") or after.tag == "vn"
                names = text != "实施" or not seen or bool(PLAN_NAME.match(tail, word.end))
                compound = text in lex.actions and names and (before_noun or after is NO_WORD and at > 0)
                closing = i + 2 == len(tokens) and before_noun and tag in ("v", "vn", "n") and not seen
                if compound or closing or i and tokens[i - 1].text == "全":
                    seen = True
                    continue
                return HALFWAY.sub("", tail[: word.start].rstrip("的、和及与或 ")) if seen else ""
            if seen and (tag in ("r", "p") or tag in ("i", "l", "d") and len(text) >= 4 and not _is_name(after)):
                return tail[: word.start].rstrip("的、和及与 ")
        seen = seen or tag[:1] in "nvajlbxizts" or tag == "eng"
    return tail.rstrip("的、和及与 ")


def _is_name(word: Word) -> bool:
    """Whether a word may be what an idiom in front of it qualifies."""
    return word.tag[:1] == "n" or word.tag == "vn" or word.text in lexicon().actions


def is_generic(phrase: str) -> bool:
    """Whether the words behind a number name no thing: 单位, 左右, 新台阶."""
    return bool(GENERIC_BEHIND.match(phrase))


@lru_cache(maxsize=4096)  # places and years over, the same things are measured
def phrase_before(segment: str, *, changes: bool = False) -> str:
    """The noun phrase that ends a stretch of text before a number, without what leads up to it.

    `changes` says that it is the subject of a change from one value to another.

    >>> phrase_before("全市共建成社区服务站")
    '社区服务站'
    >>> phrase_before("全年社会消费品零售总额同比增长")
    '社会消费品零售总额'
    """
    lex = lexicon()
    marker = MARKER.match(segment)
    text = segment[marker.end() :] if marker else segment
    bracketed = ")" in text
    if bracketed:
        text = UNIT_ASIDE.sub("", ASIDE.sub("", text))
    text = text.strip(",;:。!?、\n\t \"'")
    if STEPS.search(text):
        step = STEP.search(text)
        text = text[: step.start()] if step and step.start() >= 2 else STEP_END.sub("", text)
    if bracketed or text[-1:] in LED_BY:
        ratio = RATIO.search(text)
        text = EACH.without(LONG_ASIDE.sub("", text[: ratio.start()] if ratio else text))
        held = HOW_OFTEN.search(text)
        if held:
            # 执业考试每年在本市举办1次: a subject, and what is done with it.
            text = _strip_tail(text[: held.start()])
    whole = text
    text = _strip_tail(APART.sub("", text) if "分别" in text else text)
    predicated = changes or len(text) < len(whole) or bool(RATE_LAST.search(text))
    compared = COMPARED.search(text)
    if compared:
        text = text[: compared.start()]
        faster = FASTER.search(text)
        if faster and faster.start() >= 2:
            # 外资增速高于全国3个百分点: what is compared is the rate.
            return _strip_head(text)
    paced = RATE_OF_CHANGE.search(whole) if changes else None
    if paced:
        # 增长速度由6%调高到8%: it is the speed that changes.
        return _without_raising(_strip_head(whole[: paced.end()]), lex)
    caused = [m.end() for m in CAUSED.finditer(text) if not _inside_word_at(text, m.start(), m.end())]
    if caused:
        text = text[caused[-1] :]
    share = SHARE.search(text)
    if share and len(text[: share.start()].strip(JOINERS)) >= 2:
        head = _strip_tail(_strip_head(text[: share.start()].strip(JOINERS)))
        if head:
            text = text if SHARE_WORD.search(text, share.start()) else head
    if text.endswith("占") and len(text) > 2:
        text = text[:-1]
    text = _strip_tail(_strip_head(text)) if not share else _strip_head(text)
    if predicated:
        # A subject with its verb behind it: the verbs inside are part of its name (生产安全事故起数下降).
        m = lex.driving.match(text)
        drives = m is not None and len(text) - m.end() >= 2 and not AFTERWARDS.match(text, m.end())
        return _without_raising(_strip_head(text[m.end() :]) if m and drives else text, lex)
    text = _behind_last_verb(text, lex)
    return _without_raising(SESSION.sub("", text) if text[:1].isdecimal() else text, lex)


def _without_raising(text: str, lex: Lexicon) -> str:
    """A phrase without a verb of change at its head whose object it is: 提高能源效率, but not 增加值."""
    if not text.startswith(lex.adjusting):
        return text
    found = words(text)
    raised = len(found) > 1 and found[0].text in lex.adjusting and not AFTERWARDS.match(text, found[0].end)
    return text[found[0].end :] if raised and len(text) - found[0].end >= 2 and found[1].tag[:1] in "nvab" else text


@lru_cache(maxsize=4096)
def _strip_tail(text: str) -> str:
    lex = lexicon()
    for _ in range(8):
        compares = "比" in text or "较" in text
        if text[-1:] not in lex.closing and not compares:
            break
        before = text
        text = SETTLED.without(DATED_TO.without(text))
        m = lex.change.near_end(text) if text[-1:] in lex.change.letters else None
        if m and (m.start() or len(text) <= 4) and not text.endswith("自然", 0, m.start()):
            halves = len(m.group().strip()) == 1 and _splits_word(text, m.start())
            text = text if halves else text[: m.start()]
        for said in (BASIS, lex.adverb, lex.reached, LATE_TIME, STARTED):
            if text[-1:] not in said.letters and not (compares and said is BASIS):
                continue
            m = said.near_end(text)
            if m is None or m.group() == "年" and text[m.start() - 1 : m.start()].isdigit():
                continue
            guarded = said is lex.adverb or said is lex.reached
            free = not guarded or m.group() in WHOLE_WORDS or text[m.start() - 1 : m.start()] in NAMED
            if free or not _splits_word(text, m.start()):
                text = text[: m.start()]
        if "(" in text:
            text = ASIDE.sub("", text)
        if text[-1:] in LOOSE_ENDS and not text.endswith(("目的", "惠及", "涉及", "普及")):
            text = text.rstrip(LOOSE_ENDS)
        if text == before:
            break
    return text


def _splits_word(text: str, at: int) -> bool:
    """Whether cutting a text here would leave half of a word, in its last few words."""
    first = max(0, at - 8)
    return at - first not in joints(text[first:])


def _strip_head(text: str) -> str:
    lex = lexicon()
    for _ in range(6):
        if text[:1] not in lex.opening and not text[:1].isdecimal():
            break
        before = text
        m = PERIOD.match(text)
        if m and m.end() > 1:
            text = text[m.end() :]
        m = lex.openers.match(text)
        if (
            m
            and not NO_JOINER.match(text)
            and not _inside_word(text, m.end())
            and not TOWARDS.match(text)
            and not SUFFIX.match(text, m.end())
        ):
            text = text[m.end() :]
        if not NO_JOINER.match(text):
            text = text.lstrip(LOOSE_HEADS)
        if text == before:
            break
    return text


def _inside_word(text: str, at: int) -> bool:
    """Whether a place near the head of a text lies inside a word."""
    return at < NEAR_HEAD and at not in joints(text[:NEAR_HEAD])


def _behind_last_verb(text: str, lex: Lexicon) -> str:
    """The part behind the last leading verb, where enough stands behind it to say what is measured."""
    if TOWARDS.match(text):
        return text
    best = 0
    quotes = "“" in text
    for m in lex.leading.finditer(text):
        rest = text[m.end() :]
        quoted = quotes and text.count("“", 0, m.start()) > text.count("”", 0, m.start())
        if quoted or rest.startswith("性") or 0 < best < m.start() and _qualifies(text, m.start(), m.end()):
            continue
        if not best and m.start() >= 2 and rest in WORK_NAMES and words(text[: m.start()])[-1].tag[:1] == "n":
            # 城市更新项目: what kind of project.
            continue
        enough = len(rest) >= 3 or len(rest) == 2 and (m.group() in HANDLED or m.start() == 0 and _is_object(text))
        if enough and not RATE_HEAD.match(rest) and not _inside_word_at(text, m.start(), m.end()):
            best = m.end()
    if not best:
        return text
    # 城镇新建住房: where it is done tells it from its neighbour.
    where = WHERE_FIRST.match(text)
    rest = _strip_head(text[best:]) or text[best:]
    return where.group() + rest if where and not WHERE_FIRST.match(rest) else rest


def _is_object(text: str) -> bool:
    """Whether a text is a verb and a noun that is named without it: 发放补贴, but not 帮扶项目."""
    found = words(text)
    verb = found[0].tag == "v" and found[0].text not in lexicon().actions
    return len(found) == 2 and verb and found[1].tag in ("n", "nz") and not GENERAL.fullmatch(found[1].text)


def _qualifies(text: str, start: int, end: int) -> bool:
    """Whether a verb stands between two nouns of one name: 创建|生态文明建设示范区."""
    found = words(text)
    i = next((i for i, w in enumerate(found) if w.start == start and w.end == end), None)
    if not i or i + 1 == len(found) or found[i].text not in lexicon().actions:
        return False
    before, behind = found[i - 1], found[i + 1]
    return before.tag[:1] in "nj" and (behind.tag[:1] == "n" or behind.tag in ("vn", "v") and i + 2 < len(found))


def _inside_word_at(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a text begins or ends inside a word."""
    places = joints(text)
    return start not in places or end not in places


def shared(phrase: str, n: int) -> list[str]:
    """The phrase that each of n numbers measures where one phrase stands for all: 城镇和农村居民收入分别….

    >>> shared("高技术制造业、装备制造业增加值", 2)
    ['高技术制造业增加值', '装备制造业增加值']
    >>> shared("城乡居民收入", 2)
    ['城镇居民收入', '农村居民收入']
    """
    if n == 2 and "城乡" in phrase and "、" not in phrase:
        return [phrase.replace("城乡", "城镇", 1), phrase.replace("城乡", "农村", 1)]
    if n == 3 and phrase.startswith("一二三产"):
        return [f"{number}产{phrase[4:].removeprefix('业')}" for number in "一二三"]
    parts = [p for p in AND.split(phrase) if p]
    if len(parts) != n or n < 2:
        return [phrase] * n
    if n == 2 and len(parts[1]) < len(parts[0]) and len(parts[0]) >= 4:
        # 事故起数和死亡人数: what stands before the first head holds for the second.
        head = words(parts[0])[-1]
        if len(head.text) == 1 and len(words(parts[0])) > 2:
            # 诉求解决率、满意率: the rate is a word of two.
            head = words(parts[0])[-2]
        if words(parts[1])[-1].text == head.text and len(words(parts[1])) > 1:
            return parts
        if len(parts[1]) >= 4 and parts[1][-2:] == parts[0][-2:]:
            # 公共预算收入、税收收入: either is whole.
            return parts
        if parts[1][-1] == parts[0][-1] or parts[0].endswith(lexicon().heads):
            return [parts[0], parts[0][: head.start] + parts[1]]
    rate = RATE_SHARED.search(parts[-1])
    if rate and not any(RATE_SHARED.search(p) for p in parts[:-1]) and parts[0].endswith(lexicon().heads):
        return [*(p + rate.group() for p in parts[:-1]), parts[-1]]
    last = words(parts[-1])
    tail = parts[-1][last[0].end :] if len(last) > 1 else ""
    out = []
    if len(last) > 1 and len(last[0].text) > len(parts[0]) == 2:
        # 城镇和农村居民收入, where 农村居民 is one word.
        tail = last[0].text[2:] + tail
    for part in parts[:-1]:
        # 各类机构、企业创新中心: a thing of its own takes nothing but a quantity from its neighbour.
        quantity = parts[-1].endswith(lexicon().heads) or AMOUNT_LAST.search(parts[-1])
        tag = words(part)[-1].tag
        noun = len(part) > 2 and (tag in ("n", "nz", "j") or part[-1] in "”」》")
        noun = noun or tag in ("v", "vn") and len(part) > 3 and bool(AMOUNT_LAST.search(parts[-1])) and len(last) > 1
        own = (noun or tag == "ns" and len(part) > 4) and not quantity
        if not tail or own or part.endswith((last[-1].text, *lexicon().heads)):
            out.append(part)
            continue
        k = next((k for k in range(min(len(part), len(tail)), 0, -1) if part.endswith(tail[:k])), 0)
        if noun and not k:
            # 新能源汽车、节能家电零售额: only what both have is shared, 零售额.
            kept = len(last) - (2 if len(last[-1].text) == 1 < len(last[-2].text) and len(last) > 2 else 1)
            while kept > 1 and SHARED_NOUN.fullmatch(last[kept - 1].text):
                kept -= 1
            k = last[kept].start - (len(parts[-1]) - len(tail))
        out.append(part + tail[k:])
    return [*out, parts[-1]]


@lru_cache(maxsize=4096)  # asked for the same phrase by the numbers that share it
def is_hanging(phrase: str) -> bool:
    """Whether a phrase says nothing on its own: empty, a bare rate or share, a verb without its object."""
    lex = lexicon()
    return bool(
        len(phrase) <= LONGEST_HANGING
        and HANGING.match(phrase)
        or not LETTER.search(phrase)
        or EQUALS.match(phrase)
        or (phrase in lex.leading_words or phrase[-1] in "了出" and phrase[:-1] in lex.leading_words)
        and phrase not in lex.deeds
        or phrase in lex.opening_words
        or _says_where(phrase)
        or _is_period(phrase)
    )


def _says_where(phrase: str) -> bool:
    """Whether a phrase only says where or at what stage something is."""
    return bool(SOMEWHERE.match(phrase) or AT_SOME_TIME.search(phrase))


def _is_period(phrase: str) -> bool:
    """Whether a phrase is but a time or among whom."""
    return bool(WHEN_OR_WHERE.fullmatch(phrase) or PERIOD.fullmatch(phrase))


def is_done(phrase: str) -> bool:
    """Whether a phrase ends in what was done to a thing or how it is: 全部建成, 质量优良."""
    return len(phrase) >= 2 and words(phrase)[-1].tag[:1] in "va"


def owner_of(phrase: str) -> str:
    """The thing that a phrase speaks of, without its verb and what it is a share of: 保险业雇用 -> 保险业."""
    share = SHARE.search(phrase)
    head = phrase[: share.start()] if share and share.start() >= 2 else phrase
    verb = max((m.start() for m in lexicon().leading.finditer(head) if m.end() == len(head)), default=0)
    if verb >= 2 and not head.endswith(lexicon().nominal) and not _inside_word_at(head, verb, len(head)):
        head = _strip_tail(head[:verb]) or head
    return head


def adds_nothing(phrase: str) -> bool:
    """Whether a phrase only says when or among whom, or how much more: nothing of it joins the name of a thing."""
    return bool(phrase.startswith(("增", "成长", "涨", "降", "升", "同")) or _says_where(phrase) or _is_period(phrase))


def subject_before(text: str, start: int, floor: int) -> str:
    """The subject of the clause before the one that holds a place, or an empty text."""
    here = clause_start(text, start, floor)
    if here <= floor:
        return ""
    above = clause_start(text, here - 1, floor)
    if PARENTHETIC.match(text[above:here]) or _says_where(text[above : here - 1]):
        return subject_before(text, above, floor)
    clause = _strip_head(BRACKETED.sub("", MARKER.sub("", text[above : here - 1])))
    clause = DOUBLED.sub("", clause)
    if not clause and above > floor:
        return subject_before(text, above, floor)
    lex = lexicon()
    step = STEP.search(clause)
    if step and step.start() >= 2:
        return clause[: step.start()]
    found = words(clause)
    start_at = 1 if found and found[0].tag == "d" else 0
    if len(found) > start_at + 2 and found[start_at].text in lex.adjusting and found[start_at + 1].tag != "uj":
        # 逐步提高基金的资助上限,由…: what is adjusted goes up or down.
        clause = clause[found[start_at].end :]
        found = words(clause)
    topic = _topic_from(found)
    taken = lex.leading.match(clause)
    if taken and not topic and found[0].end == taken.end() and len(found) > 2 and _is_noun(found[1:]):
        return clause[taken.end() :]
    seen = False
    for i, word in enumerate(found):
        ahead = found[i + 1].tag[:1] if i + 1 < len(found) else ""
        if word.text in ("会", "可", "将", "能", "要", "应") and ahead in ("n", "a", "b"):
            continue
        stops = word.tag in ("d", "p", "vd") or word.text in lex.predicate or word.text in lex.verb
        if seen and stops and i >= topic and not _is_part_of_noun(found, i):
            head = clause[: word.start].rstrip("的").removesuffix("所")
            return _strip_tail(head) or head
        seen = seen or word.tag[:1] in "njl" or word.tag == "vn"
    if topic and len(clause) > LONGEST_TOPIC:
        clause = clause[found[topic].end :]
    return clause if topic or len(clause) <= 14 else ""


def _topic_from(found: tuple[Word, ...]) -> int:
    """The place of the last 的 where a clause is but a noun that clauses and nouns in front of it qualify, else 0."""
    lex = lexicon()
    last = max((i for i, w in enumerate(found) if w.text == "的"), default=0)
    behind = found[last + 1 :]
    if not last or not behind or found[last - 1].tag[:1] in "abd" or behind[-1].tag[:1] not in "nv":
        return 0
    verbs = [w for w in behind if w.tag in ("v", "d", "p", "m", "c")]
    return 0 if any(w.tag != "v" or w.text in lex.predicate or w.text in lex.verb for w in verbs) else last


def _is_noun(found: tuple[Word, ...]) -> bool:
    """Whether words are one noun with what qualifies it: 残疾人两项补贴制度 behind 建立."""
    return found[-1].tag[:1] == "n" and all(w.tag[:1] in "nabjxcm" or w.tag == "vn" for w in found)


def _is_part_of_noun(found: tuple[Word, ...], i: int) -> bool:
    """Whether a word that could open a predicate names or qualifies: 平均 in 的平均收入, 服务 before 是, 推广基金."""
    word = found[i]
    ahead = found[i + 1 :]
    if word.text in ("与", "同") and i > 0 and ahead:
        return found[i - 1].tag in ("n", "vn", "v") and ahead[0].tag in ("n", "vn", "v")
    if word.text in ("平均", "人均", "户均", "可支配", "可"):
        return bool(ahead) and ahead[0].tag[:1] in "nv"
    if (
        word.tag in ("vn", "n")
        and ahead
        and (ahead[0].tag in ("d", "v") or ahead[0].text == "被")
        and ahead[0].text not in ("到", "至")
    ):
        return True
    if ahead and ahead[0].text in WORK_NAMES:
        return True
    return word.text in lexicon().actions and bool(ahead) and ahead[0].tag in ("n", "vn")
