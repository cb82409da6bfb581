"""What customers of the sample shop ask, send back and complain about. Everything is invented."""

from __future__ import annotations

from desk.record import NamedTuple


class Inquiry(NamedTuple):
    """A question: `body` as it came, `answer` as it was given, `more` what the customer adds."""

    language: str
    title: str
    body: str
    answer: str
    more: str
    category: str = ""
    tags: tuple[str, ...] = ()


class AfterSale(NamedTuple):
    """Something sold that came back, or never came. `settlement` refund or resend."""

    language: str
    category: str
    title: str
    body: str
    answer: str
    settlement: str
    amount: int


class Complaint(NamedTuple):
    """A complaint of a class, and what the shop offered."""

    language: str
    kind: str
    title: str
    body: str
    solution: str


INQUIRIES = (
    Inquiry("zh", "换电池多少钱", "青禾 M5 用了两年，换块电池多少钱？要等多久？", "M5 电池 138 元，等 40 分钟就好，不用预约。", "好的，周末过来。", "phone", ("报价",)),
    Inquiry("zh", "周日开门吗", "请问周日开不开门？我平时上班来不了。", "开的，周日 9 点到 18 点 40。", "收到，谢谢！"),
    Inquiry("zh", "能上门修洗衣机吗", "住学府花园，洗衣机搬不动，能上门吗？怎么收费？", "可以，上门费 30 元，修的话抵工时。", "那约明天下午行吗？", "washer", ("上门",)),
    Inquiry("zh", "旧手机回收", "青禾 X3 屏幕有划痕，能回收吗，大概多少？", "能，功能正常 300 到 420 元，来店看成色。", "比别家低一点啊。", "phone", ("回收",)),
    Inquiry("zh", "笔记本加内存", "远山本14 能不能加到 32G？", "有一个空插槽，可以加，内存和人工 399 元。", "我再考虑下。", "laptop", ("报价",)),
    Inquiry("zh", "贴膜还有货吗", "X3 Pro 的防窥膜还有吗？", "有，25 元贴好。", "麻烦留一张。", "phone"),
    Inquiry("zh", "数据能恢复吗", "硬盘摔了，里面有孩子照片，能恢复吗？", "要先检测，检测免费；能恢复再报价。", "什么时候能检测？", "laptop", ("资料",)),
    Inquiry("zh", "店里空调保养", "店里三台柜机想做保养，能开发票吗？", "能开。三台一起 360 元，闭店后做。", "让我和合伙人说一声。", "aircon", ("企业",)),
    Inquiry("zh", "保修期多长", "上次换的屏保修多久？", "换件保修 180 天，凭单号就行。", "知道了。"),
    Inquiry("en", "Does the Mini battery fit a 2019 model?", "I have a Lumen Mini from 2019. Do you stock the battery?", "We do: ¥150 fitted, twenty minutes.", "Great, is Saturday fine?", "phone", ("quote",)),
    Inquiry("en", "Opening hours on the holiday", "Are you open on the holiday Monday?", "We are, nine to two.", "Lovely, thank you."),
    Inquiry("en", "Price to clean a laptop", "What is a clean and new paste for a Book 15?", "¥160, same day if it is here before noon.", "Can I wait for it?", "laptop", ("quote",)),
    Inquiry("en", "Do you repair coffee machines?", "Pump 20, eight years old. Worth it?", "Usually yes. Bring it with the water tank; a look is free.", "I'll think about it.", "coffee"),
    Inquiry("en", "Loan phone while mine is here", "Do you have a loaner? I am on call.", "We have two, with a deposit of ¥300.", "Please keep one for me.", "phone", ("loaner",)),
    Inquiry("en", "Twelve tablets for orders", "We need twelve tablets set up for our staff. Can you quote?", "Happy to. Our sales will send an offer.", "By Friday if possible.", "tablet", ("business",)),
    Inquiry("en", "Bike motor service", "Otter City 7, yearly service: price and how long?", "¥260, one working day.", "And a puncture too?", "bike", ("quote",)),
    Inquiry("en", "Invoice for the repair in spring", "Could you send the invoice again? I lost it.", "Sent to the address we have for you.", "Got it, thanks."),
    Inquiry("en", "Can you read an old disk?", "Found a disk with family photos, plug looks ancient.", "Very likely. Looking costs nothing.", "I'll bring it on Tuesday.", "laptop", ("data",)),
)  # fmt: skip

