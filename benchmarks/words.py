"""What the tickets of the benchmarks are made of: half Chinese, half English, as a small shop would have written them."""

from __future__ import annotations

ZH_ITEMS = (
    "iPhone 12",
    "华为 Mate 40",
    "洗衣机",
    "空调",
    "冰箱",
    "电饭煲",
    "台灯",
    "笔记本电脑",
    "平板",
    "热水器",
    "电视",
    "吸尘器",
)
ZH_FAULTS = (
    "屏幕碎",
    "换电池",
    "漏水",
    "不制冷",
    "开不了机",
    "声音很大",
    "充不进电",
    "按键失灵",
    "进水",
    "不加热",
    "有异味",
    "跳闸",
)
EN_ITEMS = (
    "iPhone 12",
    "Lamp",
    "Toaster",
    "Washing machine",
    "Laptop",
    "Radio",
    "Kettle",
    "Vacuum cleaner",
    "Tablet",
    "Bike light",
)
EN_FAULTS = (
    "cracked screen", "battery swollen", "does not start", "loose plug", "leaks", "no sound", "overheats", "button stuck",
    "smells burnt", "blown fuse",
)  # fmt: skip
ZH_ASKS = ("有货吗", "多少钱", "几点关门", "能上门吗", "怎么退货", "保修多久", "发货了吗", "有没有配件")
EN_ASKS = (
    "Does it fit a 2019 model?",
    "How much is it?",
    "When do you open?",
    "Do you ship?",
    "Is it in stock?",
    "Warranty?",
)
ZH_SAID = (
    "什么时候好？",
    "已经修好了吗，急用",
    "麻烦快一点",
    "好的，谢谢",
    "下午过来取",
    "价格可以再商量吗",
    "到货了请告诉我",
)
EN_SAID = (
    "When will it be ready?",
    "Thanks, I will come by",
    "Any news?",
    "Please call me",
    "That is too much",
    "Fine, go ahead",
)
ZH_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
ZH_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红"
EN_NAMES = (
    "Wang Wei",
    "M. Rossi",
    "A. Jensen",
    "Anna Berg",
    "J. Smith",
    "K. Nowak",
    "P. Dubois",
    "S. Lee",
    "T. Okafor",
    "L. Silva",
)
SITES = ("", "", "二期", "三期", "B3", "Riverside")
CATEGORIES = ("phone", "appliance", "computer", "lamp", "audio", "other")
CHANNELS = ("wechat", "phone", "walk_in", "email", "chat")
TAGS = ("加急", "vip", "parts", "hard", "回头客")
