"""Who works in the sample shop and who comes to it. All of them are invented; their telephone numbers belong to nobody.

Chinese numbers are `138 0000 ....`, British ones from the range kept for drama, American ones `555 01..`.
"""

from __future__ import annotations

from desk.record import NamedTuple

STAFF = (("01", "陈"), ("02", "Nora"), ("03", "李"), ("05", "Tom"))


class Person(NamedTuple):
    """A customer. Who is not `archived` is known by name and telephone only, as a quick intake leaves it."""

    name: str
    phone: str
    address: str = ""
    company: str = ""
    alert: str = ""
    ids: tuple[tuple[str, str], ...] = ()
    note: str = ""
    segment: str = ""

    @property
    def archived(self) -> bool:
        return bool(self.address or self.company or self.alert)

    def card(self) -> dict[str, object]:
        """The columns of the customer's card."""
        told = {
            "name": self.name,
            "address": self.address,
            "company": self.company,
            "alert": self.alert,
            "note": self.note,
        }
        return {**told, "segment": self.segment, "vip": int(bool(self.alert))}


HANZI = (
    Person(
        "张三",
        "13800001111",
        "老街 12 号 3-201",
        alert="老客户，修好先打电话，不要发短信",
        ids=(("wechat", "zs_laojie"),),
    ),
    Person("李四", "13800001112", "海港路 8 号 1-1502", ids=(("wechat", "lisi88"),)),
    Person("王五", "13800001113", "老街 40 号"),
    Person("赵六", "13800001114"),
    Person("陈老师", "13800001120", "学府花园 6-402", "第九小学", note="周三下午有课，别打电话"),
    Person("吴阿姨", "13800001121", "老街 5 号 1-101", alert="听力不好，说慢一点", segment="老街坊"),
    Person("何师傅", "13800001122", "", "顺风小吃"),
    Person("林小姐", "13800001123", "海港路 20 号 2-803", ids=(("wangwang", "lin_xiaolin"),)),
    Person("周先生", "13800001124", "青石巷 3 号"),
    Person("郑会计", "13800001125", "商务楼 B 座 910", "蓝屋设计", ids=(("email", "zheng@example.com"),)),
    Person("孙大爷", "13800001126", "老街 7 号 2-301", segment="老街坊"),
    Person("刘工", "13800001127", "", "海港码头工程队"),
    Person("黄同学", "13800001128"),
    Person("徐女士", "13800001129", "学府花园 2-1101", ids=(("wechat", "xu_yu"),)),
    Person("马老板", "13800001130", "老街 33 号", "好时光茶馆", alert="店里设备停一天损失大，优先处理"),
    Person("高医生", "13800001131", "青石巷 18 号"),
    Person("罗小弟", "13800001132"),
    Person("谢女士", "13800001133", "海港路 8 号 3-602", ids=(("wangwang", "xie_shop"),)),
    Person("宋先生", "13800001134", "学府花园 9-203"),
    Person("唐阿姨", "13800001135", "老街 21 号", segment="老街坊"),
    Person("冯姐", "13800001136", "", "花间花店", ids=(("wechat", "feng_flowers"),)),
    Person("曹先生", "13800001137"),
    Person("彭女士", "13800001138", "青石巷 25 号 1-502"),
    Person("沈同学", "13800001139", "学府花园 宿舍 4-516"),
)

ENGLISH = (
    Person("Alma Reed", "+44 7700 900101", "4 Quay Lane", ids=(("email", "alma@example.com"),)),
    Person(
        "Ben Oakes",
        "+44 7700 900102",
        "11 Mill Row",
        alert="Pays by invoice; send the slip by e-mail",
        company="Oakes Catering",
    ),
    Person("Clara Moss", "+44 7700 900103"),
    Person("Dev Harlan", "+1 212 555 0104", "Flat 7, Harbour House"),
    Person("Edith Crane", "+44 7700 900105", "2 Chapel Steps", alert="Ring twice, she walks slowly to the phone"),
    Person("Finn Archer", "+44 7700 900106", ids=(("email", "finn@example.org"),)),
    Person("Grace Tully", "+44 7700 900107", "19 Mill Row", "Tully's Bakery"),
    Person("Hugo Penn", "+1 212 555 0108"),
    Person("Iris Vale", "+44 7700 900109", "Flat 2, Harbour House", note="Prefers afternoons"),
    Person("Jonas Birk", "+44 7700 900110", "Pier 3", "Birk Boats"),
    Person("Kit Lowell", "+44 7700 900111"),
    Person("Lena Frost", "+44 7700 900112", "8 Garden Court", ids=(("email", "lena@example.net"),)),
    Person("Milo Hart", "+1 212 555 0113", "15 Quay Lane"),
    Person("Nell Sawyer", "+44 7700 900114"),
    Person("Otis Gray", "+44 7700 900115", "1 Station Yard", "Gray & Daughter"),
    Person("Pia Lund", "+44 7700 900116", "Flat 9, Harbour House", alert="Regular for ten years: no deposit"),
    Person("Quinn Abbot", "+44 7700 900117"),
    Person("Rosa Finch", "+44 7700 900118", "27 Garden Court"),
    Person("Sam Teller", "+1 212 555 0119", "6 Chapel Steps"),
    Person("Tess Marlow", "+44 7700 900120", "", "Night Owl Radio"),
    Person("Una Wells", "+44 7700 900121", "30 Mill Row"),
    Person("Vic Stone", "+44 7700 900122"),
    Person("Wyn Parry", "+44 7700 900123", "12 Pier Street"),
    Person("Yara Bloom", "+44 7700 900124", "3 Garden Court", ids=(("wechat", "yara_b"),)),
)
