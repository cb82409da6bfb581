"""What is brought for repair in the sample shop. Makes and models are invented."""

from __future__ import annotations

from desk.record import NamedTuple


class Repair(NamedTuple):
    """One fault. `price` in whole yuan; `models` are the ones it happens to; `prefix` begins their serial numbers."""

    language: str
    category: str
    brand: str
    models: tuple[str, ...]
    prefix: str
    fault: str
    body: str
    finding: str
    part: str
    price: int
    tags: tuple[str, ...] = ()


REPAIRS = (
    Repair("zh", "phone", "青禾", ("X3", "X3 Pro", "M5"), "QH", "屏幕碎",
           "昨晚掉在台阶上，左上角裂了，触摸还能用。里面照片要留着。", "外屏碎，内屏有一条亮线，需换总成；主板正常", "屏幕总成", 480, ("屏幕",)),
    Repair("zh", "phone", "青禾", ("M5", "M7"), "QH", "充不进电",
           "换了三根线都一样，要按住才充。", "尾插松动、氧化，清理无效", "尾插小板", 120, ("充电",)),
    Repair("zh", "phone", "青禾", ("X3", "M7"), "QH", "进水不开机",
           "掉进水槽大概一分钟，擦干后开不了机。资料重要，先保资料。", "主板有水渍，已超声清洗，电池鼓包", "电池", 260, ("进水", "资料")),
    Repair("zh", "laptop", "远山", ("本14", "本16"), "YS", "风扇响、发烫",
           "一开视频会议就响，键盘烫手。用了三年没清过灰。", "散热口堵死，硅脂干，风扇轴承磨损", "风扇", 180, ("清灰",)),
    Repair("zh", "laptop", "远山", ("本14",), "YS", "键盘进咖啡",
           "早上打翻半杯拿铁，立刻关机了，几个键没反应。", "键盘回路短路，主板无恙", "键盘", 350),
    Repair("zh", "washer", "白鹭", ("8公斤滚筒", "10公斤滚筒"), "BL", "漏水",
           "脱水时前面地上一滩水，转起来还咚咚响。", "门封老化开裂，减震正常", "门封圈", 220, ("上门",)),
    Repair("zh", "aircon", "北岭", ("1.5匹挂机", "2匹柜机"), "BK", "不制冷",
           "开一小时还是热风，外机在转。去年加过一次氟。", "铜管接头渗漏，压力偏低", "接头和冷媒", 320, ("上门",)),
    Repair("zh", "cooker", "小灶", ("电饭煲4L", "压力锅6L"), "XZ", "跳闸",
           "一按煮饭家里就跳闸，换插座也跳。", "电热盘绝缘下降，进过水", "电热盘", 95),
    Repair("zh", "vacuum", "轻尘", ("V8", "R2 扫地机"), "QC", "吸力弱",
           "滤网洗过了还是没劲，几分钟就没电。", "电池组衰减，进风道缠满毛发", "电池组", 210),
    Repair("zh", "tablet", "青禾", ("板11",), "QH", "摔弯，一半触摸失灵",
           "孩子坐在上面了，右半边点不动。", "边框变形，触摸排线断", "触摸屏", 390, ("屏幕",)),
    Repair("zh", "heater", "北岭", ("热水器50L",), "BK", "出水忽冷忽热",
           "洗澡到一半变凉，面板显示 E3。", "水流传感器结垢", "水流传感器", 160, ("上门", "E3")),
    Repair("zh", "audio", "回声", ("音箱二代",), "HS", "左声道没声",
           "换了线和手机都一样，用力拍一下会响。", "功放板虚焊", "补焊", 80),
    Repair("zh", "lamp", "月白", ("护眼台灯",), "YB", "闪烁",
           "调到最亮就一闪一闪，孩子写作业看着难受。", "调光电容失效", "电容", 45),
    Repair("zh", "kettle", "小灶", ("烧水壶1.7L",), "XZ", "不自动断电",
           "水开了一直烧，吓人。", "蒸汽开关变形", "蒸汽开关", 35, ("安全",)),
    Repair("en", "phone", "Lumen", ("P9", "P9 Max", "Mini"), "LM", "cracked screen",
           "Fell off a bike. Touch works, corner is sharp. Please keep the data.", "Outer glass gone, one bright line: full panel", "Screen panel", 520, ("screen",)),
    Repair("en", "phone", "Lumen", ("P9", "Mini"), "LM", "won't charge",
           "Three cables, two chargers, nothing. Warm near the port.", "Charging port corroded, battery at 71 %", "Charging port", 140, ("charging",)),
    Repair("en", "phone", "Lumen", ("P7",), "LM", "no sound in calls",
           "They hear me, I hear nothing. Loudspeaker is fine.", "Earpiece mesh clogged, speaker torn", "Earpiece", 110),
    Repair("en", "laptop", "Fjell", ("Book 13", "Book 15"), "FJ", "hinge broken",
           "Lid came off on the right, screen flickers when moved.", "Hinge mount cracked, display cable pinched", "Hinge set", 380),
    Repair("en", "laptop", "Fjell", ("Book 13",), "FJ", "very slow, fan always on",
           "Takes ten minutes to start. Had it since school.", "Disk has failing sectors; data readable", "Solid state disk", 460, ("data",)),
    Repair("en", "lamp", "Moth", ("Desk lamp", "Floor lamp"), "MO", "loose plug",
           "Goes off when somebody walks past.", "Strain relief gone, two strands left", "Plug and cord", 40),
    Repair("en", "kettle", "Hearth", ("Kettle 1.5",), "HE", "leaks at the base",
           "Puddle after every boil.", "Seal of the heating plate hardened", "Plate seal", 55),
    Repair("en", "toaster", "Hearth", ("Toaster 4",), "HE", "lever won't stay down",
           "Pops straight up, both sides.", "Magnet coil open, crumbs in the latch", "Latch magnet", 60),
    Repair("en", "vacuum", "Swift", ("Stick 2", "Drum 5"), "SW", "cuts out after a minute",
           "Runs, then stops, light blinks red.", "Thermal switch trips, filter was packed", "Filter and switch", 130),
    Repair("en", "audio", "Tern", ("Radio 60", "Amp One"), "TE", "hums on one side",
           "Louder when it warms up. It was my father's, please be gentle.", "Smoothing capacitors dried out", "Capacitor set", 150, ("old",)),
    Repair("en", "sewing", "Wren", ("Stitch 12",), "WR", "needle does not move",
           "Motor hums, wheel turns by hand.", "Drive belt slipped and torn", "Drive belt", 90),
    Repair("en", "coffee", "Hearth", ("Pump 20",), "HE", "no pressure",
           "Drips instead of flowing, for two weeks now.", "Scale in the valve, pump weak", "Pump", 240),
    Repair("en", "bike", "Otter", ("City 7",), "OT", "motor cuts out uphill",
           "Display shows E21 on the bridge, every morning.", "Torque sensor plug full of water", "Sensor cable", 310, ("E21",)),
    Repair("en", "washer", "Heron", ("Drum 8",), "HR", "stops before spinning",
           "Water stays in, smells burnt.", "Drain pump blocked by a coin, winding hot", "Drain pump", 270, ("on-site",)),
)  # fmt: skip