AFTER_SALES = (
    AfterSale("zh", "exchange", "保护壳颜色发错，想换", "下单黑色，收到的是蓝色。能换吗？", "实在抱歉，寄回来我们马上换黑色，运费我们出。", "resend", 39),
    AfterSale("zh", "refund", "退款没到账", "上周退的充电器，钱还没到。", "已查到，银行处理中，两个工作日内到。", "refund", 89),
    AfterSale("zh", "parcel_lost", "快递显示签收，没收到", "物流说昨天签收了，家里没人收过。", "已经找快递核实，今天给您答复。", "resend", 129),
    AfterSale("zh", "short_item", "少了一根数据线", "套装里说有两根线，只有一根。", "是我们漏装，今天补寄。", "resend", 25),
    AfterSale("zh", "quality", "充电宝鼓了", "用了一个月，中间鼓起来了，不敢用。", "千万别再充，寄回全额退款。", "refund", 149),
    AfterSale("zh", "return", "耳机不合适想退", "戴着疼，没怎么用，七天内。", "可以退，包装和配件一起寄回即可。", "refund", 199),
    AfterSale("zh", "wrong_item", "型号发错", "要的是 X3 Pro 的膜，发来 X3 的。", "我们核对了，是拣货错了，今天重发。", "resend", 25),
    AfterSale("zh", "courier", "外箱压坏", "箱子压扁了，里面的灯罩裂了。", "请拍照给我们，直接补发灯罩。", "resend", 65),
    AfterSale("en", "exchange", "Case is the wrong size", "I ordered for the P9 Max, this is for the P9.", "Sorry! Send it back with the label inside, the right one leaves today.", "resend", 39),
    AfterSale("en", "parcel_lost", "Parcel never arrived", "Tracking has not moved for nine days.", "We have asked the carrier and will send another if it is not found.", "resend", 159),
    AfterSale("en", "refund", "Refund still missing", "Returned the speaker two weeks ago.", "It arrived on Monday; the money is on its way.", "refund", 229),
    AfterSale("en", "quality", "Charger gets very hot", "Too hot to touch after ten minutes.", "Please stop using it. We will pay it back in full.", "refund", 79),
    AfterSale("en", "return", "Changed my mind about the lamp", "Unused, still sealed.", "No problem within fourteen days.", "refund", 119),
    AfterSale("en", "short_item", "Screwdriver missing from the kit", "Twelve listed, eleven in the box.", "Our slip. One is in tomorrow's post.", "resend", 15),
)  # fmt: skip

COMPLAINTS = (
    Complaint("zh", "quality", "修好三天又坏", "屏幕换完三天又闪，来回跑两趟了，很耽误事。", "免费重修，换新总成，保修重算；送一张膜"),
    Complaint("zh", "service", "等了一小时没人理", "中午去店里，说等一下，等了一小时才有人问。", "店长当面道歉，这次免工时费，中午加一人"),
    Complaint("zh", "general", "报价和收的不一样", "电话说 120，取的时候收 160。", "退差价 40 元，以后报价写在单上"),
    Complaint("zh", "service", "说好打电话没打", "答应修好打电话，我自己跑去才知道早好了。", "道歉，下次维修九折，改为修好必打电话"),
    Complaint("zh", "quality", "手机里资料没了", "送修时说会留资料，拿回来是空的。", "用备份恢复照片，免本次费用"),
    Complaint("zh", "emergency", "充电器冒烟", "昨天买的充电器今早冒烟，插座黑了，人没事。", "立即召回同批次，上门更换插座并赔偿"),
    Complaint("en", "quality", "Same fault after two weeks", "Paid ¥140 and it does not charge again.", "Repair again without charge, port from another maker"),
    Complaint("en", "service", "Nobody called back", "Three messages, no answer for four days.", "An apology, and one person named who answers"),
    Complaint("en", "general", "Wrong name on the invoice", "Third time I ask for a correct invoice.", "New invoice today, checked by two people"),
    Complaint("en", "service", "Rude at the counter", "I asked about my radio and was told not to fuss.", "A call from the owner; the repair is on us"),
    Complaint("en", "quality", "Scratches on the lid", "The lid was spotless when I brought it in.", "New lid, or ¥150 off, as the customer prefers"),
    Complaint("en", "emergency", "Kettle gave a shock", "Tingling at the handle after your repair. We unplugged it.", "Collected at once, loaner left, report in two days"),
)  # fmt: skip

SORRY = (
    ("非常抱歉，给您添麻烦了，我们今天就处理。", "抱歉让您久等，我来负责这件事。"),
    ("We are sorry for the trouble and are on it today.", "I apologise. I will look after this myself."),
)
HAPPY = (
    ("处理得挺好，谢谢。", "满意，态度不错。", "行，这次还可以。"),
    ("Happy now, thank you.", "All good, and thanks for calling.", "Very kind of you, it works."),
)
UNHAPPY = (("还是没修好，很失望。", "等太久，不满意。"), ("Still not right, to be honest.", "It took far too long."))
RANG_OUT = (("响了很久没人接", "没人接，稍后再打"), ("Rang out", "No answer, try again later"))
LOST = (("去别家了", "嫌贵", "联系不上"), ("Went elsewhere", "Too expensive", "No reply to two letters"))
REFUSED = (
    ("超过退货期，且有使用痕迹", "人为损坏，不在保修内"),
    ("Past the return period, clearly used", "Damage by a fall is not covered"),
)
WITHDRAWN = (
    ("客户说是误会，撤回", "已当面解决，客户要求撤诉"),
    ("A misunderstanding, says the customer", "Settled in person, taken back"),
)
DECIDED = (
    ("客户要求不合理，店长决定补偿到此", "多次联系不上，按最初方案结案"),
    ("Compensated as offered; no further claim", "Could not be reached again; closed on the offer"),
)
DOUBLE = (("点错了，重复登记", "测试"), ("Typed twice by mistake", "Entered for the wrong customer"))
REMEMBER = (("返修过一次，下次优先安排",), ("Came back once; look after this one first",))
