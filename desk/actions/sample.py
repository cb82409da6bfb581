"""The sample shop of `desk demo`: four months of a repair shop, told with the same deeds that people do."""

from __future__ import annotations

import heapq
from datetime import timedelta
from typing import TYPE_CHECKING

from desk import clock
from desk.actions import arranging, founding, undoing
from desk.actions.desk import Desk
from desk.actions.sample_cast import parts
from desk.actions.sample_people import STAFF
from desk.actions.sample_scene import Scene, Stage
from desk.config.settings import Category, Site
from desk.text import Label

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from desk.actions.sample_scene import Story
    from desk.config import Settings

NAME = "Corner Repairs · 街角维修"
_DAYS = 121
_CATEGORIES = {
    "phone": Label("Phones", "手机"),
    "tablet": Label("Tablets", "平板"),
    "laptop": Label("Laptops", "笔记本"),
    "washer": Label("Washing machines", "洗衣机"),
    "aircon": Label("Air conditioners", "空调"),
    "heater": Label("Water heaters", "热水器"),
    "cooker": Label("Cookers", "电饭煲"),
    "kettle": Label("Kettles", "水壶"),
    "toaster": Label("Toasters", "烤面包机"),
    "coffee": Label("Coffee machines", "咖啡机"),
    "vacuum": Label("Vacuum cleaners", "吸尘器"),
    "audio": Label("Radios and speakers", "音响"),
    "lamp": Label("Lamps", "灯具"),
    "sewing": Label("Sewing machines", "缝纫机"),
    "bike": Label("Bicycles", "自行车"),
}
_SITES = {"old_street": Label("Old Street", "老街店"), "harbour": Label("Harbour", "海港店")}


def build(path: Path, settings: Settings, *, as_of: datetime, language: str = "") -> Desk:
    """Founds the sample shop at `path` and lives through the four months before `as_of` (aware); person 03 stands at it.

    The same `as_of`, settings and zone make the same rows; only the desk's own random id differs. `language` is the one of
    the shop's reports, else the settings'. Raises NoOutput when something is at `path` already.
    """
    as_of = as_of.replace(microsecond=0)
    shop = founding.Founding(
        zone=zone_name(settings), name=NAME, sort="repair", language=language or settings.desk.language
    )
    founding.found(path, shop, at=as_of - timedelta(days=_DAYS))
    desk = Desk(path, dressed(settings), who="03", door="tui")
    stage = Stage(desk, as_of)
    with desk.vault.together():
        _introduce(stage)
        _play(stage)
        slip = _slip(stage)
    stage.moment = as_of - timedelta(minutes=1)
    undoing.undo(desk, slip)
    desk.now, desk.who = clock.now, "03"
    return desk


def dressed(settings: Settings) -> Settings:
    """`settings` with the sample shop's own categories and sites, named in both languages."""
    category = Category(more={**_CATEGORIES, **settings.category.more})
    return settings.replace(category=category, site=Site(more={**_SITES, **settings.site.more}))


def zone_name(settings: Settings) -> str:
    """The configured zone or this machine's; a machine that keeps UTC is somewhere else than its shop."""
    found = settings.shop.zone or founding.machine_zone()
    return "Asia/Shanghai" if found in ("UTC", "Etc/UTC") else found


def _introduce(stage: Stage) -> None:
    stage.moment = stage.as_of - timedelta(days=_DAYS)
    for number, name in STAFF:
        stage.desk.who = number
        arranging.name_person(stage.desk, number, name)


def _play(stage: Stage) -> None:
    """All stories at once, deed by deed in the order of time; what would come after the end stays untold."""
    waiting: list[tuple[datetime, int, Story]] = []
    for index, part in enumerate(parts()):
        scene = Scene(stage, index, part.cue, zh=part.matter.language == "zh")
        _wait(waiting, index, part.story(scene, part.matter))
    while waiting and waiting[0][0] < stage.as_of:
        stage.moment, index, story = heapq.heappop(waiting)
        _wait(waiting, index, story)


def _wait(waiting: list[tuple[datetime, int, Story]], index: int, story: Story) -> None:
    moment = next(story, None)
    if moment is not None:
        heapq.heappush(waiting, (moment, index, story))


def _slip(stage: Stage) -> int:
    """A deed on the wrong ticket, to be taken back; its operation."""
    stage.moment = stage.as_of - timedelta(minutes=2)
    stage.desk.who = "03"
    made = arranging.flag(stage.desk, [1], "red", "?").operation
    assert made is not None
    return made