# What is said on the way: (Chinese, English) pools. {part} {price} {finding} are filled in.
OFFERS = (
    (
        "检测好了：{finding}。换{part}，连工时一共 {price} 元，修吗？",
        "您好，{finding}。{part}加人工 {price} 元，今天同意的话这两天能好。",
        "师傅看过了，{finding}。报价 {price} 元（{part}），不修不收检测费。您看？",
    ),
    (
        "We have looked at it: {finding}. {part} and labour come to ¥{price}. Shall we go ahead?",
        "Good news and a price: {finding}. ¥{price} with {part}, ready about two days after your yes.",
        "{finding}. Repair would be ¥{price} ({part}). If you would rather not, there is no charge for looking.",
    ),
)
YES = (
    ("可以，修吧。", "行，就按这个价。", "修，尽快，等着用。", "好的，麻烦师傅了。"),
    ("Yes please, go ahead.", "Fine with me.", "OK, do it. Need it by the weekend if you can.", "Agreed, thanks."),
)
NO = (
    ("太贵了，不修了，我来拿。", "那算了，买个新的。", "先不修了，原样退给我吧。"),
    ("That is more than it is worth. I'll collect it as it is.", "No thanks, I will buy another.", "Leave it, please."),
)
ASKS = (
    ("修好了吗？", "大概什么时候能拿？", "今天能好吗？我下班过来。", "师傅，配件到了没？"),
    (
        "Any news?",
        "Is it ready? I am nearby on Thursday.",
        "How long will the part take?",
        "Just checking how it goes.",
    ),
)
NEWS = (
    ("还在修，明天下午给您消息。", "配件在路上，到了马上装。", "正在测试，没问题今晚就能拿。"),
    (
        "On the bench now; we will write tomorrow.",
        "The part is on its way, we fit it the day it comes.",
        "Testing overnight.",
    ),
)
READY = (
    ("修好了，随时来取，19 点前都有人。", "您的机器好了，试了两小时正常。", "好了，来的时候带一下取件单。"),
    (
        "Ready to collect, we are in until seven.",
        "All done and tested. Bring the slip, please.",
        "It works again. See you soon.",
    ),
)
PAID = (("paid", "paid", "paid", "现金已付", "微信已付"), ("paid", "paid", "paid", "paid in cash", "invoice sent"))
UNWORTHY = (("报价高于新机，客户不修", "主板严重腐蚀，修了不稳定", "停产无配件"),
            ("Costs more than a new one", "Board too corroded to last", "No parts made any more"))  # fmt: skip
GIVEN_UP = (("客户自己修好了", "登记后一直没送来"), ("Never brought in", "Customer fixed it at home"))
WORKING = (
    ("已拆机，先清洁。", "换上配件，老化测试中。", "螺丝少两颗，已补。", "放 B3 架。"),
    (
        "Opened and cleaned first.",
        "New part in, test running.",
        "Two screws were missing, replaced.",
        "On shelf B3.",
    ),
)
